package import TollGateCore

/// A gateway as its clients meet it: its terms, its sessions, and everything that may be wrong with it just now.
package struct GatewayModel: Hashable, Sendable {
  /// Something that is wrong until a moment.
  struct Until<Value: Hashable & Sendable>: Hashable, Sendable {
    var value: Value
    var end: Instant
  }

  package let setup: GatewaySetup
  package let number: Int
  package internal(set) var key: PublicKey
  var keysUsed: UInt64 = 0
  /// What it sells now; starts as the setup has it.
  package internal(set) var metric: Metric
  package internal(set) var stepSize: UInt64
  package internal(set) var pricePercent: UInt64 = 100
  /// Indices of the mints whose tokens it takes.
  package internal(set) var sells: [Int]
  package internal(set) var impersonates: Int?
  var takesNewKeys = false

  package internal(set) var sessions: [Session] = []
  var registered: [MACAddress] = []
  var buckets: [ClientBucket] = []
  /// Moves with every restart: what was begun before is forgotten.
  var generation: UInt32 = 0
  var redeeming: [OperationID] = []
  var lastGrant: Grant?
  var grants: UInt64 = 0

  var offUntil = Instant.start
  var silentUntil = Instant.start
  var portalUntil = Instant.start
  var redirectsUntil = Instant.start
  var unresolvedUntil = Instant.start
  var noEgressUntil = Instant.start
  var usageFault: Until<UsageFault>?
  var notSelling: Until<NoticeCode>?
  var flaw: Until<AdvertisementFlaw>?
  var deliveryFaults: [DeliveryFault] = []
  var swap: Interval
  var gate: Interval
  var latency: Interval
  private var advertised: Advertisement?
  private var advertisedMints: UInt64 = 0

  init(_ setup: GatewaySetup, number: Int) {
    self.setup = setup
    self.number = number
    metric = setup.metric
    stepSize = setup.stepSize
    sells = []
    for price in setup.prices where !sells.contains(price.mint) { sells.append(price.mint) }
    swap = setup.swap
    gate = setup.gate
    latency = setup.latency
    key = GatewayModel.key(number, 0)
  }

  static func key(_ number: Int, _ generation: UInt64) -> PublicKey {
    var dice = Dice(seed: UInt64(number) << 32 | generation)
    return PublicKey(Bytes32(dice.next(), dice.next(), dice.next(), dice.next()))
  }

  /// Anything that is asked for on port 2121 meets this first.
  enum Air: Hashable, Sendable { case clear, off, silent, portal, redirects }

  func air(_ now: Instant) -> Air {
    if now < offUntil { return .off }
    if now < silentUntil { return .silent }
    if now < portalUntil { return .portal }
    return now < redirectsUntil ? .redirects : .clear
  }

  /// Whether somebody who has money and time could buy here now.
  package func answersHonestly(_ now: Instant) -> Bool {
    air(now) == .clear && now >= unresolvedUntil && impersonates == nil && !takesNewKeys
      && (usageFault.map { now >= $0.end } ?? true) && (notSelling.map { now >= $0.end } ?? true)
      && (flaw.map { now >= $0.end } ?? true) && deliveryFaults.isEmpty && now >= noEgressUntil
  }
}

/// A bucket that fills with time: the root's limit (facts §1.1).
struct RateBucket: Hashable, Sendable {
  private var empty = Interval.zero
  private var at = Instant.start

  /// Whether one more request is let through; `perMinute` is also the burst.
  mutating func take(_ now: Instant, perMinute: UInt64) -> Bool {
    let minute = Interval.minutes(1)
    empty = max(empty - (now - at), .zero)
    at = now
    let one = minute / Int64(max(perMinute, 1))
    guard empty + one <= minute else { return false }
    empty = empty + one
    return true
  }
}

/// The bucket of one address: everyone behind it shares it, and nobody else.
struct ClientBucket: Hashable, Sendable {
  let mac: MACAddress
  let family: AddressFamily
  var bucket = RateBucket()
}

/// What it shows of itself.
extension GatewayModel {
  /// Whether the root lets one more request of this client through.
  mutating func admits(_ mac: MACAddress, _ family: AddressFamily, _ now: Instant) -> Bool {
    let index = buckets.firstIndex { $0.mac == mac && $0.family == family } ?? buckets.endIndex
    if index == buckets.endIndex { buckets.append(ClientBucket(mac: mac, family: family)) }
    return buckets[index].bucket.take(now, perMinute: setup.requestsPerMinute)
  }

