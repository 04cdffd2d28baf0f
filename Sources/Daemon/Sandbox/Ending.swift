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

    /// Runs beside something that goes on until it is cancelled, and ends with the first of the two.
    func running(
      _ body: @escaping @Sendable () async throws(SystemFailure) -> Void
    ) async throws(SystemFailure) {
      let failure = await withTaskGroup(of: SystemFailure?.self) { group in
        group.addTask { await Ending.failure(body) }
        group.addTask { await Ending.failure { () throws(SystemFailure) in try await wait() } }
        let first = await group.next() ?? nil
        group.cancelAll()
        return first
      }
      if let failure { throw failure }
    }

    private static func failure(_ part: () async throws(SystemFailure) -> Void) async -> SystemFailure? {
      do throws(SystemFailure) {
        try await part()
        return nil
      } catch {
        return error
      }
    }
  }
#endif
