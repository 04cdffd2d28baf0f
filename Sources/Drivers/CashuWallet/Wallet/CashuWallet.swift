#if Cashu
  import Glibc
  import Synchronization
  import TollGateCashu
  import TollGateCore

  /// The wallet: its store, its seed, and the way to its mints. No lock is held while a mint is asked; what is asked is on disk
  /// before it is sent.
  package final class CashuWallet: Sendable {
    package let thread: WalletThread
    let client: MintClient
    let seed: WalletSeed
    private let branches = Mutex<[KeysetID: SecretBranch]>([:])
    /// Wall seconds: nothing that spends depends on them, but what has expired.
    let wall: @Sendable () -> Int64

    private init(
      _ thread: WalletThread, _ client: MintClient, _ seed: consuming WalletSeed, wall: @escaping @Sendable () -> Int64
    ) {
      self.thread = thread
      self.client = client
      self.seed = seed
      self.wall = wall
    }

    /// Opens the wallet of a folder, or begins a new one with new words.
    package static func open(
      folder: String, _ transport: some MintTransport, wall: @escaping @Sendable () -> Int64 = CashuWallet.wallSeconds
    ) async throws(WalletFailure) -> CashuWallet {
      do throws(StoreFailure) {
        let thread = try await WalletThread.open(folder: folder)
        let words = try await thread.run { store throws(StoreFailure) in try store.words() }
        guard let seed = WalletSeed(words: words) else { throw .corrupt }
        return CashuWallet(thread, MintClient(transport), seed, wall: wall)
      } catch {
        throw .store(error)
      }
    }

    package static let wallSeconds: @Sendable () -> Int64 = { WallClock.seconds }

    /// The secrets of a keyset. Making a branch costs more than a number of it.
    func branch(of keyset: KeysetID) throws(WalletFailure) -> SecretBranch {
      if let known = branches.withLock({ $0[keyset] }) { return known }
      guard let branch = seed.branch(of: keyset) else { throw .store(.corrupt) }
      branches.withLock { $0[keyset] = branch }
      return branch
    }
  }

  extension CashuWallet {
    /// Reads, or changes something that nobody watches.
    func run<Value: Sendable>(
      _ work: @escaping @Sendable (WalletStore) throws(StoreFailure) -> Value
    ) async throws(WalletFailure) -> Value {
      do throws(StoreFailure) { return try await thread.run(work) } catch { throw .store(error) }
    }

    /// One transaction, after which the funds are told to whoever watches them.
    func change<Value: Sendable>(
      _ work: @escaping @Sendable (WalletStore) throws(StoreFailure) -> Value
    ) async throws(WalletFailure) -> Value {
      do throws(StoreFailure) {
        return try await thread.run { store throws(StoreFailure) in
          try store.transaction { () throws(StoreFailure) in try work(store) }
        }
      } catch {
        throw .store(error)
      }
    }
  }

  extension WalletStore {
    /// The words of the seed, made at the first time.
    fileprivate func words() throws(StoreFailure) -> String {
      try transaction { () throws(StoreFailure) in
        if let words = try fact(.mnemonic) { return String(decoding: words, as: UTF8.self) }
        guard let made = try? Mnemonic.random() else { throw .broken(EAGAIN) }
        try set(.mnemonic, Array(made.words.utf8))
        return made.words
      }
    }
  }
#endif
