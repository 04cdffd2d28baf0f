import Testing
import TollGateCore

/// One moment at which the power may fail.
private struct Moment {
  var now: Instant
  /// What is durable, and what is on its way to the disk.
  var durable: [JournalEntry]
  var underway: [JournalEntry]
  var world: SmallWorld
}

@Suite("restarts") struct RestartTests {
  typealias Fate = SmallWorld.Fate

  /// Every moment of a life of 100 s in which the first deliveries meet these fates.
  private func moments(_ fates: [Fate], recordsFirst: Bool, seconds: Int = 100) -> [Moment] {
    var world = SmallWorld()
    world.fates = fates
    var bench = world.restarted([], at: .start, epoch: 7)
    var moments: [Moment] = []
    for _ in 0..<seconds {
      for _ in 0..<200 {
        let underway = bench.records.flatMap { $0.entries }
        moments.append(Moment(now: bench.now, durable: bench.journal, underway: underway, world: world))
        if recordsFirst, !bench.records.isEmpty {
          bench.sync()
        } else if !world.serve(&bench) {
          guard !bench.records.isEmpty else { break }
          bench.sync()
        }
      }
      bench.pass(.seconds(1))
    }
    #expect(world.mistakes.isEmpty, "\(world.mistakes)")
    return moments
  }

  /// Moments whose journal or provider differ: the rest would tell the same story.
  private func distinct(_ moments: [Moment]) -> [Moment] {
    var last: (Int, Int, [OpenPayment], Int)?
    return moments.filter { moment in
      let new = (moment.durable.count, moment.underway.count, moment.world.kept, moment.world.redeemed.count)
      defer { last = new }
      return last.map { $0 != new } ?? true
    }
  }

  @Test(
    "E1, E4, K1: power lost at any moment, the journal cut at any entry: no sat is lost or paid twice",
    arguments: [
      [Fate.grants], [.losesAnswer], [.losesToken], [.refuses], [.neverLeaves], [.unreadable],
      [.refuses, .losesAnswer], [.refuses, .losesToken], [.losesToken, .losesToken],
    ])
  func anyMoment(_ fates: [Fate]) {
    var tries = 0
    for recordsFirst in [true, false] {
      for moment in distinct(moments(fates, recordsFirst: recordsFirst)) {
        for cut in 0...moment.underway.count {
          tries += 1
          let torn = cut > 0 && cut < moment.underway.count
          check(moment, moment.durable + moment.underway.prefix(cut), torn: torn, "\(fates), \(tries)")
        }
      }
    }
    #expect(tries > 10)
  }

