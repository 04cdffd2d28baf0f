import Testing
import TollGateCore

@Suite("what settles a payment") struct SettlingTests {
  /// An unknown payment for one step, with the baseline that the look before it gave.
  private func unknown(baseline: UsageAnswer = .noSession) -> Bench {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    bench.answerLook(.advertisement(.example), baseline)
    bench.answerClarification()
    bench.answerDelivery(.lost)
    return bench
  }

  @Test("C6: without a baseline any total is growth: service is there, the money presumed spent")
  func growthWithoutBaseline() {
    var bench = unknown()
    bench.answerMeter(.used(10, of: 60_000))
    #expect(bench.payment?.service == .there(credit: 60_000))
    #expect(bench.payment?.money == .presumedSpent)
    #expect(bench.session?.total == 60_000)
  }

  @Test(
    "C6: over a baseline only a larger total, or less used, is growth",
    arguments: [
      (UInt64(60_000), UInt64(60_000), false), (60_500, 60_000, false), (60_000, 120_000, true), (0, 60_000, true),
      (59_999, 60_000, true),
    ])
  func growthOverBaseline(_ used: UInt64, _ total: UInt64, _ grows: Bool) {
    var bench = unknown(baseline: .used(60_000, of: 60_000))
    #expect(bench.payment?.baseline == Baseline(used: 60_000, total: 60_000, at: .start))
    bench.answerMeter(.used(used, of: total))
    #expect((bench.payment?.money == .presumedSpent) == grows)
    #expect((bench.payment?.service == .unknown) == !grows)
  }

  @Test("C7: credit over a baseline that had run out is the whole total; over a running one the difference")
  func credit() {
    var exhausted = unknown(baseline: .used(60_000, of: 60_000))
    exhausted.answerMeter(.used(0, of: 60_000))
    #expect(exhausted.payment?.service == .there(credit: 60_000))

    var running = Bench()
    running.openSession()
    running.live(70, Answers(usage: .used(58_000, of: 60_000))) { !$0.deliveries.isEmpty }
    running.answerDelivery(.granted(.example(total: 960_000, number: 2)))
    #expect(running.closings.last?.service == .granted(credit: 900_000))
  }

