/// When meters are read, and what their answers change (D2, D4).
extension Station {
  /// How long until the next reading: often near a renewal, seldom far from it (D4).
  func cadence(_ seller: Int) -> Interval {
    if let payment = blockingPayment(sellers[seller].id), !isHeld(payment) { return Pace.unknownPoll }
    guard let session = sellers[seller].session else { return Pace.unknownPoll }
    if session.vanishing != nil { return Pace.unknownPoll }
    let lead = sellers[seller].lead
    guard let renewal = session.renews(lead: lead, margin: policy.purchase.margin(session.metric)) else {
      return Pace.farPoll
    }
    let distance = renewal - now
    if distance <= Pace.near { return Pace.nearPoll }
    if distance >= Pace.far { return Pace.farPoll }
    let share = (distance - Pace.near).wholeMilliseconds * 1000 / (Pace.far - Pace.near).wholeMilliseconds
    let grown = Pace.nearPoll + (Pace.farPoll - Pace.nearPoll) * share / 1000
    // Never sleep past the moment from which it is read every second.
    return max(Pace.nearPoll, min(grown, distance - Pace.near))
  }

  var sellersDue: Instant {
    var due = Instant.never
    for state in sellers {
      if state.readings.isEmpty { due = min(due, min(state.nextReading, state.nextCount)) }
      if let session = state.session {
        if case .due(let time, _) = session.egress { due = min(due, time) }
        if let ends = countedEnd(session) { due = min(due, ends) }
      }
      if let purchase = state.purchase, case .waiting = purchase.phase {
        // Room that is there already is no moment to wait for: then it is the look that is missing.
        let room = rootTime(purchase.gateway.place)
        if room > now { due = min(due, room) }
      }
    }
    return due
  }

  mutating func advanceSellers() {
    for index in sellers.indices {
      advancePurchase(index)
      advanceSession(index)
      advanceReadings(index)
      advanceEgress(index)
    }
  }

  private mutating func advanceReadings(_ seller: Int) {
    guard sellers[seller].readings.isEmpty else { return }
    if sellers[seller].nextReading <= now {
      sellers[seller].nextReading = .never
      guard let gateway = meteredGateway(seller) else { return }
      let metric = sellers[seller].session?.metric ?? gateways[gateway].advertisement?.metric ?? .milliseconds
      let kinds = sellers[seller].session == nil ? [.gateway] : policy.meters.kinds(metric)
      for kind in kinds { read(seller, kind, gateways[gateway].id, metric) }
      if sellers[seller].readings.isEmpty { sellers[seller].nextReading = now + Pace.farPoll }
    } else if sellers[seller].nextCount <= now {
      sellers[seller].nextCount = .never
      guard let session = sellers[seller].session else { return }
      read(seller, .counter, session.gateway, session.metric)
    }
  }

  private mutating func read(_ seller: Int, _ kind: MeterKind, _ gateway: GatewayID, _ metric: Metric) {
    let target = MeterTarget(kind: kind, gateway: gateway, metric: metric)
    sellers[seller].readings.append(ask(.meter(target), for: .meter(sellers[seller].id, kind)))
  }

  /// Where this seller's usage can be read: its session's gateway, or that of a payment whose fate is unknown.
  private func meteredGateway(_ seller: Int) -> Int? {
    if let session = sellers[seller].session { return gatewayIndex(session.gateway) }
    guard let payment = blockingPayment(sellers[seller].id), !isHeld(payment) else { return nil }
    let place = payment.order.seller.gateway.place
    return gateways.firstIndex { $0.id.place == place && ($0.seller == nil || $0.seller == payment.seller) }
  }

  mutating func resumeReadings(_ seller: Int) {
    guard sellers[seller].nextReading == .never, sellers[seller].readings.isEmpty else { return }
    if meteredGateway(seller) != nil { sellers[seller].nextReading = now }
  }

