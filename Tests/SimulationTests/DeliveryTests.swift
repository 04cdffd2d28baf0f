import Testing
import TollGateCore

@testable import TollGateSimulation

@Suite("What may become of a delivery")
struct DeliveryTests {
  private func code(_ delivery: Delivery?) -> NoticeCode? {
    if case .notice(let notice)? = delivery { notice.code } else { nil }
  }

  @Test("a token is redeemed, granted and answered, and only then spent at the mint")
  func granted() {
    let (world, ends) = SinglePayment().outcomes()
    guard case .granted(let grant)? = ends.first?.delivery else {
      Issue.record("no grant")
      return
    }
    #expect(grant.key == SinglePayment.seller.key)
    #expect(grant.allotment == 120_000)
    #expect(world.fate(of: SinglePayment.id) == TokenFate(taken: Sats(4)))
    #expect(world.books.firstBytes.map(\.payment) == [SinglePayment.id])
    #expect(world.books.credits.map(\.added) == [120_000])
  }

  @Test("every code of a notice can be provoked, taken or not", arguments: NoticeCode.words.map(\.1), [true, false])
  func notices(word: String, taken: Bool) {
    var payment = SinglePayment()
    let code = NoticeCode(word: word)
    payment.faults = SinglePayment.fault(.notice(code, signing: .own, taken: taken))
    let (world, ends) = payment.outcomes()
    #expect(self.code(ends.first?.delivery) == code)
    #expect(world.fate(of: SinglePayment.id).taken == (taken ? Sats(4) : .zero))
    #expect(world.books.credits.isEmpty)
  }

  @Test("a lost reply: taken and credited, and nothing comes back until the limit")
  func replyLost() {
    var payment = SinglePayment()
    payment.faults = SinglePayment.fault(.replyLost)
    let (world, ends) = payment.outcomes()
    #expect(ends.map(\.delivery) == [.lost])
    #expect(ends.first?.at == Scenery.at(78))
    #expect(world.books.credits.count == 1)
  }

  @Test("a swap of more than 30 s: the gateway gives up, and what comes in later is nobody's")
  func timeout() {
    for (profile, expected) in [(GatewayProfile.cd7a937, NoticeCode.processingTimeout), (.rc1, .outcomeUnknown)] {
      var payment = SinglePayment(setup: Scenery.setup(Scenery.gateway(profile)))
      payment.faults = SinglePayment.fault(.swapTimesOut)
      let (world, ends) = payment.outcomes()
      #expect(code(ends.first?.delivery) == expected)
      #expect((ends.first?.at ?? .never) < Scenery.at(34))
      #expect((world.books.takings.first?.at ?? .start) > Scenery.at(35))
      #expect(world.books.credits.isEmpty)
    }
  }

  @Test("a gateway that dies between swap and grant takes and gives nothing")
  func crashAfterSwap() {
    var payment = SinglePayment()
    payment.faults = SinglePayment.fault(.crashAfterSwap)
    let (world, ends) = payment.outcomes()
    #expect(ends.map(\.delivery) == [.lost])
    #expect(world.fate(of: SinglePayment.id).taken == Sats(4))
    #expect(world.books.credits.isEmpty)
  }

  @Test("the same token again is spent; while the first is in flight, rc1 says so")
  func sameTokenTwice() {
    var payment = SinglePayment()
    payment.deliveries = [Scenery.at(3), .start + .milliseconds(3100), Scenery.at(60)]
    #expect(payment.outcomes().ends.compactMap { code($0.delivery) } == [.duplicateInflight, .tokenSpent])
    payment.setup = Scenery.setup(Scenery.gateway(.cd7a937))
    payment.deliveries = [Scenery.at(3), Scenery.at(60)]
    guard case .notice(let notice)? = payment.outcomes().ends.last?.delivery else {
      Issue.record("no notice")
      return
    }
    #expect(notice.code == .processingFailed)
    #expect(notice.saysSpent)
  }

