#if Cashu
  import TollGateCashu
  import TollGateCore
  import TollGateCrypto

  /// A payment that comes back (C6, C8).
  extension CashuWallet {
    /// What the mint says of the proofs of a payment's token.
    func inspect(_ id: OperationID, within limit: Interval) async throws(WalletFailure) -> ProofTally {
      let end = Moment(after: limit)
      let found = try await run { store throws(StoreFailure) in
        try store.payment(id).flatMap { payment throws(StoreFailure) in
          try store.token(of: id).map { (payment, $0) }
        }
      }
      guard let (payment, text) = found else { throw .conflict }
      guard let token = try? Token.read(text) else { throw .store(.corrupt) }
      let points = token.proofs.map { $0.secret.point.compressed }
      let states = try await states(of: points, at: payment.order.offer.mint, until: end)
      return ProofTally(zip(token.proofs, states).map { ($0.amount.value, $1) })
    }

    func takeBack(_ id: OperationID, within limit: Interval) async throws(WalletFailure) -> Settlement {
      let end = Moment(after: limit)
      for _ in 0..<CashuWallet.mostTries {
        if let settled = try await takeBackOnce(id, until: end) { return settled }
      }
      throw .mint(.lost)
    }

    /// Each try is refused for another reason: an old keyset, an old fee, one that has expired. Or it has brought as much as the
    /// mint takes at once.
    private static let mostTries = 16

    /// Nothing when what was found has to be looked at again.
    private func takeBackOnce(_ id: OperationID, until end: Moment) async throws(WalletFailure) -> Settlement? {
      guard let payment = try await run({ store throws(StoreFailure) in try store.payment(id) }) else {
        throw .conflict
      }
      if let settled = payment.final {
        guard payment.verdict == .takenBack else { throw .conflict }
        return settled
      }
      if let old = try await claimTakingBack(payment.id) {
        try await recover(old, feeLimit: .max, until: end)
        return nil
      }
      try await absorbNotes(of: payment, until: end)
      let held = try await run { store throws(StoreFailure) in
        try store.proofs(.reserved(payment: payment.id))
      }
      CrashPoint.pass(.beforeTakeBackAsked)
      let states = try await states(of: held.map(\.proof), at: payment.order.offer.mint, until: end)
      CrashPoint.pass(.afterTakeBackAsked)
      // They may be spent by our own earlier request, which was given up and came late.
      if states.contains(.spent), try await greetStragglers(payment.purse, until: end) > .zero { return nil }
      let keyset = try await signingKeyset(
        of: payment.order.offer.mint, payment.order.offer.unit.name, until: end)
      try await swapBack(payment, zip(held, states).map { ($0, $1) }, keyset, until: end)
      let most = try await longestList(of: payment.order.offer.mint)
      if states.count(where: { $0 == .unspent }) > most { return nil }
      let now = try await run { store throws(StoreFailure) in try store.payment(row: payment.id) }
      return now?.verdict == nil ? nil : now?.settlement
    }

    private func swapBack(
      _ payment: PaymentRow, _ held: [(ProofRow, ProofState)], _ keyset: KeysetRow, until end: Moment
    ) async throws(WalletFailure) {
      let wall = wall()
      CrashPoint.pass(.beforeTakeBackOpened)
      let request = try await change { store throws(StoreFailure) in
        try store.openTakingBack(payment.id, held, keyset, at: wall)
      }
      CrashPoint.pass(.afterTakeBackOpened)
      guard let request else { return }
      do throws(WalletFailure) {
        try await carryOut(request, until: end) { _, _ throws(StoreFailure) in }
        CrashPoint.pass(.afterTakeBackFinished)
      } catch {
        if error == .alreadySpent { return }
        if try await isExpiry(error, of: request) {
          try await expire(request)
        } else if error.wantsKeysets {
          try await refreshKeysets(of: request.url, until: end)
        } else {
          throw error
        }
      }
    }

    /// An earlier request that takes a payment back, whose answer was lost; it is in hand now.
    private func claimTakingBack(_ payment: Int64) async throws(WalletFailure) -> WalletRequest? {
      let found = try await run { store throws(StoreFailure) -> Result<WalletRequest?, WalletFailure> in
        guard let request = try store.takingBack(payment: payment) else { return .success(nil) }
        // Somebody else is about it right now.
        guard store.inHand.insert(request.id).inserted else { return .failure(.mint(.lost)) }
        return .success(request)
      }
      return try found.get()
    }
  }

  extension WalletFailure {
    var isExpiry: Bool {
      if case .mint(.refused(let refusal)) = self { refusal.meaning == .keysetExpired } else { false }
    }
  }

  extension PaymentRow {
    /// The settlement after which nothing more comes.
    var final: Settlement? {
      guard verdict != nil, let settlement, settlement.pending == .zero else { return nil }
      return settlement
    }
  }
#endif
