import TollGateCore

@testable import TollGateSimulation

/// Asks for what it was told to, when it was told to, and decides nothing.
struct ScriptedPilot: Pilot {
  var plan: [(at: Instant, effects: [Effect])]
  private var now = Instant.start

  init(_ plan: [(at: Instant, effects: [Effect])]) { self.plan = plan }

  var deadline: Instant? { plan.first { $0.at > now }?.at }

  mutating func handle(_ event: Event, at now: Instant) -> [Effect] {
    defer { self.now = now }
    if case .started = event { return [.begin(.links), .begin(.funds)] }
    return plan.filter { $0.at > self.now && $0.at <= now }.flatMap(\.effects)
  }
}

/// One payment of two steps at the gateway of the scenery, with whatever befalls it.
struct SinglePayment {
  static let epoch: UInt64 = 77
  static let gateway = GatewayID(link: Scenery.link, address: Scenery.router, attachment: Attachment(1))
  static let seller = Seller(gateway: gateway, key: GatewayModel.key(0, 0))
  static let id = OperationID(epoch: epoch, number: 1)

  var setup = Scenery.setup()
  var faults: [Scheduled] = []
  /// When the token is delivered; more than once is the same token again.
  var deliveries: [Instant] = [Scenery.at(3)]
  var extra: [(at: Instant, effects: [Effect])] = []

  var order: PaymentOrder {
    let gateway = setup.gateways[0]
    let offer = Offer(
      metric: gateway.metric, stepSize: gateway.stepSize, price: gateway.prices[0].price, unit: .sat,
      mint: setup.mints[0].url)
    return PaymentOrder(
      id: SinglePayment.id, seller: SinglePayment.seller, offer: offer, steps: 2, limit: Sats(100),
      mayContactMint: false)
  }

  /// The world at the end, and every answer in order.
  func run(until end: Instant = Scenery.at(200)) -> (world: World, answers: [(at: Instant, answer: Answer)]) {
    var plan: [(at: Instant, effects: [Effect])] = [
      (Scenery.at(1), [.ask(OperationID(epoch: SinglePayment.epoch, number: 2), .prepare(order))])
    ]
    for (index, at) in deliveries.enumerated() {
      let id = OperationID(epoch: SinglePayment.epoch, number: UInt64(10 + index))
      let request = Request.deliver(payment: SinglePayment.id, to: SinglePayment.seller, within: .seconds(75))
      plan.append((at, [.ask(id, request)]))
    }
    plan += extra
    plan.sort { $0.at < $1.at }
    let orders = plan
    var world = World(Script(seed: 1, setup: setup, faults: faults)) { _, _ in ScriptedPilot(orders) }
    var answers: [(at: Instant, answer: Answer)] = []
    while let step = world.step(until: end) {
      if case .answered(_, let answer) = step.event { answers.append((step.at, answer)) }
    }
    return (world, answers)
  }

  /// The deliveries' ends alone.
  func outcomes() -> (world: World, ends: [(at: Instant, delivery: Delivery)]) {
    let (world, answers) = run()
    var ends: [(at: Instant, delivery: Delivery)] = []
    for (at, answer) in answers { if case .delivered(let delivery) = answer { ends.append((at, delivery)) } }
    return (world, ends)
  }

  static func fault(_ fault: DeliveryFault, times: UInt8 = 1) -> [Scheduled] {
    [Scheduled(at: Scenery.at(2), .gateway(0, .deliveries(fault, times: times)))]
  }
}
