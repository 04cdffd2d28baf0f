import TollGateCore

extension GatewayModel {
  /// What goes wrong from now on. Purchases and consumption by strangers are the world's business: they touch sessions.
  mutating func apply(_ fault: GatewayFault, _ now: Instant) {
    switch fault {
    case .restart(let span): restart(now, offFor: span)
    case .silent(let span): silentUntil = now + span
    case .portal(let span): portalUntil = now + span
    case .redirects(let span): redirectsUntil = now + span
    case .usage(let fault, let span): usageFault = Until(value: fault, end: now + span)
    case .notSelling(let code, let span): notSelling = Until(value: code, end: now + span)
    case .advertisement(let wrong, let span): flaw = Until(value: wrong, end: now + span)
    case .deliveries(let fault, let times):
      for _ in 0..<times { deliveryFaults.append(fault) }
    case .noEgress(let span): noEgressUntil = now + span
    case .unresolvedClient(let span): unresolvedUntil = now + span
    case .swapTakes(let span): swap = span
    case .gateTakes(let span): gate = span
    case .latency(let span): latency = span
    case .forgetsSession: sessions.removeAll()
    case .newKeyEachPayment(let does): takesNewKeys = does
    case .impostor(let other): impersonates = other == number ? nil : other
    case .price, .stepSize, .metric, .mints, .newKey: change(fault)
    case .strangerBuys, .strangerConsumes: break
    }
  }

  private mutating func change(_ terms: GatewayFault) {
    switch terms {
    case .price(let percent): pricePercent = percent
    case .stepSize(let size): stepSize = max(size, 1)
    case .metric(let new): metric = new
    case .mints(let mints): sells = mints.filter { mint in setup.prices.contains { $0.mint == mint } }
    case .newKey: changeKey()
    default: return
    }
    forgetAdvertisement()
  }

  mutating func restart(_ now: Instant, offFor span: Interval) {
    sessions.removeAll()
    registered.removeAll()
    redeeming.removeAll()
    buckets.removeAll()
    generation += 1
    offUntil = now + span
  }
}
