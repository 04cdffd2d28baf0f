#if Cashu
  import Glibc
  import Synchronization
  package import TollGateCashu
  import TollGateCore

  /// The wallet: its store, its seed, and the way to its mints. No lock is held while a mint is asked; what is asked is on disk
  /// before it is sent.
  package final class CashuWallet: Sendable {
    package let thread: WalletThread
    let client: MintClient
    private let seed: Mutex<KeptSeed?>
    private let branches = Mutex<[KeysetID: SecretBranch]>([:])
    /// Wall seconds: nothing that spends depends on them, but what has expired.
    let wall: @Sendable () -> Int64

    /// A seed that was made of the wallet's words before need not be made again.
    package init(
      _ thread: WalletThread, _ transport: some MintTransport, seed: KeptSeed? = nil,
      wall: @escaping @Sendable () -> Int64 = CashuWallet.wallSeconds
    ) {
      self.thread = thread
      client = MintClient(transport)
      self.seed = Mutex(seed)
      self.wall = wall
    }

    /// Opens the wallet of a folder, or begins a new one with new words.
    package static func open(
      folder: String, _ transport: some MintTransport, wall: @escaping @Sendable () -> Int64 = CashuWallet.wallSeconds
    ) async throws(WalletFailure) -> CashuWallet {
      do throws(StoreFailure) {
        let wallet = CashuWallet(try await WalletThread.open(folder: folder), transport, wall: wall)
        _ = try await wallet.thread.run { store throws(StoreFailure) in try store.words() }
        return wallet
      } catch {
        throw .store(error)
      }
    }

    package static let wallSeconds: @Sendable () -> Int64 = { WallClock.seconds }

    /// The secrets of a keyset. Making a branch costs more than a number of it.
    func branch(of keyset: KeysetID) async throws(WalletFailure) -> SecretBranch {
      if let known = branches.withLock({ $0[keyset] }) { return known }
      guard let branch = try await keptSeed().seed.branch(of: keyset) else { throw .store(.corrupt) }
      branches.withLock { $0[keyset] = branch }
      return branch
    }

    /// The seed is made of its words when it is needed first: that takes long, on purpose.
    func keptSeed() async throws(WalletFailure) -> KeptSeed {
      if let known = seed.withLock({ $0 }) { return known }
      let words = try await run { store throws(StoreFailure) in try store.words() }
      guard let made = WalletSeed(words: words) else { throw .store(.corrupt) }
      let kept = KeptSeed(made)
      seed.withLock { $0 = kept }
      return kept
    }
  }

  /// One seed for all who need it; it is wiped when the last of them is gone.
  package final class KeptSeed: Sendable {
    package let seed: WalletSeed
    package init(_ seed: consuming WalletSeed) { self.seed = seed }
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
        _ = try? await thread.run { store throws(StoreFailure) in try store.letGoOfUnwritten() }
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
