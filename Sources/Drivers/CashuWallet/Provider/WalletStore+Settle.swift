#if Cashu
  import TollGateCashu
  package import TollGateCore
  import TollGateCrypto

  /// What came of a verdict, as far as it goes without a mint.
  package enum SettlingHere: Sendable {
    case done(Settlement)
    case conflict
    case wantsMint
  }

  extension WalletStore {
    /// The verdicts that need no mint. The same one again has the same answer; another one after the end is a conflict.
    package func settleHere(_ id: OperationID, _ verdict: Verdict, at wall: Int64) throws(StoreFailure) -> SettlingHere
    {
      try transaction { () throws(StoreFailure) in
        guard let payment = try payment(id) else { return .conflict }
        if let settled = payment.settlement, payment.isSettled {
          return payment.verdict == verdict ? .done(settled) : .conflict
        }
        guard verdict != .takenBack else { return .wantsMint }
        // What a mint has said of some of the proofs before stays said.
        var settlement =
          payment.settlement
          ?? Settlement(fee: payment.prepared.gross - Sats(payment.worth), pending: Sats(payment.worth))
        let rest = settlement.pending
        settlement.pending = .zero
        if verdict == .spent {
          settlement.spent += rest
          try spend(payment, at: wall)
        } else {
          settlement.returned += rest
          try release(payment)
        }
        try settle(payment.id, verdict, settlement)
        try endTakingBack(payment: payment.id, verdict)
        return .done(settlement)
      }
    }

    private func spend(_ payment: PaymentRow, at wall: Int64) throws(StoreFailure) {
      try grant(proofs(.reserved(payment: payment.id)))
      for note in try notes(heldBy: payment.id) { try finish(note: note.id, at: wall) }
      let entry = HistoryEntry(
        at: wall, kind: "paid", mint: payment.order.offer.mint, unit: payment.purse.unit,
        amount: payment.prepared.gross.count, fee: payment.prepared.fee.count)
      try add(entry)
    }

    /// They are their seller's, though their mint may not have seen them yet: a restore must not find them (C6).
    func grant(_ proofs: [ProofRow]) throws(StoreFailure) {
      for row in proofs {
        try database.run("INSERT INTO gone(mark) VALUES(?) ON CONFLICT DO NOTHING", .blob(row.proof.grantedMark))
      }
      try delete(proofs.map(\.id))
    }

    func isGranted(_ proof: Proof) throws(StoreFailure) -> Bool {
      try database.first("SELECT id FROM gone WHERE mark = ?", .blob(proof.grantedMark), read: { $0.integer(0) }) != nil
    }

    private func release(_ payment: PaymentRow) throws(StoreFailure) {
      try setUse(ofAll: .reserved(payment: payment.id), to: .free)
      for note in try notes(heldBy: payment.id) { try promise(note: note.id, to: nil) }
      wishes[payment.purse]?.isUseless = false
    }
  }

  extension Proof {
    /// One byte longer than the mark of whatever has gone, so that the two are told apart.
    fileprivate var grantedMark: [UInt8] { signature.bytes[1..<9] + [1] }
  }
#endif
