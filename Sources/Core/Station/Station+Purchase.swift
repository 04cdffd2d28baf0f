/// From a decision to the first byte: quote, intent and token, delivery (C1–C4).
extension Station {
  mutating func quote(_ requests: [QuoteRequest], _ reason: PurchaseReason, _ index: Int, _ seller: Int) {
    let id = ask(.quote(requests), for: .quote(sellers[seller].id))
    sellers[seller].purchase = Purchase(
      reason: reason, gateway: gateways[index].id, begun: gateways[index].lookBegun, phase: .quoting(id, requests))
    keepLooking(index, .buying)
  }

  /// While a purchase is under way its gateway only needs its refresh.
  private mutating func keepLooking(_ index: Int, _ reason: Reason) {
    gateways[index].phase = .resting(until: now + Pace.refresh)
    stand(index, reason)
  }

  mutating func quoted(_ id: SellerID, _ answers: [QuoteAnswer]) {
    guard let seller = sellerIndex(id), let purchase = sellers[seller].purchase,
      case .quoting(_, let requests) = purchase.phase
    else { return }
    guard let (request, quote) = cheapest(requests, answers) else {
      let reason = reason(answers)
      if reason == .walletNotWritable { walletFailed(.notWritable) }
      return giveUp(seller, reason)
    }
    if let reason = newsAgainst(seller) { return giveUp(seller, reason) }
    // Another seller may have been promised since what the quote was made for (C3).
    guard let limits = policy.purchase.limits(request.offer.unit) else { return giveUp(seller, .noCeiling) }
    let allowed = ledger.allowance(limits, link: id.link, at: now)
    guard quote.gross <= allowed.sats else { return giveUp(seller, .overBudget(allowed.bound)) }
    commit(seller, purchase, request, quote)
  }

  /// What has come up between look and quote: half or more left, after a late credit, is no time to buy (K13).
  private func newsAgainst(_ seller: Int) -> Reason? {
    guard phase == .running else { return .shuttingDown }
    if let payment = blockingPayment(sellers[seller].id) { return .waitingForSettlement(payment.id) }
    let isHalfLeft = sellers[seller].session?.gauge.isHalfLeft(at: now) ?? false
    return isHalfLeft ? .open : nil
  }

  /// The least gross per step within the first unit that has any quote (B7).
  private func cheapest(_ requests: [QuoteRequest], _ answers: [QuoteAnswer]) -> (QuoteRequest, Quote)? {
    var best: (QuoteRequest, Quote)?
    for (request, answer) in zip(requests, answers) {
      guard case .quote(let quote) = answer, isHonest(quote, request) else { continue }
      guard let (bestRequest, bestQuote) = best else {
        best = (request, quote)
        continue
      }
      guard request.offer.unit == bestRequest.offer.unit else { continue }
      let new = Price(sats: quote.gross, per: saturated(quote.steps, request.offer.stepSize))
      let old = Price(sats: bestQuote.gross, per: saturated(bestQuote.steps, bestRequest.offer.stepSize))
      if new.cheaper(than: old) { best = (request, quote) }
    }
    return best
  }

  /// As many steps as were asked for, and the parts of the gross sum up to it (C2). Its limit is looked at again by `quoted`.
  private func isHonest(_ quote: Quote, _ request: QuoteRequest) -> Bool {
    guard let net = request.offer.price.times(quote.steps), quote.overpaid <= request.overpayment,
      quote.gross == net + quote.fee + quote.overpaid
    else { return false }
    return request.fewest <= quote.steps && quote.steps <= request.most
  }

  private func saturated(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? .max : product
  }

  /// Of several failures the one that a person can do most about.
  private func reason(_ answers: [QuoteAnswer]) -> Reason {
    var reason = Reason.noFunds(available: .zero)
    for case .none(let failure) in answers {
      switch failure {
      case .insufficient(let available): if case .noFunds = reason { reason = .noFunds(available: available) }
      case .noExactChange: reason = .noExactChange
      case .mintUnreachable: reason = .mintOutOfReach
      case .notWritable: return .walletNotWritable
      case .conflict, .cancelled: break
      }
    }
    return reason
  }

  /// Intent and token become durable side by side; the delivery waits for both (C4).
  private mutating func commit(_ seller: Int, _ purchase: Purchase, _ request: QuoteRequest, _ quote: Quote) {
    let id = newOperation()
    let to = Seller(gateway: purchase.gateway, key: sellers[seller].id.key)
    let order = PaymentOrder(
      id: id, seller: to, offer: request.offer, steps: quote.steps, limit: quote.gross,
      mayContactMint: request.mayContactMint && quote.needsMint)
    let payment = Payment(order: order, reason: purchase.reason, baseline: baseline(seller), begun: now)
    errands.append(Errand(payment: id))
    // The charge first: a record that is cut off between the two must not leave an intent that nobody paid for.
    charge(payment, more: payment.gross, less: .zero)
    put(payment)
    noteTrial(sellers[seller].id)
    if order.mayContactMint {
      sellers[seller].purchase?.phase = .intending(payment: id)
    } else {
      prepare(order, seller)
    }
    report(.purchaseBegun(id, purchase.reason, sellers[seller].id, steps: quote.steps, gross: quote.gross))
  }

