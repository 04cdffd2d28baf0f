import Testing
import TollGateCore

@Suite("held tokens, and the smallest payment first") struct HeldTokenTests {
  /// A renewal of several steps that the seller has refused for now; then its link is made anew.
  private func heldRenewal(funds: UInt64) -> Bench {
    var bench = Bench()
    bench.openSession()
    bench.live(20, Answers(usage: .used(10_000, of: 60_000)))
    bench.live(60, Answers(usage: .used(59_000, of: 60_000))) { !$0.deliveries.isEmpty }
    #expect(bench.payment?.order.steps == 15)
    bench.answerDelivery(.refusal(.serviceUnavailable))
    bench.send(.fundsChanged([Funds(mint: .example, unit: .sat, available: Sats(funds))]))
    bench.send(.linksChanged(.one(attachment: 1)))
    return bench
  }

  @Test("B6, C6: a held token that is larger than the smallest payment doesn't go to a new attachment; it comes back")
  func newAttachment() {
    var bench = heldRenewal(funds: 5000)
    let held = bench.payment?.id
    bench.live(90, Answers(usage: .used(60_000, of: 60_000))) { !$0.deliveries.isEmpty }
    #expect(bench.station.ledger.payments.last?.order.steps == 1)
    #expect(bench.deliveries.map(\.payment) != [held])
    #expect(bench.verdicts.contains(.takenBack))
  }

  @Test("B6, C2: where the wallet has nothing smaller, the held token is the smallest payment")
  func nothingElse() {
    var bench = heldRenewal(funds: 0)
    let held = bench.payment?.id
    bench.live(90, Answers(usage: .used(60_000, of: 60_000))) { !$0.deliveries.isEmpty }
    #expect(bench.deliveries.map(\.payment) == [held])
  }

  @Test("C7: a held token that goes to a stopped seller is its trial, and the next one waits longer")
  func trial() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    bench.live(400, Answers(delivery: .refusal(.sessionError))) { $0.marks.count == 2 }
    bench.pass(.hours(1))
    bench.live(130) { !$0.deliveries.isEmpty }
    let trials = bench.record()?.trials ?? 0
    bench.answerDelivery(.refusal(.noReachableMints))
    bench.pass(.hours(4) - .minutes(5))
    let before = bench.deliveryTimes.count
    bench.live(1200, Answers(delivery: .refusal(.noReachableMints))) { $0.deliveryTimes.count > before }
    #expect(bench.deliveryTimes.count == before + 1)
    #expect(bench.record()?.trials == trials + 1)
  }
}
