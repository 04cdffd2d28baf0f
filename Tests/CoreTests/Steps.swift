import Testing
import TollGateCore

/// A world that answers by itself, and short words for what tests ask of the bench.
extension Bench {
  /// Lets time pass in half seconds while a gateway answers looks and meters with `usage`, at a moment and from a place.
  mutating func live(
    _ span: Interval, offering offer: OfferAnswer = .advertisement(.example), _ usage: (Instant) -> UsageAnswer
  ) {
    let end = now + span
    while now < end {
      pass(min(.milliseconds(500), end - now))
      var rounds = 0
      while rounds < 20, answerWorld(offer, usage(now)) { rounds += 1 }
    }
  }

  private mutating func answerWorld(_ offer: OfferAnswer, _ usage: UsageAnswer) -> Bool {
    answerLook(offer, usage) || answerClarification() || answerMeters(usage)
  }

  /// The gateway's meter with `usage`, our own as a clock.
  @discardableResult mutating func answerMeters(_ usage: UsageAnswer) -> Bool {
    let clock = UsageAnswer.reading(.odometer(UInt64(max(now.nanoseconds, 0)) / 1_000_000))
    return clockFirst
      ? answerMeter(clock, kind: .clock) || answerMeter(usage) : answerMeter(usage) || answerMeter(clock, kind: .clock)
  }

  /// A clock's view of an allotment that began at `begin`.
  static func running(_ total: UInt64, since begin: Instant = .start) -> (Instant) -> UsageAnswer {
    { .used(UInt64(max(($0 - begin).wholeMilliseconds, 0)), of: total) }
  }

  /// A gateway's reason, if it is present.
  func reason(_ gateway: GatewayID = .example()) -> Reason? {
    station.gatewayViews().first { $0.id == gateway }?.reason
  }

  func next(_ gateway: GatewayID = .example()) -> Instant? {
    station.gatewayViews().first { $0.id == gateway }?.nextLook
  }

  func count(_ fits: (Request) -> Bool) -> Int { asked.count { fits($0.request) } }
  var looksAsked: [Instant] { asked.compactMap { if case .look = $0.request { $0.at } else { nil } } }
  var registrations: Int { count { if case .register = $0 { true } else { false } } }
  var orders: [PaymentOrder] { asked.compactMap { if case .prepare(let order) = $0.request { order } else { nil } } }
  var quotes: [[QuoteRequest]] { asked.compactMap { if case .quote(let all) = $0.request { all } else { nil } } }
  var egressAsked: [Instant] { asked.compactMap { if case .reach = $0.request { $0.at } else { nil } } }
  var deliveriesAsked: Int { count { if case .deliver = $0 { true } else { false } } }
  var story: SessionStory? { station.ledger.stories.last }

  func metersAsked(_ kind: MeterKind = .gateway) -> [Instant] {
    asked.compactMap {
      if case .meter(let target) = $0.request, target.kind == kind { $0.at } else { nil }
    }
  }

  /// Whether a gateway was said to stand for this reason, with its next look.
  func hasStood(_ reason: Reason) -> Bool {
    notes.contains { note in
      guard case .gatewayStands(_, let stood, let next) = note else { return false }
      return stood == reason && next != nil
    }
  }

  /// The time that was left at each failed renewal with this reason.
  func failedRenewals(_ reason: Reason) -> [Interval] {
    notes.compactMap { note in
      guard case .renewalFailed(_, let why, let left) = note, why == reason else { return nil }
      return left
    }
  }

  func said(_ note: Note) -> Int { notes.count { $0 == note } }

  /// Gives every quote the same answer until the wallet is let go again.
  @discardableResult mutating func answerQuotes(_ reply: (QuoteRequest) -> QuoteAnswer) -> Bool {
    answerFirst { if case .quote(let requests) = $0 { .quoted(requests.map(reply)) } else { nil } }
  }

  @discardableResult mutating func answerPrepare(fee: Sats = .zero) -> Bool {
    answerFirst {
      guard case .prepare(let order) = $0 else { return nil }
      return .prepared(
        PreparedPayment(id: order.id, gross: order.limit, fee: fee, fingerprint: Fingerprint(order.id.number)))
    }
  }
}

extension Quote {
  /// What an honest wallet says to a request, for so many of its steps.
  static func honest(_ request: QuoteRequest, steps: UInt64? = nil, fee: UInt64 = 0, overpaid: UInt64 = 0) -> Quote {
    let steps = steps ?? request.most
    let net = request.offer.price.times(steps) ?? .zero
    return Quote(
      steps: steps, gross: net + Sats(fee) + Sats(overpaid), fee: Sats(fee), overpaid: Sats(overpaid), needsMint: false)
  }
}

extension SellerID {
  static func example(_ key: UInt64 = 1, link: LinkName = .wan) -> SellerID { SellerID(link: link, key: .example(key)) }
}

extension LinkTable {
  static let router6 = IPAddress.v6(0xFE80 << 48, 1)

  /// The example link with an IPv6 uplink beside its IPv4 one, and two own IPv6 addresses.
  static func dual(attachment: UInt64 = 0) -> LinkTable {
    var table = LinkTable.one(attachment: attachment)
    for host: UInt64 in [2, 3] {
      table.addresses.append(LinkAddress(link: .wan, address: .v6(0x2001_0DB8_0000_0000, host), prefix: 64))
    }
    table.routes.append(DefaultRoute(link: .wan, family: .v6, gateway: LinkTable.router6, metric: 0))
    return table
  }

  /// So many links, each with one gateway, the first preferred by the kernel.
  static func many(_ count: Int, attachment: UInt64 = 0) -> LinkTable {
    (0..<count).reduce(LinkTable()) { table, number in
      table
        + .one(
          LinkName("w\(number + 10)"), attachment: attachment, metric: UInt32(number), index: Int32(number + 2))
    }
  }
}

extension GatewayID {
  static func example6(_ attachment: UInt64 = 0) -> GatewayID {
    GatewayID(link: .wan, address: LinkTable.router6, attachment: Attachment(attachment))
  }
}
