import Synchronization
import TollGateCore
import TollGateDriverContracts
import TollGateUsageMeters

let gateway = GatewayID(link: LinkName("tg0"), address: .v4(0xC000_0201), attachment: Attachment(1))

/// A clock that moves when it is told to.
final class HandClock: Clock {
  struct Instant: InstantProtocol {
    var offset: Duration
    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
  }

  private let time: Mutex<Instant>

  init(at offset: Duration = .zero) { time = Mutex(Instant(offset: offset)) }

  var now: Instant { time.withLock { $0 } }
  var minimumResolution: Duration { .nanoseconds(1) }
  func set(_ offset: Duration) { time.withLock { $0.offset = offset } }
  func sleep(until deadline: Instant, tolerance: Duration?) async throws { throw CancellationError() }
}

/// Time that passes as a law wants it.
struct ClockBench: UsageMeterBench {
  let clock = HandClock(at: .seconds(77))
  let target = MeterTarget(kind: .clock, gateway: gateway, metric: .milliseconds)
  let readings: [UsageReading] = [.odometer(0), .odometer(1), .odometer(1), .odometer(86_400_000)]
  let losses: [MeterLoss] = []

  func make() -> any UsageMeter { ClockUsageMeter(clock) }

  func show(_ reading: UsageReading) throws(BenchFailure) {
    guard case .odometer(let count) = reading else { throw BenchFailure("a clock shows \(reading)") }
    clock.set(.seconds(77) + .milliseconds(Int64(count)))
  }

  func lose(_ how: MeterLoss) throws(BenchFailure) { throw BenchFailure("a clock can't be \(how)") }
  func requests() -> Int { 0 }
}

/// Counters of a link that are what they are said to be.
final class ScriptedCounters: LinkCounters, UsageMeterBench {
  let target = MeterTarget(kind: .counter, gateway: gateway, metric: .bytes)
  let readings: [UsageReading] = [.odometer(7), .odometer(7), .odometer(1 << 40), .odometer(.max), .odometer(41)]
  let losses: [MeterLoss] = [.gone, .garbled]
  private let state = Mutex((counters: Result<Counters, LinkFailure>.failure(.unknownLink), requests: 0))

  func set(_ counters: Result<Counters, LinkFailure>) { state.withLock { $0.counters = counters } }

  @concurrent func counters(of link: LinkName) async throws(LinkFailure) -> Counters {
    guard link == gateway.link else { throw .unknownLink }
    return try state.withLock { state in
      state.requests += 1
      return state.counters
    }.get()
  }

  func make() -> any UsageMeter { CounterUsageMeter(self) }

  func show(_ reading: UsageReading) throws(BenchFailure) {
    guard case .odometer(let count) = reading else { throw BenchFailure("counters show \(reading)") }
    set(.success(Counters(received: count / 3, sent: count - count / 3)))
  }

  func lose(_ how: MeterLoss) throws(BenchFailure) {
    switch how {
    case .gone: set(.failure(.unknownLink))
    case .garbled: set(.failure(.broken(5)))
    case .silent: throw BenchFailure("counters are read from the kernel, which answers")
    }
  }

  func requests() -> Int { state.withLock { $0.requests } }
}
