#if Cashu
  package import TollGateCore

  /// One thing that has happened to the money, for its owner to read.
  package struct HistoryEntry: Hashable, Sendable {
    /// Wall seconds, as the clock stood then.
    package var at: Int64
    package var kind: String
    package var mint: MintURL
    package var unit: String
    package var amount: UInt64
    package var fee: UInt64
    package var detail: String?

    package init(
      at: Int64, kind: String, mint: MintURL, unit: String, amount: UInt64, fee: UInt64 = 0, detail: String? = nil
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
    package func add(_ entry: HistoryEntry) throws(StoreFailure) {
      try database.run(
        "INSERT INTO history(at, kind, mint, unit, amount, fee, detail) VALUES(?, ?, ?, ?, ?, ?, ?)",
        .integer(entry.at),
        .text(entry.kind), .text(entry.mint.text), .text(entry.unit), .amount(entry.amount), .amount(entry.fee),
        .maybe(entry.detail))
    }

    /// The newest first.
    package func history(most: Int) throws(StoreFailure) -> [HistoryEntry] {
      try database.all(
        "SELECT at, kind, mint, unit, amount, fee, detail FROM history ORDER BY id DESC LIMIT ?", .integer(Int64(most))
      ) { row in
        HistoryEntry(
          at: row.integer(0), kind: row.text(1), mint: MintURL(row.text(2)), unit: row.text(3), amount: row.amount(4),
          fee: row.amount(5), detail: row.maybeText(6))
      }
    }
  }
#endif