  @Test(
    "C6, C7: credit more than a step less than paid for is short, one step less is not",
    arguments: [
      (UInt64(960_000), false), (900_000, false), (899_999, true), (120_000, true),
    ])
  func short(_ total: UInt64, _ isShort: Bool) {
    var bench = Bench()
    bench.openSession()
    bench.live(70, Answers(usage: .used(58_000, of: 60_000))) { !$0.deliveries.isEmpty }
    #expect(bench.payment?.order.steps == 15)
    bench.answerDelivery(.granted(.example(total: total, number: 2)))
    let credit = total - 60_000
    #expect(bench.closings.last?.service == (isShort ? .short(credit: credit) : .granted(credit: credit)))
    #expect(bench.marks.map { $0.id.cause } == (isShort ? [.short] : []))
    // 15 sats for 900,000 ms: what is missing, rounded up.
    let missing = (900_000 - min(credit, 900_000)) * 15
    if isShort { #expect(bench.marks.first?.sats == Sats((missing + 899_999) / 900_000)) }
  }

  @Test("C6: what is presumed spent is asked about at the mint: UNSPENT is taken back, and the service stays")
  func presumedSpentTakenBack() {
    var bench = unknown()
    bench.answerMeter(.used(10, of: 60_000))
    bench.live(100, Answers(usage: .used(10_000, of: 60_000), tally: ProofTally(unspent: Sats(1)))) {
      $0.payment == nil
    }
    #expect(bench.closings.last?.service == .there(credit: 60_000))
    #expect(bench.closings.last?.money == .returned)
    #expect(bench.charged() == .zero)
  }

  @Test(
    "C6: a 'taken' answer turns blind after 60 s without credit, grant-pending after 10 min",
    arguments: [
      (NoticeCode.sessionError, Int64(60)), (.gateOpenFailed, 60), (.tokenSpent, 60), (.grantPending, 600),
    ])
  func takenThenBlind(_ code: NoticeCode, _ wait: Int64) {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(.refusal(code))
    let gone = bench.live(700) { $0.payment?.service == .blind }
    #expect((wait...wait + 1).contains(gone))
    #expect(bench.marks.map { $0.id.cause } == [.blind])
  }

  @Test("C6: credit within the grace of a 'taken' answer is credit")
  func takenThenThere() {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(.refusal(.sessionError))
    bench.live(30)
    bench.answerAll(Answers(usage: .used(5, of: 60_000)))
    bench.live(3, Answers(usage: .used(5, of: 60_000)))
    #expect(bench.payment?.service == .there(credit: 60_000))
    #expect(bench.marks.isEmpty)
  }

  @Test("C6: a held token is the seller's next payment, and a grant for it closes it as its own")
  func heldThenGranted() {
    var bench = Bench()
    bench.reachDelivery()
    let id = bench.payment?.id
    bench.answerDelivery(.refusal(.noReachableMints))
    #expect(bench.payment?.blocksSeller == true)
    bench.live(30) { !$0.deliveries.isEmpty }
    #expect(bench.deliveries.map { $0.payment } == [id])
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    #expect(bench.session != nil)
    #expect(bench.charged() == Sats(1))
  }

  @Test("C6: a token held for 60 s is swapped as soon as its mint answers, and its budget comes back")
  func heldThenSwapped() {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(.refusal(.serviceUnavailable))
    let notSelling = Answers(offer: .notSelling(.serviceUnavailable))
    bench.live(59, notSelling)
    #expect(bench.inspections.isEmpty)
    bench.live(3, Answers(offer: .notSelling(.serviceUnavailable), mintHangs: true))
    #expect(bench.inspections.count == 1)
    bench.answerAll(Answers(offer: .notSelling(.serviceUnavailable), tally: ProofTally(unspent: Sats(1))))
    #expect(bench.verdicts == [.takenBack])
    #expect(bench.payment == nil)
    #expect(bench.charged() == .zero)
  }

  @Test("K1: a settlement that doesn't account for every sat settles nothing, and is asked for again")
  func settlementSum() {
    var bench = Bench()
    bench.reachDelivery()
    bench.holdsWallet = true
    bench.answerDelivery(.notSent(.refused))
    let id = bench.payment?.id ?? OperationID(epoch: 0, number: 0)
    bench.answerFirst { if case .settle = $0 { .settled(Settlement(returned: Sats(9))) } else { nil } }
    #expect(bench.payment?.money == .releasing)
    #expect(bench.charged() == Sats(1))
    #expect(bench.said(.settlementUnsound(id, Settlement(returned: Sats(9)))) == 1)
    bench.live(130) { $0.verdicts.count > 1 }
    bench.answerFirst { if case .settle = $0 { .settled(Settlement(returned: Sats(1))) } else { nil } }
    #expect(bench.payment == nil)
    #expect(bench.charged() == .zero)
  }

  @Test(
    "C6: a provider whose settlements never add up is asked once an hour, said each time, and costs the seller nothing")
  func neverAddsUp() {
    var bench = Bench()
    bench.reachDelivery()
    bench.holdsWallet = true
    bench.answerDelivery(.notSent(.refused))
    let lie = Settlement(returned: Sats(9))
    let id = bench.payment?.id ?? OperationID(epoch: 0, number: 0)
    var asked: [Instant] = []
    while asked.count < 6, bench.now < .start + .hours(6) {
      if bench.answerFirst({ if case .settle = $0 { .settled(lie) } else { nil } }) { asked.append(bench.now) }
      // New funds, as of a mint in reach again, are no reason to ask sooner.
      bench.send(.fundsChanged([Funds(mint: .example, unit: .sat, available: Sats(UInt64(100 + asked.count)))]))
      bench.pass(.seconds(1))
    }
    #expect(asked.count == 6 && bench.said(.settlementUnsound(id, lie)) == 6)
    let waits = zip(asked, asked.dropFirst()).map { $1 - $0 }
    #expect(waits.prefix(2).allSatisfy { $0 <= Pace.longestInspectionWait })
    #expect(waits.dropFirst(2).allSatisfy { $0 >= Pace.unsoundWait && $0 <= Pace.unsoundWait + .seconds(2) })
    #expect(bench.station.ledger.payment(id)?.money == .releasing, "it stays open, as it was")
    bench.pass(Pace.unsoundWait)
    bench.answerFirst { if case .settle = $0 { .settled(Settlement(returned: Sats(1))) } else { nil } }
    #expect(bench.station.ledger.payment(id) == nil)
  }

  @Test("C6: the time for which a token is held counts on over refused resends")
  func heldOver() {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(.refusal(.serviceUnavailable))
    bench.live(20) { !$0.deliveries.isEmpty }
    bench.answerDelivery(.refusal(.serviceUnavailable))
    #expect(bench.payment?.money == .held(since: .start))
    bench.live(20) { !$0.deliveries.isEmpty }
    bench.answerDelivery(.notSent(.refused))
    #expect(bench.payment?.money == .held(since: .start))
  }

  @Test("C6: a held token that no longer fits the offer is stranded and comes back", arguments: [UInt64(2), 3])
  func heldThenStranded(_ price: UInt64) {
    var policy = Policy.example
    policy.purchase.ceilings[0].price.sats = Sats(10)
    var bench = Bench(policy: policy)
    bench.reachDelivery()
    bench.answerDelivery(.refusal(.serviceUnavailable))
    bench.live(30, Answers(offer: .selling(price, id: 2))) { !$0.verdicts.isEmpty }
    #expect(bench.verdicts == [.takenBack])
    #expect(bench.closings.map { $0.money } == [.returned])
  }

  @Test("C6: 'stop and tell' stops the seller until resume, another policy, or another advertisement")
  func stopAndTell() {
    func stopped() -> Bench {
      var bench = Bench()
      bench.reachDelivery()
      bench.answerDelivery(.refusal(.invalidToken))
      bench.live(200)
      return bench
    }
    var still = stopped()
    #expect(still.deliveryTimes == [0])
    #expect(still.reasons == [.stopped(.refusal(.invalidToken))])
    still.live(20_000)
    #expect(still.deliveryTimes == [0])
    var resumed = stopped()
    resumed.send(.commanded(.resume(nil)))
    resumed.live(70) { !$0.deliveries.isEmpty }
    #expect(resumed.deliveryTimes.count == 2)
    var reconfigured = stopped()
    reconfigured.send(.policyChanged(.example))
    reconfigured.live(70) { !$0.deliveries.isEmpty }
    #expect(reconfigured.deliveryTimes.count == 2)
    var readvertised = stopped()
    readvertised.live(70, Answers(offer: .selling(id: 2))) { !$0.deliveries.isEmpty }
    #expect(readvertised.deliveryTimes.count == 2)
  }

  @Test("C6: a mint's answer about no proof at all proves nothing; it is asked again")
  func emptyTally() {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(.lost)
    bench.send(.linksChanged(LinkTable()))
    bench.live(100, Answers(tally: ProofTally()))
    #expect(bench.inspectionTimes.count > 1)
    #expect(bench.verdicts.isEmpty)
    bench.live(200, Answers(tally: ProofTally(spent: Sats(1))))
    #expect(bench.verdicts == [.spent])
  }

  @Test("C6: the mint settles: all SPENT, all UNSPENT, mixed", arguments: [0, 1, 2])
  func mint(_ row: Int) {
    let tallies = [
      ProofTally(spent: Sats(8)), ProofTally(unspent: Sats(8)), ProofTally(spent: Sats(6), unspent: Sats(2)),
    ]
    let settlements = [
      Settlement(spent: Sats(8)), Settlement(returned: Sats(8)), Settlement(returned: Sats(2), spent: Sats(6)),
    ]
    var policy = Policy.example
    policy.purchase.ceilings[0].price.sats = Sats(10)
    var bench = Bench(policy: policy)
    bench.reachDelivery(.selling([.example(price: 8)]))
    bench.answerDelivery(.lost)
    bench.send(.linksChanged(LinkTable()))
    bench.holdsWallet = true
    bench.live(80, Answers(tally: tallies[row]))
    bench.answerFirst { if case .settle = $0 { .settled(settlements[row]) } else { nil } }
    #expect(bench.payment == nil)
    #expect(bench.verdicts == [row == 0 ? .spent : .takenBack])
    let returned = row == 1
    #expect(bench.closings.last?.money == (returned ? .returned : .spent))
    #expect(bench.closings.last?.service == (returned ? .unknown : .blind))
    #expect(bench.marks.map { $0.sats } == [[Sats(8)], [], [Sats(6)]][row])
    #expect(bench.charged() == [Sats(8), .zero, Sats(6)][row])
  }

  @Test("C6: PENDING waits, and the mint is asked again")
  func pending() {
    var bench = unknown()
    bench.send(.linksChanged(LinkTable()))
    bench.live(75, Answers(tally: ProofTally(pending: Sats(1))))
    #expect(bench.payment?.money == .unknown)
    #expect(bench.inspectionTimes.count == 1)
    bench.live(30, Answers(tally: ProofTally(unspent: Sats(1))))
    #expect(bench.inspectionTimes.count == 2)
    #expect(bench.payment == nil)
  }

  @Test("C6: a 1022 is final, whatever the mint would say")
  func granted() {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(.lost)
    bench.live(60) { !$0.deliveries.isEmpty }
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    bench.live(30, Answers(usage: .used(1000, of: 60_000), tally: ProofTally(unspent: Sats(1))))
    #expect(bench.inspectionTimes.isEmpty)
    #expect(bench.verdicts == [.spent])
    #expect(bench.closings.last?.money == .spent)
  }
}
