import Testing
import TollGateCore

/// Any events in any order, with answers that a world without manners would give.
struct Storm {
  var bench: Bench
  var dice: Dice
  var deliveries = 0

  init(seed: UInt64) {
    dice = Dice(seed: seed)
    bench = Bench(policy: Storm.policy(paid: .all), seed: seed)
    bench.holdsWallet = true
    bench.holdsRecords = true
  }

  static func policy(paid: PaidGateways) -> Policy {
    var policy = Policy.example
    policy.paid = paid
    policy.purchase.units = [
      UnitPolicy(unit: .sat, perPurchase: Sats(20), perLink: Sats(60), inTotal: Sats(100), maxBlind: Sats(1000))
    ]
    return policy
  }

  mutating func pick<T>(_ choices: [T]) -> T { choices[Int(dice.below(UInt64(choices.count)))] }

  mutating func step() {
    switch dice.below(60) {
    case 0: bench.send(.linksChanged(table()))
    case 1: bench.send(.fundsChanged([Funds(mint: .example, unit: .sat, available: Sats(dice.below(300)))]))
    case 2: bench.send(.policyChanged(policy()))
    case 3: bench.send(.commanded(pick([.probeNow, .resume(nil), .resume(.example())])))
    case 4: bench.send(.wallClockChanged(WallTime(seconds: Int64(dice.below(9)), synchronised: dice.below(2) == 0)))
    case 5: bench.send(.driverEnded(pick(StandingDriver.allCases)))
    case 6: bench.send(.answered(OperationID(epoch: 7, number: dice.below(500) + 10_000), .recorded))
    case 7...16: bench.pass(.milliseconds(Int64(dice.below(20_000))))
    case 17...30: answerRecord()
    default: answerOne()
    }
  }

  private mutating func table() -> LinkTable {
    pick([.example, .one(attachment: dice.below(3)), .dual(attachment: dice.below(2)), .many(3), LinkTable()])
  }

  private mutating func policy() -> Policy {
    var policy = Storm.policy(paid: pick(PaidGateways.allCases))
    if dice.below(4) == 0 { policy.trust.blocked = [.example(1)] }
    return policy
  }

  private mutating func answerRecord() {
    guard !bench.records.isEmpty else { return }
    let record = bench.records.removeFirst()
    if dice.below(40) == 0 {
      bench.send(.answered(record.id, .recordFailed(.notDurable)))
    } else {
      bench.acknowledge(record.id, record.entries)
    }
  }

  private mutating func answerOne() {
    guard !bench.open.isEmpty else { return }
    let item = pick(bench.open)
    bench.answer(item.id, answer(item.request))
  }

  private mutating func answer(_ request: Request) -> Answer {
    switch request {
    case .look: .looked(GatewayReport(offer: offer(), usage: usage()))
    case .clarify:
      .clarified(
        ClientReport(
          identity: pick([.resolved, .resolved, .resolved, .silent]), access: pick([.none, .none, .none, .active])))
    case .register: .registered
    case .meter(let target): .metered(target.kind == .gateway ? usage() : .reading(.odometer(dice.below(1 << 20))))
    case .quote(let requests):
      .quoted(
        requests.map {
          dice.below(5) == 0 ? .none(failure()) : .quote(.honest($0, steps: $0.fewest, fee: dice.below(2)))
        })
    case .prepare(let order):
      dice.below(6) == 0
        ? .prepareFailed(failure())
        : .prepared(PreparedPayment(id: order.id, gross: order.limit, fee: .zero, fingerprint: Fingerprint(1)))
    case .deliver: .delivered(delivery())
    case .inspect: dice.below(2) == 0 ? .inspectionFailed(.mintUnreachable) : .inspected(tally())
    case .settle(let payment, let verdict): settlement(payment, verdict)
    case .perform: .choreFailed(.mintUnreachable)
    case .reach: .egress(pick(Egress.allCases))
    }
  }

  private mutating func offer() -> OfferAnswer {
    switch dice.below(16) {
    case 0: .unreachable(pick(ReachFailure.allCases))
    case 1: .busy(retryAfter: .seconds(Int64(dice.below(90))))
    case 2: .invalid(pick(AdvertisementFlaw.allCases))
    case 3: .advertisement(.selling([.example(price: 1 + dice.below(2))], key: 1 + dice.below(2), id: 5))
    default: .advertisement(.example)
    }
  }

  private mutating func usage() -> UsageAnswer {
    switch dice.below(8) {
    case 0: .nothing(.unreadable)
    case 1: .used(dice.below(70_000), of: 60_000 + dice.below(2) * 60_000)
    default: .noSession
    }
  }

