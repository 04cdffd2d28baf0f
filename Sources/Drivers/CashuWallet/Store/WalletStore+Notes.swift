#if Cashu
  package import TollGateCashu
  package import TollGateCore

  /// Why a token lies beside the proofs.
  package enum NoteKind: Int64, Hashable, Sendable, CaseIterable {
    /// Handed to somebody, who may not have redeemed it yet.
    case sent = 1
    case drained
    /// Received while its keyset was not on disk (F5).
    case unchecked
    /// Not taken where it was paid.
    case stranded
    /// Received, and locked to our key: nobody else can redeem it, so that nobody is paid with it.
    case locked
  }

  /// A token that lies beside the proofs.
  package struct NoteRow: Hashable, Sendable {
    package var id: Int64
    package var kind: NoteKind
    package var mint: MintURL
    package var unit: String
    package var amount: UInt64
    /// How many proofs are in it: its fee is reckoned by them.
    package var proofs: Int
    package var created: Int64
    /// The payment that it is promised to.
    package var holder: Int64?

    /// As something to pay with, at the fee that is assumed while its keyset isn't known. Its row stands in the keyset's place.
    var line: StockLine {
      StockLine(keyset: -id, amount: amount, ppk: NoteRow.assumedFee.times(UInt64(clamping: proofs)), count: 1)
    }

    private static let assumedFee: UInt64 = 100
  }

  extension WalletStore {
    private static let noteColumns = "id, kind, mint, unit, amount, proofs, created, holder"

    /// Keeps a token as it came, or as it goes. The row's number.
    package func addNote(_ token: Token, text: [UInt8], _ kind: NoteKind, at wall: Int64) throws(StoreFailure) -> Int64
    {
      let mint = MintURL(token.mint)
      return try transaction { () throws(StoreFailure) in
        _ = try addMint(mint)
        return try database.insert(
          "INSERT INTO notes(kind, mint, unit, amount, proofs, token, created) VALUES(?, ?, ?, ?, ?, ?, ?)",
          .integer(kind.rawValue), .text(mint.text), .text(CurrencyUnit(token.unit).name), .amount(token.amount.value),
          .integer(Int64(token.proofs.count)), .blob(text), .integer(wall))
      }
    }

    /// Those that are not done with, the oldest first.
    package func notes(_ kind: NoteKind) throws(StoreFailure) -> [NoteRow] {
      try database.all(
        "SELECT \(WalletStore.noteColumns) FROM notes WHERE kind = ? AND done IS NULL ORDER BY id",
        .integer(kind.rawValue),
        read: NoteRow.read)
    }

    /// Received tokens of this kind that no payment is made of, the greatest first.
    func notes(_ kind: NoteKind, of purse: Purse) throws(StoreFailure) -> [NoteRow] {
      guard let mint = try mint(purse.mint) else { return [] }
      return try notes(kind).filter { $0.mint == mint.url && $0.unit == purse.unit && $0.holder == nil }
        .sorted { ($1.amount, $0.id) < ($0.amount, $1.id) }
    }

    /// The token as it was kept.
    package func token(ofNote id: Int64) throws(StoreFailure) -> [UInt8]? {
      try database.first("SELECT token FROM notes WHERE id = ?", .integer(id), read: { $0.blob(0) })
    }

    package func promise(note id: Int64, to payment: Int64?) throws(StoreFailure) {
      try database.run("UPDATE notes SET holder = ? WHERE id = ?", .maybe(payment), .integer(id))
    }

    /// It is part of history from now on.
    package func finish(note id: Int64, at wall: Int64) throws(StoreFailure) {
      try database.run("UPDATE notes SET done = ? WHERE id = ?", .integer(wall), .integer(id))
    }

    /// Some of it is outside after all.
    func reopen(note id: Int64) throws(StoreFailure) {
      try database.run("UPDATE notes SET done = NULL WHERE id = ?", .integer(id))
    }

    /// The notes that this payment is made of.
    func notes(heldBy payment: Int64) throws(StoreFailure) -> [NoteRow] {
      try database.all(
        "SELECT \(WalletStore.noteColumns) FROM notes WHERE holder = ? AND done IS NULL ORDER BY id", .integer(payment),
        read: NoteRow.read)
    }
  }

  extension NoteRow {
    fileprivate static func read(_ row: Database.Row) throws(StoreFailure) -> NoteRow {
      guard let kind = NoteKind(rawValue: row.integer(1)) else { throw .corrupt }
      return NoteRow(
        id: row.integer(0), kind: kind, mint: MintURL(row.text(2)), unit: row.text(3), amount: row.amount(4),
        proofs: Int(row.integer(5)), created: row.integer(6), holder: row.maybeInteger(7))
    }
  }
#endif
