import Testing

@testable import TollGateCore
@testable import TollGateSimulation

/// An oracle that never speaks proves nothing: each one meets a world or a trace that breaks its law.
@Suite("The oracles")
struct OracleTests {
  @Test("a quiet life breaks no law")
  func quiet() {
    #expect(Soak.violations(Script(seed: 1, setup: Scenery.setup(), until: Scenery.at(900))).isEmpty)
  }

  @Test("K1: a proof that vanishes is missed")
  func conservation() throws {
    var life = Faulty(seconds: 20)
    let coin = try #require(life.world.wallet.coins.first)
    life.world.mints[0].proofs[coin.proof].state = .taken
    life.world.books.funded += Sats(0)
    life.world.wallet.coins.removeFirst()
    #expect(life.broken().contains(1))
  }

  @Test("K1: sats that are written off while their mint still honours them are missed")
  func writtenOff() throws {
    var life = Faulty(seconds: 20)
    let coin = try #require(life.world.wallet.coins.first)
    let id = Faulty.order(1).id
    life.world.books.tokens.append(
      TokenRecord(payment: id, mint: 0, unit: .sat, gross: Sats(coin.amount), at: life.world.now, proofs: [coin.proof]))
    #expect(life.broken(effects: [.ask(Faulty.operation, .settle(payment: id, .spent))]).contains(1))
  }

  @Test("K2: two open payments to one seller are seen")
  func onePayment() {
    var life = Faulty(seconds: 20)
    for number in [1, 2] as [UInt64] {
      var payment = Payment(order: Faulty.order(number), reason: .initial, baseline: nil, begun: .start)
      payment.money = .unknown
      payment.service = .unknown
      life.world.station.ledger.payments.append(payment)
    }
    #expect(life.broken().contains(2))
  }

  @Test("K2: what is called blind too early is seen")
  func blindTooEarly() throws {
    var life = Faulty(seconds: 20)
    let coin = try #require(life.world.wallet.coins.first)
    var payment = Payment(order: Faulty.order(1), reason: .initial, baseline: nil, begun: life.world.machineNow)
    payment.money = .unknown
    payment.service = .blind
    payment.firstAttempt = life.world.machineNow
    life.world.station.ledger.payments.append(payment)
    life.world.books.tokens.append(
      TokenRecord(
        payment: payment.id, mint: 0, unit: .sat, gross: Sats(coin.amount), at: life.world.now, proofs: [coin.proof]))
    #expect(life.broken().contains(2))
  }

  @Test(
    "K3: a delivery to a gateway that is lost, or whose price is above the ceiling, is seen", arguments: [true, false])
  func fairPurchase(isLost: Bool) throws {
    var life = Faulty(seconds: 4)
    var to = try life.seller()
    var order = Faulty.order(1)
    order.seller = to
    if isLost { to.gateway.attachment = Attachment(99) } else { life.world.policy.purchase.ceilings = [] }
    life.keep(order)
    let deliver = Effect.ask(Faulty.operation, .deliver(payment: order.id, to: to, within: .seconds(75)))
    #expect(life.broken(effects: [deliver]).contains(3))
  }

  @Test("K4: sats that leave the wallet uncharged are seen")
  func budgets() {
    var life = Faulty(seconds: 20)
    life.world.books.walletFees += Sats(5000)
    #expect(life.broken().contains(4))
  }

  @Test("K4: an order above the budget of one purchase is seen")
  func orderAboveBudget() {
    var life = Faulty(seconds: 20)
    var order = Faulty.order(1)
    order.limit = Sats(101)
    #expect(life.broken(effects: [.ask(Faulty.operation, .prepare(order))]).contains(4))
  }

  @Test("K5: a stale answer that goes unnoted, or sets off work, is seen", arguments: [true, false])
  func staleAnswers(isNoted: Bool) throws {
    var life = Faulty(seconds: 20)
    let look = Effect.ask(Faulty.operation, .look(try life.seller().gateway, within: .seconds(5)))
    let effects = isNoted ? [.report(.staleAnswer(Faulty.operation)), look] : []
    #expect(life.broken(.answered(Faulty.operation, .registered), effects: effects).contains(5))
  }

