import Testing
import TollGateCore

@Suite("what was paid for nothing") struct ExposureTests {
  private let taken = Delivery.refusal(.sessionError)

  /// Buys until so many payments to this key have turned blind.
  private func blind(_ bench: inout Bench, _ count: Int, key: UInt64 = 1) {
    let wanted = bench.marks.count + count
    let taken = Delivery.notice(.signed(.sessionError, key: key))
    bench.live(400, Answers(offer: .selling(key: key, id: key), delivery: taken)) { $0.marks.count >= wanted }
    #expect(bench.marks.count == wanted)
  }

  private func stopped() -> Bench {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    blind(&bench, 2)
    return bench
  }

  /// Lets two minutes go by, and expects that a delivery begins, or that none does.
  private func expect(
    _ bench: inout Bench, buys: Bool, key: UInt64 = 1, id: UInt64? = nil, at: SourceLocation = #_sourceLocation
  ) {
    let before = bench.deliveryTimes.count
    bench.live(130, Answers(offer: .selling(key: key, id: id ?? key))) { $0.deliveryTimes.count > before }
    let bought = bench.deliveryTimes.count > before
    #expect(bought == buys, "\(bench.reasons)", sourceLocation: at)
  }

  @Test(
    "C7: unknown turns blind after 15 of the seller's own minutes without any signed answer, 30 with one",
    arguments: [
      (Delivery.lost, Int64(15)), (.refusal(.internalError), 30),
    ])
  func sellersMinutes(_ delivery: Delivery, _ minutes: Int64) {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(delivery)
    let gone = bench.live(2400, Answers(delivery: delivery)) { !$0.marks.isEmpty }
    #expect((minutes - 1...minutes + 1).contains(gone / 60), "\(gone) s")
    #expect(bench.payment?.service == .blind)
    #expect(bench.payment?.money == .unknown)
  }

  @Test("C7: minutes in which the seller sends no valid advertisement don't count")
  func silentMinutes() {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(.lost)
    bench.live(1800, Answers(offer: .unreachable(.timedOut), usage: .nothing(.unreadable), delivery: .lost))
    #expect(bench.marks.isEmpty)
    #expect(bench.payment?.service == .unknown)
    bench.live(1200, Answers(delivery: .lost)) { !$0.marks.isEmpty }
    #expect(bench.marks.count == 1)
  }

  @Test(
    "C7 (a): after 2 in a row to one seller nothing is bought there; minimum-size trials come after 1 h, 4 h, daily")
  func inARow() {
    var bench = Bench()
    bench.openSession()
    bench.live(120, Answers(usage: .used(60_000, of: 60_000), delivery: taken)) { $0.marks.count == 2 }
    blind(&bench, 2 - bench.marks.count)
    expect(&bench, buys: false)
    #expect(bench.reasons == [.stopped(.blindInARow)])
    for (index, wait) in [Interval.hours(1), .hours(4), .hours(24), .hours(24)].enumerated() {
      let since = index == 0 ? (bench.marks.last?.at ?? .start) : lastDelivery(bench)
      bench.pass(since + wait - bench.now - .seconds(200))
      expect(&bench, buys: false)
      expect(&bench, buys: true)
      #expect(bench.station.ledger.payments.last?.order.steps == 1)
      bench.answerDelivery(taken)
      bench.live(70)
    }
  }

  private func lastDelivery(_ bench: Bench) -> Instant {
    bench.asked.last { if case .deliver = $0.request { true } else { false } }?.at ?? .start
  }

