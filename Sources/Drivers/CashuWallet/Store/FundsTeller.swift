#if Cashu
  import TollGateCore

  /// Tells those who watch what the funds are. It lives on the wallet's thread.
  final class FundsTeller {
    private var watchers: [UInt64: @Sendable ([Funds]) -> Void] = [:]
    private var lastKey: UInt64 = 0
    private var told: [Funds] = []
    /// What the store had been through when the funds were last looked at.
    private var seen: Int64?
    private var wishes: [Purse: ChangeWish] = [:]
    private var inHand: Set<Int64> = []
    private var quiet: Set<Int64> = []

    /// The whole at once, and again after each change. The key is for `end`.
    func begin(_ watcher: @escaping @Sendable ([Funds]) -> Void, _ store: WalletStore) throws(StoreFailure) -> UInt64 {
      let funds = try store.funds()
      lastKey += 1
      watchers[lastKey] = watcher
      (told, seen, wishes) = (funds, store.database.allChanges, store.wishes)
      watcher(funds)
      return lastKey
    }

    func end(_ key: UInt64) { watchers[key] = nil }

    /// Says what has changed, if anything has. A store that can't be read says nothing.
    func tell(_ store: WalletStore) {
      let changes = store.database.allChanges
      guard !watchers.isEmpty else { return }
      let now = store.quietWatches
      guard changes != seen || wishes != store.wishes || inHand != store.inHand || quiet != now else { return }
      (seen, wishes, inHand, quiet) = (changes, store.wishes, store.inHand, now)
      guard let funds = try? store.funds(), funds != told else { return }
      told = funds
      for watcher in watchers.values { watcher(funds) }
    }
  }
#endif