  private func check(_ moment: Moment, _ journal: [JournalEntry], torn: Bool, _ name: String) {
    var world = moment.world
    world.fates = []
    var bench = world.restarted(journal, at: moment.now, epoch: 8)
    bench.live(100, in: &world)
    bench.send(.stopping)
    bench.live(100, in: &world)
    #expect(world.mistakes.isEmpty, "\(name): \(world.mistakes)")
    #expect(world.isWhole, "\(name): sats are lost or doubled")
    let lost = world.kept.filter { bench.station.ledger.payment($0.order.id) == nil }
    #expect(lost.isEmpty, "\(name): \(lost.count) payments that nobody settles")
    let redeemed = world.redeemed.count
    #expect(world.verdicts.count { $0.value != .released && world.redeemed.contains($0.key) } == redeemed, "\(name)")
    #expect(bench.station.ledger.payments.isEmpty, "\(name): \(bench.station.ledger.payments)")
    #expect(bench.charged() >= world.spent, "\(name): \(bench.charged()) charged, \(world.spent) spent")
    if !torn { #expect(bench.charged() == world.spent, "\(name): budget that never comes back") }
    #expect(Ledger(replaying: bench.journal) == bench.station.ledger, "\(name): the journal tells another story")
  }

  /// The first payment, as the journal and the provider may know it.
  private func stores() -> (intent: Payment, prepared: Payment, open: OpenPayment) {
    let seller = Seller(gateway: .example(), key: .example(1))
    let order = PaymentOrder(
      id: OperationID(epoch: 7, number: 9), seller: seller, offer: .example(), steps: 3, limit: Sats(5),
      mayContactMint: false)
    let intent = Payment(order: order, reason: .initial, baseline: nil, begun: .start)
    var prepared = intent
    prepared.stage = .prepared
    prepared.gross = Sats(4)
    let token = PreparedPayment(id: order.id, gross: Sats(4), fee: Sats(1), fingerprint: Fingerprint(9))
    return (intent, prepared, OpenPayment(order: order, prepared: token))
  }

  private func start(_ payment: Payment?, _ open: OpenPayment?) -> Bench {
    var entries: [JournalEntry] = []
    if let payment {
      let line = BudgetLine(hour: 0, link: .wan, unit: .sat, charged: payment.gross)
      entries = [
        JournalEntry(at: .start, change: .charged(line)), JournalEntry(at: .start, change: .payment(payment)),
      ]
    }
    var bench = Bench(started: false)
    bench.holdsWallet = true
    let replay = JournalReplay(entries: entries)
    bench.send(.started(StartUp(epoch: 8, journal: replay, payments: open.map { [$0] } ?? [])))
    return bench
  }

  @Test("E1: an intent alone is void, and its budget comes back")
  func intentOnly() {
    let bench = start(stores().intent, nil)
    #expect(bench.payment == nil)
    #expect(bench.charged() == .zero)
    #expect(bench.forgotten == [stores().intent.id])
    #expect(bench.verdicts.isEmpty)
  }

  @Test("E1: what the provider alone knows is adopted as possibly delivered, and charged")
  func preparedOnly() {
    let bench = start(nil, stores().open)
    #expect(bench.payment?.money == .unknown)
    #expect(bench.payment?.service == .unknown)
    #expect(bench.payment?.mayHaveArrived == true)
    #expect(bench.charged(.wan) == Sats(4))
    #expect(bench.notes.contains(.paymentAdopted(stores().open.order.id)))
  }

  @Test("E1, C3: what both know goes on by C6; a budget charged with the limit is corrected to what was prepared")
  func both() {
    for payment in [stores().intent, stores().prepared] {
      let bench = start(payment, stores().open)
      #expect(bench.payment?.money == .unknown)
      #expect(bench.payment?.gross == Sats(4))
      #expect(bench.charged() == Sats(4))
      #expect(bench.station.deadline != nil)
    }
  }

  @Test(
    "E1: answered but not settled is settled again",
    arguments: [
      (Payment.Money.spent, Verdict.spent), (.releasing, .released), (.stranded, .takenBack), (.takingBack, .takenBack),
    ])
  func settledAgain(_ money: Payment.Money, _ verdict: Verdict) {
    var payment = stores().prepared
    payment.money = money
    payment.attempts = 1
    payment.service = money == .spent ? .granted(credit: 180_000) : .none
    let bench = start(payment, stores().open)
    #expect(bench.verdicts == [verdict])
  }

  @Test("E1, C7: a payment that was blind stays blind: it blocks nobody, and is exposed once")
  func blindStaysBlind() {
    var payment = stores().prepared
    payment.stage = .underway
    payment.attempts = 1
    payment.money = .unknown
    payment.service = .blind
    payment.mayHaveArrived = true
    let bench = start(payment, stores().open)
    #expect(bench.payment?.service == .blind)
    #expect(bench.payment?.blocksSeller == false)
    #expect(bench.station.ledger.exposed(.sat, at: bench.now) == .zero)
    #expect(bench.marks.isEmpty)
  }

  @Test("E1: a held token of the smallest size is its seller's next payment after a restart too")
  func held() {
    var payment = stores().prepared
    payment.order.steps = 1
    payment.attempts = 1
    payment.money = .held(since: .start)
    var bench = start(payment, stores().open)
    bench.send(.fundsChanged([.example]))
    bench.send(.linksChanged(.example))
    bench.live(10) { !$0.deliveries.isEmpty }
    #expect(bench.deliveries.map { $0.payment } == [payment.id])
  }
}
