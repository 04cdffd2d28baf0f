import Testing
import TollGateCore

@Suite("advertisements of open sessions, keys and trust") struct RefreshTests {
  static let total: UInt64 = 600_000

  private func opened() -> Bench {
    var bench = Bench()
    bench.openSession(total: RefreshTests.total)
    return bench
  }

  @Test("B5: the advertisement of an open session is refreshed every 60 s")
  func refreshes() {
    var bench = opened()
    let before = bench.looksAsked.count
    bench.live(.minutes(4), Bench.running(RefreshTests.total))
    #expect(bench.looksAsked.count - before == 4)
  }

  @Test("B5: three missed refreshes are silence, reported once; the session runs on; speech is reported too")
  func silence() {
    var bench = opened()
    bench.live(.minutes(2) + .seconds(30), offering: .unreachable(.timedOut), Bench.running(RefreshTests.total))
    #expect(bench.said(.sellerSilent(.example())) == 0)
    bench.live(.minutes(3), offering: .unreachable(.timedOut), Bench.running(RefreshTests.total))
    #expect(bench.said(.sellerSilent(.example())) == 1)
    #expect(bench.session != nil)
    bench.live(.minutes(1), Bench.running(RefreshTests.total))
    #expect(bench.said(.sellerSpeaksAgain(.example())) == 1)
  }

  /// A new advertisement, and whether the session could be renewed under it.
  static let changes: [(Advertisement, Bool)] = [
    (.selling([.example(step: 120_000)], id: 2), true),
    (.selling([.example(price: 2)], id: 2), false),
    (.selling([.example(metric: .bytes)], id: 2), false),
    (
      .selling(
        [Offer(metric: .milliseconds, stepSize: 60_000, price: Sats(1), unit: .sat, mint: MintURL("https://other"))],
        id: 2),
      false
    ),
    (
      .selling(
        [Offer(metric: .milliseconds, stepSize: 60_000, price: Sats(1), unit: .sat, mint: .example, minimumSteps: 101)],
        id: 2), false
    ),
  ]

  @Test(
    "B5: a change is compatible while the same metric is still sold at what trust, price, mints and budget allow",
    arguments: changes)
  func compatible(advertisement: Advertisement, expected: Bool) {
    var bench = opened()
    bench.live(.minutes(2), offering: .advertisement(advertisement), Bench.running(RefreshTests.total))
    #expect(bench.said(.advertisementChanged(.example(), compatible: expected)) == 1)
    #expect(bench.said(.advertisementChanged(.example(), compatible: !expected)) == 0)
    #expect(bench.session != nil)
  }

  @Test("B5, L9: after a price rise the session runs out unrenewed, and that is reported")
  func priceRise() {
    var bench = opened()
    let dear = Advertisement.selling([.example(price: 2)], id: 2)
    bench.live(.seconds(602), offering: .advertisement(dear), Bench.running(RefreshTests.total))
    #expect(bench.orders.count == 1)
    #expect(bench.story?.end == .usedUp)
    #expect(!bench.failedRenewals(.tooDear).isEmpty)
    #expect(bench.reason() == .tooDear)
  }

  @Test("B5: a compatible change is adopted at the next payment")
  func adoptsChange() {
    var bench = opened()
    let cheaper = Advertisement.selling([.example(step: 120_000)], id: 2)
    bench.live(.seconds(599), offering: .advertisement(cheaper), Bench.running(RefreshTests.total))
    #expect(bench.orders.count == 2)
    #expect(bench.orders.last?.offer.stepSize == 120_000)
  }

  @Test("B6: another key ends the session as failed, and nothing of the old key goes to the new one")
  func keyChange() {
    var bench = opened()
    bench.pass(.seconds(30))
    bench.send(.commanded(.probeNow))
    bench.answerLook(.advertisement(.selling([.example()], key: 2, id: 2)), .noSession)
    bench.answerClarification()
    #expect(bench.story?.end == .keyChanged)
    #expect(bench.said(.keyChanged(GatewayID.example().place, was: .example(1), now: .example(2))) == 1)
    #expect(bench.orders.map(\.seller.key) == [.example(1), .example(2)])
  }

  @Test("B6: a payment under the old key is settled at its mint only")
  func oldPayments() {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(.lost)
    let old = bench.payment?.id
    let other = Advertisement.selling([.example()], key: 2, id: 2)
    for _ in 0..<40 {
      bench.pass(.seconds(5))
      bench.answerLook(.advertisement(other))
    }
    let sent = bench.asked.compactMap { if case .deliver(old, let to, _) = $0.request { to } else { nil } }
    #expect(sent.map(\.key) == [.example(1)])
    #expect(bench.count { if case .inspect(old) = $0 { true } else { false } } > 0)
  }

