import Testing
import TollGateCore

@Suite("the journal and the wallet's store") struct JournalHealthTests {
  private func failed(_ bench: inout Bench) {
    let waiting = bench.records
    bench.records.removeAll()
    for record in waiting { bench.answer(record.id, .recordFailed(.notDurable)) }
  }

  private func isCheckpoint(_ entries: [JournalEntry]) -> Bool {
    guard entries.count == 1, case .checkpoint = entries[0].change else { return false }
    return true
  }

  @Test("E5: what can't be recorded is not paid, and the gateway says why")
  func notPaid() {
    var bench = Bench()
    bench.holdsRecords = true
    bench.reachDelivery()
    failed(&bench)
    bench.live(3)
    #expect(bench.deliveryTimes.isEmpty)
    #expect(bench.reasons == [.journalNotWritable])
    #expect(bench.notes.contains(.journalFailed(.notDurable)))
  }

  @Test("E5: a session runs on while the journal can't be written")
  func sessionsRunOn() {
    var bench = Bench()
    bench.openSession()
    bench.holdsRecords = true
    bench.send(.linksChanged(.one() + .one(LinkName("lan2"))))
    bench.live(1)
    failed(&bench)
    bench.live(20, Answers(usage: .used(20_000, of: 60_000)))
    #expect(bench.session?.total == 60_000)
  }

  @Test("E4: after a failed record the whole ledger is written anew, again and again with growing waits")
  func rewrites() {
    var bench = Bench()
    bench.holdsRecords = true
    bench.reachDelivery()
    failed(&bench)
    var times: [Int64] = []
    for _ in 0..<6 {
      bench.live(100) { !$0.records.isEmpty }
      #expect(bench.records.count == 1)
      #expect(bench.records.allSatisfy { isCheckpoint($0.entries) })
      times.append(bench.now.nanoseconds / 1_000_000_000)
      failed(&bench)
    }
    let gaps = zip(times.dropFirst(), times).map { $0 - $1 }
    #expect(gaps.first.map { $0 <= 3 } == true, "\(gaps)")
    #expect((gaps.last ?? 0) >= 24 && gaps.allSatisfy { $0 <= 61 }, "\(gaps)")
  }

  @Test("E4: nothing that happens while the ledger is rewritten is lost")
  func changesMeanwhile() {
    var world = SmallWorld()
    var bench = world.restarted([], at: .start, epoch: 7)
    for _ in 0..<50 where bench.deliveries.isEmpty {
      if !world.serve(&bench) { bench.sync() }
    }
    while world.serve(&bench) {}
    failed(&bench)
    for second in 0..<20 {
      bench.pass(.seconds(1))
      while world.serve(&bench) {}
      if second == 10 { bench.send(.linksChanged(LinkTable())) }
    }
    #expect(bench.records.map { isCheckpoint($0.entries) } == [true])
    bench.sync()
    #expect(bench.records.count == 1)
    bench.sync()
    #expect(bench.session == nil && world.redeemed.count == 1)
    #expect(Ledger(replaying: bench.journal) == bench.station.ledger)
    #expect(bench.notes.contains(.journalRecovered))
  }

  @Test("E5: once the journal is whole again buying goes on")
  func goesOn() {
    var bench = Bench()
    bench.holdsRecords = true
    bench.reachDelivery()
    failed(&bench)
    bench.holdsRecords = false
    bench.live(20) { !$0.deliveries.isEmpty }
    #expect(bench.deliveries.count == 1)
  }

  @Test("E4: an answer that was begun before the failure and comes after it repairs nothing")
  func lateRecord() {
    var bench = Bench()
    bench.holdsRecords = true
    bench.send(.linksChanged(.example))
    bench.answerLook()
    bench.answerClarification()
    let waiting = bench.records
    #expect(waiting.count == 3)
    bench.records.removeAll()
    bench.answer(waiting[0].id, .recordFailed(.notWritable))
    for record in waiting.dropFirst() { bench.answer(record.id, .recorded) }
    #expect(bench.deliveries.isEmpty)
    #expect(bench.reasons == [.journalNotWritable])
  }

