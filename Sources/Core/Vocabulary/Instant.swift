/// A length of time. Ours, because `Duration` computes in 128 bits and the reducer compares times on every event.
public struct Interval: Hashable, Comparable, Sendable {
  public var nanoseconds: Int64

  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  public static let zero = Interval(nanoseconds: 0)
  public static func milliseconds(_ count: Int64) -> Interval { Interval(nanoseconds: saturate(count, 1_000_000)) }
  public static func seconds(_ count: Int64) -> Interval { Interval(nanoseconds: saturate(count, 1_000_000_000)) }
  public static func minutes(_ count: Int64) -> Interval { seconds(saturate(count, 60)) }
  public static func hours(_ count: Int64) -> Interval { seconds(saturate(count, 3600)) }
  public static func days(_ count: Int64) -> Interval { hours(saturate(count, 24)) }

  /// Whole seconds, rounded down.
  public var wholeSeconds: Int64 { nanoseconds / 1_000_000_000 }
  public var wholeMilliseconds: Int64 { nanoseconds / 1_000_000 }

  public static func < (a: Interval, b: Interval) -> Bool { a.nanoseconds < b.nanoseconds }
  public static func + (a: Interval, b: Interval) -> Interval {
    let (sum, overflow) = a.nanoseconds.addingReportingOverflow(b.nanoseconds)
    return Interval(nanoseconds: overflow ? (b.nanoseconds > 0 ? .max : .min) : sum)
  }
  public static func - (a: Interval, b: Interval) -> Interval {
    let (difference, overflow) = a.nanoseconds.subtractingReportingOverflow(b.nanoseconds)
    return Interval(nanoseconds: overflow ? (b.nanoseconds > 0 ? .min : .max) : difference)
  }
  public static func * (a: Interval, factor: Int64) -> Interval {
    Interval(nanoseconds: saturate(a.nanoseconds, factor))
  }
  public static func / (a: Interval, divisor: Int64) -> Interval { Interval(nanoseconds: a.nanoseconds / divisor) }

  private static func saturate(_ a: Int64, _ b: Int64) -> Int64 {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? ((a < 0) == (b < 0) ? .max : .min) : product
  }
}

/// A moment of the machine's own time (E6): it never jumps and goes on from the last durable moment after a restart.
public struct Instant: Hashable, Comparable, Sendable {
  public var nanoseconds: Int64

  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  public static let start = Instant(nanoseconds: 0)
  /// Later than everything: "not before something else happens".
  public static let never = Instant(nanoseconds: .max)

  public static func < (a: Instant, b: Instant) -> Bool { a.nanoseconds < b.nanoseconds }
  public static func + (a: Instant, b: Interval) -> Instant {
    Instant(nanoseconds: (Interval(nanoseconds: a.nanoseconds) + b).nanoseconds)
  }
  public static func - (a: Instant, b: Interval) -> Instant {
    Instant(nanoseconds: (Interval(nanoseconds: a.nanoseconds) - b).nanoseconds)
  }
  public static func - (a: Instant, b: Instant) -> Interval {
    Interval(nanoseconds: a.nanoseconds) - Interval(nanoseconds: b.nanoseconds)
  }

  /// Since when this many whole hours of running time have passed; budgets are kept by such hours (C3).
  public var hour: Int64 { nanoseconds / Interval.hours(1).nanoseconds }
}

/// What the calendar says, and whether anybody vouches for it. Nothing that spends may depend on it (E6).
public struct WallTime: Hashable, Sendable {
  public var seconds: Int64
  public var synchronised: Bool

  public init(seconds: Int64, synchronised: Bool) {
    self.seconds = seconds
    self.synchronised = synchronised
  }
}
