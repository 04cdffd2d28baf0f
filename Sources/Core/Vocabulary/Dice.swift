/// The machine's own source of chance, kept in its state so that a replay draws the same numbers.
public struct Dice: Hashable, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  /// SplitMix64: every seed gives a full-period sequence.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number below `bound`; 0 for an empty range.
  public mutating func below(_ bound: UInt64) -> UInt64 { bound == 0 ? 0 : next() % bound }

  /// What a snapshot must keep to go on with the same sequence.
  public var saved: UInt64 { state }
}

/// Waits that double up to a ceiling, shortened by up to a fifth so that devices don't march in step (B4).
public struct Backoff: Hashable, Sendable {
  public private(set) var failures: UInt8 = 0

  public init(failures: UInt8 = 0) { self.failures = failures }

  public mutating func reset() { failures = 0 }

  /// The next wait: `first`, twice that, … never above `ceiling`.
  public mutating func next(first: Interval, ceiling: Interval, dice: inout Dice) -> Interval {
    let doubled = first * (1 << Int64(min(failures, 20)))
    if failures < .max { failures += 1 }
    let wait = min(doubled, ceiling)
    let cut = dice.below(UInt64(max(wait.nanoseconds / 5, 0)))
    return wait - Interval(nanoseconds: Int64(cut))
  }
}

/// At most so many in a rolling stretch of time; remembers when the last ones began.
public struct RequestWindow: Hashable, Sendable {
  public private(set) var begun: [Instant] = []

  public init(begun: [Instant] = []) { self.begun = begun }

  public mutating func note(_ now: Instant, keeping span: Interval) {
    begun.removeAll { now - $0 >= span }
    begun.append(now)
  }

  /// One that was noted then, and after all did not begin.
  public mutating func takeBack(_ then: Instant) {
    if let index = begun.lastIndex(of: then) { begun.remove(at: index) }
  }

  /// When one more may begin: `now` if there is room, else when the oldest that counts leaves the stretch.
  public func next(_ now: Instant, limit: Int, within span: Interval) -> Instant {
    let recent = begun.count(where: { now - $0 < span })
    guard recent >= limit, limit > 0 else { return now }
    return begun[begun.count - limit] + span
  }
}