  private mutating func prepare(_ order: PaymentOrder, _ seller: Int) {
    let preparing = ask(.prepare(order), for: .prepare(order.id))
    sellers[seller].purchase?.phase = .committing(payment: order.id, preparing: preparing)
  }

  /// Where usage stood when the intent was written; nothing where nobody could read it (C6).
  private func baseline(_ seller: Int) -> Baseline? {
    if let session = sellers[seller].session, !session.unmetered {
      // By the gateway's own count, since its readings are held against it; ours may be ahead.
      return Baseline(used: session.gatewayUsed ?? 0, total: session.gauge.total, at: session.gatewayAt)
    }
    return sellers[seller].exhausted
  }

  mutating func prepared(_ id: OperationID, _ prepared: PreparedPayment) {
    guard let payment = ledger.payment(id), prepared.id == id, payment.stage == .intended else { return }
    wallet.worked()
    guard prepared.gross <= payment.order.limit else {
      release(id)
      return endPurchase(of: payment.seller, .overBudget(.purchase))
    }
    update(id) {
      $0.stage = .prepared
      $0.gross = prepared.gross
      $0.fee = prepared.fee
    }
    if prepared.gross < payment.gross { charge(payment, more: .zero, less: payment.gross - prepared.gross) }
    guard let seller = sellerIndex(payment.seller), case .committing(id, _) = sellers[seller].purchase?.phase else {
      return release(id)
    }
    sellers[seller].purchase?.phase = .committing(payment: id, preparing: nil)
  }

  mutating func prepareFailed(_ id: OperationID, _ failure: PaymentFailure) {
    guard let payment = ledger.payment(id), payment.stage == .intended else { return }
    if failure == .notWritable { walletFailed(failure) }
    let offer = payment.order.offer
    void(
      payment, mintKnows: failure == .mintUnreachable && wasInterrupted(offer.mint, offer.unit, since: payment.begun))
    endPurchase(of: payment.seller, reason([.none(failure)]))
  }

  /// Nothing was prepared: the intent is void and its budget comes back (E1), but for what its mint may have kept.
  mutating func void(_ payment: Payment, mintKnows: Bool) {
    let fee = payment.order.mayContactMint && mintKnows ? payment.gross - payment.order.net : .zero
    report(.paymentVoided(payment.id))
    close(payment.id)
    charge(payment, more: .zero, less: payment.gross - fee)
  }
}

extension Station {
  /// Takes committed purchases on, once both writes are durable.
  mutating func advancePurchase(_ seller: Int) {
    guard sellers[seller].isBuying else { return }
    if case .intending(let id)? = sellers[seller].purchase?.phase, journal.isDurable(intentRecord(id)),
      let order = ledger.payment(id)?.order
    {
      prepare(order, seller)
    }
    if let id = durableIntent(seller) { sellers[seller].purchase?.phase = .waiting(payment: id) }
    switch passage(seller) {
    case .open(let id, let gateway): deliver(id, gateway, seller)
    case .closed(let reason): abandonPurchase(seller, reason)
    case .notYet: break
    }
  }

  private enum Passage {
    case notYet
    case open(OperationID, GatewayID)
    case closed(Reason)
  }

  /// Whether a payment that waits may leave now.
  private func passage(_ seller: Int) -> Passage {
    guard let purchase = sellers[seller].purchase, case .waiting(let id) = purchase.phase else { return .notYet }
    guard phase == .running else { return .closed(.shuttingDown) }
    guard let gateway = gatewayIndex(purchase.gateway), gateways[gateway].seller == sellers[seller].id else {
      return .closed(.unreachable(.noRoute))
    }
    guard gateways[gateway].isFresh(now), hasRootRoom(purchase.gateway.place) else { return .notYet }
    // What was learned while intent and token became durable counts too.
    if let reason = obstacle(to: id, gateways[gateway], seller) { return .closed(reason) }
    return .open(id, purchase.gateway)
  }

  /// The payment whose intent and token are both durable now (C4).
  private func durableIntent(_ seller: Int) -> OperationID? {
    guard case .committing(let id, nil)? = sellers[seller].purchase?.phase, journal.isDurable(intentRecord(id)) else {
      return nil
    }
    return id
  }

  private func intentRecord(_ id: OperationID) -> UInt64 { errandIndex(id).map { errands[$0].intentIn } ?? .max }

