import CLinux
import Glibc

/// A thread that somebody waits for.
package struct RunningThread: Sendable {
  private let thread: pthread_t

  /// The one that calls.
  static var current: RunningThread { RunningThread(thread: pthread_self()) }

  /// The name, of at most 15 bytes, is what `ps -T` shows.
  package static func begin(
    _ name: String, _ body: @escaping @Sendable () -> Void
  ) throws(SystemFailure) -> RunningThread {
    var thread = pthread_t()
    let job = unsafe Unmanaged.passRetained(Job(name, body))
    let code = unsafe pthread_create(
      &thread, nil,
      { argument in
        guard let argument = unsafe argument else { return nil }
        unsafe Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, job.toOpaque())
    guard code == 0 else {
      unsafe job.release()
      throw SystemFailure(code: code)
    }
    return RunningThread(thread: thread)
  }

  /// Returns when the thread is gone; to be called once.
  package func join() { _ = pthread_join(thread, nil) }

  /// Instead of `join`, for what can't be stopped: nobody learns of its end.
  package func leave() { _ = pthread_detach(thread) }
}

private final class Job: Sendable {
  private let name: String
  private let body: @Sendable () -> Void

  init(_ name: String, _ body: @escaping @Sendable () -> Void) {
    self.name = name
    self.body = body
  }

  func run() {
    _ = unsafe pthread_setname_np(pthread_self(), name)
    body()
  }
}
