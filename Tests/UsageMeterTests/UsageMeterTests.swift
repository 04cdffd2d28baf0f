import Testing
import TollGateCore
import TollGateDriverContracts
import TollGateUsageMeters

@Suite("Usage meters of our own")
struct UsageMeterTests {
  @Test("D2: the clock meter keeps the laws of meters")
  func clockLaws() async {
    let violations = await Laws.usageMeter.check(within: .seconds(60)) { ClockBench() }
    #expect(violations == [])
  }

  @Test("D2: the counter meter keeps the laws of meters")
  func counterLaws() async {
    let violations = await Laws.usageMeter.check(within: .seconds(60)) { ScriptedCounters() }
    #expect(violations == [])
  }

  @Test("D2: the clock meter counts whole milliseconds from its own beginning, and never below zero")
  func clock() async throws {
    let clock = HandClock(at: .seconds(5))
    let meter = ClockUsageMeter(clock)
    let target = MeterTarget(kind: .clock, gateway: gateway, metric: .milliseconds)
    for (offset, count) in [(5_000_000, 0), (5_000_999, 0), (5_001_000, 1), (4_000_000, 0), (65_000_000, 60_000)] {
      clock.set(.microseconds(offset))
      #expect(try await meter.read(target) == .odometer(UInt64(count)))
    }
    clock.set(.seconds(Int64.max))
    #expect(try await meter.read(target) == .odometer(.max))
  }

  @Test("D2: the counter meter adds both directions, and differences stay right when the sum runs over")
  func counter() async throws {
    let counters = ScriptedCounters()
    let meter = CounterUsageMeter(counters)
    counters.set(.success(Counters(received: 3, sent: 4)))
    #expect(try await meter.read(counters.target) == .odometer(7))
    counters.set(.success(Counters(received: .max, sent: 5)))
    #expect(try await meter.read(counters.target) == .odometer(4))
  }

  static let failures: [(LinkFailure, MeterFailure)] = [
    (.unknownLink, .linkGone), (.cancelled, .cancelled), (.notPermitted, .unreadable), (.notSupported, .unreadable),
    (.broken(5), .unreadable),
  ]

  @Test("D3: counters that fail are no reading, each failure with its own reason", arguments: failures)
  func failing(_ failure: LinkFailure, _ expected: MeterFailure) async {
    let counters = ScriptedCounters()
    counters.set(.failure(failure))
    await #expect(throws: expected) { try await CounterUsageMeter(counters).read(counters.target) }
  }

  @Test("D2: a meter that is asked for another metric has no reading", arguments: [Metric.bytes, .milliseconds])
  func otherMetric(_ metric: Metric) async {
    let counters = ScriptedCounters()
    counters.set(.success(Counters(received: 1, sent: 1)))
    let target = MeterTarget(kind: .clock, gateway: gateway, metric: metric)
    if metric == .bytes {
      await #expect(throws: MeterFailure.unreadable) { try await ClockUsageMeter(HandClock()).read(target) }
    } else {
      await #expect(throws: MeterFailure.unreadable) { try await CounterUsageMeter(counters).read(target) }
    }
  }

  @Test("A10: a cancelled reading is cancelled, and asks nobody")
  func cancelled() async {
    let counters = ScriptedCounters()
    counters.set(.success(Counters(received: 1, sent: 1)))
    await withTaskGroup(of: Void.self) { group in
      group.cancelAll()
      group.addTask {
        await #expect(throws: MeterFailure.cancelled) { try await CounterUsageMeter(counters).read(counters.target) }
        let bench = ClockBench()
        await #expect(throws: MeterFailure.cancelled) { try await bench.make().read(bench.target) }
      }
    }
    #expect(counters.requests() == 0)
  }
}
