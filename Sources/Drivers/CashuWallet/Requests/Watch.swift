#if Cashu
  import TollGateCashu
  import TollGateLinux

  /// A request that was given up while its mint may have had it on its way, as far as this process knows. In seconds.
  struct Watch: Hashable, Sendable {
    let since: Int64
    var asked: Int64
    /// Whether its mint was asked for it after it was given up.
    var isAsked: Bool

    static let pause: Int64 = 300
    /// What a mint has not served by then, other work finds out beside.
    static let patience: Int64 = 6 * 3600

    func isDue(at now: Int64) -> Bool { next.map { $0 <= now } ?? false }

    /// When its mint is to be asked again.
    var next: Int64? { asked - since < Watch.patience ? asked + Watch.pause : nil }
  }

  extension WalletStore {
    /// A mint owes no more than these, for each purse, once it was asked for all.
    private static let mostWatches = 16

    static let uptime: @Sendable () -> Int64 = { Uptime.nanoseconds / 1_000_000_000 }

    func watch(_ request: Int64, isAsked: Bool) {
      let now = seconds()
      watches[request] = Watch(since: watches[request]?.since ?? now, asked: now, isAsked: isAsked)
    }

    /// Those that need not be asked for now.
    var quietWatches: Set<Int64> {
      let now = seconds()
      return Set(watches.filter { !$0.value.isDue(at: now) }.keys)
    }

    /// How long it is until one of them is due.
    var millisecondsToNextWatch: Int32? {
      let now = seconds()
      let next = watches.values.compactMap(\.next).filter { $0 > now }.min()
      return next.map { Int32(clamping: ($0 - now) * 1000) }
    }

    /// Whether a mint is to be asked for what was given up: at once after a start, then every few minutes for some hours.
    func hasDueWatch(mint: Int64, unit: String) throws(StoreFailure) -> Bool {
      let watched = try database.all(
        """
        SELECT r.id FROM requests r JOIN keysets k ON k.id = r.keyset
        WHERE r.mint = ? AND k.unit = ? AND r.interrupted = 2
        """, .integer(mint), .text(unit), read: { $0.integer(0) })
      let now = seconds()
      return watched.contains { watches[$0]?.isDue(at: now) ?? true }
    }

    /// A mint that has not served so many that were given up later will not do it any more.
    func forgetStragglers(_ purse: Purse) throws(StoreFailure) {
      let all = try stragglers(mint: purse.mint, unit: purse.unit).map(\.id)
      for old in all.dropLast(WalletStore.mostWatches) where watches[old]?.isAsked ?? false {
        try database.run("DELETE FROM requests WHERE id = ?", .integer(old))
        watches[old] = nil
      }
    }
  }
#endif
