/// A thread for work that blocks, which has no place on the pool of Swift's tasks. It is gone when `run` returns.
package enum DriverThread {
  /// Cancelling the task signals the wake; the work is expected to end then.
  package static func run<Value: Sendable>(
    _ name: String = "tollgate-driver", in namespace: NetworkNamespace,
    _ work: @escaping @Sendable (Wake) throws(SystemFailure) -> Value
  ) async throws(SystemFailure) -> Value {
    let wake = try Wake()
    let finished = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        do throws(SystemFailure) {
          _ = try RunningThread.begin(name) {
            do throws(SystemFailure) {
              try namespace.enter()
              continuation.resume(returning: Finished(.current, .success(try work(wake))))
            } catch {
              continuation.resume(returning: Finished(.current, .failure(error)))
            }
          }
        } catch {
          continuation.resume(returning: Finished(nil, .failure(error)))
        }
      }
    } onCancel: {
      wake.signal()
    }
    // The thread has nothing left to do but to end: microseconds.
    finished.thread?.join()
    return try finished.result.get()
  }
}

/// What a thread came to, and how to wait for the rest of it.
private struct Finished<Value: Sendable>: Sendable {
  let thread: RunningThread?
  let result: Result<Value, SystemFailure>

  init(_ thread: RunningThread?, _ result: Result<Value, SystemFailure>) {
    self.thread = thread
    self.result = result
  }
}
