/// Sessions: opened by credit or adoption, ended by their own link, allotment, key, or a gateway that knows none (D1, D3).
extension Station {
  /// A payment was credited: the session opens, or its allotment grows.
  mutating func creditSession(_ seller: Int, _ payment: Payment, total: UInt64) {
    let id = sellers[seller].id
    let gateway = payment.order.seller.gateway
    let present =
      sellers[seller].session?.gateway
      ?? gateways.first {
        $0.id == gateway && $0.seller == nil || $0.id.place == gateway.place && $0.seller == id
      }?.id
    rememberCredit(id, payment, total: total)
    // Its link is gone: there is an allotment, and nobody here to use it (E3).
    guard let present else { return }
    if !sellers[seller].hasSession {
      let session = makeSession(seller, present, payment.order.offer, used: 0, total: total)
      sellers[seller].session = session
      report(.sessionOpened(id, total: total, adopted: false))
      if session.unmetered { report(.unmetered(id)) }
      askMintsAnew()
    } else {
      sellers[seller].session?.gauge.total = total
      report(.sessionCredited(id, total: total))
    }
    cancelEgress(seller)
    sellers[seller].session?.granted = now
    sellers[seller].session?.denials = nil
    let target = egressTarget()
    sellers[seller].session?.egress = target == nil ? .off : .due(now, check: 0)
    if target == nil, policy.egress != .off { report(.egressOff) }
    sellers[seller].backoff.reset()
    sellers[seller].retryAt = now
    sellers[seller].exhausted = nil
    if sellers[seller].readings.isEmpty { sellers[seller].nextReading = now }
    if let index = gatewayIndex(present), !gateways[index].isBusy { rest(index, .open, after: Pace.refresh) }
  }

  private mutating func rememberCredit(_ id: SellerID, _ payment: Payment, total: UInt64) {
    let now = now
    let offer = payment.order.offer
    amend(id) {
      var stretch = $0.stretch ?? Stretch(gateway: payment.order.seller.gateway, offer: offer, begun: now, total: total)
      stretch.offer = offer
      stretch.payments = min(stretch.payments, .max - 1) + 1
      stretch.spent += payment.gross
      stretch.newest = payment.gross
      stretch.newestPayment = payment.id
      stretch.total = total
      stretch.granted = now
      $0.stretch = stretch
      $0.lastAllotment = AllotmentMemory(metric: offer.metric, total: total, at: now)
      $0.lastSeen = now
    }
  }

  private func makeSession(_ seller: Int, _ gateway: GatewayID, _ offer: Offer, used: UInt64, total: UInt64) -> Session
  {
    let kinds = policy.meters.kinds(offer.metric)
    var session = Session(
      gateway: gateway, metric: offer.metric,
      gauge: Gauge(used: used, total: total, readAt: now, rate: offer.metric == .milliseconds ? 1000 : 0),
      granted: now, ruling: kinds.first ?? .gateway, gatewayAt: now, egress: .off)
    session.own = rememberedMeter(seller).sums
    session.own.grain = offer.metric == .milliseconds ? .seconds(1) : .zero
    session.unmetered = gatewayIndex(gateway).map { gateways[$0].usageMisses >= Pace.usageTries } ?? false
    return session
  }

  /// An allotment that is still there is ours, whoever paid and whenever (E2).
  private mutating func adopt(_ seller: Int, used: UInt64, total: UInt64) {
    let id = sellers[seller].id
    guard let index = gateways.firstIndex(where: { $0.seller == id }),
      let offer = gateways[index].advertisement?.offers.first
    else { return }
    var session = makeSession(seller, gateways[index].id, offer, used: used, total: total)
    session.gatewayUsed = used
    sellers[seller].session = session
    let paid = paidFor(id)
    let gateway = gateways[index].id
    let now = now
    amend(id) {
      let continues = $0.stretch.map { $0.offer.metric == offer.metric } ?? false
      if !continues {
        $0.stretch = Stretch(gateway: gateway, offer: offer, begun: now, total: total)
        $0.stretch?.newest = paid?.sats ?? .zero
        $0.stretch?.newestPayment = paid?.payment
      }
      $0.stretch?.total = total
      $0.lastAllotment = AllotmentMemory(metric: offer.metric, total: total - used, at: now)
    }
    sellers[seller].exhausted = nil
    sellers[seller].nextReading = now + cadence(seller)
    report(.sessionOpened(id, total: total, adopted: true))
    askMintsAnew()
  }

  /// The sale behind an allotment that is there again: if the seller lets it vanish once more, it is held to that sale
  /// again, and to no more favours than one (C7).
  private mutating func paidFor(_ id: SellerID) -> (payment: OperationID, sats: Sats)? {
    if let mark = unexposeVanished(id) { return (mark.id.payment, mark.sats) }
    return ledger.lastAllotment(of: id)?.paid.map { ($0.payment, $0.sats) }
  }

  /// An ended session is removed; its story stays (D1).
  mutating func endSession(_ seller: Int, _ end: SessionEnd) {
    guard let session = sellers[seller].session else { return }
    let id = sellers[seller].id
    let stretch = ledger.seller(id)?.stretch
    let used = session.gauge.used(at: now)
    cancelReadings(seller)
    cancelEgress(seller)
    sellers[seller].own = session.own
    sellers[seller].ownUntil = now + Pace.meterMemory
    sellers[seller].session = nil
    sellers[seller].denials = nil
    sellers[seller].exhausted = end == .usedUp ? Baseline(used: used, total: session.gauge.total, at: now) : nil
    if let stretch {
      exposeLoss(id, stretch, end, session)
      tell(id, stretch, end, used: used, total: session.gauge.total)
    }
    let rest = end == .linkLost ? rest(of: session, stretch) : nil
    amend(id) {
      $0.stretch = nil
      $0.lastAllotment = rest
    }
    for index in gateways.indices where gateways[index].seller == id { lookAnew(index) }
  }

