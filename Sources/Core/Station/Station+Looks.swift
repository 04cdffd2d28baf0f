/// Looking at gateways: when, how often, and what an answer changes (B1–B6).
extension Station {
  /// When the next look at a gateway may begin: its own schedule, held back by every limit on requests.
  func lookTime(_ gateway: Int) -> Instant {
    guard phase == .running, case .resting(let rest) = gateways[gateway].phase else { return .never }
    var time = rest
    if let seller = sellerIndex(at: gateway) { time = min(time, wantedLook(gateway, seller)) }
    let place = gateways[gateway].id.place
    guard time < .never, let index = places.firstIndex(where: { $0.place == place }) else { return time }
    time = max(time, places[index].silentUntil)
    time = max(time, places[index].looks.next(now, limit: Pace.looks, within: Pace.rootWindow))
    // A look that may lead to a purchase must leave room for the delivery (B1).
    time = max(time, places[index].roots.next(now, limit: Pace.rootRequests - 1, within: Pace.rootWindow))
    return max(time, burst.next(now, limit: Pace.burst, within: Pace.burstWindow))
  }

  /// Who sells at a gateway, as far as its newest advertisement says.
  private func sellerIndex(at gateway: Int) -> Int? {
    guard let id = gateways[gateway].seller else { return nil }
    return sellerIndex(id)
  }

  /// What its seller wants a look for: a refresh, a renewal, a token that may be sent again.
  private func wantedLook(_ gateway: Int, _ seller: Int) -> Instant {
    var time = Instant.never
    if sellers[seller].session?.gateway == gateways[gateway].id {
      time = min(time, (gateways[gateway].lastLook ?? now) + Pace.refresh)
      if !sellers[seller].isBuying { time = min(time, renewalTime(seller)) }
    }
    if sellers[seller].isWaiting, sellers[seller].purchase?.gateway == gateways[gateway].id,
      !gateways[gateway].isFresh(now)
    {
      time = min(time, max(now, rootTime(gateways[gateway].id.place)))
    }
    return min(time, resendTime(gateway, seller))
  }

  /// Looks wherever a look is due, and says when the next one is.
  mutating func advanceGateways() -> Instant {
    while true {
      let (due, index) = mostOverdue
      guard let index else { return due }
      look(index)
    }
  }

  /// The gateway whose look is due and who has waited longest; one with a session comes first, since its allotment runs.
  private var mostOverdue: (due: Instant, gateway: Int?) {
    var due = Instant.never
    var best: Int?
    for index in gateways.indices {
      let time = lookTime(index)
      due = min(due, time)
      guard time <= now else { continue }
      guard let other = best else {
        best = index
        continue
      }
      let (mine, others) = (hasSession(at: index), hasSession(at: other))
      if mine != others ? mine : gateways[index].lookBegun < gateways[other].lookBegun { best = index }
    }
    return (due, best)
  }

  private mutating func look(_ index: Int) {
    let id = gateways[index].id
    gateways[index].phase = .looking(ask(.look(id, within: Pace.look), for: .look(id)))
    gateways[index].lookBegun = now
    burst.note(now, keeping: Pace.burstWindow)
    noteRoot(id.place)
    guard let place = places.firstIndex(where: { $0.place == id.place }) else { return }
    places[place].looks.note(now, keeping: Pace.rootWindow)
  }

  /// One more request to a gateway's root: a look, a delivery, a clarification that may become one (B1).
  mutating func noteRoot(_ place: Place) {
    guard let index = places.firstIndex(where: { $0.place == place }) else { return }
    places[index].roots.note(now, keeping: Pace.rootWindow)
  }

  /// Starts every gateway's backoff anew: links, config or funds have changed, or the owner asks (B4).
  mutating func lookAnew() {
    for index in sellers.indices {
      sellers[index].backoff.reset()
      sellers[index].retryAt = min(sellers[index].retryAt, now)
    }
    for index in gateways.indices where !hasSession(at: index) { lookAnew(index) }
  }