  @Test("a refused connection leaves no byte sent")
  func refused() {
    var payment = SinglePayment()
    payment.faults = SinglePayment.fault(.connectionRefused)
    let (world, ends) = payment.outcomes()
    #expect(ends.map(\.delivery) == [.notSent(.refused)])
    #expect(world.books.firstBytes.isEmpty)
  }

  @Test("a link lost on the way: no answer, whatever the gateway did with it")
  func linkLost() {
    var payment = SinglePayment()
    payment.faults = [Scheduled(at: .start + .milliseconds(3200), .link(Scenery.link, .carrier(false)))]
    let (world, ends) = payment.outcomes()
    #expect(ends.map(\.delivery) == [.lost])
    #expect(world.books.takings.count == 1)
  }

  @Test("K11: after roaming, whoever stands at the address gets the token, and the books show it")
  func strangerAtTheAddress() {
    var payment = SinglePayment()
    payment.setup.networks.append(NetworkSetup(router: Scenery.router))
    var other = Scenery.gateway()
    other.network = 1
    payment.setup.gateways.append(other)
    payment.faults = [Scheduled(at: Scenery.at(2), .link(Scenery.link, .roam(network: 1)))]
    let world = payment.outcomes().world
    #expect(world.books.arrivals.map(\.gateway) == [1])
    #expect(world.books.arrivals.first?.key != world.books.arrivals.first?.seller.key)
    #expect(world.books.arrivals.first?.attachment != SinglePayment.gateway.attachment)
  }

  @Test("a 1022 may be wrong in every way")
  func wrongGrants() {
    func end(_ fault: GrantFault) -> Delivery? {
      var payment = SinglePayment()
      payment.faults = SinglePayment.fault(.grant(fault))
      return payment.outcomes().ends.first?.delivery
    }
    #expect(end(.forged) == .unreadable(status: 200))
    if case .granted(let grant)? = end(.otherKey) { #expect(grant.key != SinglePayment.seller.key) }
    if case .granted(let grant)? = end(.wrongMetric) { #expect(grant.metric == .bytes) }
    if case .granted(let grant)? = end(.short(1)) { #expect(grant.allotment == 1) }
  }

  @Test("a registration that is missing: refused by newer versions, taken for nothing by the old one")
  func registration() {
    var new = SinglePayment()
    new.setup.gateways[0].needsRegistration = true
    #expect(code(new.outcomes().ends.first?.delivery) == .clientNotRegistered)
    new.extra = [
      (Scenery.at(2), [.ask(OperationID(epoch: 1, number: 1), .register(SinglePayment.gateway, within: .seconds(5)))])
    ]
    #expect(new.outcomes().world.books.credits.count == 1)
    var old = SinglePayment(setup: Scenery.setup(Scenery.gateway(.cd7a937)))
    old.setup.gateways[0].needsRegistration = true
    let (world, _) = old.outcomes()
    #expect(world.books.credits.count == 1)
    #expect(!world.isServed)
  }

  @Test("the mint's fee makes an exact price one step short; all of it below the fewest steps is kept")
  func feeEdge() {
    var payment = SinglePayment(setup: Scenery.setup(Scenery.gateway(), feePPK: 1000))
    payment.setup.gateways[0].prices[0].minimumSteps = 2
    payment.setup.policy = Policy()
    let (world, ends) = payment.outcomes()
    #expect(world.books.takings.first?.net == Sats(4))
    if case .granted? = ends.first?.delivery {} else { Issue.record("the sender adds the fee") }
    payment.faults = [Scheduled(at: Scenery.at(2), .gateway(0, .price(percent: 150)))]
    #expect(code(payment.outcomes().ends.first?.delivery) == .sessionError)
  }

  @Test("429 comes before everything else and postpones")
  func busy() {
    var payment = SinglePayment()
    payment.deliveries = (0..<11).map { .start + .milliseconds(3000 + $0) }
    payment.faults = SinglePayment.fault(.notice(.serviceUnavailable, signing: .own, taken: false), times: 11)
    let codes = payment.outcomes().ends.compactMap { code($0.delivery) }
    #expect(codes.filter { $0 == .tooManyRequests }.count == 1)
  }
}
