import Testing
import TollGateCore

@Suite("whether paid access carries") struct EgressTests {
  private func granted(_ policy: Policy = .example, total: UInt64 = 600_000) -> Bench {
    var bench = Bench(policy: policy)
    bench.reachDelivery()
    bench.answerDelivery(.granted(.example(total: total, number: 1)))
    return bench
  }

  /// Lets time pass while each check is answered after `delay`.
  private func silence(_ bench: inout Bench, _ span: Int64, delay: Int64) {
    var pending: Instant?
    for _ in 0..<(span * 2) {
      if bench.open.contains(where: { if case .reach = $0.request { true } else { false } }) {
        pending = pending ?? bench.now + .seconds(delay)
        if let due = pending, due <= bench.now {
          bench.answerEgress(.silent)
          pending = nil
        }
      }
      bench.pass(.milliseconds(500))
    }
  }

  @Test(
    "C9: after a grant checks go out at 0, 5 and 15 s, then every 30 s until answered", arguments: [0, 1, 4] as [Int64])
  func schedule(delay: Int64) {
    var bench = granted()
    silence(&bench, 140, delay: delay)
    #expect(bench.egressAsked.map(\.nanoseconds) == [0, 5, 15, 45, 75, 105, 135].map { $0 * 1_000_000_000 })
    #expect(bench.session?.egressProved == false)
    bench.pass(.seconds(30))
    bench.answerEgress(.answered)
    let count = bench.egressAsked.count
    #expect(bench.session?.egressProved == true)
    bench.pass(.minutes(2))
    #expect(bench.egressAsked.count == count)
    #expect(bench.said(.egressProved(.example())) == 1)
  }

  @Test("C9: one check at a time, by the paid link, at most 4 s each")
  func oneAtATime() {
    var bench = granted()
    bench.pass(.seconds(30))
    let checks = bench.asked.compactMap {
      if case .reach(let target, let link, let limit) = $0.request { (target, link, limit) } else { nil }
    }
    #expect(checks.count == 1)
    #expect(checks.first?.0 == .mint(.example))
    #expect(checks.first?.1 == .wan)
    #expect(checks.first?.2 == .seconds(4))
  }

  @Test("C9: until an answer there is no further purchase from that seller", arguments: [true, false])
  func holdsPurchase(answers: Bool) {
    var bench = granted(total: 60_000)
    if answers { bench.answerEgress(.answered) }
    bench.live(.seconds(58), Bench.running(60_000))
    #expect(bench.orders.count == (answers ? 2 : 1))
    #expect(bench.failedRenewals(.waitingForEgress).isEmpty == answers)
  }

  @Test("C9: each grant is proved anew")
  func anew() {
    var bench = granted(total: 60_000)
    bench.answerEgress(.answered)
    bench.live(.seconds(58), Bench.running(60_000))
    bench.answerDelivery(.granted(.example(total: 960_000, number: 2)))
    #expect(bench.egressAsked.count == 2)
    #expect(bench.session?.egressProved == false)
  }

  @Test(
    "C9: a certificate out of its dates is an answer only while nobody vouches for the clock",
    arguments: [(nil, true), (false, true), (true, false)] as [(Bool?, Bool)])
  func untimely(synchronised: Bool?, proves: Bool) {
    var bench = Bench()
    if let synchronised { bench.send(.wallClockChanged(WallTime(seconds: 9, synchronised: synchronised))) }
    bench.reachDelivery()
    bench.answerDelivery(.granted(.example(total: 600_000, number: 1)))
    bench.answerEgress(.untimelyCertificate)
    #expect(bench.session?.egressProved == proves)
  }

  @Test("C9: an allotment used up without an answer counts as paid for nothing", arguments: [true, false])
  func usedUp(answers: Bool) {
    var bench = granted(total: 60_000)
    if answers { bench.answerEgress(.answered) }
    bench.send(.fundsChanged([]))
    bench.live(.seconds(61), Bench.running(60_000))
    #expect(bench.story?.end == .usedUp)
    #expect(bench.station.ledger.marks.map(\.id.cause) == (answers ? [] : [.withoutEgress]))
    #expect(bench.station.ledger.marks.map(\.sats) == (answers ? [] : [Sats(1)]))
    #expect(bench.said(.egressMissing(.example())) == (answers ? 0 : 1))
  }

  @Test("C9: it is used up too when the gateway forgets the session at its end", arguments: [true, false])
  func forgottenAtTheEnd(answers: Bool) {
    var bench = granted(total: 60_000)
    if answers { bench.answerEgress(.answered) }
    bench.send(.fundsChanged([]))
    bench.live(.seconds(70)) { $0 < .start + .seconds(60) ? Bench.running(60_000)($0) : .noSession }
    #expect(bench.session == nil)
    #expect(bench.station.ledger.marks.map(\.id.cause) == (answers ? [] : [.withoutEgress]))
  }

  @Test("C9: switched off, nothing is asked and nothing waits")
  func off() {
    var policy = Policy.example
    policy.egress = .off
    var bench = granted(policy, total: 60_000)
    bench.live(.seconds(58), Bench.running(60_000))
    #expect(bench.egressAsked.isEmpty)
    #expect(bench.orders.count == 2)
    #expect(bench.said(.egressOff) == 0)
  }

  @Test(
    "C9: with nothing outside to ask the rule is off, and that is said",
    arguments: ["https://127.0.0.1", "http://localhost:3338", "https://10.0.0.7:3338", "http://[::1]:80"])
  func nothingToAsk(mint: String) {
    var policy = Policy.example
    policy.mints.insert(MintURL(mint), at: 0)
    #expect(granted(policy).egressAsked.count == 1)
    policy.mints = [MintURL(mint)]
    var advertisement = Advertisement.example
    advertisement.offers[0].mint = MintURL(mint)
    var bench = Bench(policy: policy)
    bench.send(.fundsChanged([Funds(mint: MintURL(mint), unit: .sat, available: Sats(50))]))
    bench.reachDelivery(advertisement)
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    #expect(bench.session != nil)
    #expect(bench.egressAsked.isEmpty)
    #expect(bench.said(.egressOff) == 1)
  }

  @Test("C9: the configured target comes before any mint; a mint outside comes before one inside")
  func targets() {
    var policy = Policy.example
    policy.egress = .host("captive.example")
    #expect(granted(policy).count { if case .reach(.host("captive.example"), _, _) = $0 { true } else { false } } == 1)
    policy.egress = .anyMint
    policy.mints = ["https://10.0.0.9", "https://11.0.0.9", "https://mint.example"].map { MintURL($0) }
    let asked = granted(policy).asked.compactMap {
      if case .reach(let target, _, _) = $0.request { target } else { nil }
    }
    #expect(asked == [.mint(MintURL("https://11.0.0.9"))])
  }

  @Test("E2: what was adopted was not bought, and needs no proof")
  func adopted() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    bench.answerLook(.advertisement(.example), .used(1_000, of: 60_000))
    bench.pass(.seconds(10))
    #expect(bench.session != nil)
    #expect(bench.egressAsked.isEmpty)
  }
}
