#if Cashu
  import Synchronization
  package import TollGateCore
  import TollGateLinux

  /// The one thread on which the wallet's store lives: what blocks on a disk has no place on the pool of Swift's tasks.
  package final class WalletThread: Sendable {
    let queue: WalletQueue
    private let thread: RunningThread
    private let lastFailure = Mutex<StoreFailure?>(nil)

    private init(_ folder: String, _ patience: Interval) throws(SystemFailure) {
      let queue = try WalletQueue(patience: patience)
      self.queue = queue
      thread = try RunningThread.begin("tollgate-wallet") { queue.work(folder) }
    }

    /// Opens the store of a folder. It is closed, and free for others, when the last reference has gone. After so long without
    /// work the log is moved into the file.
    package static func open(
      folder: String, patience: Interval = .seconds(1)
    ) async throws(StoreFailure) -> WalletThread {
      let thread: WalletThread
      do throws(SystemFailure) {
        thread = try WalletThread(folder, patience)
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

    /// Why the last piece of work failed, if it did: a payment's failure is one word for all of it (E5).
    package var trouble: StoreFailure? { lastFailure.withLock { $0 } }

    /// When those who watch the funds hear of what a piece of work has changed.
    package enum Telling: Sendable {
      /// Before its caller goes on: what is to be recovered must be known before a call fails.
      case first
      /// Afterwards: the caller has no time to lose.
      case afterwards
    }

    /// One piece of work after the other, each to its end: none is cancelled half-way.
    package func run<Value: Sendable>(
      telling: Telling = .first, _ work: @escaping @Sendable (WalletStore) throws(StoreFailure) -> Value
    ) async throws(StoreFailure) -> Value {
      let result: Result<Value, StoreFailure> = await withCheckedContinuation { done in
        queue.add { opened in
          switch opened {
          case .failure(let failure): done.resume(returning: .failure(failure))
          case .success(let store):
            let result = Result { () throws(StoreFailure) in try work(store) }
            if telling == .first { store.teller.tell(store) }
            done.resume(returning: result)
            if telling == .afterwards { store.teller.tell(store) }
          }
        }
      }
      lastFailure.withLock { last in
        if case .failure(let failure) = result { last = failure } else { last = nil }
      }
      return try result.get()
    }
  }
#endif
