#if Cashu
  import TollGateCashu
  package import TollGateCore
  import TollGateCrypto
  import TollGateTrace

  /// A payment as it is kept, without its token.
  package struct PaymentRow: Hashable, Sendable {
    package var id: Int64
    package var purse: Purse
    package var order: PaymentOrder
    package var prepared: PreparedPayment
    /// What is written on the token; the rest of the gross went to a mint before.
    package var worth: UInt64
    package var verdict: Verdict?
    /// Without a verdict it is what a mint has said of some of the proofs so far.
    package var settlement: Settlement?

    /// Nothing of it is left to be known.
    package var isSettled: Bool { verdict != nil && settlement?.pending == .zero }
  }

  extension WalletStore {
    private static let paymentColumns =
      "id, mint, unit, order_json, gross, fee, fingerprint, worth, verdict, settlement, epoch, number"

    package func payment(_ id: OperationID) throws(StoreFailure) -> PaymentRow? {
      try database.first(
        "SELECT \(WalletStore.paymentColumns) FROM payments WHERE epoch = ? AND number = ?", .amount(id.epoch),
        .amount(id.number), read: PaymentRow.read)
    }

    /// All that are not forgotten, in the order in which they were made.
    package func payments() throws(StoreFailure) -> [PaymentRow] {
      try database.all("SELECT \(WalletStore.paymentColumns) FROM payments ORDER BY id", read: PaymentRow.read)
    }

    package func token(of id: OperationID) throws(StoreFailure) -> [UInt8]? {
      try database.first(
        "SELECT token FROM payments WHERE epoch = ? AND number = ?", .amount(id.epoch), .amount(id.number),
        read: { $0.blob(0) })
    }

    /// Makes a payment of these proofs and notes, which are promised to it from now on. `swapFee` is what a mint has taken for
    /// making them; it is part of the gross.
    package func keepPayment(
      _ order: PaymentOrder, of purse: Purse, proofs: [ProofRow], notes: [NoteRow] = [], swapFee: UInt64 = 0
    ) throws(StoreFailure) -> PreparedPayment {
      try transaction { () throws(StoreFailure) in
        let line = Trace.line(order)
        // What can't be read back after a crash is not paid (K12).
        guard (try? Trace.read(PaymentOrder.self, from: line)) == order else { throw .corrupt }
        var coins = proofs.map { $0.proof.naming(KeysetReference(shortening: $0.proof.keyset)) }
        for note in notes { coins += try read(note).proofs }
        guard let token = try? Token(mint: order.offer.mint.text, unit: purse.unit, proofs: coins) else {
          throw .corrupt
        }
        let (text, worth) = (token.text, token.amount.value)
        let fee = UInt64.fee(proofs.reduce(notes.reduce(0) { $0.adding($1.line.ppk) }) { $0.adding($1.ppk) })
        let prepared = PreparedPayment(
          id: order.id, gross: Sats(worth.adding(swapFee)), fee: Sats(fee.adding(swapFee)),
          fingerprint: try fingerprint(text))
        let row = try database.insert(
          """
          INSERT INTO payments(epoch, number, order_json, mint, unit, gross, fee, worth, fingerprint, token)
          VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """, .amount(order.id.epoch), .amount(order.id.number), .blob(line), .integer(purse.mint),
          .text(purse.unit), .amount(prepared.gross.count), .amount(prepared.fee.count), .amount(worth),
          .amount(prepared.fingerprint.value), .blob(text))
        try setUse(proofs.map(\.id), .reserved(payment: row))
        for note in notes { try promise(note: note.id, to: row) }
        return prepared
      }
    }

    private func read(_ note: NoteRow) throws(StoreFailure) -> Token {
      guard let text = try token(ofNote: note.id), let token = try? Token.read(text) else { throw .corrupt }
      return token
    }

    /// Writes down what has become of a payment. Its proofs are the caller's business.
    package func settle(_ payment: Int64, _ verdict: Verdict, _ settlement: Settlement) throws(StoreFailure) {
      try database.run(
        "UPDATE payments SET verdict = ?, settlement = ? WHERE id = ?", .integer(Int64(verdict.rawValue)),
        .blob(Trace.line(settlement)), .integer(payment))
    }

    package func forgetPayment(_ payment: Int64) throws(StoreFailure) {
      try database.run("DELETE FROM payments WHERE id = ?", .integer(payment))
    }

    /// The salt is the wallet's own, so that nobody can try tokens on a fingerprint (F7).
    private func fingerprint(_ token: [UInt8]) throws(StoreFailure) -> Fingerprint {
      guard let salt = try fact(.salt) else { throw .corrupt }
      var named = HMAC<SHA256>(key: salt)
      named.update(token)
      return Fingerprint(named.code.a)
    }
  }

  extension PaymentRow {
    fileprivate static func read(_ row: Database.Row) throws(StoreFailure) -> PaymentRow {
      guard let order = try? Trace.read(PaymentOrder.self, from: row.blob(3)),
        order.id == OperationID(epoch: row.amount(10), number: row.amount(11))
      else { throw .corrupt }
      var verdict: Verdict?
      if let code = row.maybeInteger(8) {
        verdict = UInt8(exactly: code).flatMap(Verdict.init(rawValue:))
        if verdict == nil { throw .corrupt }
      }
      var settlement: Settlement?
      if let line = row.maybeBlob(9) {
        settlement = try? Trace.read(Settlement.self, from: line)
        if settlement == nil { throw .corrupt }
      }
      let prepared = PreparedPayment(
        id: order.id, gross: Sats(row.amount(4)), fee: Sats(row.amount(5)), fingerprint: Fingerprint(row.amount(6)))
      return PaymentRow(
        id: row.integer(0), purse: Purse(mint: row.integer(1), unit: row.text(2)), order: order, prepared: prepared,
        worth: row.amount(7), verdict: verdict, settlement: settlement)
    }
  }
#endif
