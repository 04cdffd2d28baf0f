#if Cashu
  import Synchronization
  import TollGateCore
  import TollGateLinux

  /// What the wallet's thread has to do, in order.
  final class WalletQueue: Sendable {
    /// Gets the store, or why there is none.
    typealias Job = @Sendable (Result<WalletStore, StoreFailure>) -> Void

    private struct State {
      var jobs: [Job] = []
      var isClosed = false
    }

    private let state = Mutex(State())
    private let poller: Poller

    private let patience: Interval

    init(patience: Interval) throws(SystemFailure) {
      self.patience = patience
      poller = try Poller()
    }

    func add(_ job: @escaping Job) {
      state.withLock { $0.jobs.append(job) }
      poller.ring()
    }

    func close() {
      state.withLock { $0.isClosed = true }
      poller.ring()
    }

    /// Returns when it is closed and nothing is left to do.
    func work(_ folder: String) {
      let store = Result { () throws(StoreFailure) in try WalletStore(folder: folder) }
      while true {
        let (jobs, isClosed) = take()
        for job in jobs { job(store) }
        if case .success(let store) = store, store.database.loggedPages >= WalletQueue.mostPages { store.tidy() }
        if !jobs.isEmpty { continue }
        if isClosed { return }
        rest(store)
      }
    }

    private func take() -> (jobs: [Job], isClosed: Bool) {
      state.withLock { state in
        defer { state.jobs = [] }
        return (state.jobs, state.isClosed)
      }
    }

    private var hasWork: Bool { state.withLock { !$0.jobs.isEmpty || $0.isClosed } }

    /// Waits for work. When there is none for a while, the log is moved into the file: never while a payment waits.
    private func rest(_ opened: Result<WalletStore, StoreFailure>) {
      guard case .success(let store) = opened else {
        _ = try? poller.wait(milliseconds: nil)
        return
      }
      guard store.database.loggedPages >= WalletQueue.fewestPages else {
        _ = try? poller.wait(milliseconds: store.millisecondsToNextWatch)
        // Nothing but the time has changed: a mint is to be asked again.
        if !hasWork { store.teller.tell(store) }
        return
      }
      let end = Uptime.nanoseconds + patience.nanoseconds
      while !hasWork {
        let left = end - Uptime.nanoseconds
        if left <= 0 { return store.tidy() }
        _ = try? poller.wait(milliseconds: Int32(clamping: left / 1_000_000 + 1))
      }
    }

    /// Fewer pages than these are not worth the syncs, and a log that begins anew soon is written where it lies already: to make
    /// its file longer would cost each payment more. More are too many, even if the work never ends.
    private static let fewestPages: Int32 = 100
    private static let mostPages: Int32 = 10_000
  }
#endif