  @Test("C7 (b): after 4 blind ones in an hour nothing is bought on that interface, whatever the key")
  func onLink() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    for key in 1...4 { blind(&bench, 1, key: UInt64(key)) }
    expect(&bench, buys: false, key: 5)
    #expect(bench.reasons == [.stopped(.blindOnLink)])
    bench.pass(.hours(1))
    expect(&bench, buys: true, key: 5)
  }

  @Test("C7 (b): payments that are still unknown count too, or a key that changes every minute would go free")
  func unknownOnLink() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    for key in 1...4 {
      expect(&bench, buys: true, key: UInt64(key))
      bench.answerDelivery(.lost)
    }
    #expect(bench.marks.isEmpty)
    expect(&bench, buys: false, key: 5)
    #expect(bench.reasons == [.stopped(.blindOnLink)])
  }

  @Test("C7: resume forgives what is still unknown too, and it doesn't count when it turns blind")
  func resumeForgivesUnknown() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    for key in 1...4 {
      expect(&bench, buys: true, key: UInt64(key))
      bench.answerDelivery(.notice(.signed(.sessionError, key: UInt64(key))))
    }
    expect(&bench, buys: false, key: 5)
    bench.send(.commanded(.resume(nil)))
    #expect(bench.station.ledger.exposed(.sat, at: bench.now) == .zero)
    expect(&bench, buys: true, key: 5)
    bench.live(100, Answers(offer: .selling(key: 5, id: 5)))
    #expect(bench.station.ledger.payments.count { $0.service == .blind } == 4)
    #expect(bench.marks.allSatisfy { $0.forgiven })
    #expect(bench.record(1)?.run ?? 0 == 0)
  }

  @Test("C7 (b): another interface is not stopped by it")
  func otherLink() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    for key in 1...4 { blind(&bench, 1, key: UInt64(key)) }
    let other = LinkName("lan2")
    bench.send(.linksChanged(.one(other)))
    expect(&bench, buys: true, key: 6)
    #expect(bench.deliveries.last?.seller.gateway.link == other)
  }

  @Test("C7 (c): max_blind bounds what is exposed in a rolling day, over all sellers and links")
  func inTotal() {
    var policy = Policy.example
    policy.purchase.units[0].maxBlind = Sats(2)
    var bench = Bench(policy: policy)
    bench.send(.linksChanged(.example))
    blind(&bench, 1, key: 1)
    bench.send(.linksChanged(.one(LinkName("lan2"))))
    blind(&bench, 1, key: 2)
    bench.send(.linksChanged(.one(LinkName("lan3"))))
    expect(&bench, buys: false, key: 3)
    #expect(bench.reasons == [.stopped(.blindInTotal)])
    #expect(bench.station.ledger.exposed(.sat, at: bench.now) == Sats(2))
    bench.pass(.hours(24))
    expect(&bench, buys: true, key: 3)
  }

  @Test("C7: a stop ends when a later payment is credited in full")
  func endsByCredit() {
    var bench = stopped()
    bench.pass(.hours(1))
    expect(&bench, buys: true)
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    #expect(bench.record()?.run == 0)
    #expect(bench.notes.contains { if case .stopEnded = $0 { true } else { false } })
  }

  @Test("C7: a stop ends when the sats come back")
  func endsByReturn() {
    var bench = stopped()
    let before = bench.deliveryTimes.count
    bench.live(200, Answers(tally: ProofTally(unspent: Sats(1)))) { $0.deliveryTimes.count > before }
    // The first sats that are back make two in a row one.
    #expect(bench.record()?.run == 1)
    #expect(bench.marks.count == 1)
    #expect(bench.deliveryTimes.count == before + 1)
  }

  @Test("C7: a stop ends when the owner says so, for this seller or for all", arguments: [true, false])
  func endsByResume(_ one: Bool) {
    var bench = stopped()
    expect(&bench, buys: false)
    bench.send(.commanded(.resume(one ? SellerID(link: .wan, key: .example(1)) : nil)))
    expect(&bench, buys: true)
    #expect(bench.station.ledger.exposed(.sat, at: bench.now) == Sats(1))
  }

  @Test("C7: nothing else ends it: no flap, new address, new offer, other seller's resume, nor a key between")
  func nothingElse() {
    var bench = stopped()
    bench.send(.linksChanged(LinkTable()))
    bench.send(.linksChanged(.one(attachment: 1)))
    expect(&bench, buys: false)
    var table = LinkTable.one(attachment: 1)
    table.routes[0].gateway = .v4(0x0A00_0009)
    bench.send(.linksChanged(table))
    expect(&bench, buys: false, id: 9)
    bench.send(.commanded(.resume(SellerID(link: .wan, key: .example(2)))))
    expect(&bench, buys: false, id: 10)
    bench.live(5, Answers(offer: .selling(key: 2, id: 2)))
    bench.answerDelivery(.notSent(.refused))
    expect(&bench, buys: false, id: 11)
    #expect(bench.reasons == [.stopped(.blindInARow)])
  }

  @Test("C7: a restart doesn't end it")
  func restart() {
    let old = stopped()
    var bench = Bench(started: false, seed: 2)
    bench.now = old.now
    let replay = JournalReplay(entries: [JournalEntry(at: old.now, change: .checkpoint(old.station.ledger))])
    bench.send(.started(StartUp(epoch: 8, journal: replay, payments: [])))
    bench.send(.fundsChanged([.example]))
    bench.send(.linksChanged(.example))
    expect(&bench, buys: false)
    #expect(bench.reasons == [.stopped(.blindInARow)])
    #expect(bench.marks.count == 2)
  }

  @Test("C7: what the owner has forgiven and then comes back takes nothing off a newer run")
  func forgivenComesBack() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    blind(&bench, 1)
    bench.send(.commanded(.resume(nil)))
    blind(&bench, 1)
    #expect(bench.record()?.run == 1)
    let first = bench.station.ledger.payments.first?.id
    let hanging = Answers(offer: .notSelling(.serviceUnavailable), mintHangs: true)
    bench.live(100, hanging) { bench in bench.open.contains { $0.request == first.map { .inspect(payment: $0) } } }
    bench.answerFirst {
      if case .inspect(let id) = $0, id == first { .inspected(ProofTally(unspent: Sats(1))) } else { nil }
    }
    #expect(bench.station.ledger.payment(first ?? OperationID(epoch: 0, number: 0)) == nil)
    #expect(bench.record()?.run == 1)
  }

  @Test("D3, C7: a session that vanishes with a quarter left undoes its credit")
  func vanishedEarly() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    blind(&bench, 1)
    expect(&bench, buys: true)
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    #expect(bench.record()?.run == 0)
    bench.live(28, Answers(usage: .used(1000, of: 60_000)))
    bench.live(20) { $0.session == nil }
    #expect(bench.marks.map { $0.id.cause } == [.blind, .vanished])
    #expect(bench.record()?.run == 2)
    expect(&bench, buys: false)
  }

  @Test("C9, C7: an allotment that is used up without any answer from outside undoes its credit")
  func withoutEgress() {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    bench.live(50, Answers(usage: .used(5000, of: 60_000), egress: .silent))
    #expect(bench.deliveryTimes.count == 1)
    bench.live(20, Answers(usage: .used(60_000, of: 60_000), egress: .silent)) { $0.session == nil }
    #expect(bench.marks.map { $0.id.cause } == [.withoutEgress])
    #expect(bench.record()?.run == 1)
  }

  @Test("C7: a payment that falls short and then vanishes is one payment, and exposes no more than it was")
  func countsOnce() {
    var bench = Bench()
    bench.openSession()
    bench.live(70, Answers(usage: .used(58_000, of: 60_000))) { !$0.deliveries.isEmpty }
    bench.answerDelivery(.granted(.example(total: 300_000, number: 2)))
    bench.answerEgress()
    #expect(bench.marks.map { $0.id.cause } == [.short])
    bench.live(28, Answers(usage: .used(58_000, of: 300_000)))
    bench.live(20) { $0.session == nil }
    #expect(bench.marks.map { $0.id.cause } == [.short, .vanished])
    #expect(bench.record()?.run == 1)
    #expect(bench.station.ledger.exposed(.sat, at: bench.now) == Sats(15))
  }
}
