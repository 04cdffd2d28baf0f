#if Cashu
  package import TollGateCore

  /// What came of an order, as far as it goes without a mint.
  package enum Preparation: Sendable {
    case done(PreparedPayment)
    case failed(PaymentFailure)
    /// Only a mint can make the proofs for it, and may be asked.
    case wantsMint
  }

  extension WalletStore {
    /// One id is one payment; with another order it is a conflict. One transaction, one sync.
    package func prepare(_ order: PaymentOrder) throws(StoreFailure) -> Preparation {
      try transaction { () throws(StoreFailure) in
        if let old = try payment(order.id) { return old.order == order ? .done(old.prepared) : .failed(.conflict) }
        guard let purse = try purse(order.offer.mint, order.offer.unit) else {
          return .failed(.insufficient(available: .zero))
        }
        let money = try money(purse)
        guard money.total >= order.net.count else { return .failed(.insufficient(available: Sats(money.total))) }
        let wanted = Wanted(net: order.net.count, overpayment: order.limit.count, limit: order.limit.count)
        var budget = SearchBudget()
        guard let choice = money.paying(wanted, budget: &budget) else {
          return order.mayContactMint ? .wantsMint : .failed(.noExactChange)
        }
        let (proofs, notes) = try pick(choice, of: money)
        return .done(try keepPayment(order, of: purse, proofs: proofs, notes: notes))
      }
    }

    /// The proofs and notes that a choice of amounts stands for.
    package func pick(_ choice: Choice, of money: PurseMoney) throws(StoreFailure) -> (
      proofs: [ProofRow], notes: [NoteRow]
    ) {
      var (proofs, notes) = ([ProofRow](), [NoteRow]())
      for part in choice.parts {
        if let note = money.unchecked.first(where: { $0.line.keyset == part.keyset }) {
          notes.append(note)
        } else {
          let found = try freeProofs(keyset: part.keyset, amount: part.amount, count: Int(clamping: part.count))
          guard found.count == part.count else { throw .corrupt }
          proofs += found
        }
      }
      return (proofs, notes)
    }
  }
#endif
