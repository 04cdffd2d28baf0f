/// When meters are read, and what their answers change (D2, D4).
extension Station {
  /// How long until the next reading: often near a renewal, seldom far from it (D4).
  func cadence(_ seller: Int) -> Interval {
    if unsettledPayment(seller) != nil { return Pace.unknownPoll }
    guard sellers[seller].hasSession, sellers[seller].session?.denials == nil else { return Pace.unknownPoll }
    let distance = plannedRenewal(seller) - now
    if distance >= Pace.far { return Pace.farPoll }
    let share = (distance - Pace.near).wholeMilliseconds * 1000 / (Pace.far - Pace.near).wholeMilliseconds
    let grown = Pace.nearPoll + (Pace.farPoll - Pace.nearPoll) * share / 1000
    // Never sleep past the moment from which it is read every second.
    return max(Pace.nearPoll, min(grown, distance - Pace.near))
  }

  /// Does what is due for the sellers, and says when something is due next.
  mutating func advanceSellers() -> Instant {
    var due = Instant.never
    for seller in sellers.indices {
      advancePurchase(seller)
      advanceSession(seller)
      advanceReadings(seller)
      advanceEgress(seller)
      due = min(due, dueTime(seller))
    }
    return due
  }

  private func dueTime(_ seller: Int) -> Instant {
    var due = min(sellers[seller].egressDue, sellers[seller].countedEnd)
    if sellers[seller].readings.isEmpty {
      due = min(due, min(sellers[seller].nextReading, sellers[seller].nextCount))
    }
    if sellers[seller].isWaiting, let gateway = sellers[seller].purchase?.gateway {
      // Room that is there already is no moment to wait for: then it is the look that is missing.
      let room = rootTime(gateway.place)
      if room > now { due = min(due, room) }
    }
    return due
  }

  private mutating func advanceReadings(_ seller: Int) {
    guard sellers[seller].readings.isEmpty else { return }
    if sellers[seller].nextReading <= now {
      let targets = meterTargets(seller)
      sellers[seller].nextReading = targets?.isEmpty ?? false ? now + Pace.farPoll : .never
      for target in targets ?? [] { read(seller, target) }
    } else if sellers[seller].nextCount <= now {
      let target = counterTarget(seller)
      sellers[seller].nextCount = .never
      if let target { read(seller, target) }
    }
  }

  private mutating func read(_ seller: Int, _ target: MeterTarget) {
    let operation = ask(.meter(target), for: .meter(sellers[seller].id, target.kind))
    sellers[seller].readings.append(operation)
  }

  /// What is read for a seller now; nil where nothing can be read.
  private func meterTargets(_ seller: Int) -> [MeterTarget]? {
    guard let gateway = meteredGateway(seller) else { return nil }
    let metric = sellers[seller].session?.metric ?? gateways[gateway].advertisement?.metric ?? .milliseconds
    let kinds = sellers[seller].hasSession ? policy.meters.kinds(metric) : [.gateway]
    return kinds.map { MeterTarget(kind: $0, gateway: gateways[gateway].id, metric: metric) }
  }

  private func counterTarget(_ seller: Int) -> MeterTarget? {
    guard let session = sellers[seller].session else { return nil }
    return MeterTarget(kind: .counter, gateway: session.gateway, metric: session.metric)
  }

  /// Where this seller's usage can be read: its session's gateway, or that of a payment whose fate is unknown.
  private func meteredGateway(_ seller: Int) -> Int? {
    if let gateway = sellers[seller].session?.gateway { return gatewayIndex(gateway) }
    guard let payment = unsettledPayment(seller) else { return nil }
    let place = ledger.payments[payment].order.seller.gateway.place
    let id = sellers[seller].id
    return gateways.firstIndex { $0.id.place == place && ($0.seller == nil || $0.seller == id) }
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
    guard sellers[seller].hasSession || meteredGateway(seller) != nil else {
      sellers[seller].nextReading = .never
      sellers[seller].nextCount = .never
      return
    }
    sellers[seller].nextReading = min(sellers[seller].nextReading, now + cadence(seller))
    sellers[seller].nextCount = countsItself(seller) ? now + Pace.unknownPoll : .never
  }

  private func countsItself(_ seller: Int) -> Bool {
    guard let metric = sellers[seller].session?.metric else { return false }
    return policy.meters.kinds(metric).contains(.counter)
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
      if sellers[seller].hasSession { sellers[seller].nextReading = now }
    }
  }
}
