#if Cashu
  package import TollGateCore

  /// What one mint and unit can be paid from.
  package struct PurseMoney: Sendable {
    package var stock: Stock
    /// Tokens whose proofs can't be told apart yet: each goes whole or not at all (F5).
    package var unchecked: [NoteRow]

    package var total: UInt64 { unchecked.reduce(stock.total) { $0.adding($1.amount) } }
  }

  extension WalletStore {
    /// Nothing for a mint that the wallet has never heard of.
    package func purse(_ mint: MintURL, _ unit: CurrencyUnit) throws(StoreFailure) -> Purse? {
      try database.first("SELECT id FROM mints WHERE url = ?", .text(mint.text), read: { $0.integer(0) })
        .map { Purse(mint: $0, unit: unit.name) }
    }

    package func money(_ purse: Purse) throws(StoreFailure) -> PurseMoney {
      PurseMoney(stock: try stock(purse), unchecked: try idleUncheckedNotes(purse))
    }

    /// The free proofs by amount. Those of keysets that their mint no longer signs with go first, then the oldest keysets'.
    package func stock(_ purse: Purse) throws(StoreFailure) -> Stock {
      let sql = """
        SELECT s.keyset, s.amount, k.ppk, s.count, k.active FROM stock s JOIN keysets k ON k.id = s.keyset
        WHERE k.mint = ? AND k.unit = ? AND s.count > 0
        """
      let newest: UInt64 = 1 << 32
      return Stock(
        try database.all(sql, .integer(purse.mint), .text(purse.unit)) { row in
          let keyset = row.integer(0)
          return StockLine(
            keyset: keyset, amount: row.amount(1), ppk: row.amount(2),
            rank: UInt64(clamping: keyset) + (row.flag(4) ? newest : 0), count: UInt64(clamping: row.integer(3)))
        })
    }

    /// The mints and units in which there is or was money, or in which something is left to be recovered.
    package func purses() throws(StoreFailure) -> [(purse: Purse, mint: MintURL)] {
      let sql = """
        SELECT m.id, m.url, k.unit FROM stock s JOIN keysets k ON k.id = s.keyset JOIN mints m ON m.id = k.mint
        UNION SELECT m.id, m.url, k.unit FROM requests r JOIN keysets k ON k.id = r.keyset JOIN mints m ON m.id = k.mint
        UNION SELECT m.id, m.url, n.unit FROM notes n JOIN mints m ON m.url = n.mint
          WHERE n.done IS NULL AND n.kind IN (\(NoteKind.unchecked.rawValue), \(NoteKind.locked.rawValue))
        UNION SELECT m.id, m.url, q.unit FROM quotes q JOIN mints m ON m.id = q.mint WHERE q.state = 1 AND q.kind = 0
        ORDER BY 1, 3
        """
      return try database.all(sql) { row in
        (Purse(mint: row.integer(0), unit: row.text(2)), MintURL(row.text(1)))
      }
    }

    /// All of the funds, as the machine is told of them.
    package func funds() throws(StoreFailure) -> [Funds] {
      var all: [Funds] = []
      for (purse, mint) in try purses() { all.append(try funds(purse, mint)) }
      return all
    }

    private func funds(_ purse: Purse, _ mint: MintURL) throws(StoreFailure) -> Funds {
      let money = try money(purse)
      var funds = Funds(mint: mint, unit: CurrencyUnit(purse.unit), available: Sats(money.total))
      let keysets = """
        SELECT count(*) FILTER (WHERE k.active = 0), min(k.expires) FROM keysets k WHERE k.mint = ? AND k.unit = ?
        AND EXISTS (SELECT 1 FROM stock s WHERE s.keyset = k.id AND s.count > 0)
        """
      let found = try database.first(keysets, .integer(purse.mint), .text(purse.unit)) { row in
        (inactive: row.integer(0), expires: row.maybeInteger(1))
      }
      funds.onInactiveKeyset = found.map { $0.inactive > 0 } ?? false
      funds.expires = found?.expires
      funds.wantsRecovery = try wantsRecovery(mint: purse.mint, unit: purse.unit)
      if let wish = wishes[purse], !wish.isUseless {
        funds.wantsChange = money.stock.wantsChange(for: wish.payment, count: wish.count)
      }
      return funds
    }
  }
#endif