  /// What a lost link leaves of an allotment: it may still run when the link is back (E2).
  private func rest(of session: Session, _ stretch: Stretch?) -> AllotmentMemory? {
    let left = session.gauge.left(at: now)
    guard left > 0 else { return nil }
    let paid = stretch.flatMap { stretch in
      stretch.newestPayment.map {
        AllotmentMemory.Paid(
          payment: $0, sats: stretch.newest, unit: stretch.offer.unit, quarter: session.gauge.total / 4)
      }
    }
    return AllotmentMemory(metric: session.metric, total: left, at: now, paid: paid)
  }

  private mutating func tell(_ id: SellerID, _ stretch: Stretch, _ end: SessionEnd, used: UInt64, total: UInt64) {
    let story = SessionStory(
      seller: id, offer: stretch.offer, begun: stretch.begun, ended: now, end: end, payments: stretch.payments,
      spent: stretch.spent, used: min(used, total), total: total)
    write(.told(story))
    report(.sessionEnded(story))
  }

  /// A session that vanished, or failed by another key, with a quarter left, or carried nothing, was paid for nothing
  /// (B6, D3, C9).
  private mutating func exposeLoss(_ id: SellerID, _ stretch: Stretch, _ end: SessionEnd, _ session: Session) {
    guard let payment = stretch.newestPayment, stretch.newest > .zero else { return }
    let isFailed = end == .vanishedEarly || end == .keyChanged && isQuarterLeft(session)
    if isFailed {
      expose(payment, id, stretch.offer.unit, .vanished, stretch.newest)
    } else if end == .usedUp || end == .vanished, !session.egress.isOpen {
      report(.egressMissing(id))
      expose(payment, id, stretch.offer.unit, .withoutEgress, stretch.newest)
    }
  }
}

extension Station {
  /// Takes an answer about usage, from a look or from a meter.
  mutating func usageHeard(_ seller: Int, _ usage: UsageAnswer, isLook: Bool) {
    switch usage {
    case .reading(.usage(let used, let total)):
      weighUsage(seller, used: used, total: total)
      if sellers[seller].hasSession {
        readSession(seller, used: used, total: total, isLook: isLook)
      } else if used < total {
        adopt(seller, used: used, total: total)
      } else {
        sellers[seller].exhausted = Baseline(used: used, total: total, at: now)
        amend(sellers[seller].id) { $0.lastAllotment = nil }
      }
    case .reading(.noSession): noSession(seller)
    case .reading(.odometer): break
    case .nothing:
      if let misses = sellers[seller].session?.misses { sellers[seller].session?.misses = min(misses, 250) + 1 }
    }
  }

  private mutating func readSession(_ seller: Int, used: UInt64, total: UInt64, isLook: Bool) {
    sellers[seller].session?.take(used: used, total: total, at: now, isLook: isLook)
    guard let session = sellers[seller].session else { return }
    if used >= total { return endSession(seller, .usedUp) }
    if !session.own.driftReported,
      session.own.canCompare(total: session.gauge.total, percent: policy.meters.driftPercent),
      session.own.drifts(percent: policy.meters.driftPercent)
    {
      sellers[seller].session?.own.driftReported = true
      report(.meterDrift(sellers[seller].id, ruling: session.own.gatewayUsed, checking: session.own.ownUsed))
    }
  }

  /// "No session" ends an open one only after three equal answers, and not just after a grant (D3).
  private mutating func noSession(_ seller: Int) {
    sellers[seller].exhausted = nil
    guard let session = sellers[seller].session, now - session.granted >= Pace.vanishGrace else { return }
    // By our own count it has just been used up, and the gateway agrees.
    if let ends = session.gauge.ends, ends <= now + Pace.nearPoll * 2 { return endSession(seller, .usedUp) }
    var denials = session.denials ?? Denials(first: now)
    let isSure = denials.count(now)
    sellers[seller].session?.denials = denials
    guard isSure else { return }
    endSession(seller, isQuarterLeft(session) ? .vanishedEarly : .vanished)
  }

  private func isQuarterLeft(_ session: Session) -> Bool {
    session.gauge.left(at: now) >= session.gauge.total / 4
  }

  /// A seller that knows us says that nothing is open, where a lost link had left an allotment: as in an open session, it
  /// must say so three times, and then a quarter or more of it was paid for nothing (C7, D3, E3). Whether that is settled.
  mutating func countDenial(_ id: SellerID) -> Bool {
    guard let memory = ledger.lastAllotment(of: id), let paid = memory.paid, memory.left(now) >= paid.quarter else {
      return true
    }
    let seller = meet(id)
    var denials = sellers[seller].denials ?? Denials(first: now)
    let isSure = denials.count(now)
    sellers[seller].denials = isSure ? nil : denials
    guard isSure else { return false }
    expose(paid.payment, id, paid.unit, .vanished, paid.sats)
    amend(id) { $0.lastAllotment = nil }
    return true
  }

  /// Where the gateway gives no usage, our own count ends a session (E2).
  mutating func advanceSession(_ seller: Int) {
    if sellers[seller].countedEnd <= now { endSession(seller, .usedUp) }
  }
}
