#if Cashu
  import TollGateLinux

  /// The one thread on which the wallet's store lives: what blocks on a disk has no place on the pool of Swift's tasks.
  package final class WalletThread: Sendable {
    let queue: WalletQueue
    private let thread: RunningThread

    private init(_ folder: String) throws(SystemFailure) {
      let queue = try WalletQueue()
      self.queue = queue
      thread = try RunningThread.begin("tollgate-wallet") { queue.work(folder) }
    }

    /// Opens the store of a folder. It is closed, and free for others, when the last reference has gone.
    package static func open(folder: String) async throws(StoreFailure) -> WalletThread {
      let thread: WalletThread
      do throws(SystemFailure) {
        thread = try WalletThread(folder)
      } catch {
        throw StoreFailure(errno: error.code) ?? .broken(error.code)
      }
      try await thread.run { _ throws(StoreFailure) in }
      return thread
    }

    deinit {
      queue.close()
      thread.join()
    }

    /// One piece of work after the other, each to its end: none is cancelled half-way.
    package func run<Value: Sendable>(
      _ work: @escaping @Sendable (WalletStore) throws(StoreFailure) -> Value
    ) async throws(StoreFailure) -> Value {
      let result: Result<Value, StoreFailure> = await withCheckedContinuation { done in
        queue.add { store in
          let result = Result { () throws(StoreFailure) in try work(store.get()) }
          return { done.resume(returning: result) }
        }
      }
      return try result.get()
    }
  }
#endif
