import Testing
import TollGateCore

@testable import TollGateSimulation

@Suite("The journal model keeps what was synced, and only that for certain")
struct JournalModelTests {
  private func entry(_ hour: Int64) -> JournalEntry {
    let line = BudgetLine(hour: hour, link: nil, unit: .sat, charged: Sats(1))
    return JournalEntry(at: Scenery.at(hour), change: .charged(line))
  }

  private func id(_ number: UInt64) -> OperationID { OperationID(epoch: 1, number: number) }

  @Test("E4: a loss of power keeps a prefix of what was on its way, and never loses what was recorded")
  func prefixes() {
    var lengths: Set<Int> = []
    for seed in 0..<40 as Range<UInt64> {
      var dice = Dice(seed: seed)
      var journal = JournalModel()
      _ = journal.begin(id(1), [entry(1)], now: .start, sync: .milliseconds(3))
      #expect(journal.end(id(1), now: Scenery.at(1)) == .recorded)
      _ = journal.begin(id(2), [entry(2), entry(3)], now: Scenery.at(1), sync: .milliseconds(3))
      _ = journal.begin(id(3), [entry(4)], now: Scenery.at(1), sync: .milliseconds(3))
      journal.crash(losesPower: true, dice: &dice)
      let replay = journal.replay()
      #expect(replay.entries == [entry(1), entry(2), entry(3), entry(4)].prefix(replay.entries.count).map { $0 })
      #expect(!replay.entries.isEmpty)
      lengths.insert(replay.entries.count)
    }
    // The second record has two entries: they come together or not at all.
    #expect(lengths == [1, 3, 4])
  }

  @Test("E4: after a failed sync nothing counts until everything is written anew")
  func failedSync() {
    var journal = JournalModel()
    journal.syncFails = true
    _ = journal.begin(id(1), [entry(1)], now: .start, sync: .zero)
    #expect(journal.end(id(1), now: .start) == .recordFailed(.notDurable))
    _ = journal.begin(id(2), [entry(2)], now: .start, sync: .zero)
    #expect(journal.end(id(2), now: .start) == .recordFailed(.notDurable))
    let checkpoint = JournalEntry(at: Scenery.at(3), change: .checkpoint(Ledger()))
    _ = journal.begin(id(3), [checkpoint], now: .start, sync: .zero)
    #expect(journal.end(id(3), now: .start) == .recorded)
    #expect(journal.replay().entries == [checkpoint])
  }

  @Test("writes end in the order in which they began")
  func order() {
    var journal = JournalModel()
    journal.slow = .seconds(2)
    journal.slowUntil = Scenery.at(1)
    let first = journal.begin(id(1), [entry(1)], now: .start, sync: .milliseconds(1))
    let second = journal.begin(id(2), [entry(2)], now: Scenery.at(1), sync: .milliseconds(1))
    #expect(second > first)
  }
}
