/// Whether to buy, decided anew after each look, in the order of C1. Initial purchase, renewal and retry are this one path.
enum Decision: Hashable, Sendable {
  /// Nothing to do here now.
  case keep(Reason)
  case refuse(Reason)
  /// What waited for this look may no longer be bought.
  case abandon(Reason)
  /// No usage reading yet: look again soon (E2).
  case readAgain
  /// Ask who we are there before money leaves (D3).
  case clarify
  /// A token that this seller has refused, or has perhaps never seen, goes there again (C6).
  case redeliver(OperationID)
  /// A refused token can't buy here any more what it was made for: it comes back instead (C6, C8).
  case strand(OperationID)
  /// A prepared payment waited for this look.
  case resume(OperationID)
  case quote([QuoteRequest], PurchaseReason)
}

extension Station {
  mutating func consider(_ index: Int, _ usage: UsageAnswer, client: ClientReport? = nil) {
    guard let advertisement = gateways[index].advertisement, let id = gateways[index].seller else { return }
    let seller = meet(id)
    switch decide(gateways[index], seller, advertisement, usage, client) {
    case .keep(let reason): keep(index, seller, reason)
    case .refuse(let reason): refused(seller, index, reason)
    case .abandon(let reason): abandonPurchase(seller, reason)
    case .readAgain:
      sellers[seller].retryAt = now + Pace.nearPoll
      rest(index, .usageUnread, after: Pace.usageRetry)
    case .clarify: clarify(index, usage)
    case .redeliver(let payment): redeliver(payment, index, seller)
    case .strand(let payment): strand(payment, index)
    case .resume(let payment): resume(payment, index, seller)
    case .quote(let requests, let reason): quote(requests, reason, index, seller)
    }
  }

  private mutating func keep(_ index: Int, _ seller: Int, _ reason: Reason) {
    if sellers[seller].session?.gateway == gateways[index].id {
      gateways[index].backoff.reset()
      rest(index, reason, after: Pace.refresh)
    } else {
      rest(index, reason)
    }
  }

  /// Nothing can be bought here now. With a session open it is a failed renewal, tried again until the end (D5).
  mutating func refused(_ seller: Int, _ index: Int, _ reason: Reason) {
    guard let session = sellers[seller].session, session.gateway == gateways[index].id else {
      switch reason {
      // What is due for an open payment asks for its own looks; these would only use up the gateway's patience.
      case .waitingForSettlement: rest(index, reason, after: Pace.firstResend)
      // The wallet has a wait of its own; the look that follows it is what tries the wallet again.
      case .walletNotWritable: rest(index, reason, after: wallet.left(now))
      default: rest(index, reason)
      }
      return
    }
    // A wait that was asked for makes a renewal no less due.
    let due = plannedRenewal(seller) <= now + Pace.nearPoll * 2
    if due {
      let wait = sellers[seller].backoff.next(first: Pace.firstWait, ceiling: Pace.longestWait, dice: &dice)
      sellers[seller].retryAt = max(sellers[seller].retryAt, now + wait)
      report(.renewalFailed(sellers[seller].id, reason, left: session.gauge.ends.map { $0 - now } ?? .zero))
      if reason == .tooDear, isTooFast(seller, session) { report(.meterTooFast(sellers[seller].id)) }
    }
    rest(index, due ? reason : .open, after: Pace.refresh)
  }

  /// The price asked would do, but the gateway's meter makes it too dear (C7).
  private func isTooFast(_ seller: Int, _ session: Session) -> Bool {
    guard let offer = ledger.seller(sellers[seller].id)?.stretch?.offer,
      let ceiling = policy.purchase.ceiling(offer.metric, offer.unit), offer.unitPrice.within(ceiling)
    else { return false }
    return session.own.isTooDear(
      offer.unitPrice, ceiling: ceiling, total: session.gauge.total, percent: policy.meters.driftPercent)
  }

