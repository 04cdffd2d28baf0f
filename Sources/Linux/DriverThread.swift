import Glibc

/// A thread for work that blocks, which has no place on the pool of Swift's tasks. It is gone when `run` returns.
package enum DriverThread {
  /// Cancelling the task signals the wake; the work is expected to end then.
  package static func run<Value: Sendable>(
    in namespace: NetworkNamespace, _ work: @escaping @Sendable (Wake) throws(SystemFailure) -> Value
  ) async throws(SystemFailure) -> Value {
    let wake = try Wake()
    let finished = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let job = Job { ticket in
          do throws(SystemFailure) {
            try namespace.enter()
            continuation.resume(returning: Finished(ticket, .success(try work(wake))))
          } catch {
            continuation.resume(returning: Finished(ticket, .failure(error)))
          }
        }
        if let failure = job.begin() { continuation.resume(returning: Finished(nil, .failure(failure))) }
      }
    } onCancel: {
      wake.signal()
    }
    finished.join()
    return try finished.result.get()
  }
}

/// What a thread came to, and how to wait for the rest of it.
private struct Finished<Value: Sendable>: Sendable {
  let thread: pthread_t?
  let result: Result<Value, SystemFailure>

  init(_ thread: pthread_t?, _ result: Result<Value, SystemFailure>) {
    self.thread = thread
    self.result = result
  }

  /// The thread has nothing left to do but to end: microseconds.
  func join() {
    if let thread { _ = pthread_join(thread, nil) }
  }
}

private final class Job: Sendable {
  private let body: @Sendable (pthread_t) -> Void

  init(_ body: @escaping @Sendable (pthread_t) -> Void) { self.body = body }

  func begin() -> SystemFailure? {
    var thread = pthread_t()
    let kept = unsafe Unmanaged.passRetained(self)
    let code = unsafe pthread_create(
      &thread, nil,
      { argument in
        guard let argument = unsafe argument else { return nil }
        unsafe Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().body(pthread_self())
        return nil
      }, kept.toOpaque())
    guard code != 0 else { return nil }
    unsafe kept.release()
    return SystemFailure(code: code)
  }
}
