#if Cashu
  package import TollGateCore

  /// What has happened to money.
  package enum HistoryKind: String, Hashable, Sendable, CaseIterable {
    case received, sent, paid, takenBack, change, rotation, reclaimed, drained, restored, toppedUp, melted, unchecked
    case imported
    /// Proofs of ours that somebody else has spent: another wallet of the same seed, or whoever gave them to us.
    case spentElsewhere
    /// On a keyset that has expired.
    case lost
  }

  /// One line of the wallet's history, without a word of any token.
  package struct HistoryEntry: Hashable, Sendable {
    /// Wall seconds; for people alone.
    package var at: Int64
    package var kind: HistoryKind
    package var mint: MintURL
    package var unit: String
    package var amount: UInt64
    package var fee: UInt64
    package var detail: String?

    package init(
      at: Int64, kind: HistoryKind, mint: MintURL, unit: String, amount: UInt64, fee: UInt64 = 0, detail: String? = nil
    ) {
      self.at = at
      self.kind = kind
      self.mint = mint
      self.unit = unit
      self.amount = amount
      self.fee = fee
      self.detail = detail
    }
  }

  extension WalletStore {
    /// More lines than this are not kept.
    private static let longestHistory: Int64 = 10_000

    package func addHistory(_ entry: HistoryEntry) throws(StoreFailure) {
      let id = try database.insert(
        "INSERT INTO history(at, kind, mint, unit, amount, fee, detail) VALUES(?, ?, ?, ?, ?, ?, ?)",
        .integer(entry.at), .text(entry.kind.rawValue), .text(entry.mint.text), .text(entry.unit),
        .amount(entry.amount), .amount(entry.fee), .maybe(entry.detail))
      try database.run("DELETE FROM history WHERE id <= ?", .integer(id - WalletStore.longestHistory))
    }

    /// The newest first.
    package func history(newest count: Int) throws(StoreFailure) -> [HistoryEntry] {
      let rows = try database.all(
        "SELECT at, kind, mint, unit, amount, fee, detail FROM history ORDER BY id DESC LIMIT ?",
        .integer(Int64(count)),
        read: { row -> HistoryEntry? in
          guard let kind = HistoryKind(rawValue: row.text(1)) else { return nil }
          return HistoryEntry(
            at: row.integer(0), kind: kind, mint: MintURL(row.text(2)), unit: row.text(3), amount: row.amount(4),
            fee: row.amount(5), detail: row.maybeText(6))
        })
      return rows.compactMap { $0 }
    }
  }
#endif
