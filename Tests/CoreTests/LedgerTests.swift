import Testing
import TollGateCore

@Suite("what the ledger keeps") struct LedgerTests {
  private func record(_ key: UInt64, seen: Int64) -> SellerRecord {
    SellerRecord(id: .example(key), lastSeen: .start + .seconds(seen))
  }

  private func keep(_ record: SellerRecord) -> JournalEntry { JournalEntry(at: .start, change: .seller(record)) }

  @Test("C7: a crowd of new keys washes away no stop, no refusal, no open session and no allotment", arguments: 0..<4)
  func crowd(held: Int) {
    var important = record(0, seen: 0)
    switch held {
    case 0: important.run = 2
    case 1: important.refusal = SellerRefusal(code: .invalidToken, advertisement: .example(1))
    case 2: important.stretch = Stretch(gateway: .example(), offer: .example(), begun: .start, total: 1)
    default: important.lastAllotment = AllotmentMemory(metric: .bytes, total: 1, at: .start)
    }
    let crowd = (1...UInt64(Pace.sellersKept + 10)).map { keep(record($0, seen: Int64($0))) }
    let ledger = Ledger(replaying: [keep(important)] + crowd)
    #expect(ledger.sellers.count == Pace.sellersKept)
    #expect(ledger.seller(.example(0)) == important)
    #expect(ledger.seller(.example(1)) == nil)
  }

  @Test("C7: where every seller matters, the one not seen for longest goes")
  func allMatter() {
    let stopped = (1...UInt64(Pace.sellersKept + 1)).map { key in
      var stopped = record(key, seen: Int64(key))
      stopped.run = 2
      return keep(stopped)
    }
    let ledger = Ledger(replaying: stopped)
    #expect(ledger.sellers.count == Pace.sellersKept)
    #expect(ledger.seller(.example(1)) == nil)
  }
}