  @Test("K6: a deadline that has passed is seen")
  func deadline() {
    var life = Faulty(seconds: 20)
    life.world.deadline = life.world.machineNow
    #expect(life.broken().contains(6))
  }

  @Test("K6: a machine that asks for too much in a second is seen")
  func tooManyEffects() {
    var life = Faulty(seconds: 20)
    #expect(life.broken(effects: Array(repeating: .cancel(Faulty.operation), count: 51)).contains(6))
  }

  @Test("K8: a probe on a link that is gone, and a delivery that is cancelled, are seen", arguments: [true, false])
  func lifetimes(isProbe: Bool) throws {
    var life = Faulty(seconds: 20)
    var seller = try life.seller()
    if isProbe {
      seller.gateway.attachment = Attachment(99)
      let look = Effect.ask(Faulty.operation, .look(seller.gateway, within: .seconds(5)))
      #expect(life.broken(effects: [look]).contains(8))
    } else {
      let deliver = Effect.ask(
        Faulty.operation, .deliver(payment: Faulty.order(1).id, to: seller, within: .seconds(75)))
      #expect(life.broken(effects: [deliver, .cancel(Faulty.operation)]).contains(8))
    }
  }

  @Test("K9: more is redeemed for nothing than the owner allows")
  func losses() {
    var life = Faulty(seconds: 20)
    var order = Faulty.order(1)
    order.limit = Sats(100)
    _ = life.broken(effects: [.ask(Faulty.operation, .prepare(order))])
    life.world.books.takings.append(
      Taking(at: life.world.now, payment: order.id, gateway: 0, gross: Sats(301), net: Sats(301)))
    #expect(life.broken().contains(9))
  }

  @Test("K11: a token that goes to another key is seen")
  func addressees() throws {
    var life = Faulty(seconds: 4)
    var to = try life.seller()
    var order = Faulty.order(1)
    order.seller = to
    life.keep(order)
    to.key = GatewayModel.key(7, 7)
    let deliver = Effect.ask(Faulty.operation, .deliver(payment: order.id, to: to, within: .seconds(75)))
    #expect(life.broken(effects: [deliver]).contains(11))
  }

  @Test("K12: a first byte before its intent is on disk is seen")
  func durability() throws {
    var life = Faulty(seconds: 20)
    life.world.books.firstBytes.append(
      FirstByte(
        at: life.world.now, payment: Faulty.order(1).id, seller: try life.seller(), intentIsDurable: false,
        tokenIsDurable: true))
    #expect(life.broken().contains(12))
  }

  @Test("K13: a purchase while half or more is left is seen")
  func patience() throws {
    var life = Faulty(seconds: 20)
    var order = Faulty.order(1)
    order.seller = try life.seller()
    #expect(life.broken(effects: [.ask(Faulty.operation, .prepare(order))]).contains(13))
  }

  @Test("K13: a gateway that has gone silent doesn't hide a purchase while our own clock leaves half or more")
  func patienceInSilence() throws {
    var life = Faulty(seconds: 20)
    var order = Faulty.order(1)
    order.seller = try life.seller()
    let target = MeterTarget(kind: .gateway, gateway: order.seller.gateway, metric: .milliseconds)
    for _ in 0..<3 {
      #expect(life.broken(effects: [.ask(Faulty.operation, .meter(target))]).isEmpty)
      #expect(life.broken(.answered(Faulty.operation, .metered(.nothing(.unreadable)))).isEmpty)
    }
    #expect(life.broken(effects: [.ask(Faulty.operation, .prepare(order))]).contains(13))
  }

  @Test("K15: a seventh request to a root within a minute is seen")
  func courtesy() throws {
    var life = Faulty(seconds: 20)
    let gateway = try life.seller().gateway
    for _ in 0..<7 {
      life.world.books.requests.append(RequestRecord(at: life.world.now, gateway: gateway, kind: .root))
    }
    #expect(life.broken().contains(15))
  }

  @Test("K15: a second request to port 80 on one attachment is seen")
  func port80() throws {
    var life = Faulty(seconds: 20)
    let gateway = try life.seller().gateway
    life.world.books.requests.append(RequestRecord(at: life.world.now, gateway: gateway, kind: .port80))
    #expect(life.broken().contains(15))
  }

