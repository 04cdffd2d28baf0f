#if Cashu
  import Synchronization
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

    init() throws(SystemFailure) { poller = try Poller() }

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
        let (jobs, isClosed) = state.withLock { state in
          defer { state.jobs = [] }
          return (state.jobs, state.isClosed)
        }
        for job in jobs { job(store) }
        if !jobs.isEmpty { continue }
        if isClosed { return }
        rest(store)
      }
    }

    /// Waits for work. When there is none for a while, the log is moved into the file: never while a payment waits.
    private func rest(_ store: Result<WalletStore, StoreFailure>) {
      guard case .success(let store) = store, store.database.loggedPages >= WalletQueue.fewestPages else {
        _ = try? poller.wait(milliseconds: nil)
        return
      }
      _ = try? poller.wait(milliseconds: WalletQueue.patience)
      if state.withLock({ $0.jobs.isEmpty }) { store.database.checkpoint() }
    }

    /// Fewer pages than these are not worth two syncs.
    private static let fewestPages: Int32 = 500
    private static let patience: Int32 = 1000
  }
#endif
