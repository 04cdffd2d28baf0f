import Testing
import TollGateCore

/// One value of the policy, and a life in which it matters.
struct Turn: CustomTestStringConvertible, Sendable {
  let path: String
  let change: @Sendable (inout Policy) -> Void
  let life: @Sendable (inout Bench) -> Void

  init(
    _ path: String, _ change: @escaping @Sendable (inout Policy) -> Void,
    in life: @escaping @Sendable (inout Bench) -> Void = { Turn.short(&$0) }
  ) {
    self.path = path
    self.change = change
    self.life = life
  }

  var testDescription: String { path }

  /// What the station asked and said, as far as decisions go.
  func decisions(changed: Bool) -> [String] {
    var policy = Policy.example
    if changed { change(&policy) }
    var bench = Bench(policy: policy)
    life(&bench)
    return bench.asked.map { "\($0.at.nanoseconds) \($0.request)" } + bench.notes.map { "\($0)" }
  }

  static func short(_ bench: inout Bench) {
    bench.openSession(total: 60_000)
    bench.live(.seconds(59), Bench.running(60_000))
  }

  static func bytes(_ bench: inout Bench) {
    let bytes = Advertisement.selling([.example(step: 1 << 20, metric: .bytes)])
    bench.reachDelivery(bytes)
    bench.answerDelivery(.granted(.example(total: 100 << 20, number: 1, metric: .bytes)))
    bench.answerEgress()
    for second: UInt64 in 1...99 {
      bench.pass(.seconds(1))
      while bench.answerMeter(.used(second << 20, of: 100 << 20)) {}
      while bench.answerMeter(.reading(.odometer(second << 20)), kind: .counter) {}
      bench.answerLook(.advertisement(bytes), .used(second << 20, of: 100 << 20))
    }
  }

  static func uncertain(_ bench: inout Bench) {
    for key: UInt64 in 1...3 {
      bench.send(.linksChanged(.one(LinkName("w\(key)"))))
      bench.answerLook(.advertisement(.selling([.example()], key: key, id: key)))
      bench.answerClarification()
      bench.answerDelivery(.lost)
    }
  }

  static func unrouted(_ bench: inout Bench) {
    var table = LinkTable.example
    table.routes = []
    bench.send(.linksChanged(table))
  }

  static func choosy(_ bench: inout Bench) {
    bench.send(.fundsChanged([.example, Funds(mint: .example, unit: CurrencyUnit("eur"), available: Sats(50))]))
    bench.reachDelivery(.selling([.example(), OfferTests.offer(1, unit: CurrencyUnit("eur"))]))
  }

  static func drifting(_ bench: inout Bench) {
    bench.openSession(total: 600_000)
    bench.live(.minutes(4)) { .used(UInt64($0.nanoseconds / 1_000_000) * 115 / 100, of: 600_000) }
  }

  static func wantingChange(_ bench: inout Bench) {
    bench.send(.fundsChanged([Funds(mint: .example, unit: .sat, available: Sats(50), wantsChange: true)]))
  }

  static func unfunded(_ bench: inout Bench) {
    bench.send(.fundsChanged([]))
    bench.reachDelivery()
  }

  static func two(_ bench: inout Bench) {
    bench.send(.linksChanged(.many(2)))
    for _ in 0..<3 {
      bench.answerLook()
      bench.answerClarification()
    }
  }

