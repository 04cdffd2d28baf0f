import Testing
import TollGateCore

@Suite("budgets") struct BudgetTests {
  static let limits = UnitPolicy(unit: .sat, perPurchase: Sats(100), perLink: Sats(300), inTotal: Sats(500))

  private func policy(purchase: UInt64 = 100, link: UInt64 = 1000, total: UInt64 = 2000, blind: UInt64? = nil) -> Policy
  {
    var policy = Policy.example
    policy.paid = .all
    policy.purchase.units = [
      UnitPolicy(
        unit: .sat, perPurchase: Sats(purchase), perLink: Sats(link), inTotal: Sats(total),
        maxBlind: blind.map { Sats($0) })
    ]
    return policy
  }

  private func charge(_ ledger: inout Ledger, _ sats: UInt64, _ link: LinkName?, at now: Instant) {
    let line = ledger.budget.first { $0.hour == now.hour && $0.link == link }
    let sum = Sats(sats) + (line?.charged ?? .zero)
    ledger.apply(
      JournalEntry(at: now, change: .charged(BudgetLine(hour: now.hour, link: link, unit: .sat, charged: sum))))
  }

  @Test(
    "C3: the tightest of purchase, link and total bounds a purchase, and is named",
    arguments: [
      (0, 0, 100, BudgetBound.purchase), (200, 0, 100, .purchase), (250, 0, 50, .link), (300, 0, 0, .link),
      (310, 0, 0, .link), (0, 420, 80, .total), (250, 220, 30, .total), (0, 500, 0, .total), (0, 900, 0, .total),
    ] as [(UInt64, UInt64, UInt64, BudgetBound)])
  func allowance(here: UInt64, elsewhere: UInt64, left: UInt64, bound: BudgetBound) {
    var ledger = Ledger()
    charge(&ledger, here, .wan, at: .start)
    charge(&ledger, elsewhere, LinkName("other"), at: .start)
    let allowed = ledger.allowance(BudgetTests.limits, link: .wan, at: .start)
    #expect(allowed.sats == Sats(left))
    #expect(allowed.bound == bound)
  }

  @Test("C3, K4: in no 24 hours is more charged than the budget, whenever it is spent", arguments: 0..<10)
  func rolling(seed: Int) {
    var dice = Dice(seed: UInt64(seed))
    var ledger = Ledger()
    var spent: [(at: Instant, sats: UInt64)] = []
    var now = Instant.start
    for _ in 0..<400 {
      now = now + .minutes(Int64(dice.below(90)))
      let allowed = ledger.allowance(BudgetTests.limits, link: .wan, at: now).sats.count
      guard allowed > 0 else { continue }
      charge(&ledger, allowed, .wan, at: now)
      spent.append((now, allowed))
    }
    #expect(spent.count > 20)
    for (at, _) in spent {
      let window = spent.filter { $0.at >= at && $0.at - at < .days(1) }.reduce(0) { $0 + $1.sats }
      #expect(window <= 300)
    }
  }

  @Test("C3: the budget of a day comes back within 25 hours")
  func comesBack() {
    var ledger = Ledger()
    charge(&ledger, 300, .wan, at: .start + .minutes(59))
    let day = Instant.start + .minutes(59) + .days(1)
    #expect(ledger.allowance(BudgetTests.limits, link: .wan, at: day - .seconds(1)).sats == .zero)
    #expect(ledger.allowance(BudgetTests.limits, link: .wan, at: day + .hours(1)).sats == Sats(100))
  }

  @Test("C3: units are counted apart")
  func units() {
    var ledger = Ledger()
    charge(&ledger, 500, .wan, at: .start)
    #expect(ledger.charged(CurrencyUnit("eur"), link: nil, at: .start) == .zero)
    #expect(ledger.charged(.sat, link: nil, at: .start) == Sats(500))
  }