  private func decide(
    _ gateway: Gateway, _ seller: Int, _ advertisement: Advertisement, _ usage: UsageAnswer, _ client: ClientReport?
  ) -> Decision {
    if phase == .stopping { return .refuse(.shuttingDown) }
    if let purchase = sellers[seller].purchase { return decide(during: purchase, gateway, advertisement, seller) }
    let blocking = blockingPayment(sellers[seller].id)
    if let blocking, !blocking.isHeld { return decide(unknown: blocking, gateway, advertisement, seller) }
    if sellers[seller].hasSession, !isDue(seller) { return .keep(.open) }
    if let session = sellers[seller].session, session.metric != advertisement.metric {
      return .refuse(.unsupportedMetric)
    }
    if let reason = closedDoor(gateway, advertisement) { return .refuse(reason) }
    if let decision = decide(usage, client, gateway, seller) {
      // Nobody is asked who we are where nothing could be bought anyway.
      if decision == .clarify, blocking == nil,
        case .none(let reason) = chooseOffers(advertisement, seller: seller, minimal: true)
      {
        return .refuse(reason)
      }
      return decision
    }
    if let blocking { return decide(held: blocking, gateway, advertisement, seller) }
    if let reason = safetyStop(sellers[seller], advertisement) { return .refuse(reason) }
    if let payment = undurable(sellers[seller].id) { return .refuse(.waitingForSettlement(payment)) }
    switch chooseOffers(advertisement, seller: seller, minimal: isMinimal(gateway, advertisement, seller)) {
    case .none(let reason): return .refuse(reason)
    case .requests(let requests): return .quote(requests, sellers[seller].hasSession ? .renewal : .initial)
    }
  }

  /// A purchase is under way; a payment that waits for this look may go on if it may still be made.
  private func decide(
    during purchase: Purchase, _ gateway: Gateway, _ advertisement: Advertisement, _ seller: Int
  ) -> Decision {
    guard purchase.gateway == gateway.id, case .waiting(let id) = purchase.phase else { return .keep(.buying) }
    if let reason = obstacle(to: id, gateway, seller) { return .abandon(reason) }
    return .resume(id)
  }

  /// Whether only the smallest payment may go to a seller: a trial (C7), or the first on this attachment (B6).
  private func isMinimal(_ gateway: Gateway, _ advertisement: Advertisement, _ seller: Int) -> Bool {
    let isTrial = ledger.stop(sellers[seller].id, advertisement: advertisement.id, at: now)?.trial ?? false
    return isTrial || sellers[seller].proven != gateway.id.attachment
  }

  /// Why a payment may not leave now, after all; nil if it may.
  func obstacle(to id: OperationID, _ gateway: Gateway, _ seller: Int) -> Reason? {
    guard let payment = ledger.payment(id), let advertisement = gateway.advertisement else { return nil }
    if let reason = closedDoor(gateway, advertisement) ?? misfit(payment, advertisement, seller) { return reason }
    // An allotment has turned up since: a token that has never left need not leave (K13).
    guard payment.attempts == 0, let session = sellers[seller].session else { return nil }
    return session.gauge.isHalfLeft(at: now) ? .open : nil
  }

  /// Trust, standby, and stores that can't be written: reasons that need no question (B6, B8, E5).
  private func closedDoor(_ gateway: Gateway, _ advertisement: Advertisement) -> Reason? {
    if let refusal = policy.trust.refusal(advertisement.key) { return .untrusted(refusal) }
    if policy.paid == .carrying, !gateway.carrying { return .standby }
    if !gateway.id.address.isV4, hasTwin(gateway) { return .standby }
    if journal.health != .writable { return .journalNotWritable }
    return wallet.isWritable(now) ? nil : .walletNotWritable
  }

  /// The same seller is present at an IPv4 address of this link, which is used first (A8).
  private func hasTwin(_ gateway: Gateway) -> Bool {
    gateways.contains { $0.id.address.isV4 && $0.seller == gateway.seller && (policy.paid == .all || $0.carrying) }
  }

