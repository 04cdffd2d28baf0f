/// How far an allotment is used: the newest reading, counted on at its rate.
struct Gauge: Hashable, Sendable {
  /// The newest reading, or what a grant promised.
  var used: UInt64
  var total: UInt64
  var readAt: Instant
  /// Units a second, as measured; for time it is known.
  var rate: UInt64

  /// Used at a moment, counted on from the newest reading at the measured rate.
  func used(at now: Instant) -> UInt64 {
    let nanoseconds = UInt64(max((now - readAt).nanoseconds, 0))
    let (product, overflow) = (nanoseconds / 1_000_000).multipliedReportingOverflow(by: rate)
    let (sum, over) = used.addingReportingOverflow(product / 1000)
    return overflow || over ? .max : sum
  }

  func left(at now: Instant) -> UInt64 {
    let used = used(at: now)
    return used < total ? total - used : 0
  }

  /// When `units` more will have been used; nil at no rate.
  func moment(using units: UInt64) -> Instant? {
    guard units > 0 else { return readAt }
    guard rate > 0 else { return nil }
    let (product, overflow) = units.multipliedReportingOverflow(by: 1000)
    let milliseconds = overflow ? UInt64.max : product / rate
    guard milliseconds < UInt64(Int64.max / 2_000_000) else { return nil }
    return readAt + .milliseconds(Int64(milliseconds))
  }

  /// When the allotment ends.
  var ends: Instant? { moment(using: used < total ? total - used : 0) }

  /// Half or more is left: no renewal yet, whatever anybody predicts (D4, K13).
  func isHalfLeft(at now: Instant) -> Bool { left(at: now) >= total - total / 2 }

  /// When a renewal begins: `lead` before the end, or when no more than `margin` is left, but only in the second half.
  func renews(lead: Interval, margin: UInt64) -> Instant? {
    let left = used < total ? total - used : 0
    let half = total - total / 2
    // One unit more than half must be gone before less than half is left.
    guard let earliest = moment(using: left >= half ? left - half + 1 : 0) else { return nil }
    let predicted = ends.map { $0 - lead } ?? .never
    let marginal = moment(using: left > margin ? left - margin : 0) ?? .never
    return max(earliest, min(predicted, marginal))
  }

  mutating func move(to newUsed: UInt64, at now: Instant, _ metric: Metric) {
    measure(from: used, at: readAt, to: newUsed, at: now, metric)
    used = newUsed
    readAt = now
  }

  /// Measures the rate between two readings; time runs at its own.
  mutating func measure(
    from oldUsed: UInt64, at then: Instant, to newUsed: UInt64, at now: Instant, _ metric: Metric
  ) {
    let elapsed = UInt64(max((now - then).wholeMilliseconds, 0))
    guard metric != .milliseconds, newUsed >= oldUsed, elapsed >= 500 else { return }
    let (product, overflow) = (newUsed - oldUsed).multipliedReportingOverflow(by: 1000)
    rate = max(overflow ? .max : product / elapsed, rate - rate / 4)
  }
}