  private mutating func failure() -> PaymentFailure {
    pick([.insufficient(available: Sats(1)), .noExactChange, .mintUnreachable, .notWritable])
  }

  private mutating func delivery() -> Delivery {
    switch dice.below(6) {
    case 0, 1: .granted(.example(total: 60_000 + dice.below(9), number: dice.below(1000), key: 1 + dice.below(2)))
    case 2: .lost
    case 3: .notSent(.refused)
    case 4: .unreadable(status: 502)
    default:
      .notice(
        Notice(code: pick(NoticeCode.words).0, proof: .signed(.example(1)), retryAfter: .seconds(Int64(dice.below(40))))
      )
    }
  }

  private mutating func tally() -> ProofTally {
    pick([
      ProofTally(spent: Sats(1)), ProofTally(unspent: Sats(1)), ProofTally(spent: Sats(1), unspent: Sats(1)),
      ProofTally(pending: Sats(1)),
    ])
  }

  private mutating func settlement(_ payment: OperationID, _ verdict: Verdict) -> Answer {
    let gross = bench.station.ledger.payment(payment)?.gross ?? .zero
    if verdict == .spent { return .settled(Settlement(spent: gross)) }
    return pick([
      .settled(Settlement(returned: gross)), .settled(Settlement(pending: gross)), .settlementFailed(.mintUnreachable),
    ])
  }
}

@Suite("any events in any order") struct StormTests {
  @Test("K2, K4, K6, K12, A10: in any storm the bounds hold after every event", arguments: 0..<25 as Range<UInt64>)
  func storm(seed: UInt64) {
    var storm = Storm(seed: seed)
    for _ in 0..<600 {
      let before = storm.bench.asked.count
      storm.step()
      check(storm.bench, since: before)
    }
  }

  @Test("the storms do reach the gateways with money, and open sessions")
  func storms() {
    var bought = 0
    var opened = 0
    for seed: UInt64 in 0..<10 {
      var storm = Storm(seed: seed)
      for _ in 0..<600 { storm.step() }
      bought += storm.bench.deliveriesAsked
      opened += storm.bench.notes.count { if case .sessionOpened = $0 { true } else { false } }
    }
    #expect(bought > 10)
    #expect(opened > 10)
  }

  private func check(_ bench: Bench, since index: Int) {
    let station = bench.station
    #expect(station.deadline.map { $0 > bench.now } ?? true, "K6: nothing is due in the past")
    #expect(Set(bench.looks.map(\.gateway)).count == bench.looks.count, "A10: one look in flight per gateway")
    #expect(station.operationsInFlight == bench.open.count + bench.records.count, "no work is lost, none forgotten")
    let blocking = station.ledger.payments.filter(\.blocksSeller).map(\.seller)
    #expect(Set(blocking).count == blocking.count, "K2: one open payment per seller")
    #expect(station.ledger.charged(.sat, link: nil, at: bench.now) <= Sats(100), "K4: the budget holds")
    for view in station.gatewayViews() {
      #expect(view.lookInFlight || view.nextLook != nil || !bench.open.isEmpty, "K6: every gateway has a next look")
    }
    for item in bench.asked[index...] {
      guard case .deliver(let payment, let to, _) = item.request else { continue }
      #expect(Ledger(replaying: bench.journal).payment(payment) != nil, "K12: the intent is durable")
      #expect(station.policy.trust.refusal(to.key) == nil, "K3: only trusted keys are paid")
    }
  }

  @Test("K10: the same storm twice leaves the same machine", arguments: 0..<5 as Range<UInt64>)
  func deterministic(seed: UInt64) {
    var first = Storm(seed: seed)
    var second = Storm(seed: seed)
    for _ in 0..<300 {
      first.step()
      second.step()
    }
    #expect(first.bench.station == second.bench.station)
    #expect(first.bench.notes == second.bench.notes)
  }

  @Test("E1: what the journal replays is the ledger that wrote it", arguments: 0..<10 as Range<UInt64>)
  func journal(seed: UInt64) {
    var storm = Storm(seed: seed)
    for _ in 0..<300 { storm.step() }
    // A journal that failed is written anew after a wait.
    for _ in 0..<100 {
      storm.bench.pass(.seconds(1))
      storm.bench.sync()
    }
    #expect(storm.bench.records.isEmpty)
    var live = storm.bench.station.ledger
    var replayed = Ledger(replaying: storm.bench.journal)
    // The moment of a checkpoint may be newer than the newest change in it.
    live.last = .start
    replayed.last = .start
    #expect(replayed == live)
  }
}