  /// What the gateway says about our usage, before anything is bought (D3, E2).
  private func decide(_ usage: UsageAnswer, _ client: ClientReport?, _ gateway: Gateway, _ seller: Int) -> Decision? {
    switch usage {
    case .reading(.usage): return gateway.id.address.isV4 ? nil : decide(identity: client)
    case .reading(.noSession):
      if sellers[seller].hasSession { return .refuse(.usageUnread) }
      return decide(identity: client)
    case .reading(.odometer), .nothing: return decideUnread(client, gateway, seller)
    }
  }

  private func decide(identity client: ClientReport?) -> Decision? {
    guard let client else { return .clarify }
    if client.identity != .resolved { return .refuse(.unresolvedClient) }
    return client.access == .active ? .refuse(.accessAlreadyOpen) : nil
  }

  private func decideUnread(_ client: ClientReport?, _ gateway: Gateway, _ seller: Int) -> Decision? {
    let misses = max(gateway.usageMisses, sellers[seller].session?.misses ?? 0)
    guard misses >= Pace.usageTries else { return .readAgain }
    if sellers[seller].hasSession { return nil }
    let id = sellers[seller].id
    if let open = ledger.payments.first(where: { $0.seller == id && $0.isExposed && !$0.isHeld }) {
      return .refuse(.waitingForSettlement(open.id))
    }
    let mayRun = ledger.lastAllotment(of: id)?.mayRun(now) ?? false
    if mayRun { return .refuse(.allotmentMayStillRun) }
    return gateway.id.address.isV4 ? nil : decide(identity: client)
  }

  /// Exposure, refusals that only a person can mend, and access that nobody has proved yet (C6, C7, C9).
  private func safetyStop(_ state: SellerState, _ advertisement: Advertisement) -> Reason? {
    if let stop = ledger.stop(state.id, advertisement: advertisement.id, at: now), !stop.trial {
      return .stopped(stop.cause)
    }
    if let session = state.session, !session.egress.isOpen { return .waitingForEgress }
    return nil
  }

  /// What has freed this seller is not on disk yet: a crash would find the old payment open beside the new one (C7, K2).
  private func undurable(_ seller: SellerID) -> OperationID? {
    errands.first { !journal.isDurable($0.writtenIn) && ledger.payment($0.payment)?.seller == seller }?.payment
  }

  private mutating func clarify(_ index: Int, _ usage: UsageAnswer) {
    let id = gateways[index].id
    // It may cost a request to the root: counted until its answer says that it did not (B1).
    let room = rootTime(id.place)
    guard room <= now else { return rest(index, .clarifying, after: room - now) }
    noteRoot(id.place)
    gateways[index].phase = .clarifying(ask(.clarify(id, within: Pace.look), for: .clarify(id)), usage)
    stand(index, .clarifying)
  }

  mutating func clarified(_ id: GatewayID, _ report: ClientReport) {
    guard let index = gatewayIndex(id), case .clarifying(_, let usage) = gateways[index].phase else { return }
    if !report.askedRoot, let asked = gateways[index].lastLook,
      let place = places.firstIndex(where: { $0.place == id.place })
    {
      places[place].roots.takeBack(asked)
    }
    gateways[index].phase = .resting(until: now + Pace.refresh)
    if let seller = gateways[index].seller, usage == .reading(.noSession), decide(identity: report) == nil,
      !countDenial(seller)
    {
      return rest(index, .allotmentMayStillRun, after: Pace.usageRetry)
    }
    consider(index, usage, client: report)
  }
}

extension Station {
  /// The look's own reading moves the prediction by what the gateway rounds away; that is no reason to look again.
  private func isDue(_ seller: Int) -> Bool {
    guard let gauge = sellers[seller].session?.gauge, !gauge.isHalfLeft(at: now) else { return false }
    return renewalTime(seller) <= now + Pace.nearPoll * 2
  }

  /// When the next renewal of a session may begin; never while a payment stands in its way.
  func renewalTime(_ seller: Int) -> Instant { max(plannedRenewal(seller), sellers[seller].retryAt) }

