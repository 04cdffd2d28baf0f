import Synchronization
import Testing
import TollGateCore
import TollGateDriverContracts

@Suite("I2: the kit itself", .timeLimit(.minutes(1)))
struct KitTests {
  @Test("I2: a driver that never answers is a violation that says where, within real time")
  func hung() async throws {
    let law = try #require(Laws.egressProbe.first { $0.name == EgressFlaw.endless.rawValue })
    let violations = await law.check(within: Patience(.milliseconds(20))) { PlayedHost(.endless, Stall()) }
    #expect(violations.map(\.expected) == ["an end within the limit"])
    #expect(violations.map(\.seen) == ["it hung at: knocking"])
  }

  @Test("I2: a bench that can't work proves nothing, and that is a violation")
  func brokenBench() async throws {
    let violations = await Laws.journal.check(within: .seconds(60)) { () throws(BenchFailure) -> any JournalBench in
      throw BenchFailure("no room for a disk")
    }
    #expect(violations.map(\.law) == Laws.journal.map(\.name))
    #expect(violations.allSatisfy { $0.seen.contains("no room for a disk") })
  }

  @Test("I2: every law gets a bench of its own, which is closed behind it")
  func benches() async {
    let opened = Counter()
    let closed = Counter()
    _ = await Laws.linkCounters.check(within: .seconds(60)) {
      opened.increment()
      return ClosingCounters(closed)
    }
    #expect(opened.value == Laws.linkCounters.count)
    #expect(closed.value == Laws.linkCounters.count)
  }

  @Test("I2: a violation reads as a sentence")
  func sentence() {
    let violation = Violation(law: "a knock is one knock", expected: "1", seen: "it was 2")
    #expect("\(violation)" == "a knock is one knock: expected 1, but it was 2")
  }

  @Test("I2: no two laws of a port have one name, and each names a number of the spec")
  func names() {
    let names = [
      Laws.linkSource.map(\.name), Laws.linkCounters.map(\.name), Laws.gatewayProber.map(\.name),
      Laws.paymentCourier.map(\.name), Laws.egressProbe.map(\.name), Laws.usageMeter.map(\.name),
      Laws.journal.map(\.name), Laws.paymentProvider.map(\.name),
    ]
    for list in names { #expect(Set(list).count == list.count) }
  }
}

private final class Counter: Sendable {
  private let count = Mutex(0)
  var value: Int { count.withLock { $0 } }
  func increment() { count.withLock { $0 += 1 } }
}

private struct ClosingCounters: LinkCountersBench {
  let inner = PaintedCounters()
  let closed: Counter

  init(_ closed: Counter) { self.closed = closed }

  var link: LinkName { inner.link }
  var missing: LinkName { inner.missing }
  func make() -> any LinkCounters { inner }
  func carry(received: UInt64, sent: UInt64) { inner.carry(received: received, sent: sent) }
  func remove() { inner.remove() }
  func close() async { closed.increment() }
}