  @Test(
    "C3: a bound that is reached stops buying, by its name, and not the session",
    arguments: [
      (1000, 1, BudgetBound.link), (1, 1000, .total),
    ] as [(UInt64, UInt64, BudgetBound)])
  func reached(total: UInt64, link: UInt64, bound: BudgetBound) {
    var bench = Bench(policy: policy(link: link, total: total))
    bench.openSession(total: 60_000)
    bench.live(.seconds(58), Bench.running(60_000))
    #expect(bench.session != nil)
    #expect(bench.orders.count == 1)
    #expect(!bench.failedRenewals(.overBudget(bound)).isEmpty)
  }

  @Test("C3: two sellers that are quoted at once don't share one promise")
  func concurrent() {
    var bench = Bench(policy: policy(total: 1))
    bench.holdsWallet = true
    bench.send(.linksChanged(.many(2)))
    for _ in 0..<2 { bench.answerLook() }
    for _ in 0..<2 { bench.answerClarification() }
    #expect(bench.quotes.count == 2)
    while bench.answerQuotes({ .quote(.honest($0)) }) {}
    #expect(bench.orders.count == 1)
    #expect(bench.station.ledger.charged(.sat, link: nil, at: bench.now) == Sats(1))
    #expect(bench.reasons.contains(.overBudget(.total)))
  }

  @Test("C3: the greatest gross that the order allows is charged, and corrected when the token costs less")
  func corrected() {
    var bench = Bench()
    bench.holdsWallet = true
    bench.reachDelivery()
    bench.answerQuotes { .quote(.honest($0, fee: 2, overpaid: 1)) }
    #expect(bench.station.ledger.charged(.sat, link: .wan, at: bench.now) == Sats(4))
    bench.answerFirst {
      guard case .prepare(let order) = $0 else { return nil }
      return .prepared(PreparedPayment(id: order.id, gross: Sats(3), fee: Sats(2), fingerprint: Fingerprint(1)))
    }
    #expect(bench.station.ledger.charged(.sat, link: .wan, at: bench.now) == Sats(3))
    #expect(bench.payment?.gross == Sats(3))
  }

  @Test("C3: a token above its order's limit never leaves, and its budget comes back with it")
  func aboveLimit() {
    var bench = Bench()
    bench.holdsWallet = true
    bench.reachDelivery()
    bench.answerQuotes { .quote(.honest($0)) }
    bench.answerFirst {
      guard case .prepare(let order) = $0 else { return nil }
      return .prepared(PreparedPayment(id: order.id, gross: Sats(2), fee: .zero, fingerprint: Fingerprint(1)))
    }
    #expect(bench.deliveriesAsked == 0)
    bench.answerFirst { if case .settle(_, .released) = $0 { .settled(Settlement(returned: Sats(2))) } else { nil } }
    #expect(bench.station.ledger.payments.isEmpty)
    #expect(bench.station.ledger.charged(.sat, link: .wan, at: bench.now) == .zero)
  }

  @Test("C3: an intent whose token was never made costs nothing")
  func void() {
    var bench = Bench()
    bench.holdsWallet = true
    bench.reachDelivery()
    bench.answerQuotes { .quote(.honest($0)) }
    bench.answerFirst { if case .prepare = $0 { .prepareFailed(.mintUnreachable) } else { nil } }
    #expect(bench.station.ledger.charged(.sat, link: .wan, at: bench.now) == .zero)
    #expect(bench.station.ledger.payments.isEmpty)
    #expect(bench.reason() == .mintOutOfReach)
  }

