import Testing
import TollGateCore

@Suite("sales whose service is withdrawn") struct LossTests {
  private func opened(total: UInt64 = 600_000) -> Bench {
    var bench = Bench()
    bench.openSession(total: total)
    bench.live(20, Answers(usage: .used(20_000, of: total)))
    return bench
  }

  /// The same gateway signs with another key at the next look.
  private func changeKey(_ bench: inout Bench, to key: UInt64, _ usage: UsageAnswer = .noSession) {
    bench.send(.commanded(.probeNow))
    bench.answerLook(.selling(key: key, id: key), usage)
    bench.live(2, Answers(offer: .selling(key: key, id: key), usage: usage))
  }

  /// Time goes by over a lost link, which then comes back as another attachment.
  private func loseLink(_ bench: inout Bench, for span: Interval = .seconds(10), attachment: UInt64 = 1) {
    bench.send(.linksChanged(LinkTable()))
    bench.pass(span)
    bench.send(.linksChanged(.one(attachment: attachment)))
  }

  @Test("B6, C7: a session that ends by another key with a quarter left was paid for nothing")
  func keyChanged() {
    var bench = opened()
    changeKey(&bench, to: 2)
    #expect(bench.marks.map(\.id.cause) == [.vanished])
    #expect(bench.marks.map(\.seller.key) == [.example(1)])
    #expect(bench.marks.map(\.sats) == [Sats(1)])
  }

  @Test("B6: with less than a quarter left, another key costs nothing")
  func keyChangedLate() {
    var bench = opened(total: 60_000)
    bench.live(27, Answers(usage: .used(46_000, of: 60_000)))
    changeKey(&bench, to: 2)
    #expect(bench.story?.end == .keyChanged)
    #expect(bench.marks.isEmpty)
  }

  @Test("C7 (b), K9: a seller that changes its key after each sale is stopped by the link after four")
  func keyAfterKey() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    for key: UInt64 in 1...6 {
      bench.live(130, Answers(offer: .selling(key: key, id: key))) { !$0.deliveries.isEmpty }
      guard bench.answerDelivery(.granted(.example(total: 60_000, number: key, key: key))) else { continue }
      bench.live(8, Answers(offer: .selling(key: key, id: key), usage: .used(5000, of: 60_000)))
    }
    #expect(bench.deliveryTimes.count == 4)
    #expect(bench.reasons == [.stopped(.blindOnLink)])
  }

  @Test("C7: the old key is back with the allotment: nothing was lost")
  func oldKeyIsBack() {
    var bench = opened()
    changeKey(&bench, to: 2, .nothing(.unreadable))
    #expect(bench.marks.count == 1)
    changeKey(&bench, to: 1, .used(30_000, of: 600_000))
    #expect(bench.session?.seller.key == .example(1))
    #expect(bench.marks.isEmpty)
  }

  @Test("C7, E3: a seller that denies what a lost link had left is exposed for it, and stopped after two")
  func denied() {
    var bench = opened()
    for number: UInt64 in 1...3 {
      loseLink(&bench, attachment: number)
      bench.live(70) { !$0.deliveries.isEmpty }
      guard bench.answerDelivery(.granted(.example(total: 600_000, number: 10 + number))) else { continue }
      bench.live(5, Answers(usage: .used(1, of: 600_000)))
    }
    #expect(bench.deliveryTimes.count == 2)
    #expect(bench.marks.map(\.id.cause) == [.vanished, .vanished])
    #expect(bench.record()?.run == 2)
    #expect(bench.reasons == [.stopped(.blindInARow)])
  }

  @Test("D3, E3: one slip after a lost link buys nothing and marks nothing; then the allotment is adopted")
  func slip() {
    var bench = opened()
    loseLink(&bench)
    bench.live(2)
    #expect(bench.reasons == [.allotmentMayStillRun])
    bench.live(5, Answers(usage: .used(30_000, of: 600_000)))
    #expect(bench.session?.total == 600_000)
    #expect(bench.deliveryTimes.count == 1)
    #expect(bench.marks.isEmpty)
  }

  @Test("E3: answers of an earlier stay at the link count nothing in a later one")
  func slipAndSlip() {
    var bench = opened()
    for number: UInt64 in 1...4 {
      loseLink(&bench, attachment: number)
      bench.live(2)
      bench.live(20, Answers(usage: .used(30_000, of: 600_000)))
    }
    #expect(bench.deliveryTimes.count == 1)
    #expect(bench.marks.isEmpty)
  }

  @Test("E2, E3: what is still there after a lost link is adopted, and what it cost is remembered with it")
  func keptAndThenDropped() {
    var bench = opened()
    loseLink(&bench)
    bench.live(5, Answers(usage: .used(30_000, of: 600_000)))
    #expect(bench.session?.total == 600_000)
    #expect(bench.marks.isEmpty)
    bench.live(60)
    #expect(bench.story?.end == .vanishedEarly)
    #expect(bench.marks.map(\.id.cause) == [.vanished])
  }

  @Test("C7: an allotment that comes and goes gains a stopped seller nothing")
  func comesAndGoes() {
    var bench = opened()
    for number: UInt64 in 1...2 {
      loseLink(&bench, attachment: number)
      bench.live(70) { !$0.deliveries.isEmpty }
      guard bench.answerDelivery(.granted(.example(total: 600_000, number: 10 + number))) else { continue }
      bench.live(5, Answers(usage: .used(1, of: 600_000)))
    }
    for _ in 1...3 {
      bench.live(70, Answers(usage: .used(10, of: 600_000)))
      #expect(bench.session != nil)
      bench.live(120)
      #expect(bench.story?.end == .vanishedEarly)
    }
    #expect(bench.deliveryTimes.count == 2)
    #expect(bench.record()?.run == 2)
    #expect(bench.marks.count == 2)
  }

  @Test("E3: time that has run out over a lost link, or nearly, is no loss", arguments: [Int64(440), 700])
  func ranOut(_ seconds: Int64) {
    var bench = opened()
    loseLink(&bench, for: .seconds(seconds))
    bench.live(20) { !$0.deliveries.isEmpty }
    #expect(bench.deliveries.count == 1)
    #expect(bench.marks.isEmpty)
  }

  @Test("E3: a gateway that doesn't know who we are has denied nothing")
  func unresolved() {
    var bench = opened()
    loseLink(&bench)
    bench.live(20, Answers(client: ClientReport(identity: .unresolved, access: .none)))
    #expect(bench.reasons == [.unresolvedClient])
    #expect(bench.marks.isEmpty)
  }
}
