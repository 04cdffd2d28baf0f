#if Cashu
  package import TollGateCore

  /// A quote of a mint, written down before anybody sees its invoice.
  package struct QuoteRow: Hashable, Sendable {
    package enum Kind: Int64, Hashable, Sendable {
      case mint = 0
      case melt = 1
    }

    package enum State: Int64, Hashable, Sendable {
      /// Its request is on its way.
      case asked = 0
      case open = 1
      case done = 2
      case failed = 3
    }

    package var id: Int64
    package var mint: Int64
    package var url: MintURL
    package var kind: Kind
    package var quote: String
    package var unit: String
    package var amount: UInt64
    /// The invoice.
    package var request: String
    package var state: State
    /// Wall seconds.
    package var expires: Int64?
  }

  extension WalletStore {
    private static let quoteColumns =
      "q.id, q.mint, m.url, q.kind, q.quote, q.unit, q.amount, q.request, q.state, q.expires FROM quotes q JOIN mints m ON m.id = q.mint"

    /// Before a mint is asked: the row's number chooses the key of the quote (NUT-20).
    func addQuote(
      _ kind: QuoteRow.Kind, mint: Int64, unit: String, amount: UInt64, at wall: Int64
    ) throws(StoreFailure) -> Int64 {
      try database.insert(
        """
        INSERT INTO quotes(mint, kind, method, quote, unit, amount, request, state, created)
        VALUES(?, ?, 'bolt11', '', ?, ?, '', 0, ?)
        """, .integer(mint), .integer(kind.rawValue), .text(unit), .amount(amount), .integer(wall))
    }

    func setQuote(
      _ id: Int64, named quote: String, request: String, amount: UInt64, expires: UInt64?
    ) throws(StoreFailure) {
      try database.run(
        "UPDATE quotes SET quote = ?, request = ?, amount = ?, expires = ?, state = 1 WHERE id = ?", .text(quote),
        .text(request), .amount(amount), .maybe(expires.map { Int64(clamping: $0) }), .integer(id))
    }

    func setQuote(_ id: Int64, _ state: QuoteRow.State) throws(StoreFailure) {
      try database.run("UPDATE quotes SET state = ? WHERE id = ?", .integer(state.rawValue), .integer(id))
    }

    /// Nothing will be paid on a quote whose answer never came.
    func deleteQuote(_ id: Int64) throws(StoreFailure) {
      try database.run("DELETE FROM quotes WHERE id = ? AND state = 0", .integer(id))
    }

    func quote(_ id: Int64) throws(StoreFailure) -> QuoteRow? {
      try database.first("SELECT \(WalletStore.quoteColumns) WHERE q.id = ?", .integer(id), read: QuoteRow.read)
    }

    /// Nobody has paid it, so far. One whose time was over a day ago is not waited for; where the mint has told no time, after
    /// a week.
    func heardUnpaid(_ id: Int64, at wall: Int64) throws(StoreFailure) {
      restQuote(id)
      try database.run(
        """
        UPDATE quotes SET state = 3 WHERE id = ? AND state = 1 AND kind = 0
          AND coalesce(expires, created + 604800) <= ? - 86400
        """, .integer(id), .integer(wall))
    }

    func restQuote(_ id: Int64) { quoteRests[id] = Moment(after: rest) }

    /// Whether one of them is to be asked after.
    func wantsCollecting(mint: Int64, unit: String) throws(StoreFailure) -> Bool {
      try openQuotes().contains { quote in
        quote.mint == mint && quote.unit == unit && !(quoteRests[quote.id]?.isAhead ?? false)
      }
    }

    /// Those of ways into a mint that may still be paid, or are.
    package func openQuotes() throws(StoreFailure) -> [QuoteRow] {
      try database.all(
        "SELECT \(WalletStore.quoteColumns) WHERE q.state = 1 AND q.kind = 0 ORDER BY q.id", read: QuoteRow.read)
    }
  }

  extension QuoteRow {
    fileprivate static func read(_ row: Database.Row) throws(StoreFailure) -> QuoteRow {
      guard let kind = Kind(rawValue: row.integer(3)), let state = State(rawValue: row.integer(8)) else {
        throw .corrupt
      }
      return QuoteRow(
        id: row.integer(0), mint: row.integer(1), url: MintURL(row.text(2)), kind: kind, quote: row.text(4),
        unit: row.text(5), amount: row.amount(6), request: row.text(7), state: state, expires: row.maybeInteger(9))
    }
  }
#endif
