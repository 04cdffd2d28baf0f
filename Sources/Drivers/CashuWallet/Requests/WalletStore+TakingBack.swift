#if Cashu
  import TollGateCashu
  import TollGateCore
  import TollGateTrace

  /// Settlement by what a mint says of each proof. Each is a part of one transaction.
  extension WalletStore {
    /// Writes down the swap of what a mint calls unspent. Nothing where there is nothing to swap: then the payment is settled
    /// as far as it can be.
    func openTakingBack(
      _ id: Int64, _ held: [(ProofRow, ProofState)], _ keyset: KeysetRow, at wall: Int64
    ) throws(StoreFailure) -> WalletRequest? {
      // What another call has done meanwhile stands.
      let reserved = Set(try proofs(.reserved(payment: id)).map(\.id))
      guard let payment = try payment(row: id), payment.final == nil, reserved == Set(held.map(\.0.id)) else {
        return nil
      }
      var sum = payment.begun
      let spent = held.filter { $0.1 == .spent }.map(\.0)
      try delete(spent.map(\.id))
      sum.spent += Sats(spent.worth)
      let pending = Sats(held.filter { $0.1 == .pending }.map(\.0).worth)
      let unspent = held.filter { $0.1 == .unspent }.map(\.0)
      // What the mint does not take at once stays where it is, for the next request.
      let part = Array(unspent.prefix(try longestList(of: keyset.mint)))
      let rest = Sats(unspent.worth - part.worth)
      let (worthwhile, dust) = part.worthwhile
      try setUse(dust.map(\.id), .dust)
      sum.dust += Sats(dust.worth)
      guard !worthwhile.isEmpty else {
        sum.pending = pending + rest
        try setSettlement(id, sum, verdict: rest == .zero ? .takenBack : nil)
        return nil
      }
      sum.pending = pending + rest + Sats(worthwhile.worth)
      try setSettlement(id, sum, verdict: nil)
      return try moving(worthwhile, to: keyset, for: .takeBack(payment: id))
        .flatMap { draft throws(StoreFailure) in try open(draft, at: wall) }
    }

    /// The swap has happened.
    func settle(_ id: Int64, returned: UInt64, fee: UInt64) throws(StoreFailure) {
      guard let payment = try payment(row: id), payment.final == nil else { return }
      var sum = payment.begun
      sum.returned += Sats(returned)
      sum.fee += Sats(fee)
      sum.pending = try undecided(id)
      try setSettlement(id, sum, verdict: .takenBack)
    }

    /// Some of its proofs are worth nothing any more.
    func settle(_ id: Int64, expired: UInt64) throws(StoreFailure) {
      guard expired > 0, let payment = try payment(row: id) else { return }
      var sum = payment.begun
      sum.dust += Sats(expired)
      sum.pending = try undecided(id) - Sats(expired)
      try setSettlement(id, sum, verdict: sum.pending == .zero ? .takenBack : nil)
    }

    /// Some of its inputs were spent before it came to it.
    func settle(_ id: Int64, spent: UInt64) throws(StoreFailure) {
      guard spent > 0, let payment = try payment(row: id) else { return }
      var sum = payment.begun
      sum.spent += Sats(spent)
      sum.pending = try undecided(id)
      try setSettlement(id, sum, verdict: sum.pending == .zero ? .takenBack : nil)
    }

    private func undecided(_ id: Int64) throws(StoreFailure) -> Sats {
      Sats(try proofs(.reserved(payment: id)).worth)
    }
  }

  extension WalletStore {
    func payment(row id: Int64) throws(StoreFailure) -> PaymentRow? { try payments().first { $0.id == id } }

    /// As far as it has come: without a verdict it is not settled yet.
    func setSettlement(_ payment: Int64, _ settlement: Settlement, verdict: Verdict?) throws(StoreFailure) {
      try database.run(
        "UPDATE payments SET verdict = ?, settlement = ? WHERE id = ?", .maybe(verdict.map { Int64($0.rawValue) }),
        .blob(Trace.line(settlement)), .integer(payment))
    }
  }

  extension PaymentRow {
    /// What is settled already: at first, what its making has cost.
    fileprivate var begun: Settlement {
      var sum = settlement ?? Settlement(fee: prepared.gross - Sats(worth))
      sum.pending = .zero
      return sum
    }
  }

  extension [ProofRow] {
    /// Those that bring more than they cost when they are swapped together, and the others.
    var worthwhile: (worthwhile: [ProofRow], dust: [ProofRow]) {
      var (kept, dust) = ([ProofRow](), [ProofRow]())
      for row in self {
        if row.proof.amount.value.times(1000) > row.ppk { kept.append(row) } else { dust.append(row) }
      }
      return kept.worth > kept.fee ? (kept, dust) : ([], self)
    }
  }
#endif