  mutating func metered(_ operation: OperationID, _ id: SellerID, _ kind: MeterKind, _ usage: UsageAnswer) {
    guard let seller = sellerIndex(id) else { return }
    sellers[seller].readings.removeAll { $0 == operation }
    switch kind {
    case .gateway: usageHeard(seller, usage, isLook: false)
    case .clock, .counter:
      if case .reading(.odometer(let count)) = usage { sellers[seller].session?.count(count, at: now) }
    }
    // The seller may have been told apart from its session by what was heard.
    guard let seller = sellerIndex(id), sellers[seller].readings.isEmpty else { return }
    planReadings(seller)
  }

  private mutating func planReadings(_ seller: Int) {
    guard sellers[seller].session != nil || meteredGateway(seller) != nil else {
      sellers[seller].nextReading = .never
      sellers[seller].nextCount = .never
      return
    }
    if sellers[seller].nextReading == .never { sellers[seller].nextReading = now + cadence(seller) }
    sellers[seller].nextReading = min(sellers[seller].nextReading, now + cadence(seller))
    let counts = sellers[seller].session.map { policy.meters.kinds($0.metric).contains(.counter) } ?? false
    sellers[seller].nextCount = counts ? now + Pace.unknownPoll : .never
  }

  mutating func cancelReadings(_ seller: Int) {
    for id in sellers[seller].readings { cancel(id) }
    sellers[seller].readings.removeAll()
    sellers[seller].nextReading = .never
    sellers[seller].nextCount = .never
  }

  /// Meters of a lost gateway end at once (A10).
  mutating func cancelReadings(at gateway: GatewayID) {
    for seller in sellers.indices {
      let payment = blockingPayment(sellers[seller].id)
      guard (sellers[seller].session?.gateway ?? payment?.order.seller.gateway)?.place == gateway.place else {
        continue
      }
      cancelReadings(seller)
      if sellers[seller].session != nil { sellers[seller].nextReading = now }
    }
  }
}

/// Whether paid access really carries: one small check after each grant (C9).
extension Station {
  /// What is asked: the configured target, else a mint of the config that stands outside.
  /// Each check asks the next mint: one that is down must not make good access look bad.
  func egressTarget(_ check: UInt8 = 0) -> EgressTarget? {
    switch policy.egress {
    case .off: return nil
    case .host(let host): return .host(host)
    case .anyMint:
      let outside = policy.mints.filter { !$0.isLocal(to: table) }
      return outside.isEmpty ? nil : .mint(outside[Int(check) % outside.count])
    }
  }

  fileprivate mutating func advanceEgress(_ seller: Int) {
    guard case .due(let time, let check)? = sellers[seller].session?.egress, time <= now else { return }
    guard let target = egressTarget(check), let link = sellers[seller].session?.gateway.link else {
      sellers[seller].session?.egress = .off
      return
    }
    let operation = ask(
      .reach(target, over: link, within: Pace.egressLimit), for: .egress(sellers[seller].id))
    sellers[seller].session?.egress = .asking(operation, check: check)
  }

  mutating func egressAnswered(_ id: SellerID, _ egress: Egress) {
    guard let seller = sellerIndex(id), let session = sellers[seller].session,
      case .asking(_, let check) = session.egress
    else { return }
    let untimely = egress == .untimelyCertificate && !(wall?.synchronised ?? false)
    if egress == .answered || untimely {
      sellers[seller].session?.egress = .proved
      report(.egressProved(id))
      askMintsAnew()
    } else {
      let next = check < .max ? check + 1 : UInt8(Pace.egressChecks.count)
      let time = nextEgress(next, since: session.granted)
      sellers[seller].session?.egress = .due(time, check: next)
    }
  }

  /// 0, 5 and 15 s after the grant, then every 30 s; later only where an answer was late (C9).
  private func nextEgress(_ check: UInt8, since granted: Instant) -> Instant {
    let planned = Pace.egressChecks
    if Int(check) < planned.count { return max(granted + planned[Int(check)], now + Pace.nearPoll) }
    let rounds = Int64(check) - Int64(planned.count) + 1
    let time = granted + (planned.last ?? .zero) + Pace.egressEvery * rounds
    return time > now ? time : now + Pace.egressEvery
  }

  mutating func cancelEgress(_ seller: Int) {
    if case .asking(let operation, _)? = sellers[seller].session?.egress { cancel(operation) }
  }
}