  func hasSession(at gateway: Int) -> Bool {
    let id = gateways[gateway].id
    return sellers.contains { $0.hasSession && $0.session?.gateway == id }
  }

  mutating func lookAnew(_ index: Int) {
    gateways[index].backoff.reset()
    if case .resting = gateways[index].phase { gateways[index].phase = .resting(until: now) }
  }

  /// Says why nothing is bought here, and when somebody looks again.
  mutating func rest(_ index: Int, _ reason: Reason, after wait: Interval? = nil) {
    let wait =
      wait
      ?? gateways[index].backoff.next(
        first: Pace.firstWait, ceiling: Pace.longestWait, dice: &dice)
    // A look in flight goes on: its answer plans the next (A10).
    if !gateways[index].isBusy { gateways[index].phase = .resting(until: now + wait) }
    stand(index, reason)
  }

  mutating func stand(_ index: Int, _ reason: Reason) {
    guard gateways[index].reason != reason else { return }
    gateways[index].reason = reason
    report(.gatewayStands(gateways[index].id, reason, next: gateways[index].restsUntil))
  }
}

extension Station {
  mutating func looked(_ id: GatewayID, _ report: GatewayReport) {
    guard let index = gatewayIndex(id) else { return }
    gateways[index].lastLook = now
    gateways[index].phase = .resting(until: now + Pace.refresh)
    countUsageTry(index, report.usage)
    switch report.offer {
    case .advertisement(let advertisement):
      accept(index, advertisement)
      heard(index, report.usage)
      consider(index, report.usage)
    case .notSelling(let code): missed(index, .notSelling(code), report.usage)
    case .invalid(let flaw): missed(index, reason(flaw), report.usage)
    case .notATollGate(let status): missed(index, .notATollGate(status: status), report.usage)
    case .unreachable(let failure): missed(index, .unreachable(failure), report.usage)
    case .busy(let retryAfter): busy(index, retryAfter, report.usage)
    }
  }

  private func reason(_ flaw: AdvertisementFlaw) -> Reason {
    switch flaw {
    case .notJSON, .notAnEvent: .notATollGate(status: 200)
    case .wrongKind, .wrongID, .wrongKey, .wrongSignature, .badMetric, .badStepSize, .noUsablePrice:
      .invalidAdvertisement(flaw)
    }
  }

  private mutating func countUsageTry(_ index: Int, _ usage: UsageAnswer) {
    switch usage {
    case .reading: gateways[index].usageMisses = 0
    case .nothing: gateways[index].usageMisses = min(gateways[index].usageMisses + 1, Pace.usageTries)
    }
  }

  /// The seller's usage counts, whatever its root has answered (B1).
  private mutating func heard(_ index: Int, _ usage: UsageAnswer) {
    guard let seller = sellerIndex(at: index) else { return }
    if usage == .reading(.noSession), !speaksOfUs(gateways[index], seller) { return }
    usageHeard(seller, usage, isLook: true)
  }

  /// Whether "no session" there says something about ours: many gateways can't tell over IPv6 who asks (A8, D3).
  private func speaksOfUs(_ gateway: Gateway, _ seller: Int) -> Bool {
    if let session = sellers[seller].session { return session.gateway == gateway.id }
    return gateway.id.address.isV4 || !gateways.contains { $0.id.address.isV4 && $0.seller == gateway.seller }
  }

  /// No valid advertisement this time. A session is not ended by that, but three in a row are reported (B5).
  private mutating func missed(_ index: Int, _ reason: Reason, _ usage: UsageAnswer) {
    heard(index, usage)
    gateways[index].missedRefreshes = min(gateways[index].missedRefreshes + 1, UInt8(Pace.missedRefreshes))
    if let seller = sellerIndex(at: index), sellers[seller].session?.gateway == gateways[index].id {
      if gateways[index].missedRefreshes >= Pace.missedRefreshes, !sellers[seller].silent {
        sellers[seller].silent = true
        self.report(.sellerSilent(sellers[seller].id))
      }
      refused(seller, index, reason)
    } else {
      gateways[index].advertisement = nil
      rest(index, reason)
    }
  }

