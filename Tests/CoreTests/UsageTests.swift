import Testing
import TollGateCore

@Suite("readings, and what ends a session") struct UsageTests {
  private func opened(total: UInt64 = 600_000) -> Bench {
    var bench = Bench()
    bench.openSession(total: total)
    bench.send(.fundsChanged([]))
    return bench
  }

  @Test(
    "D3: a reading at or above the total ends the session as used up",
    arguments: [(600_000, 600_000), (700_000, 600_000), (.max, 1), (1, 1)] as [(UInt64, UInt64)])
  func usedUp(used: UInt64, total: UInt64) {
    var bench = opened()
    bench.pass(.seconds(1))
    bench.answerMeter(.used(used, of: total))
    #expect(bench.session == nil)
    #expect(bench.story?.end == .usedUp)
    #expect(bench.story?.used == total)
  }

  @Test(
    "D3: totals may jump and used may fall: neither ends anything",
    arguments: [(0, 600_000), (599_999, 600_000), (5, 900_000), (5, 100_000)] as [(UInt64, UInt64)])
  func jumps(used: UInt64, total: UInt64) {
    var bench = opened()
    bench.pass(.seconds(100))
    while bench.answerMeters(.used(90_000, of: 600_000)) {}
    bench.pass(.seconds(30))
    while bench.answerMeters(.used(used, of: total)) {}
    #expect(bench.session?.total == total)
    #expect(bench.session?.used == used)
  }

  @Test(
    "D3: no reading is never zero, and ends nothing while the gateway may still be heard",
    arguments: [MeterFailure.unreadable, .unreachable(.timedOut), .linkGone])
  func noReading(failure: MeterFailure) {
    var bench = opened()
    bench.live(.minutes(2), Bench.running(600_000))
    let used = bench.session?.used
    bench.live(.minutes(2)) { _ in .nothing(failure) }
    #expect((bench.session?.used ?? 0) > (used ?? .max))
    #expect(bench.session?.total == 600_000)
  }

  @Test("D3: \"no session\" ends an open one after three equal answers over five seconds")
  func vanishes() {
    var bench = opened()
    bench.live(.minutes(5), Bench.running(600_000))
    let begin = bench.now
    bench.live(.seconds(60)) { _ in .noSession }
    #expect(bench.story?.end == .vanishedEarly)
    guard let ended = bench.story?.ended else { return }
    let first = bench.metersAsked().first { $0 >= begin } ?? begin
    #expect(ended - first >= .seconds(5))
    #expect(bench.metersAsked().filter { $0 >= first && $0 <= ended }.count >= 3)
  }

  @Test("D3: two such answers and then a reading end nothing")
  func interrupted() {
    var bench = opened()
    bench.live(.minutes(5), Bench.running(600_000))
    for _ in 0..<5 {
      for _ in 0..<2 {
        bench.pass(.seconds(3))
        bench.answerMeter(.noSession)
        bench.answerMeter(.nothing(.unreadable), kind: .clock)
      }
      bench.pass(.seconds(3))
      bench.answerMeter(.used(300_000, of: 600_000))
      bench.answerMeter(.nothing(.unreadable), kind: .clock)
    }
    #expect(bench.session != nil)
  }

  @Test("D3: three such answers in less than five seconds end nothing")
  func tooQuick() {
    var bench = opened()
    bench.live(.minutes(5), Bench.running(600_000))
    bench.pass(.minutes(1))
    bench.answerLook(.advertisement(.example), .noSession)
    for _ in 0..<2 {
      bench.send(.commanded(.probeNow))
      bench.answerLook(.advertisement(.example), .noSession)
    }
    #expect(bench.session != nil)
  }

  @Test("D3: not within thirty seconds of a grant")
  func justGranted() {
    var bench = opened()
    bench.live(.seconds(29)) { _ in .noSession }
    #expect(bench.session != nil)
    bench.live(.seconds(40)) { _ in .noSession }
    #expect(bench.session == nil)
  }

