import Testing
import TollGateCore

@Suite("what the answers to a look come to") struct LookTests {
  static let answers: [(OfferAnswer, Reason)] =
    ReachFailure.allCases.map { (.unreachable($0), .unreachable($0)) } + [
      (.notATollGate(status: 404), .notATollGate(status: 404)),
      (.notATollGate(status: 302), .notATollGate(status: 302)),
      (.notSelling(.noReachableMints), .notSelling(.noReachableMints)),
      (.notSelling(.unrecognised("on-strike")), .notSelling(.unrecognised("on-strike"))),
      (.invalid(.notJSON), .notATollGate(status: 200)), (.invalid(.notAnEvent), .notATollGate(status: 200)),
    ]
    + AdvertisementFlaw.allCases.filter { $0 != .notJSON && $0 != .notAnEvent }.map {
      (.invalid($0), .invalidAdvertisement($0))
    }

  /// Answers each look in the same way for so long; the waits between them.
  private func waits(_ bench: inout Bench, _ answer: OfferAnswer, count: Int) -> [Interval] {
    var found: [Interval] = []
    while found.count < count {
      guard bench.answerLook(answer, .nothing(.unreachable(.refused))) else { break }
      guard let next = bench.next() else { break }
      found.append(next - bench.now)
      bench.pass(next - bench.now)
    }
    return found
  }

  @Test("B2, B3, B4: each answer has its own reason, buys nothing, and is followed by another look", arguments: answers)
  func reasons(answer: OfferAnswer, reason: Reason) {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    bench.answerLook(answer)
    #expect(bench.reason() == reason)
    #expect(bench.open.isEmpty)
    #expect(bench.hasStood(reason))
    bench.pass(.seconds(1))
    #expect(bench.looks.count == 1)
  }

  @Test(
    "B4: looks come after 1, 2, 4 ... 60 s, up to a fifth sooner, and for ever",
    arguments: [.unreachable(.timedOut), .notSelling(.serviceUnavailable), .invalid(.wrongSignature)] as [OfferAnswer])
  func backoff(answer: OfferAnswer) {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    let found = waits(&bench, answer, count: 40)
    #expect(found.count == 40)
    // The first waits are as long as said, but four looks a minute are all that there is room for.
    for (wait, full) in zip(found, [1, 2, 4] as [Int64]) {
      #expect(wait <= .seconds(full) && wait > .milliseconds(full * 800) - .milliseconds(1))
    }
    for wait in found.dropFirst(8) { #expect(wait <= .seconds(60) && wait >= .seconds(48)) }
  }

  @Test(
    "B4: the backoff starts anew on a change of the link, of funds, of config, and when the owner asks",
    arguments: 0..<4)
  func anew(cause: Int) {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    _ = waits(&bench, .unreachable(.timedOut), count: 12)
    bench.answerLook(.unreachable(.timedOut))
    bench.pass(.seconds(20))
    #expect(bench.looks.isEmpty)
    switch cause {
    case 0:
      var table = LinkTable.example
      table.addresses[0].address = .v4(0x0A00_0003)
      bench.send(.linksChanged(table))
    case 1: bench.send(.fundsChanged([Funds(mint: .example, unit: .sat, available: Sats(1))]))
    case 2: bench.send(.policyChanged(.example))
    default: bench.send(.commanded(.probeNow))
    }
    #expect(bench.looks.count == 1)
    let found = waits(&bench, .unreachable(.timedOut), count: 2)
    #expect(found[0] <= .seconds(1) && found[1] <= .seconds(2))
  }

  @Test("B4: a change of another link, and the same news again, start nothing anew")
  func unrelated() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    _ = waits(&bench, .unreachable(.timedOut), count: 8)
    bench.answerLook(.unreachable(.timedOut))
    bench.send(.linksChanged(.example))
    bench.send(.fundsChanged([.example]))
    bench.send(.linksChanged(.example + .one(LinkName("docker0"), metric: 3, index: 9)))
    #expect(bench.looks.isEmpty)
  }

  @Test(
    "B4: 429 is honoured, for ten minutes at most, even when the owner asks",
    arguments: [(nil, 1), (0, 1), (30, 30), (600, 600), (86_400, 600)] as [(Int64?, Int64)])
  func tooMany(asked: Int64?, honoured: Int64) {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    bench.answerLook(.busy(retryAfter: asked.map { .seconds($0) }))
    #expect(bench.reason() == .busy(until: bench.now + .seconds(honoured)))
    bench.send(.commanded(.probeNow))
    bench.pass(.seconds(honoured) - .milliseconds(300))
    #expect(bench.looksAsked.count == 1)
    bench.pass(.milliseconds(300))
    #expect(bench.looksAsked.count == 2)
  }