  /// When the allotment asks for its renewal, whatever wait a refusal has asked for.
  func plannedRenewal(_ seller: Int) -> Instant {
    guard let metric = sellers[seller].session?.metric, unsettledPayment(seller) == nil else { return .never }
    let margin = policy.purchase.margin(metric)
    return sellers[seller].session?.gauge.renews(lead: sellers[seller].lead, margin: margin) ?? .never
  }

  func blockingPayment(_ seller: SellerID) -> Payment? { blocker(seller).map { ledger.payments[$0] } }

  /// The place in the ledger of the payment that stands in the way of another one to this seller (C7).
  func blocker(_ seller: SellerID) -> Int? {
    ledger.payments.firstIndex { $0.blocksSeller && $0.seller == seller }
  }

  /// The payment whose fate nobody knows: for a held token we do, it is with us.
  func unsettledPayment(_ seller: Int) -> Int? {
    blocker(sellers[seller].id).flatMap { ledger.payments[$0].isHeld ? nil : $0 }
  }

  /// A token whose fate is unknown goes there again when its time has come; until then nothing else is bought (C6).
  private func decide(
    unknown payment: Payment, _ gateway: Gateway, _ advertisement: Advertisement, _ seller: Int
  ) -> Decision {
    let waits = Decision.refuse(.waitingForSettlement(payment.id))
    guard payment.money == .unknown, payment.service == .unknown, canRedeliver(payment, gateway)
    else { return waits }
    guard closedDoor(gateway, advertisement) == nil, misfit(payment, advertisement, seller) == nil,
      ledger.stop(payment.seller, advertisement: advertisement.id, at: now) == nil
    else { return waits }
    return .redeliver(payment.id)
  }

  /// A held token is the next payment to its seller, if it still fits (C6, C7).
  private func decide(held payment: Payment, _ gateway: Gateway, _ advertisement: Advertisement, _ seller: Int)
    -> Decision
  {
    // Its address is gone, and it may go to no other (K11): then it is no longer this seller's next payment.
    let place = payment.order.seller.gateway.place
    if !gateways.contains(where: { $0.id.place == place }) { return .strand(payment.id) }
    guard canRedeliver(payment, gateway) else {
      return .refuse(.waitingForSettlement(payment.id))
    }
    if let stop = safetyStop(sellers[seller], advertisement) { return .refuse(stop) }
    return isTooLarge(payment, gateway, advertisement, seller) ? .strand(payment.id) : .redeliver(payment.id)
  }

  /// Only the smallest payment may go there now (B6, C7), and the wallet has a smaller one than this token.
  private func isTooLarge(_ payment: Payment, _ gateway: Gateway, _ advertisement: Advertisement, _ seller: Int) -> Bool
  {
    guard isMinimal(gateway, advertisement, seller), payment.order.steps > payment.order.offer.fewestSteps else {
      return false
    }
    if case .requests = chooseOffers(advertisement, seller: seller, minimal: true) { return true } else { return false }
  }

  private func canRedeliver(_ payment: Payment, _ gateway: Gateway) -> Bool {
    guard let errand = errandIndex(payment.id) else { return false }
    return errands[errand].isIdle && errands[errand].nextResend <= now
      && payment.order.seller.gateway.place == gateway.id.place && hasRootRoom(gateway.id.place)
  }

  /// Why a payment's token can't buy there any more what it was made for.
  func misfit(_ payment: Payment, _ advertisement: Advertisement, _ seller: Int) -> Reason? {
    let order = payment.order
    guard let offer = advertisement.offers.first(where: { $0.mint == order.offer.mint && $0.unit == order.offer.unit }),
      offer.metric == order.offer.metric
    else { return .noCommonMint }
    guard let ceiling = policy.purchase.ceiling(offer.metric, offer.unit), offer.unitPrice.within(ceiling),
      !order.offer.unitPrice.cheaper(than: offer.unitPrice)
    else { return .tooDear }
    let steps = offer.price > .zero ? order.net.count / offer.price.count : 0
    return steps >= offer.fewestSteps ? nil : .tooDear
  }
}
