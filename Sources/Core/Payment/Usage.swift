/// One answer of a meter. A gateway knows the allotment; our own meters only count (D2).
public enum UsageReading: Hashable, Sendable {
  /// `used` above `total` is a reading too: exhausted (D3).
  case usage(used: UInt64, total: UInt64)
  /// `n/0` and `-1/-1`.
  case noSession
  /// A counter that starts anywhere and only grows; differences count.
  case odometer(UInt64)
}

/// Why a meter gave no reading. No reading is never zero (D3).
public enum MeterFailure: Error, Hashable, Sendable {
  case unreachable(ReachFailure)
  case unreadable
  case linkGone
  case cancelled
}

/// A reading, or why there is none: an event carries answers as values.
public enum UsageAnswer: Hashable, Sendable {
  case reading(UsageReading)
  case nothing(MeterFailure)
}

/// The kinds of meter that a policy chooses from (D2).
public enum MeterKind: UInt8, Hashable, Sendable, CaseIterable {
  case gateway, clock, counter
}

/// Which meter to read, and where.
public struct MeterTarget: Hashable, Sendable {
  public var kind: MeterKind
  public var gateway: GatewayID
  public var metric: Metric

  public init(kind: MeterKind, gateway: GatewayID, metric: Metric) {
    self.kind = kind
    self.gateway = gateway
    self.metric = metric
  }
}

/// Where the usage stood when an intent was written: growth is measured from here (C6).
public struct Baseline: Hashable, Sendable {
  public var used: UInt64
  public var total: UInt64
  public var at: Instant

  public init(used: UInt64, total: UInt64, at: Instant) {
    self.used = used
    self.total = total
    self.at = at
  }

  /// An allotment that had run out gives nothing to what is bought after it.
  public var ranOut: Bool { used >= total }
}
