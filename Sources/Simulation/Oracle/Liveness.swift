import TollGateCore

/// K7: with the faults over, the link up, money and exposure left and the seller answering, there is a session within
/// 120 virtual seconds of the first definite answer; otherwise the state names the bound that holds it.
struct Liveness: Sendable {
  static let limit = Interval.seconds(120)
  private static let every = Interval.seconds(4)
  private var next = Instant.start
  private var since: Instant?
  private var reported = false
  private var credits = 0

  mutating func observe(_ step: Step, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings) {
    guard step.at >= next else { return }
    // Between two steps of a sleeping machine nobody has looked at the world.
    if step.at - next > .minutes(1) { since = nil }
    next = step.at + Liveness.every
    // A small allotment may have come and gone since.
    if credits != world.books.credits.count { since = nil }
    credits = world.books.credits.count
    guard world.isUp, world.substitute == nil, witness.isRunning, let troubled = world.troubledUntil,
      step.at > troubled, let gateway = Liveness.candidate(world, step.at), !Liveness.isBought(gateway, world)
    else {
      since = nil
      reported = false
      return
    }
    let view = Liveness.view(gateway, world)
    guard let view, !Liveness.holds(view.reason, gateway, witness, world) else {
      // A view that is missing is K17's; a bound that really holds starts the time anew.
      if view != nil { since = nil }
      return
    }
    let begun = since ?? step.at
    since = begun
    guard step.at - begun > Liveness.limit, !reported else { return }
    reported = true
    findings.add(7, "no session for \((step.at - begun).wholeSeconds) s at a gateway that would sell: \(view.reason)")
  }

  /// The gateway behind the link that the kernel prefers, if somebody who has money and time could buy there.
  private static func candidate(_ world: borrowing World, _ now: Instant) -> Int? {
    guard let index = world.kernel.carrying else { return nil }
    let interface = world.kernel.interfaces[index]
    guard let lease = interface.v4, let network = interface.network, !world.kernel.networks[network].isFree,
      world.policy.links.admits(interface.name),
      let door = world.doors.first(where: { $0.network == network && $0.address == lease.gateway }),
      world.gateways[door.gateway].answersHonestly(now)
    else { return nil }
    return door.gateway
  }

  private static func isBought(_ gateway: Int, _ world: borrowing World) -> Bool {
    guard let index = world.kernel.carrying else { return true }
    let mac = world.kernel.interfaces[index].mac
    return world.gateways[gateway].sessions.contains { $0.mac == mac && !$0.hasEnded }
  }

  private static func view(_ gateway: Int, _ world: borrowing World) -> GatewayView? {
    guard let index = world.kernel.carrying, let lease = world.kernel.interfaces[index].v4 else { return nil }
    let interface = world.kernel.interfaces[index]
    return world.station.gatewayViews().first {
      $0.id.link == interface.name && $0.id.address == lease.gateway && $0.id.attachment == interface.attachment
    }
  }

  private static func isAwaited(_ payment: Payment) -> Bool {
    if case .awaited = payment.service { true } else { false }
  }

  /// Whether the reason that is given is really so.
  private static func holds(_ reason: Reason, _ gateway: Int, _ witness: Witness, _ world: borrowing World) -> Bool {
    let world = copy world
    let model = world.gateways[gateway]
    // While a token's fate is open nothing else is bought there, whatever the last look has found (C7).
    let open = world.station.ledger.payments.contains { $0.seller.key == model.key && $0.service == .unknown }
    if open || world.station.ledger.payments.contains(where: { $0.seller.key == model.key && isAwaited($0) }) {
      return true
    }
    switch reason {
    case .untrusted: return world.policy.trust.refusal(model.key) != nil
    // Of several obstacles the one nearest to a purchase is told: the others may be too dear.
    case .tooDear, .noFunds, .noExactChange:
      return world.hasRunFast(model.key) || !isAffordable(model, witness.now, world)
    case .noCeiling, .noCommonMint, .notSelling: return !isAffordable(model, witness.now, world)
    case .overBudget, .stopped, .busy: return true
    case .waitingForSettlement(let payment): return world.station.ledger.payment(payment) != nil
    case .unresolvedClient, .refused, .buying, .clarifying:
      // One port-80 request per attachment is all that there is (B9, K15): a gateway that has forgotten it stays shut.
      guard let index = world.kernel.carrying else { return false }
      return model.setup.needsRegistration && !model.registered.contains(world.kernel.interfaces[index].mac)
    case .journalNotWritable: return witness.now - .minutes(1) < world.journal.notWritableUntil
    case .allotmentMayStillRun: return true
    default: return false
    }
  }

  /// Some offer at or below the ceiling whose fewest steps the purse could pay exactly, with its fee, within what budgets
  /// and exposure leave: a token that is larger than that is no exact change for them (C2).
  private static func isAffordable(_ model: GatewayModel, _ now: Instant, _ world: borrowing World) -> Bool {
    let world = copy world
    for price in model.setup.prices where model.sells.contains(price.mint) && world.mints[price.mint].isUp(world.now) {
      guard let sats = model.scaled(price.price),
        let ceiling = world.policy.purchase.ceiling(model.metric, price.unit),
        Price(sats: sats, per: model.stepSize).within(ceiling)
      else { continue }
      let offer = Offer(
        metric: model.metric, stepSize: model.stepSize, price: sats, unit: price.unit,
        mint: world.mints[price.mint].url, minimumSteps: price.minimumSteps)
      guard let least = sats.times(offer.fewestSteps), let limits = world.policy.purchase.limits(price.unit) else {
        continue
      }
      guard let link = world.kernel.carrying.map({ world.kernel.interfaces[$0].name }) else { continue }
      let limit = world.station.ledger.allowance(limits, link: link, at: now).sats
      let request = QuoteRequest(
        offer: offer, fewest: offer.fewestSteps, most: offer.fewestSteps, limit: limit,
        overpayment: world.policy.purchase.overpayment, mayContactMint: false)
      var wallet = world.wallet
      if least <= limits.perPurchase, case .quote = wallet.quote(request, mints: world.mints, mintAnswers: false) {
        return true
      }
    }
    return false
  }
}

extension World {
  /// The meter of this key's gateway has counted more than ours: the price obtained is held to the ceiling too (C7), for an
  /// hour after the session that showed it. One that stood still and then says the whole has run fast as well, for a
  /// session that began meanwhile; and so does every gateway beside a counter of ours that began anew between two readings.
  func hasRunFast(_ key: PublicKey) -> Bool {
    guard let gateway = gateways.firstIndex(where: { $0.key == key }) else { return false }
    if let last = books.access.last(where: { $0.gateway == gateway }), !last.isOpen,
      now - last.at > Pace.meterMemory + .minutes(1)
    {
      return false
    }
    return script.faults.contains { scheduled in
      guard scheduled.at <= now else { return false }
      switch scheduled.fault {
      case .gateway(gateway, .strangerConsumes), .gateway(gateway, .usage(.scaled, _)),
        .gateway(gateway, .usage(.stuckAtZero, _)), .link(_, .countersReset):
        return true
      default: return false
      }
    }
  }
}
