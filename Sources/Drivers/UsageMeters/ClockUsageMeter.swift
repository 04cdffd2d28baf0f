public import TollGateCore

/// Counts milliseconds by a clock that it is given, from its own beginning on (D2). It asks nobody and can't be lost.
public struct ClockUsageMeter<Time: Clock>: UsageMeter where Time.Duration == Duration {
  private let clock: Time
  private let begun: Time.Instant

  /// The clock should go on while the machine sleeps, as the gateway's does: `ContinuousClock`.
  public init(_ clock: Time) {
    self.clock = clock
    begun = clock.now
  }

  @concurrent public func read(_ target: MeterTarget) async throws(MeterFailure) -> UsageReading {
    guard target.metric == .milliseconds else { throw .unreadable }
    guard !Task.isCancelled else { throw .cancelled }
    let (seconds, attoseconds) = begun.duration(to: clock.now).components
    // Half a million millennia overflow the product: then it stands still.
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    guard !overflow else { return .odometer(.max) }
    return .odometer(UInt64(clamping: whole + attoseconds / 1_000_000_000_000_000))
  }
}