  static let all: [Turn] = [
    Turn("links.ignore", { $0.links.ignore.append("wan") }), Turn("links.only", { $0.links.only = ["eth*"] }),
    Turn("links.guesses", { $0.links.guesses = true }, in: { unrouted(&$0) }),
    Turn("purchase.milliseconds", { $0.purchase.milliseconds = 300_000 }),
    Turn("purchase.bytes", { $0.purchase.bytes = 5 << 20 }, in: { bytes(&$0) }),
    Turn("purchase.marginMilliseconds", { $0.purchase.marginMilliseconds = 20_000 }),
    Turn("purchase.marginBytes", { $0.purchase.marginBytes = 20 << 20 }, in: { bytes(&$0) }),
    Turn("purchase.ceilings", { $0.purchase.ceilings = [] }),
    Turn("purchase.ceilings.metric", { $0.purchase.ceilings[0].metric = .bytes }),
    Turn("purchase.ceilings.unit", { $0.purchase.ceilings[0].unit = CurrencyUnit("eur") }),
    Turn("purchase.ceilings.price", { $0.purchase.ceilings[0].price.per = 60_001 }),
    Turn("purchase.units", { $0.purchase.units = [] }),
    Turn("purchase.units.unit", { $0.purchase.units[0].unit = CurrencyUnit("eur") }),
    Turn("purchase.units.perPurchase", { $0.purchase.units[0].perPurchase = Sats(7) }),
    Turn("purchase.units.perLink", { $0.purchase.units[0].perLink = Sats(1) }),
    Turn("purchase.units.inTotal", { $0.purchase.units[0].inTotal = Sats(1) }),
    Turn("purchase.units.maxBlind", { $0.purchase.units[0].maxBlind = Sats(2) }, in: { uncertain(&$0) }),
    Turn("purchase.readyPayments", { $0.purchase.readyPayments = 3 }, in: { wantingChange(&$0) }),
    Turn("purchase.overpayment", { $0.purchase.overpayment = .zero }),
    Turn("trust.blocked", { $0.trust.blocked = [.example(1)] }),
    Turn("trust.allowed", { $0.trust.allowed = [.example(2)] }),
    Turn("trust.trustsStrangers", { $0.trust.trustsStrangers = false }),
    Turn("meters.milliseconds", { $0.meters.milliseconds = [.gateway] }),
    Turn("meters.bytes", { $0.meters.bytes = [.gateway] }, in: { bytes(&$0) }),
    Turn("meters.driftPercent", { $0.meters.driftPercent = 20 }, in: { drifting(&$0) }),
    Turn("paid", { $0.paid = .all }, in: { two(&$0) }), Turn("registers", { $0.registers = false }),
    Turn("egress", { $0.egress = .host("captive.example") }), Turn("mints", { $0.mints = [] }, in: { unfunded(&$0) }),
  ]
}

@Suite("every value of the policy") struct PolicyTests {
  @Test("K19: every value of the policy changes some decision", arguments: Turn.all)
  func decides(turn: Turn) {
    #expect(turn.decisions(changed: true) != turn.decisions(changed: false))
  }

  @Test("K10: the same policy in the same life decides the same", arguments: Turn.all)
  func repeats(turn: Turn) {
    #expect(turn.decisions(changed: true) == turn.decisions(changed: true))
  }

  @Test("K19: the table of decisions names every stored value of the policy")
  func complete() {
    let named = Set(Turn.all.map(\.path))
    #expect(PolicyTests.paths(Policy.example).subtracting(named).sorted() == [])
    #expect(PolicyTests.paths(Policy.example).count > 20)
  }

  /// The stored values under a value, by name; words of the vocabulary are leaves.
  private static func paths(_ value: Any, _ prefix: String = "") -> Set<String> {
    var found: Set<String> = []
    for child in Mirror(reflecting: value).children {
      let path = prefix + (child.label ?? "")
      switch child.value {
      case let part as PurchasePolicy: found.formUnion(paths(part, path + "."))
      case let part as LinkPolicy: found.formUnion(paths(part, path + "."))
      case let part as TrustPolicy: found.formUnion(paths(part, path + "."))
      case let part as MeterPolicy: found.formUnion(paths(part, path + "."))
      case let part as [UnitPolicy]:
        found.insert(path)
        for one in part { found.formUnion(paths(one, path + ".")) }
      case let part as [Ceiling]:
        found.insert(path)
        for one in part { found.formUnion(paths(one, path + ".")) }
      default: found.insert(path)
      }
    }
    return found
  }
}
