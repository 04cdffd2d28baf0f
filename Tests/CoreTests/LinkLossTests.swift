import Testing
import TollGateCore

@Suite("links that go, come back and flap") struct LinkLossTests {
  static let gone = LinkTable()

  @Test("A10: a lost link cancels its look at once")
  func cancelsLook() throws {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    let look = try #require(bench.looks.first)
    bench.send(.linksChanged(LinkLossTests.gone))
    #expect(bench.cancelled == [look.id])
    #expect(bench.station.gatewayViews().isEmpty)
    bench.answer(look.id, .looked(GatewayReport(offer: .advertisement(.example), usage: .noSession)))
    #expect(bench.notes.contains(.staleAnswer(look.id)))
    #expect(bench.quotes.isEmpty)
  }

  @Test("A10: a lost link cancels the question who we are, and the port-80 request")
  func cancelsQuestions() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    bench.answerLook()
    let open = Set(bench.open.map(\.id))
    #expect(open.count == 2)
    bench.send(.linksChanged(LinkLossTests.gone))
    #expect(Set(bench.cancelled) == open)
    #expect(bench.station.operationsInFlight == 0)
  }

  @Test("E3: a lost link ends its session and cancels meters and egress in the same event")
  func endsSession() throws {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    bench.pass(.seconds(1))
    let inFlight = bench.open.filter {
      switch $0.request {
      case .meter, .reach: true
      default: false
      }
    }
    #expect(inFlight.count >= 2)
    bench.send(.linksChanged(LinkLossTests.gone))
    for item in inFlight { #expect(bench.cancelled.contains(item.id)) }
    #expect(bench.session == nil)
    #expect(bench.story?.end == .linkLost)
    bench.pass(.minutes(2))
    #expect(bench.metersAsked().allSatisfy { $0 <= .start + .seconds(1) })
  }

  @Test("E3: no carrier, down, no address, no route and another attachment each lose the link", arguments: 0..<5)
  func waysToLose(way: Int) {
    var table = LinkTable.example
    switch way {
    case 0: table.links[0].carrier = false
    case 1: table.links[0].up = false
    case 2: table.addresses = []
    case 3: table.routes = []
    default: table.links[0].attachment = Attachment(1)
    }
    var bench = Bench()
    bench.openSession()
    bench.send(.linksChanged(table))
    #expect(bench.session == nil)
    #expect(bench.story?.end == .linkLost)
  }

  @Test("A10: a delivery in flight outlives its link, and its grant settles the money")
  func deliverySurvives() {
    var bench = Bench()
    bench.reachDelivery()
    let delivery = bench.deliveries.map(\.id)
    bench.send(.linksChanged(LinkLossTests.gone))
    #expect(bench.deliveries.map(\.id) == delivery)
    #expect(!bench.cancelled.contains(delivery[0]))
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    #expect(bench.station.ledger.payments.isEmpty)
    #expect(bench.session == nil)
  }

  @Test("E3: a grant that comes when its link is gone is found again by usage, and nothing is bought twice")
  func grantFoundAgain() {
    var bench = Bench()
    bench.reachDelivery()
    bench.send(.linksChanged(LinkLossTests.gone))
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    bench.send(.linksChanged(.one(attachment: 1)))
    bench.answerLook(.advertisement(.example), .used(5_000, of: 60_000))
    #expect(bench.session?.total == 60_000)
    #expect(bench.session?.gateway == .example(1))
    #expect(bench.session?.payments == 1)
    #expect(bench.orders.count == 1)
  }

  @Test("K5: a grant of one attachment opens no session on the next, before anybody has looked there")
  func grantOfAnotherAttachment() {
    var bench = Bench()
    bench.reachDelivery()
    bench.send(.linksChanged(.one(attachment: 1)))
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    #expect(bench.session == nil)
    bench.answerLook(.advertisement(.selling([.example()], key: 2)))
    #expect(bench.session == nil)
    #expect(bench.station.ledger.stories.isEmpty)
  }

  @Test("A10: what has not left comes back when the link goes", arguments: [true, false])
  func takesBackUnsent(preparedFirst: Bool) {
    var bench = Bench()
    bench.holdsRecords = true
    bench.holdsWallet = true
    bench.reachDelivery()
    bench.answerQuotes { .quote(.honest($0)) }
    if preparedFirst { bench.answerPrepare() }
    bench.send(.linksChanged(LinkLossTests.gone))
    if !preparedFirst { bench.answerPrepare() }
    bench.sync()
    bench.sync()
    #expect(bench.deliveriesAsked == 0)
    #expect(bench.count { if case .settle(_, .released) = $0 { true } else { false } } == 1)
    bench.holdsWallet = false
    bench.answerFirst { if case .settle = $0 { .settled(Settlement(returned: Sats(1))) } else { nil } }
    bench.sync()
    #expect(bench.station.ledger.payments.isEmpty)
    #expect(bench.station.ledger.charged(.sat, link: .wan, at: bench.now) == .zero)
  }

  @Test("A10: after a burst of changes the last state holds, with one look in flight")
  func flap() {
    var bench = Bench()
    for attachment: UInt64 in 0..<50 {
      bench.send(.linksChanged(.one(attachment: attachment)))
      bench.send(.linksChanged(LinkLossTests.gone))
      bench.pass(.milliseconds(7))
    }
    bench.send(.linksChanged(.one(attachment: 99)))
    #expect(bench.station.gatewayViews().map(\.id) == [.example(99)])
    bench.pass(.minutes(1))
    #expect(bench.looks.map(\.gateway) == [.example(99)])
  }

  @Test(
    "K6, A10: a thousand flaps within ten seconds cost at most 50 effects in any of them", arguments: [true, false])
  func thousandFlaps(isMadeAnew: Bool) {
    var bench = Bench()
    bench.openSession()
    let quiet = bench.effects.values.reduce(0, +)
    for flap: UInt64 in 1...1_000 {
      bench.send(.linksChanged(LinkLossTests.gone))
      bench.send(.linksChanged(.one(attachment: isMadeAnew ? flap : 0)))
      // Now and then the link lives for long enough to be answered on.
      if flap % 7 == 0 {
        bench.answerLook()
        bench.answerClarification()
      }
      bench.pass(.milliseconds(10))
    }
    #expect(bench.effects.values.reduce(0, +) > quiet, "the session's end, and looks, are effects")
    for (second, count) in bench.effects { #expect(count <= 50, "in second \(second)") }
    #expect(bench.station.gatewayViews().map(\.id) == [.example(isMadeAnew ? 1_000 : 0)])
  }

  @Test("B4, K15: four looks a minute at one address, over all flaps and attachments")
  func looksPerMinute() {
    var bench = Bench()
    for attachment: UInt64 in 0..<400 {
      bench.send(.linksChanged(attachment % 2 == 0 ? .one(attachment: attachment) : LinkLossTests.gone))
      bench.pass(.milliseconds(900))
    }
    let looks = bench.looksAsked
    #expect(looks.count > 20)
    for look in looks { #expect(looks.count { $0 >= look && $0 - look < .minutes(1) } <= 4) }
  }

  @Test("A10: five looks are begun in any ten seconds, over all gateways, and each gateway gets its turn")
  func burst() {
    var policy = Policy.example
    policy.paid = .all
    var bench = Bench(policy: policy)
    bench.send(.linksChanged(.many(12)))
    #expect(bench.looks.count == 5)
    for _ in 0..<30 {
      while bench.answerLook(.unreachable(.timedOut)) {}
      bench.pass(.seconds(1))
    }
    let looks = bench.looksAsked
    for look in looks { #expect(looks.count { $0 >= look && $0 - look < .seconds(10) } <= 5) }
    #expect(looks.count >= 15)
  }

  @Test("A10: none of many silent gateways starves the others of looks", arguments: [12, 40])
  func fairness(count: Int) {
    var bench = Bench()
    bench.send(.linksChanged(.many(count)))
    for _ in 0..<200 {
      while bench.answerLook(.unreachable(.timedOut)) {}
      bench.pass(.seconds(1))
    }
    let looked = bench.asked.compactMap { if case .look(let gateway, _) = $0.request { gateway } else { nil } }
    #expect(Set(looked).count == count)
    for gateway in Set(looked) { #expect(looked.count { $0 == gateway } >= 2) }
  }

  @Test("A10: where room for looks is short, the session that must be renewed comes first")
  func sessionFirst() {
    var policy = Policy.example
    policy.paid = .all
    var bench = Bench(policy: policy)
    let own = LinkTable.one(LinkName("z"), metric: 999, index: 99)
    bench.send(.linksChanged(own))
    bench.answerLook()
    bench.answerClarification()
    bench.answerDelivery(.granted(.example(total: 600_000, number: 1)))
    bench.answerEgress()
    bench.send(.linksChanged(own + .many(30)))
    for _ in 0..<598 {
      bench.pass(.seconds(1))
      let used = UsageAnswer.used(UInt64(bench.now.nanoseconds / 1_000_000), of: 600_000)
      while bench.answerMeters(used) {}
      while bench.answerFirst({
        guard case .look(let gateway, _) = $0 else { return nil }
        let isOwn = gateway.link == LinkName("z")
        return .looked(
          GatewayReport(
            offer: isOwn ? .advertisement(.example) : .unreachable(.timedOut),
            usage: isOwn ? used : .nothing(.unreadable)))
      }) {}
    }
    let own10 = bench.asked.filter {
      if case .look(let gateway, _) = $0.request { gateway.link == LinkName("z") } else { false }
    }
    for (one, next) in zip(own10, own10.dropFirst()) { #expect(next.at - one.at <= .seconds(71)) }
    #expect(own10.count >= 9)
  }

  @Test("A10: one look is in flight at a gateway, whatever else ends meanwhile")
  func oneLook() {
    var bench = Bench()
    bench.holdsWallet = true
    bench.reachDelivery()
    bench.send(.fundsChanged([Funds(mint: .example, unit: .sat, available: Sats(7))]))
    #expect(bench.looks.count == 1)
    bench.answerQuotes { _ in .none(.insufficient(available: .zero)) }
    bench.pass(.seconds(30))
    #expect(bench.looks.count == 1)
  }

  @Test("A9: an IPv6 temporary address that goes ends nothing")
  func temporaryAddress() {
    var bench = Bench()
    var table = LinkTable.dual()
    bench.send(.linksChanged(table))
    bench.answerLook()
    bench.answerClarification()
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    let before = bench.station.gatewayViews().map(\.id)
    let cancelled = bench.cancelled
    table.addresses.removeLast()
    bench.send(.linksChanged(table))
    #expect(bench.station.gatewayViews().map(\.id) == before)
    #expect(bench.session?.gateway == .example())
    #expect(bench.cancelled == cancelled)
  }

  @Test("A9, A8: when the IPv4 route goes, the session lives on at the seller's IPv6 address")
  func twin() {
    var bench = Bench()
    bench.send(.linksChanged(.dual()))
    bench.answerLook()
    bench.answerClarification()
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    bench.answerLook(.advertisement(.example), .used(0, of: 60_000))
    bench.answerEgress()
    var table = LinkTable.dual()
    table.routes.removeFirst()
    bench.send(.linksChanged(table))
    #expect(bench.session?.gateway == .example6())
    bench.pass(.seconds(1))
    #expect(bench.meters.map(\.target.gateway).contains(.example6()))
    table.routes = []
    bench.send(.linksChanged(table))
    #expect(bench.session == nil)
    #expect(bench.story?.end == .linkLost)
  }

  @Test("A8: at two addresses of one seller one session is bought, over IPv4")
  func oneSeller() {
    var bench = Bench()
    bench.send(.linksChanged(.dual()))
    bench.answerLook()
    bench.answerLook()
    bench.answerClarification()
    bench.answerClarification()
    #expect(bench.orders.map(\.seller.gateway) == [.example()])
    bench.answerDelivery(.granted(.example(total: 600_000, number: 1)))
    bench.live(.minutes(2), Bench.running(600_000))
    #expect(bench.orders.count == 1)
    #expect(bench.station.sessionViews(at: bench.now).count == 1)
  }

  @Test(
    "A8: over IPv6 nothing is bought without knowing who we are there",
    arguments: [UsageAnswer.noSession, .used(9, of: 9), .nothing(.unreadable)])
  func identityOverIPv6(usage: UsageAnswer) {
    var bench = Bench()
    var table = LinkTable.dual()
    table.routes.removeFirst()
    bench.send(.linksChanged(table))
    for _ in 0..<4 {
      bench.answerLook(.advertisement(.example), usage)
      bench.answerClarification(ClientReport(identity: .unresolved, access: .none))
      bench.pass(.seconds(3))
    }
    #expect(bench.quotes.isEmpty)
    #expect(bench.reason(.example6()) == .unresolvedClient)
  }

  @Test("E3: a session whose link went and came back is adopted again, not bought again")
  func backAgain() {
    var bench = Bench()
    bench.openSession()
    bench.send(.linksChanged(LinkLossTests.gone))
    bench.pass(.seconds(5))
    bench.send(.linksChanged(.one(attachment: 1)))
    bench.answerLook(.advertisement(.example), .used(5_000, of: 60_000))
    #expect(bench.session?.total == 60_000)
    #expect(bench.orders.count == 1)
    #expect(bench.notes.contains(.sessionOpened(.example(), total: 60_000, adopted: true)))
  }
}
