/// So many requests per minute for each address, and as many at once: a bucket that fills by itself.
struct RateLimit: Hashable, Sendable {
  private struct Bucket: Hashable, Sendable {
    var level: Double
    var seenAt: CalendarMoment
  }

  /// The reference never forgets an address; here nobody fills the memory with them.
  private static let most = 4096
  private var buckets: [String: Bucket] = [:]

  /// How many it remembers.
  var addresses: Int { buckets.count }

  mutating func admits(_ address: String, perMinute: UInt64, at now: CalendarMoment) -> Bool {
    if buckets.count >= RateLimit.most { forgetFull(perMinute, now) }
    let full = Double(perMinute)
    let bucket = buckets[address] ?? Bucket(level: full, seenAt: now)
    let level = RateLimit.level(bucket, full, now)
    buckets[address] = Bucket(level: level >= 1 ? level - 1 : level, seenAt: max(now, bucket.seenAt))
    return level >= 1
  }

  /// A bucket that is full again says nothing.
  private mutating func forgetFull(_ perMinute: UInt64, _ now: CalendarMoment) {
    buckets = buckets.filter { RateLimit.level($0.value, Double(perMinute), now) < Double(perMinute) }
    if buckets.count >= RateLimit.most { buckets = [:] }
  }

  private static func level(_ bucket: Bucket, _ full: Double, _ now: CalendarMoment) -> Double {
    let (passed, isTooLong) = now.nanoseconds.subtractingReportingOverflow(bucket.seenAt.nanoseconds)
    guard !isTooLong else { return full }
    return min(full, bucket.level + max(Double(passed), 0) / 60e9 * full)
  }
}