  private mutating func busy(_ index: Int, _ retryAfter: Interval?, _ usage: UsageAnswer) {
    let wait = min(max(retryAfter ?? Pace.firstWait, Pace.firstWait), Pace.longestRetryAfter)
    hush(gateways[index].id.place, wait)
    missed(index, .busy(until: now + wait), usage)
  }

  /// Honours a wait that the gateway asked for, for looks and deliveries alike (B4, K15).
  mutating func hush(_ place: Place, _ wait: Interval) {
    guard let index = places.firstIndex(where: { $0.place == place }) else { return }
    places[index].silentUntil = max(places[index].silentUntil, now + min(wait, Pace.longestRetryAfter))
  }

  private mutating func accept(_ index: Int, _ advertisement: Advertisement) {
    let place = gateways[index].id.place
    if let last = ledger.lastKey(at: place, now), last != advertisement.key {
      keyChanged(place, last, advertisement.key)
      gateways[index].advertisement = nil
      forgetSellers()
    }
    noteKey(place, advertisement.key)
    let seller = meet(SellerID(link: place.link, key: advertisement.key))
    compare(seller, gateways[index].advertisement, advertisement)
    gateways[index].advertisement = advertisement
    gateways[index].advertisedAt = now
    gateways[index].missedRefreshes = 0
    countSellerMinute(seller)
    resumeReadings(seller)
    if sellers[seller].silent {
      sellers[seller].silent = false
      report(.sellerSpeaksAgain(sellers[seller].id))
    }
    if advertisement.skippedOffers > 0, gateways[index].reason == .notLookedAtYet {
      report(.offersSkipped(gateways[index].id, advertisement.skippedOffers))
    }
    register(index)
  }

  /// One port-80 request per attachment, never before the advertisement was valid (B9).
  private mutating func register(_ index: Int) {
    let id = gateways[index].id
    guard policy.registers, let place = places.firstIndex(where: { $0.place == id.place }) else { return }
    guard places[place].registered != id.attachment else { return }
    places[place].registered = id.attachment
    ask(.register(id, within: Pace.look), for: .register(id))
  }

  /// Keys are written when they are new, and then once a day (B6, N: no idle writes).
  private mutating func noteKey(_ place: Place, _ key: PublicKey) {
    let known = ledger.sightings.last { $0.place == place && $0.key == key }
    let isLast = ledger.lastKey(at: place, now) == key
    if let known, isLast, now - known.last < .days(1) { return }
    write(.sighted(KeySighting(place: place, key: key, last: now)))
  }

  /// Another key is another seller: the session of the old one has failed (B6).
  private mutating func keyChanged(_ place: Place, _ old: PublicKey, _ new: PublicKey) {
    report(.keyChanged(place, was: old, now: new))
    let id = SellerID(link: place.link, key: old)
    guard let index = sellerIndex(id) else { return }
    sellers[index].proven = nil
    if sellers[index].session?.gateway.place == place { endSession(index, .keyChanged) }
  }

  /// Tells once when an open session could not be renewed under a new advertisement (B5).
  private mutating func compare(_ seller: Int, _ old: Advertisement?, _ new: Advertisement) {
    guard let old, old.id != new.id, let session = sellers[seller].session else { return }
    let sold = new.metric == session.metric && policy.trust.refusal(new.key) == nil
    let compatible = sold && chooseOffers(new, seller: seller, minimal: false).isAcceptable
    report(.advertisementChanged(sellers[seller].id, compatible: compatible))
  }

  var minute: Int64 { now.nanoseconds / Interval.minutes(1).nanoseconds }

  /// The seller's own time: minutes in which it sent a valid advertisement (C7).
  private mutating func countSellerMinute(_ seller: Int) {
    let minute = minute
    guard sellers[seller].minute != minute else { return }
    sellers[seller].minute = minute
    let id = sellers[seller].id
    for payment in ledger.payments where payment.seller == id && payment.service == .unknown && payment.mayHaveArrived {
      update(payment.id) { $0.sellerMinutes = min($0.sellerMinutes, .max - 1) + 1 }
    }
  }
}