  @Test(
    "D3, C7: with a quarter or more left it was paid for nothing, with less it was not",
    arguments: [(440, true), (460, false)] as [(Int64, Bool)])
  func quarter(seconds: Int64, counts: Bool) {
    var bench = opened()
    bench.live(.seconds(seconds) - .seconds(10), Bench.running(600_000))
    bench.live(.seconds(60)) { $0 < .start + .seconds(seconds - 10) ? Bench.running(600_000)($0) : .noSession }
    #expect(bench.story?.end == (counts ? .vanishedEarly : .vanished))
    #expect(bench.station.ledger.marks.map(\.id.cause) == (counts ? [.vanished] : []))
  }

  @Test("E2: an allotment that is still there is adopted, whatever trust, price and money say", arguments: 0..<5)
  func adopts(obstacle: Int) {
    var policy = Policy.example
    var bench = Bench()
    switch obstacle {
    case 0: policy.trust.blocked = [.example(1)]
    case 1: policy.purchase.ceilings = []
    case 2: bench.send(.fundsChanged([]))
    case 3: policy.mints = []
    default: policy.purchase.units = []
    }
    bench.send(.policyChanged(policy))
    bench.send(.linksChanged(.example))
    bench.answerLook(.advertisement(.example), .used(20_000, of: 60_000))
    #expect(bench.session?.used == 20_000)
    #expect(bench.session?.total == 60_000)
    #expect(bench.session?.payments == 0)
    #expect(bench.said(.sessionOpened(.example(), total: 60_000, adopted: true)) == 1)
    #expect(bench.orders.isEmpty)
  }

  @Test("E2: an allotment that has run out is no session", arguments: [(9, 9), (12, 9)] as [(UInt64, UInt64)])
  func ranOut(used: UInt64, total: UInt64) {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    bench.answerLook(.advertisement(.example), .used(used, of: total))
    #expect(bench.session == nil)
    #expect(bench.payment?.baseline == Baseline(used: used, total: total, at: bench.now))
  }

  @Test("L8: after a restart the running allotment is adopted with its story, and nothing is bought")
  func restart() {
    var bench = opened()
    bench.pass(.seconds(20))
    var second = Bench(started: false)
    second.send(.started(StartUp(epoch: 8, journal: JournalReplay(entries: bench.journal), payments: [])))
    second.send(.fundsChanged([.example]))
    second.send(.linksChanged(.example))
    second.answerLook(.advertisement(.example), .used(20_000, of: 600_000))
    #expect(second.session?.payments == 1)
    #expect(second.session?.spent == Sats(1))
    #expect(second.orders.isEmpty)
  }
}

@Suite("gateways that give no usage") struct UnmeteredTests {
  static let unread = UsageAnswer.nothing(.unreadable)

  private func looked(_ bench: inout Bench, _ times: Int) {
    let before = bench.orders.count
    for _ in 0..<times {
      bench.answerLook(.advertisement(.example), UnmeteredTests.unread)
      guard bench.orders.count == before, let next = bench.station.gatewayViews().first?.nextLook else { continue }
      bench.pass(next - bench.now)
    }
  }