  @Test("K16: a session that ends with most of it left is seen")
  func endings() throws {
    var life = Faulty(seconds: 20)
    let story = SessionStory(
      seller: try life.seller().id, offer: Faulty.order(1).offer, begun: .start, ended: life.world.machineNow,
      end: .usedUp, payments: 1, spent: Sats(2), used: 17_000, total: 60_000)
    #expect(life.broken(effects: [.report(.sessionEnded(story))]).contains(16))
  }
}

/// Laws that take time to break: the world stands still, but for its clock.
@Suite("The oracles that wait")
struct PatientOracleTests {
  @Test("K7: a machine that rests beside a gateway that would sell is seen")
  func liveness() {
    var life = Faulty(seconds: 20)
    life.world.gateways[0].sessions.removeAll()
    #expect(life.broken(over: 140, every: 4).contains(7))
  }

  @Test("K14: a payment that waits beside a mint in reach is seen")
  func recovery() {
    var life = Faulty(seconds: 20, isFree: true)
    life.keep(Faulty.order(1), isSettled: false)
    #expect(life.broken(over: 640, every: 5).contains(14))
  }

  @Test("K17: a table that was never told is seen")
  func tables() {
    var life = Faulty(seconds: 20)
    life.world.kernel.interfaces[0].metric += 1
    #expect(life.broken(over: 12, every: 1).contains(17))
  }

  @Test("K20: a balance on a keyset that expires tomorrow is seen")
  func expiry() {
    var life = Faulty(seconds: 20, isFree: true)
    life.world.mints[0].rotate(feePPK: 0)
    life.world.mints[0].keysets[0].expires = life.world.wallSeconds + 86_400
    #expect(life.broken(over: 640, every: 5).contains(20))
  }
}

/// A sound life that is spoilt by hand.
struct Faulty {
  var world: World
  private var oracle = Oracle()

  init(seconds: Int64, isFree: Bool = false) {
    var setup = Scenery.setup()
    setup.networks[0].isFree = isFree
    world = World(Script(seed: 1, setup: setup))
    while let step = world.step(until: Scenery.at(seconds)) { oracle.observe(step, world) }
    #expect(oracle.violations.isEmpty)
  }

  static let operation = OperationID(epoch: 7, number: 7)

  static func order(_ number: UInt64) -> PaymentOrder {
    let offer = Offer(
      metric: .milliseconds, stepSize: 60_000, price: Sats(2), unit: .sat, mint: MintURL(Scenery.mint), minimumSteps: 1)
    let gateway = GatewayID(link: Scenery.link, address: Scenery.router, attachment: Attachment(1))
    return PaymentOrder(
      id: OperationID(epoch: 9, number: number), seller: Seller(gateway: gateway, key: GatewayModel.key(0, 0)),
      offer: offer, steps: 1, limit: Sats(2), mayContactMint: false)
  }

  func seller() throws -> Seller {
    let view = try #require(world.station.gatewayViews().first)
    return Seller(gateway: view.id, key: try #require(view.key))
  }

  mutating func keep(_ order: PaymentOrder, isSettled: Bool = true) {
    let prepared = PreparedPayment(id: order.id, gross: Sats(2), fee: .zero, fingerprint: Fingerprint(1))
    world.wallet.kept.append(
      WalletModel.Kept(order: order, prepared: prepared, mint: 0, proofs: [], settled: isSettled ? Settlement() : nil))
  }

  /// The numbers of the laws that one more step breaks.
  mutating func broken(_ event: Event = .wokeUp, effects: [Effect] = []) -> [Int] {
    let step = Step(
      index: world.steps, at: world.now, machineAt: world.machineNow, event: event, effects: effects)
    return oracle.observe(step, world).map(\.invariant)
  }

  mutating func broken(over seconds: Int64, every: Int64) -> [Int] {
    var found: [Int] = []
    for _ in 0..<(seconds / every) {
      world.now = world.now + .seconds(every)
      world.deadline = nil
      found += broken()
    }
    return found
  }
}
