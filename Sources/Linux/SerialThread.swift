/// Something that one thread owns, for work that blocks and goes one after the other: a file that is synced, a database. It is
/// made, used and dropped on that thread.
package final class SerialThread<Owned>: Sendable {
  private enum Message: Sendable {
    case job(@Sendable (Owned) -> Void)
    case end
  }

  private let mailbox: Mailbox<Message>
  private let thread: RunningThread

  private init(_ mailbox: Mailbox<Message>, _ thread: RunningThread) {
    self.mailbox = mailbox
    self.thread = thread
  }

  /// The name, of at most 15 bytes, is what `ps -T` shows.
  package static func begin<Failure: Error>(
    _ name: String, orElse noThread: (SystemFailure) -> Failure,
    _ make: @escaping @Sendable () throws(Failure) -> Owned
  ) async throws(Failure) -> SerialThread {
    let mailbox: Mailbox<Message>
    do throws(SystemFailure) { mailbox = try Mailbox() } catch { throw noThread(error) }
    let made: Made<Failure> = await withCheckedContinuation { continuation in
      do throws(SystemFailure) {
        _ = try RunningThread.begin(name) {
          do throws(Failure) {
            let owned = try make()
            continuation.resume(returning: .owned(.current))
            work(on: owned, through: mailbox)
          } catch {
            continuation.resume(returning: .failed(.current, error))
          }
        }
      } catch {
        continuation.resume(returning: .noThread(error))
      }
    }
    switch made {
    case .owned(let thread): return SerialThread(mailbox, thread)
    case .noThread(let failure): throw noThread(failure)
    case .failed(let thread, let failure):
      thread.join()
      throw failure
    }
  }

  private enum Made<Failure: Error>: Sendable {
    case owned(RunningThread)
    case noThread(SystemFailure)
    case failed(RunningThread, Failure)
  }

  /// Nothing is waiting by now: each `run` keeps its thread.
  deinit {
    mailbox.post(.end)
    thread.join()
  }

  private static func work(on owned: Owned, through mailbox: Mailbox<Message>) {
    while true {
      // It can fail by a bug alone, and then what was posted is looked for all the same.
      _ = try? mailbox.poller.wait(milliseconds: nil)
      for message in mailbox.take() {
        switch message {
        case .job(let job): job(owned)
        case .end: return
        }
      }
    }
  }

  /// In the order of the calls. What has been posted is done, whoever is cancelled.
  package func run<Value: Sendable, Failure: Error>(
    _ work: @escaping @Sendable (Owned) throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
      mailbox.post(
        .job { owned in
          do throws(Failure) {
            continuation.resume(returning: .success(try work(owned)))
          } catch {
            continuation.resume(returning: .failure(error))
          }
        })
    }
    return try result.get()
  }
}