  /// `nil` is silence.
  mutating func root(
    _ mac: MACAddress, _ now: Instant, mints: [MintModel], disguise: Advertisement?, over family: AddressFamily = .v4
  ) -> OfferAnswer? {
    switch air(now) {
    case .off: return .unreachable(.refused)
    case .silent: return nil
    case .portal: return .notATollGate(status: 200)
    case .redirects: return .notATollGate(status: 302)
    case .clear: break
    }
    guard admits(mac, family, now) else { return .busy(retryAfter: .seconds(6)) }
    if let flaw, now < flaw.end { return .invalid(flaw.value) }
    if let notSelling, now < notSelling.end { return .notSelling(notSelling.value) }
    if let disguise { return .advertisement(disguise) }
    let advertisement = advertisement(now, mints: mints)
    return advertisement.offers.isEmpty ? .notSelling(.noReachableMints) : .advertisement(advertisement)
  }

  /// The same id for as long as nothing in it changes, since `created_at` is always 0.
  package mutating func advertisement(_ now: Instant, mints: [MintModel]) -> Advertisement {
    var shown: UInt64 = 0
    for mint in sells where setup.profile == .cd7a937 || mints[mint].isUp(now) { shown |= 1 << UInt64(mint) }
    if let advertised, advertisedMints == shown { return advertised }
    var offers: [Offer] = []
    var skipped: UInt8 = 0
    for price in setup.prices where shown >> UInt64(price.mint) & 1 == 1 {
      guard let sats = scaled(price.price) else {
        skipped += 1
        continue
      }
      let fewest = setup.profile == .rc1 ? max(price.minimumSteps, 1) : price.minimumSteps
      offers.append(
        Offer(
          metric: metric, stepSize: stepSize, price: sats, unit: price.unit, mint: mints[price.mint].url,
          minimumSteps: fewest))
    }
    let new = Advertisement(id: identify(offers), key: key, metric: metric, offers: offers, skippedOffers: skipped)
    advertised = new
    advertisedMints = shown
    return new
  }

  mutating func forgetAdvertisement() { advertised = nil }

  func scaled(_ price: Sats) -> Sats? {
    let sats = price.count * pricePercent / 100
    return sats > 0 ? Sats(sats) : nil
  }

  private func identify(_ offers: [Offer]) -> EventID {
    var dice = Dice(seed: key.bytes.a)
    func mix(_ word: UInt64) { dice = Dice(seed: dice.next() ^ word) }
    mix(stepSize)
    if metric == .bytes { mix(1) }
    for offer in offers {
      mix(offer.price.count)
      mix(offer.minimumSteps)
      for byte in offer.mint.text.utf8 { mix(UInt64(byte)) }
      for byte in offer.unit.name.utf8 { mix(UInt64(byte)) }
    }
    return EventID(Bytes32(dice.next(), dice.next(), dice.next(), dice.next()))
  }

  /// Whether it can tell who asks: the older ones look into tables that hold IPv4 only (A8).
  func resolves(_ family: AddressFamily, _ now: Instant) -> Bool {
    now >= unresolvedUntil && (family == .v4 || setup.profile == .rc1)
  }

  /// `/usage` (facts §1.4). `nil` is silence.
  mutating func usage(_ mac: MACAddress, _ now: Instant, over family: AddressFamily = .v4) -> UsageAnswer? {
    switch air(now) {
    case .off: return .nothing(.unreachable(.refused))
    case .silent: return nil
    case .portal, .redirects: return .nothing(.unreadable)
    case .clear: break
    }
    if !resolves(family, now) { return .reading(.noSession) }
    if let notSelling, now < notSelling.end { return .reading(.noSession) }
    settle(now)
    guard let session = sessions.first(where: { $0.mac == mac }), !session.hasEnded else { return .reading(.noSession) }
    if session.metric == .bytes, now < session.metered { return .reading(.noSession) }
    var used = session.shownUsage(now)
    if let fault = usageFault, now < fault.end {
      switch fault.value {
      case .garbage: return .nothing(.unreadable)
      case .hangs: return nil
      case .noSession, .zeroTotal: return .reading(.noSession)
      case .stuckAtZero: used = 0
      case .scaled(let percent): used = used * percent / 100
      }
    }
    return .reading(.usage(used: used, total: session.allotment))
  }

  /// `/whoami`, `/balance`, and `/session-state` where the balance says nothing. `nil` is silence.
  mutating func clarify(_ mac: MACAddress, _ now: Instant, over family: AddressFamily = .v4) -> ClientReport? {
    switch air(now) {
    case .silent: return nil
    case .off, .portal, .redirects: return ClientReport(identity: .silent, access: .unknown, askedRoot: true)
    case .clear: break
    }
    if !resolves(family, now) { return ClientReport(identity: .unresolved, access: .unknown) }
    settle(now)
    let active = sessions.contains { $0.mac == mac && !$0.hasEnded }
    return ClientReport(identity: .resolved, access: active ? .active : .none)
  }

  /// The port-80 request (B9).
  mutating func register(_ mac: MACAddress, _ now: Instant) {
    guard now >= offUntil, now >= silentUntil, !registered.contains(mac) else { return }
    registered.append(mac)
  }
}