  @Test("E5: a wallet that can't be written stops buying, with its reason, and is tried again")
  func wallet() {
    var bench = Bench()
    bench.holdsWallet = true
    bench.reachDelivery()
    bench.answerFirst { if case .quote = $0 { .quoted([.none(.notWritable)]) } else { nil } }
    #expect(bench.reasons == [.walletNotWritable])
    #expect(bench.notes.contains(.walletFailed(.notWritable)))
    bench.live(7)
    #expect(bench.openQuotes.isEmpty)
    bench.live(60) { !$0.openQuotes.isEmpty }
    #expect(bench.openQuotes.count == 1)
  }

  @Test("E5, K7: the look that follows a broken wallet comes with the end of the wallet's own wait")
  func walletLook() {
    var bench = Bench()
    bench.holdsWallet = true
    bench.reachDelivery()
    for _ in 0..<8 {
      bench.answerFirst { if case .quote = $0 { .quoted([.none(.notWritable)]) } else { nil } }
      let waited = bench.live(200) { !$0.openQuotes.isEmpty }
      #expect(waited <= 61, "\(waited)")
    }
  }

  @Test("E4: a journal that has grown long is written anew as one ledger, and ends alike")
  func grownLong() {
    var bench = Bench()
    let number = Pace.entriesKept
    let entry = JournalEntry(
      at: .start, change: .charged(BudgetLine(hour: 0, link: .wan, unit: .sat, charged: Sats(3))))
    bench = Bench(started: false)
    let replay = JournalReplay(entries: Array(repeating: entry, count: number))
    bench.send(.started(StartUp(epoch: 7, journal: replay, payments: [])))
    bench.send(.fundsChanged([.example]))
    bench.reachDelivery()
    let checkpoints = bench.journal.filter { if case .checkpoint = $0.change { true } else { false } }
    #expect(checkpoints.count == 1)
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    let from = bench.journal.lastIndex { if case .checkpoint = $0.change { true } else { false } } ?? 0
    #expect(Ledger(replaying: Array(bench.journal[from...])) == bench.station.ledger)
    #expect(bench.charged() == Sats(4))
  }

  @Test("E4: a verdict waits until its evidence is in the journal")
  func verdictWaits() {
    var bench = Bench()
    bench.reachDelivery()
    bench.holdsRecords = true
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    #expect(bench.verdicts.isEmpty)
    bench.sync()
    #expect(bench.verdicts == [.spent])
    #expect(bench.forgotten.isEmpty)
    bench.sync()
    #expect(bench.forgotten.count == 1)
  }

  @Test(
    "E4, C4, K12: over random lives the journal tells what the ledger knows, and nothing spends before its record",
    arguments: 1...12)
  func randomLives(_ seed: UInt64) {
    var dice = Dice(seed: seed)
    var world = SmallWorld()
    world.fates = (0..<30).map { _ in SmallWorld.Fate.allCases[Int(dice.below(6))] }
    var bench = world.restarted([], at: .start, epoch: seed)
    var compared = 0
    for _ in 0..<400 {
      disturb(&bench, &world, &dice)
      for _ in 0..<dice.below(12) where !world.serve(&bench) { break }
      if dice.below(3) > 0 { bench.sync() }
      if bench.records.isEmpty, isWritable(bench) {
        compared += 1
        #expect(Ledger(replaying: bench.journal) == bench.station.ledger)
      }
      bench.pass(.milliseconds(Int64(dice.below(4000))))
      #expect(world.isWhole)
    }
    #expect(compared > 50)
    #expect(world.mistakes.isEmpty, "\(world.mistakes)")
    #expect(!world.redeemed.isEmpty)
  }

  private func isWritable(_ bench: Bench) -> Bool {
    let last = bench.notes.last {
      switch $0 {
      case .journalFailed, .journalRecovered: true
      default: false
      }
    }
    if case .journalFailed = last { return false }
    return true
  }

  private func disturb(_ bench: inout Bench, _ world: inout SmallWorld, _ dice: inout Dice) {
    switch dice.below(40) {
    case 0: failed(&bench)
    case 1: bench.send(.linksChanged(LinkTable()))
    case 2...4: bench.send(.linksChanged(.one(attachment: dice.below(3))))
    case 5: bench.send(.commanded(.resume(nil)))
    case 6: bench.send(.commanded(.probeNow))
    case 7: world.mintAnswers = dice.below(4) > 0
    case 8: world.offer = .selling(key: 1 + dice.below(2), id: dice.below(9))
    case 9: bench.send(.policyChanged(.example))
    default: break
    }
  }
}
