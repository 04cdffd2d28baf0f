import Testing
import TollGateCore

@Suite("while a payment's fate is unknown") struct UnknownPaymentTests {
  private func lost() -> Bench {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(.lost)
    return bench
  }

  @Test("C6: usage is asked at once, then every 2 s")
  func usage() {
    var bench = lost()
    #expect(bench.meters.count == 1)
    bench.live(20)
    let times = bench.seconds { if case .meter = $0 { true } else { false } }
    #expect(times == Array(stride(from: Int64(0), through: 20, by: 2)))
  }

  @Test("C6: the same token goes again 35 s after the last attempt began, then after 60, 120, 180, 240 and 300 s")
  func resends() {
    var bench = lost()
    var times: [Int64] = []
    for _ in 0..<7 {
      bench.live(400) { !$0.deliveries.isEmpty }
      times = bench.deliveryTimes
      bench.answerDelivery(.refusal(.internalError))
    }
    let gaps = zip(times.dropFirst(), times).map { $0 - $1 }
    let wanted: [Int64] = [35, 60, 120, 180, 240, 300, 300]
    #expect(gaps.count == wanted.count)
    for (gap, least) in zip(gaps, wanted) { #expect((least...least + 60).contains(gap), "\(gaps)") }
  }

  @Test("C6, K2: one payment, one token: resends carry the same payment and only one is under way")
  func sameToken() {
    var bench = lost()
    let id = bench.payment?.id
    for _ in 0..<4 {
      bench.live(400) { !$0.deliveries.isEmpty }
      #expect(bench.deliveries.map { $0.payment } == [id])
      bench.answerDelivery(.unreadable(status: 500))
    }
    #expect(bench.station.ledger.payments.count == 1)
    #expect(bench.charged() == Sats(1))
  }

  @Test("C6: while a delivery is under way nothing else is sent, however long it takes")
  func oneAtATime() {
    var bench = lost()
    bench.live(60) { !$0.deliveries.isEmpty }
    bench.live(74)
    #expect(bench.deliveryTimes.count == 2)
    #expect(bench.inspections.isEmpty)
  }

  @Test(
    "C6: codes that say 'do not resend': once more, after 120 s, and never again",
    arguments: [
      NoticeCode.outcomeUnknown, .processingTimeout,
    ])
  func doNotResend(_ code: NoticeCode) {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(.refusal(code))
    bench.live(300) { !$0.deliveries.isEmpty }
    #expect((120...140).contains(bench.deliveryTimes.last ?? 0))
    bench.answerDelivery(.lost)
    bench.live(900)
    #expect(bench.deliveryTimes.count == 2)
  }

  @Test("C6, E1: 'do not resend: once' and the waits between resends go on over a restart")
  func overLives() throws {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(.refusal(.outcomeUnknown))
    bench.live(300) { !$0.deliveries.isEmpty }
    bench.answerDelivery(.lost)
    #expect(try #require(restarted(bench)).resends(within: 1200) == [])
    var lost = Bench()
    lost.reachDelivery()
    for _ in 0..<3 {
      lost.answerDelivery(.lost)
      lost.live(300) { !$0.deliveries.isEmpty }
    }
    let first = try #require(restarted(lost)).resends(within: 600).first ?? 0
    #expect((180...200).contains(first), "\(first)")
  }

  /// The next life of this one, after a loss of power.
  private func restarted(_ bench: Bench) -> Bench? {
    guard let payment = bench.payment else { return nil }
    var next = Bench(started: false)
    let open = OpenPayment(
      order: payment.order,
      prepared: PreparedPayment(
        id: payment.id, gross: payment.gross, fee: payment.fee, fingerprint: Fingerprint(1)))
    next.now = bench.now
    next.send(.started(StartUp(epoch: 8, journal: JournalReplay(entries: bench.journal), payments: [open])))
    next.send(.fundsChanged([.example]))
    next.send(.linksChanged(.example))
    return next
  }

  @Test(
    "C6: 429 and duplicate-inflight only postpone: they use up no resend",
    arguments: [
      NoticeCode.tooManyRequests, .duplicateInflight,
    ])
  func postponed(_ code: NoticeCode) {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(.refusal(.outcomeUnknown))
    bench.live(300) { !$0.deliveries.isEmpty }
    bench.answerDelivery(.refusal(code))
    #expect(bench.payment?.money == .unknown)
    bench.live(400) { !$0.deliveries.isEmpty }
    #expect(bench.deliveryTimes.count == 3)
    bench.answerDelivery(.lost)
    bench.live(600)
    #expect(bench.deliveryTimes.count == 3)
  }

  @Test("B4, K15: a wait that the gateway asks for holds the resend back")
  func retryAfter() {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(.refusal(.internalError, wait: .seconds(200)))
    bench.live(300) { !$0.deliveries.isEmpty }
    #expect((bench.deliveryTimes.last ?? 0) >= 200)
    #expect(bench.deliveryTimes.count == 2)
  }

  @Test("C6: the mint is asked no sooner than 70 s after the last attempt began")
  func inspection() {
    var bench = lost()
    bench.live(60) { !$0.deliveries.isEmpty }
    bench.live(60)
    bench.answerDelivery(.lost)
    let began = bench.deliveryTimes.last ?? 0
    bench.live(100, Answers(mintHangs: true)) { !$0.inspections.isEmpty }
    #expect((began + 70...began + 71).contains(bench.inspectionTimes.first ?? 0))
  }

  @Test("C6: a mint that doesn't answer is asked again and again, with growing waits")
  func inspectionBackoff() {
    var bench = lost()
    bench.send(.linksChanged(LinkTable()))
    for _ in 0..<8 {
      bench.live(400, Answers(mintHangs: true)) { !$0.inspections.isEmpty }
      bench.answerFirst { if case .inspect = $0 { .inspectionFailed(.mintUnreachable) } else { nil } }
    }
    let gaps = zip(bench.inspectionTimes.dropFirst(), bench.inspectionTimes).map { $0 - $1 }
    #expect(gaps.count == 7)
    #expect(gaps.allSatisfy { (12...120).contains($0) }, "\(gaps)")
    #expect((gaps.last ?? 0) > (gaps.first ?? 0))
  }

  @Test("C6: once taking back has begun the token goes nowhere again, though the mint hangs")
  func noResendAfterTakingBack() {
    var bench = lost()
    bench.holdsWallet = true
    bench.live(300, Answers(tally: ProofTally(unspent: Sats(1)), delivery: .lost)) { $0.payment?.money == .takingBack }
    #expect(bench.payment?.money == .takingBack)
    let id = bench.payment?.id
    let sent = bench.deliveryTimes.count
    for _ in 0..<5 {
      bench.live(200)
      bench.answerFirst { if case .settle = $0 { .settlementFailed(.mintUnreachable) } else { nil } }
    }
    #expect(bench.deliveryTimes.count == sent)
    #expect(bench.payment?.id == id)
  }

  @Test("C6, K11: under another key the token is never sent again; its mint is asked all the same")
  func otherKey() {
    var bench = lost()
    var answers = Answers()
    answers.offer = .selling(key: 2, id: 2)
    let id = bench.payment?.id
    bench.live(200, answers)
    let again = bench.asked.compactMap { item -> OperationID? in
      if case .deliver(let payment, let seller, _) = item.request, seller.key == .example(2) { payment } else { nil }
    }
    #expect(!again.contains { $0 == id })
    #expect(bench.inspectionTimes.first == 70)
  }

  @Test("C6, K11: at another address of the same key the token isn't sent")
  func otherAddress() {
    var bench = lost()
    var table = LinkTable.one()
    table.routes[0].gateway = .v4(0x0A00_0009)
    bench.send(.linksChanged(table))
    bench.live(300)
    #expect(bench.deliveryTimes == [0])
  }

  @Test("C6, K11: the same gateway on a new attachment of the link gets the same token again")
  func newAttachment() {
    var bench = lost()
    bench.send(.linksChanged(LinkTable()))
    bench.live(10)
    bench.send(.linksChanged(.one(attachment: 1)))
    bench.live(60) { !$0.deliveries.isEmpty }
    #expect(bench.deliveries.first?.seller.gateway == .example(1))
    #expect((35...60).contains(bench.deliveryTimes.last ?? 0))
  }

  @Test("C1: a resend follows a look that is at most 5 s old")
  func freshLook() {
    var bench = lost()
    bench.live(60) { !$0.deliveries.isEmpty }
    let looks = bench.seconds { if case .look = $0 { true } else { false } }
    let sent = bench.deliveryTimes.last ?? 0
    #expect(looks.contains { (sent - 5...sent).contains($0) })
  }

  @Test("C7, K2: nothing new is bought from a seller whose payment is unknown")
  func blocks() {
    var bench = lost()
    bench.live(34)
    #expect(bench.reasons.first.map { if case .waitingForSettlement = $0 { true } else { false } } == true)
    #expect(bench.station.ledger.payments.count == 1)
  }

  @Test("C6: an attempt that got lost is not forgotten when a resend of a held token is called off")
  func heldThenLostThenCalledOff() {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(.refusal(.serviceUnavailable))
    bench.live(30) { !$0.deliveries.isEmpty }
    bench.answerDelivery(.lost)
    #expect(bench.payment?.money == .unknown)
    bench.holdsRecords = true
    bench.live(60) { bench in bench.station.gatewayViews().contains { $0.reason == .buying } }
    bench.send(.linksChanged(LinkTable()))
    bench.sync()
    #expect(bench.payment?.money == .unknown)
    #expect(bench.payment?.service == .unknown)
  }

  @Test("C6, B4: a token that was refused for now waits out its own time, whatever else is looked at meanwhile")
  func heldWaits() {
    var bench = Bench()
    bench.reachDelivery()
    let refusal = Delivery.refusal(.noReachableMints)
    bench.answerDelivery(refusal)
    bench.live(60) { !$0.deliveries.isEmpty }
    bench.answerDelivery(refusal)
    let refused = bench.now
    // Two refusals: nearly two seconds are due. More money is a reason to look again, and none to hurry the token.
    bench.pass(.milliseconds(100))
    bench.send(.fundsChanged([Funds(mint: .example, unit: .sat, available: Sats(9000))]))
    #expect(bench.looks.count == 1)
    bench.answerAll(Answers())
    #expect(bench.deliveries.isEmpty)
    bench.live(180) { !$0.deliveries.isEmpty }
    #expect(bench.now - refused >= .seconds(1))
    #expect(bench.deliveries.count == 1)
  }

  @Test("C6, K11: a held token whose address is gone comes back, and its seller is paid anew at the other one")
  func heldElsewhere() {
    var bench = Bench()
    bench.reachDelivery()
    let first = bench.payment?.id
    bench.answerDelivery(.refusal(.noReachableMints))
    var table = LinkTable.one()
    table.routes[0].gateway = .v4(0x0A00_0009)
    bench.send(.linksChanged(table))
    bench.live(120) { !$0.deliveries.isEmpty }
    #expect(bench.verdicts == [.takenBack])
    #expect(bench.deliveries.count == 1)
    #expect(bench.deliveries.first?.payment != first)
  }

  @Test("C6: growth is measured from the gateway's own count, although ours is ahead")
  func ownCountAhead() {
    var policy = Policy.example
    policy.meters.milliseconds = [.clock, .gateway]
    let slow = Answers(usage: .used(50_000, of: 60_000))
    var bench = Bench(policy: policy)
    bench.openSession(total: 60_000)
    bench.live(59, slow) { !$0.deliveries.isEmpty }
    #expect(bench.deliveries.count == 1)
    bench.answerDelivery(.lost)
    bench.live(20, slow)
    #expect(bench.payment?.service == .unknown)
    #expect(bench.payment?.money == .unknown)
  }
}

extension Bench {
  /// The seconds after which tokens went out again while every answer got lost.
  fileprivate func resends(within seconds: Int64) -> [Int64] {
    var bench = self
    let begin = (now - .start).wholeSeconds
    bench.live(seconds, Answers(delivery: .lost))
    return bench.deliveryTimes.map { $0 - begin }
  }
}