  @Test("E2: usage is asked three times within ten seconds before a gateway counts as unmetered")
  func threeTimes() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    looked(&bench, 2)
    #expect(bench.quotes.isEmpty)
    looked(&bench, 1)
    #expect(bench.looksAsked.count == 3)
    #expect(bench.now <= .start + .seconds(10))
    #expect(bench.orders.count == 1)
    #expect(bench.payment?.baseline == nil)
  }

  @Test("E2: a purchase at an unmetered gateway is said, and its own clock ends it")
  func ownClock() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    looked(&bench, 3)
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    bench.answerEgress()
    #expect(bench.session?.unmetered == true)
    #expect(bench.said(.unmetered(.example())) == 1)
    bench.send(.fundsChanged([]))
    let begin = bench.now
    bench.live(.seconds(70)) { _ in UnmeteredTests.unread }
    #expect(bench.story?.end == .usedUp)
    #expect(bench.story.map { $0.ended - begin >= .seconds(60) && $0.ended - begin <= .milliseconds(60_500) } == true)
  }

  @Test("D4: where usage falls silent the session is renewed by our own count")
  func renewsSilently() {
    var bench = Bench()
    bench.openSession(total: 60_000)
    bench.live(.seconds(59)) { _ in UnmeteredTests.unread }
    #expect(bench.orders.count == 2)
  }

  @Test(
    "E2: nothing is bought unread where an allotment may still run, and something once it can't",
    arguments: [(30, false), (70, true)] as [(Int64, Bool)])
  func mayStillRun(seconds: Int64, buys: Bool) {
    var bench = Bench()
    bench.openSession(total: 60_000)
    bench.send(.linksChanged(LinkTable()))
    bench.pass(.seconds(seconds))
    bench.send(.linksChanged(.one(attachment: 1)))
    looked(&bench, 3)
    #expect(bench.orders.count == (buys ? 2 : 1))
    if !buys { #expect(bench.reason(.example(1)) == .allotmentMayStillRun) }
  }

  @Test("E2: bytes that nobody counts end with the longest time that they may run unseen")
  func uncounted() {
    let bytes = Advertisement.selling([.example(step: 1 << 20, metric: .bytes)])
    var policy = Policy.example
    policy.meters.bytes = [.gateway]
    var bench = Bench(policy: policy)
    bench.reachDelivery(bytes)
    bench.answerDelivery(.granted(.example(total: 1 << 30, number: 1, metric: .bytes)))
    bench.answerEgress()
    bench.live(120, Answers(offer: .advertisement(bytes), usage: .nothing(.unreadable)))
    #expect(bench.session != nil)
    bench.pass(.hours(24))
    #expect(bench.session == nil)
    #expect(bench.story?.end == .usedUp)
  }

  @Test("E2: bytes may run for 24 hours", arguments: [(23, false), (25, true)] as [(Int64, Bool)])
  func bytesMayRun(hours: Int64, buys: Bool) {
    let bytes = Advertisement.selling([.example(step: 1 << 20, metric: .bytes)])
    var bench = Bench()
    bench.reachDelivery(bytes)
    bench.answerDelivery(.granted(.example(total: 1 << 20, number: 1, metric: .bytes)))
    bench.send(.linksChanged(LinkTable()))
    bench.pass(.hours(hours))
    bench.send(.linksChanged(.one(attachment: 1)))
    for _ in 0..<3 {
      bench.answerLook(.advertisement(bytes), UnmeteredTests.unread)
      if bench.orders.count == 1 { bench.pass(.seconds(3)) }
    }
    #expect(bench.orders.count == (buys ? 2 : 1))
  }

  @Test("E2: nothing is bought unread where a payment is open")
  func openPayment() {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(.lost)
    for _ in 0..<6 {
      bench.pass(.seconds(3))
      bench.answerLook(.advertisement(.example), UnmeteredTests.unread)
    }
    #expect(bench.orders.count == 1)
    guard case .waitingForSettlement? = bench.reason() else {
      Issue.record("it stands for \(String(describing: bench.reason()))")
      return
    }
  }

  @Test("D2: where the clock rules, it ends the session although the gateway says otherwise")
  func clockRules() {
    var policy = Policy.example
    policy.meters.milliseconds = [.clock, .gateway]
    var bench = Bench(policy: policy)
    bench.openSession(total: 60_000)
    bench.send(.fundsChanged([]))
    bench.live(.seconds(62)) { .used(UInt64($0.nanoseconds / 2_000_000), of: 60_000) }
    #expect(bench.story?.end == .usedUp)
    #expect(bench.story.map { $0.ended >= .start + .seconds(58) } == true)
  }

  @Test(
    "D2: a meter that isn't listed isn't read", arguments: [[.gateway], [.clock], [.gateway, .clock]] as [[MeterKind]])
  func kinds(kinds: [MeterKind]) {
    var policy = Policy.example
    policy.meters.milliseconds = kinds
    var bench = Bench(policy: policy)
    bench.openSession(total: 600_000)
    bench.live(.minutes(2), Bench.running(600_000))
    for kind in MeterKind.allCases { #expect(bench.metersAsked(kind).isEmpty == !kinds.contains(kind)) }
  }

  @Test(
    "D2: a drift above the configured bound is reported once, whichever meter answers first",
    arguments: [(115, 10, 1), (108, 10, 0), (108, 5, 1), (85, 10, 1)] as [(UInt64, UInt64, Int)], [true, false])
  func drift(drift: (percent: UInt64, bound: UInt64, reports: Int), clockFirst: Bool) {
    let (percent, bound, reports) = drift
    var policy = Policy.example
    policy.meters.driftPercent = bound
    var bench = Bench(policy: policy)
    bench.clockFirst = clockFirst
    bench.openSession(total: 600_000)
    bench.live(.minutes(4)) { .used(UInt64($0.nanoseconds / 1_000_000) * percent / 100, of: 600_000) }
    #expect(bench.notes.count { if case .meterDrift = $0 { true } else { false } } == reports)
  }

  @Test("D2, D4: what one meter has counted is not counted again by the other", arguments: [true, false])
  func countsOnce(clockFirst: Bool) {
    var bench = Bench()
    bench.clockFirst = clockFirst
    bench.openSession(total: 3_000_000)
    for _ in 0..<60 {
      bench.live(.seconds(7), Bench.running(3_000_000))
      let used = Int64(bench.session?.used ?? 0)
      #expect(abs(used - bench.now.nanoseconds / 1_000_000) <= 1000)
    }
  }

  @Test("D2: bytes are counted by the interface beside the gateway")
  func counters() {
    let bytes = Advertisement.selling([.example(step: 1 << 20, metric: .bytes)])
    var bench = Bench()
    bench.reachDelivery(bytes)
    bench.answerDelivery(.granted(.example(total: 1 << 30, number: 1, metric: .bytes)))
    bench.answerEgress()
    for second: UInt64 in 1...60 {
      bench.pass(.seconds(1))
      bench.answerMeter(.used(second << 20, of: 1 << 30))
      bench.answerMeter(.reading(.odometer(second << 20)), kind: .counter)
    }
    #expect(bench.metersAsked(.counter).count > 10)
    #expect(bench.metersAsked(.clock).isEmpty)
    let left = bench.session?.ends.map { ($0 - bench.now).wholeSeconds }
    #expect(left.map { (900...1000).contains($0) } == true)
  }

  @Test("C7, D2: a counter that begins anew between two readings says nothing about the gateway's meter")
  func counterBeginsAnew() {
    let bytes = Advertisement.selling([.example(step: 1 << 20, metric: .bytes)])
    var bench = Bench()
    bench.reachDelivery(bytes)
    bench.answerDelivery(.granted(.example(total: 25 << 20, number: 1, metric: .bytes)))
    bench.answerEgress()
    for second: UInt64 in 1...120 {
      bench.pass(.seconds(1))
      // Counted from nothing again after four seconds, and past its first count when the gateway is read next.
      let counted = second < 4 ? second << 17 : (second - 4) << 17
      while bench.answerMeter(.used(second << 17, of: 25 << 20)) {}
      while bench.answerMeter(.reading(.odometer(counted)), kind: .counter) {}
      bench.answerLook(.advertisement(bytes), .used(second << 17, of: 25 << 20))
    }
    #expect(bench.metersAsked(.counter).count > 10)
    #expect(!bench.notes.contains { if case .meterDrift = $0 { true } else { false } })
  }
}