  /// The gateway's bucket has room, and it has not asked us to wait (B1).
  func hasRootRoom(_ place: Place) -> Bool { rootTime(place) <= now }

  func rootTime(_ place: Place) -> Instant {
    guard let memory = places.first(where: { $0.place == place }) else { return .never }
    return max(memory.silentUntil, memory.roots.next(now, limit: Pace.rootRequests, within: Pace.rootWindow))
  }

  /// A fresh look allows what waited for it.
  mutating func resume(_ id: OperationID, _ index: Int, _ seller: Int) {
    keepLooking(index, .buying)
    advancePurchase(seller)
  }

  /// The same token once more: the record of it is durable first (K12), then it goes out.
  mutating func redeliver(_ id: OperationID, _ index: Int, _ seller: Int) {
    guard let payment = ledger.payment(id), let errand = errandIndex(id),
      let advertisement = gateways[index].advertisement
    else { return }
    if case .held(let since) = payment.money {
      if misfit(payment, advertisement, seller) != nil { return strand(id, index) }
      errands[errand].heldSince = since
      noteTrial(payment.seller)
    }
    update(id) {
      $0.money = .unknown
      $0.service = .unknown
    }
    sellers[seller].purchase = Purchase(
      reason: .retry, gateway: gateways[index].id, begun: gateways[index].lookBegun,
      phase: .committing(payment: id, preparing: nil))
    errands[errand].intentIn = currentRecord
    keepLooking(index, .buying)
  }

  mutating func strand(_ id: OperationID, _ index: Int) {
    update(id) { $0.money = .stranded }
    rest(index, .waitingForSettlement(id))
  }

  private mutating func deliver(_ id: OperationID, _ gateway: GatewayID, _ seller: Int) {
    guard let errand = errandIndex(id), let payment = ledger.payment(id) else { return }
    noteRoot(gateway.place)
    let to = Seller(gateway: gateway, key: sellers[seller].id.key)
    ask(.deliver(payment: id, to: to, within: Pace.delivery), for: .deliver(id))
    sellers[seller].purchase?.phase = .delivering(payment: id)
    errands[errand].activity = .delivering
    report(.deliveryBegun(id, attempt: payment.attempts + 1))
    let now = now
    update(id) {
      $0.stage = .underway
      $0.money = .unknown
      $0.service = .unknown
      $0.attempts = min($0.attempts, .max - 1) + 1
      $0.insisted = $0.doNotResend
      $0.firstAttempt = $0.firstAttempt ?? now
      $0.lastAttempt = now
    }
  }

  /// Ends a purchase that has no payment to take care of.
  private mutating func giveUp(_ seller: Int, _ reason: Reason) {
    guard let purchase = sellers[seller].purchase else { return }
    sellers[seller].purchase = nil
    report(.purchaseFailed(sellers[seller].id, purchase.reason, reason))
    if let index = gatewayIndex(purchase.gateway) { refused(seller, index, reason) }
  }

  private mutating func endPurchase(of id: SellerID, _ reason: Reason) {
    if let seller = sellerIndex(id) { giveUp(seller, reason) }
  }

  /// Ends a purchase whose delivery has not begun. One that has begun runs to its own limit (A10).
  mutating func abandonPurchase(_ seller: Int, _ reason: Reason) {
    guard let purchase = sellers[seller].purchase else { return }
    switch purchase.phase {
    case .delivering: return
    case .quoting(let operation, _): cancel(operation)
    case .intending(let id):
      if let payment = ledger.payment(id) { void(payment, mintKnows: false) }
    case .committing(let id, let preparing):
      // While it is being prepared nobody knows whether there is a token: the answer will tell.
      if preparing == nil { takeBackUnsent(id) }
    case .waiting(let id): takeBackUnsent(id)
    }
    giveUp(seller, reason)
  }

  mutating func abandonPurchases(at gateway: GatewayID, _ reason: Reason) {
    for index in sellers.indices where sellers[index].purchase?.gateway == gateway { abandonPurchase(index, reason) }
  }

  mutating func abandonUndeliveredPurchases(_ reason: Reason) {
    for index in sellers.indices { abandonPurchase(index, reason) }
  }

  /// A prepared token that stays with us: free again, or as it was before a redelivery was planned.
  private mutating func takeBackUnsent(_ id: OperationID) {
    guard let payment = ledger.payment(id) else { return }
    guard payment.attempts > 0 || payment.mayHaveArrived else { return release(id) }
    if let errand = errandIndex(id), let since = errands[errand].heldSince {
      errands[errand].heldSince = nil
      update(id) {
        $0.money = .held(since: since)
        $0.service = .none
      }
    }
  }

  mutating func release(_ id: OperationID) { update(id) { $0.money = .releasing } }
}