  @Test("B4: a wait that was asked for outlives the attachment")
  func tooManyOverFlaps() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    bench.answerLook(.busy(retryAfter: .seconds(100)))
    bench.send(.linksChanged(.one(attachment: 1)))
    bench.pass(.seconds(99))
    #expect(bench.looksAsked.count == 1)
    bench.pass(.seconds(2))
    #expect(bench.looksAsked.count == 2)
  }

  @Test("B1: usage counts whatever the root answers: it ends a session that is used up", arguments: answers)
  func usageStands(answer: OfferAnswer, reason: Reason) {
    var bench = Bench()
    bench.openSession()
    bench.pass(.seconds(1))
    bench.send(.commanded(.probeNow))
    bench.answerLook(answer, .used(60_000, of: 60_000))
    #expect(bench.session == nil)
    #expect(bench.story?.end == .usedUp)
  }

  @Test("B1: an advertisement counts although nobody can read the usage")
  func offerStands() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    bench.answerLook(.advertisement(.example), .nothing(.unreadable))
    #expect(bench.station.gatewayViews().first?.advertisement == .example)
    #expect(bench.reason() == .usageUnread)
  }

  @Test("B9: a gateway gets its port-80 request once per attachment, and only after a valid advertisement")
  func registers() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    bench.answerLook(.invalid(.wrongSignature))
    #expect(bench.registrations == 0)
    for _ in 0..<6 {
      bench.pass(.seconds(30))
      bench.answerLook()
      bench.answerFirst { if case .register = $0 { .registered } else { nil } }
    }
    #expect(bench.registrations == 1)
    bench.send(.linksChanged(LinkTable()))
    bench.send(.linksChanged(.example))
    bench.pass(.minutes(1))
    bench.answerLook()
    #expect(bench.registrations == 1)
    bench.send(.linksChanged(.one(attachment: 1)))
    bench.pass(.minutes(1))
    #expect(bench.registrations == 1)
    bench.answerLook()
    #expect(bench.registrations == 2)
  }

  @Test("B9: switched off, the port-80 request never goes out")
  func registersNever() {
    var policy = Policy.example
    policy.registers = false
    var bench = Bench(policy: policy)
    bench.openSession()
    #expect(bench.session != nil)
    #expect(bench.registrations == 0)
  }

  @Test("B2: malformed price tags are skipped and said once")
  func skippedOffers() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    var advertisement = Advertisement.example
    advertisement.skippedOffers = 3
    bench.answerLook(.advertisement(advertisement))
    #expect(bench.said(.offersSkipped(.example(), 3)) == 1)
  }

  @Test(
    "B1, D3, K15: a clarification that asked the root counts as a request to it; one that did not costs none",
    arguments: [true, false])
  func clarificationsCount(askedRoot: Bool) {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    var looks: [Instant] = []
    var roots: [Instant] = []
    while bench.answerLook(), bench.now < .start + .minutes(10) {
      looks.append(bench.now)
      roots += askedRoot ? [bench.now, bench.now] : [bench.now]
      bench.pass(.milliseconds(1))
      bench.answerClarification(ClientReport(identity: .unresolved, access: .unknown, askedRoot: askedRoot))
      guard let next = bench.next() else { break }
      bench.pass(next - bench.now)
    }
    #expect(bench.now > .start + .minutes(10))
    for begin in roots {
      #expect(roots.count { $0 >= begin && $0 < begin + Pace.rootWindow } <= Pace.rootRequests)
    }
    let inFirstMinute = looks.count { $0 < looks[0] + Pace.rootWindow }
    #expect(inFirstMinute == (askedRoot ? 3 : Pace.looks), "what is not asked leaves room for looks")
  }

  @Test("B1, D3: where a delivery has taken the last room in the root, nobody is asked who we are until there is some")
  func noRoomToClarify() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    for _ in 0..<2 {
      bench.answerLook()
      bench.answerClarification(ClientReport(identity: .unresolved, access: .unknown, askedRoot: true))
      bench.pass(.seconds(2))
    }
    #expect(bench.looks.count == 1)
    bench.answerLook()
    bench.answerClarification(ClientReport(identity: .resolved, access: .none, askedRoot: true))
    #expect(bench.deliveries.isEmpty, "six requests have been made")
    bench.pass(.seconds(50))
    #expect(bench.deliveries.isEmpty)
  }

  @Test(
    "D3: who is unknown there pays nothing; who has access already pays nothing",
    arguments: ClientReport.Identity.allCases, ClientReport.Access.allCases)
  func clients(identity: ClientReport.Identity, access: ClientReport.Access) {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    bench.answerLook()
    bench.answerClarification(ClientReport(identity: identity, access: access))
    let buys = identity == .resolved && access != .active
    #expect(bench.orders.isEmpty == !buys)
    if identity != .resolved {
      #expect(bench.reason() == .unresolvedClient)
    } else if access == .active {
      #expect(bench.reason() == .accessAlreadyOpen)
    }
  }
}
