#if Sandbox
  import Glibc
  import Synchronization
  import TollGateLinux

  /// Waits for what ends a program that runs for ever: SIGINT, SIGTERM, or the end of its parent.
  struct Ending: Sendable {
    /// All that a handler of signals may touch.
    private static let isAskedFor = Atomic(false)
    private let parent = getppid()

    /// From here on the signals no longer end the process by themselves.
    init() {
      Ending.isAskedFor.store(false, ordering: .relaxed)
      for number in [SIGINT, SIGTERM] {
        _ = signal(number) { _ in Ending.isAskedFor.store(true, ordering: .relaxed) }
      }
    }

    /// Returns when it is time to end, or when it is cancelled.
    func wait() async throws(SystemFailure) {
      try await DriverThread.run("tollgate-ending", in: .own) { wake throws(SystemFailure) in
        // A process whose parent has ended gets another one.
        while getppid() == parent, !Ending.isAskedFor.load(ordering: .relaxed) {
          guard wake.wait(milliseconds: 200) == .timedOut else { return }
        }
      }
    }
  }
#endif