  @Test("C3: what comes back is credited to the hour in which it was charged; the fee of the way stays charged")
  func creditedBack() {
    var bench = Bench()
    bench.holdsWallet = true
    bench.pass(.minutes(59) + .seconds(58))
    bench.reachDelivery()
    bench.answerQuotes { .quote(.honest($0, fee: 2)) }
    bench.answerPrepare(fee: Sats(2))
    bench.pass(.seconds(3))
    bench.answerDelivery(.notice(Notice(code: .mintNotAccepted, proof: .signed(.example(1)))))
    #expect(bench.station.ledger.budget.map(\.charged) == [Sats(3)])
    bench.pass(.seconds(1))
    bench.answerFirst {
      if case .settle(_, .takenBack) = $0 { .settled(Settlement(returned: Sats(2), fee: Sats(1))) } else { nil }
    }
    #expect(bench.station.ledger.budget.map(\.hour) == [0])
    #expect(bench.station.ledger.budget.map(\.charged) == [Sats(1)])
  }

  @Test("C3: budgets survive a restart")
  func restart() {
    var bench = Bench(policy: policy(total: 2))
    bench.openSession()
    let charged = bench.station.ledger.charged(.sat, link: nil, at: bench.now)
    #expect(charged == Sats(1))
    var policy = policy(total: 1)
    policy.mints = [.example]
    var second = Bench(policy: policy, started: false)
    second.send(.started(StartUp(epoch: 8, journal: JournalReplay(entries: bench.journal), payments: [])))
    second.send(.fundsChanged([.example]))
    #expect(second.station.ledger.charged(.sat, link: nil, at: second.now) == charged)
    second.reachDelivery()
    #expect(second.reason() == .overBudget(.total))
    #expect(second.orders.isEmpty)
  }

  @Test(
    "C3, E6: a host whose clock begins at nothing again goes on where the journal ended: what was charged stays charged"
  )
  func timeGoesOn() {
    let charged = BudgetLine(hour: 100, link: .wan, unit: .sat, charged: Sats(5))
    let end = Instant.start + .hours(100)
    var bench = Bench(started: false)
    let journal = JournalReplay(entries: [JournalEntry(at: end, change: .charged(charged))])
    bench.send(.started(StartUp(epoch: 9, journal: journal, payments: [])))
    bench.send(.fundsChanged([.example]))
    bench.reachDelivery()
    #expect(bench.deliveries.count == 1)
    #expect(!bench.journal.isEmpty)
    #expect(bench.journal.allSatisfy { $0.at >= end })
    #expect(bench.station.ledger.charged(.sat, link: .wan, at: end) == Sats(6))
  }

  @Test(
    "C3, E6: no jump of the clock fills or empties a budget, or does anything else",
    arguments: [0, 2_000_000_000, -5] as [Int64], [true, false])
  func clockJumps(seconds: Int64, synchronised: Bool) {
    var bench = Bench(policy: policy(total: 1))
    bench.openSession(total: 600_000)
    let asked = bench.asked.count
    let ledger = bench.station.ledger
    let deadline = bench.station.deadline
    bench.send(.wallClockChanged(WallTime(seconds: seconds, synchronised: synchronised)))
    #expect(bench.station.ledger == ledger)
    #expect(bench.asked.count == asked)
    #expect(bench.station.deadline == deadline)
  }

  @Test(
    "C7: what may be paid for nothing in a day bounds a purchase like a budget",
    arguments: [(nil, 300), (7, 7)] as [(UInt64?, UInt64)])
  func exposure(maximum: UInt64?, bound: UInt64) {
    let limits = policy(blind: maximum).purchase.units[0]
    #expect(limits.blindBound == Sats(bound))
    var ledger = Ledger()
    let mark = BlindMark(
      id: BlindMark.ID(payment: OperationID(epoch: 1, number: 1), cause: .blind), seller: .example(), unit: .sat,
      sats: Sats(bound), at: .start)
    ledger.apply(JournalEntry(at: .start, change: .marked(mark)))
    #expect(ledger.allowance(limits, link: .wan, at: .start).bound == .exposure)
    #expect(ledger.allowance(limits, link: .wan, at: .start + .days(1) - .seconds(1)).sats == .zero)
    #expect(ledger.allowance(limits, link: .wan, at: .start + .days(1)).sats == Sats(min(bound, 100)))
  }
}