  @Test("B6: a token that waited for its look stays here when the key has changed meanwhile")
  func keyChangeBeforeDelivery() {
    var bench = Bench()
    bench.holdsRecords = true
    bench.reachDelivery()
    bench.send(.commanded(.probeNow))
    bench.answerLook(.advertisement(.selling([.example()], key: 2, id: 2)))
    bench.sync()
    bench.sync()
    #expect(
      !bench.asked.contains { if case .deliver(_, let to, _) = $0.request { to.key == .example(1) } else { false } })
  }

  @Test(
    "B6: block list, then a non-empty allow list is exclusive, then the default", arguments: [0, 1, 2], [true, false])
  func trust(lists: Int, strangers: Bool) {
    var trust = TrustPolicy()
    trust.trustsStrangers = strangers
    if lists > 0 { trust.blocked = [.example(1), .example(2)] }
    if lists > 1 { trust.allowed = [.example(2), .example(3)] }
    #expect(trust.refusal(.example(1)) == (lists > 0 ? .blocked : strangers ? nil : .stranger))
    #expect(trust.refusal(.example(2)) == (lists > 0 ? .blocked : strangers ? nil : .stranger))
    #expect(trust.refusal(.example(3)) == (lists == 2 ? nil : strangers ? nil : .stranger))
    #expect(trust.refusal(.example(4)) == (lists == 2 ? .notAllowed : strangers ? nil : .stranger))
  }

  @Test("B6: an untrusted key is paid nothing, and `why` says which rule", arguments: TrustRefusal.allCases)
  func untrusted(refusal: TrustRefusal) {
    var policy = Policy.example
    switch refusal {
    case .blocked: policy.trust.blocked = [.example(1)]
    case .notAllowed: policy.trust.allowed = [.example(2)]
    case .stranger: policy.trust.trustsStrangers = false
    }
    var bench = Bench(policy: policy)
    bench.reachDelivery()
    #expect(bench.reason() == .untrusted(refusal))
    #expect(bench.quotes.isEmpty)
  }

  @Test("K3: trust that is withdrawn before the first byte keeps the token here")
  func trustWithdrawn() {
    var bench = Bench()
    bench.holdsRecords = true
    bench.reachDelivery()
    var policy = Policy.example
    policy.trust.blocked = [.example(1)]
    bench.send(.policyChanged(policy))
    bench.sync()
    bench.sync()
    #expect(bench.deliveriesAsked == 0)
  }

  @Test("K3: a price that rose before the first byte keeps the token here", arguments: [2, 3] as [UInt64])
  func priceRoseBeforeDelivery(price: UInt64) {
    var bench = Bench()
    bench.holdsRecords = true
    bench.reachDelivery()
    bench.send(.commanded(.probeNow))
    bench.answerLook(.advertisement(.selling([.example(price: price)], id: 2)))
    bench.sync()
    bench.sync()
    #expect(bench.deliveriesAsked == 0)
  }

  @Test("K13: an allotment that turned up before the first byte keeps the token here")
  func allotmentBeforeDelivery() {
    var bench = Bench()
    bench.holdsRecords = true
    bench.reachDelivery()
    bench.send(.commanded(.probeNow))
    bench.answerLook(.advertisement(.example), .used(1_000, of: 60_000))
    bench.sync()
    bench.sync()
    #expect(bench.session?.total == 60_000)
    #expect(bench.deliveriesAsked == 0)
  }

  @Test("C1: a payment never leaves by an advertisement older than 5 s; a fresh look lets it go")
  func staleAdvertisement() {
    var bench = Bench()
    bench.holdsRecords = true
    bench.reachDelivery()
    bench.pass(.seconds(6))
    bench.sync()
    #expect(bench.deliveriesAsked == 0)
    #expect(bench.looks.count == 1)
    bench.answerLook()
    #expect(bench.deliveriesAsked == 1)
  }

  @Test("B6: payments are of minimum size on an attachment until a grant came there; then of the preferred size")
  func startsSmallPerAttachment() {
    var bench = opened()
    bench.live(.seconds(598), Bench.running(RefreshTests.total))
    #expect(bench.orders.map(\.steps) == [1, 15])
    bench.send(.linksChanged(LinkTable()))
    bench.answerDelivery(.granted(.example(total: 1_500_000, number: 2)))
    bench.send(.linksChanged(.one(attachment: 1)))
    bench.live(.minutes(2)) { _ in .noSession }
    #expect(bench.orders.map(\.steps) == [1, 15, 1])
  }

  @Test("B6: keys seen at a place survive a restart")
  func keysSurvive() {
    let bench = opened()
    let ledger = Ledger(replaying: bench.journal)
    #expect(ledger.lastKey(at: GatewayID.example().place, bench.now) == .example(1))
  }

  @Test(
    "B6: a key is remembered for thirty days, and then another is no change",
    arguments: [(29, true), (31, false)] as [(Int64, Bool)])
  func keyMemory(days: Int64, remembered: Bool) {
    var bench = opened()
    bench.send(.linksChanged(LinkTable()))
    bench.pass(.days(days))
    bench.send(.linksChanged(.one(attachment: 5)))
    bench.answerLook(.advertisement(.selling([.example()], key: 3, id: 3)))
    let change = Note.keyChanged(GatewayID.example().place, was: .example(1), now: .example(3))
    #expect(bench.notes.contains(change) == remembered)
    #expect(bench.station.ledger.sightings.contains { $0.key == .example(1) } == remembered)
  }

  @Test("B4, K15: a wait that a gateway asks for when it is paid is honoured by looks and deliveries")
  func waitsWhenPaid() {
    var bench = Bench()
    bench.reachDelivery()
    let refusal = Notice(code: .tooManyRequests, proof: .plainShape, retryAfter: .seconds(40))
    bench.answerDelivery(.notice(refusal))
    for _ in 0..<39 {
      bench.pass(.seconds(1))
      bench.answerLook()
    }
    #expect(bench.looksAsked.count == 1)
    #expect(bench.deliveriesAsked == 1)
    bench.pass(.seconds(2))
    bench.answerLook()
    bench.answerClarification()
    #expect(bench.deliveriesAsked == 2)
  }
}
