package import TollGateCore

/// Quotes and payments. Nothing here asks a mint; what needs one is in the swaps.
extension WalletModel {
  /// The greatest number of steps in the asked range that can be paid, and its cost (C2).
  package mutating func quote(_ request: QuoteRequest, mints: [MintModel], mintAnswers: Bool) -> QuoteAnswer {
    guard let index = account(request.offer.mint, request.offer.unit) else {
      return .none(.insufficient(available: .zero))
    }
    let price = request.offer.price.count
    let free = free(accounts[index], in: mints[accounts[index].mint])
    guard price > 0, free.total >= price, free.total / price >= request.fewest else {
      return .none(.insufficient(available: Sats(free.total)))
    }
    remember(index, net: min(request.most, 1 << 32) * price)
    let ppk = sendingPPK(accounts[index], mints)
    var steps = min(request.most, free.total / price)
    while steps >= max(request.fewest, 1) {
      let net = steps * price
      if let choice = free.paying(net: net, overpayment: request.overpayment.count, limit: request.limit.count) {
        return .quote(
          Quote(
            steps: steps, gross: Sats(choice.gross), fee: Sats(choice.fee), overpaid: Sats(choice.net - net),
            needsMint: false))
      }
      if request.mayContactMint, mintAnswers,
        let cost = changing(free, net: net, ppk: ppk, limit: request.limit.count)
      {
        return .quote(Quote(steps: steps, gross: Sats(cost), fee: Sats(cost - net), overpaid: .zero, needsMint: true))
      }
      steps -= 1
    }
    let fits = request.limit.count >= request.fewest * price
    return .none(fits ? .noExactChange : .insufficient(available: Sats(free.total)))
  }

  private mutating func remember(_ account: Int, net: UInt64) {
    guard accounts[account].payment != net else { return }
    accounts[account].payment = net
    accounts[account].changeIsUseless = false
  }

  private func sendingPPK(_ account: Account, _ mints: [MintModel]) -> UInt64 {
    let mint = mints[account.mint]
    return mint.activeKeyset(account.unit).map { mint.keysets[$0].feePPK } ?? 0
  }

  /// What a payment costs all in when the mint changes proofs for it: the token and the fee of the swap before it.
  private func changing(_ free: Coins, net: UInt64, ppk: UInt64, limit: UInt64) -> UInt64? {
    let amount = Coins.sending(net: net, ppk: ppk)
    guard let choice = free.covering(amount) else { return nil }
    let cost = amount + choice.fee
    return cost <= limit ? cost : nil
  }

  enum Preparation {
    case done(PreparedPayment)
    case failed(PaymentFailure)
    /// The mint must change proofs first.
    case swap(inputs: [Int], mint: Int, wanted: [UInt64])
  }

  /// One id is one payment; with another order it is a conflict.
  mutating func prepare(_ order: PaymentOrder, mints: [MintModel]) -> Preparation {
    if let old = kept(order.id) { return old.order == order ? .done(old.prepared) : .failed(.conflict) }
    guard let index = account(order.offer.mint, order.offer.unit) else {
      return .failed(.insufficient(available: .zero))
    }
    let account = accounts[index]
    let free = free(account, in: mints[account.mint])
    guard free.total >= order.net.count else { return .failed(.insufficient(available: Sats(free.total))) }
    if let choice = free.paying(net: order.net.count, overpayment: order.limit.count, limit: order.limit.count) {
      let proofs = choice.places.map { coins[$0].proof }
      return .done(keep(order, proofs: proofs, mint: account.mint, gross: choice.gross, fee: choice.fee))
    }
    guard order.mayContactMint else { return .failed(.noExactChange) }
    let amount = Coins.sending(net: order.net.count, ppk: sendingPPK(account, mints))
    guard let choice = free.covering(amount), amount + choice.fee <= order.limit.count else {
      return .failed(.noExactChange)
    }
    return .swap(
      inputs: choice.places.map { coins[$0].proof }, mint: account.mint, wanted: Coins.powers(of: amount))
  }

  mutating func keep(
    _ order: PaymentOrder, proofs: [Int], mint: Int, gross: UInt64, fee: UInt64
  ) -> PreparedPayment {
    var salt = Dice(seed: order.id.epoch ^ order.id.number)
    let prepared = PreparedPayment(
      id: order.id, gross: Sats(gross), fee: Sats(fee), fingerprint: Fingerprint(salt.next()))
    setUse(proofs, mint: mint, .reserved(order.id))
    kept.append(Kept(order: order, prepared: prepared, mint: mint, proofs: proofs))
    return prepared
  }

  /// Every payment that is not forgotten, with its order.
  package var unsettled: [OpenPayment] {
    kept.map { OpenPayment(order: $0.order, prepared: $0.prepared, settled: $0.settled) }
  }

  mutating func forget(_ id: OperationID) { kept.removeAll { $0.order.id == id && $0.settled?.pending == .zero } }

  /// The verdicts that need no mint. `nil`: this one does.
  mutating func settleHere(_ id: OperationID, _ verdict: Verdict, mints: [MintModel]) -> Result<
    Settlement, PaymentFailure
  >? {
    guard let index = kept.firstIndex(where: { $0.order.id == id }) else { return .failure(.conflict) }
    let payment = kept[index]
    if let settled = payment.settled, settled.pending == .zero {
      return payment.verdict == verdict ? .success(settled) : .failure(.conflict)
    }
    let token = Sats(mints[payment.mint].sum(payment.proofs))
    let before = payment.prepared.gross - token
    switch verdict {
    case .takenBack: return nil
    case .spent:
      remove(payment.proofs, mint: payment.mint)
      kept[index].settled = Settlement(fee: before, spent: token)
    case .released:
      setUse(payment.proofs, mint: payment.mint, .free)
      touch(payment)
      kept[index].settled = Settlement(returned: token, fee: before)
    }
    kept[index].verdict = verdict
    return kept[index].settled.map { .success($0) }
  }

  private mutating func touch(_ payment: Kept) {
    if let account = account(payment.order.offer.mint, payment.order.offer.unit) {
      accounts[account].changeIsUseless = false
    }
  }
}
