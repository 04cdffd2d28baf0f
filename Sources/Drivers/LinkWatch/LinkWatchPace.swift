public import TollGateCore

/// How patient a watch over links is.
public struct LinkWatchPace: Hashable, Sendable {
  /// How long two sources may differ before it means something: what one knows already, the other is about to hear.
  public var settling: Interval
  /// How long a source that has begun may take to its first table.
  public var patience: Interval
  /// The same for its very first one, before it is given up: a large table on a slow machine takes its time.
  public var firstPatience: Interval
  /// The first wait before a source that ended is begun again, doubled each time up to the longest.
  public var firstWait: Interval
  public var longestWait: Interval

  public init(
    settling: Interval = .milliseconds(250), patience: Interval = .seconds(2),
    firstPatience: Interval = .seconds(10), firstWait: Interval = .seconds(1), longestWait: Interval = .minutes(1)
  ) {
    self.settling = settling
    self.patience = patience
    self.firstPatience = firstPatience
    self.firstWait = firstWait
    self.longestWait = longestWait
  }

  /// The wait before the given attempt; there is none before the first.
  func wait(beforeAttempt attempt: Int) -> Interval {
    guard attempt > 0 else { return .zero }
    return min(firstWait * (1 << Int64(min(attempt - 1, 20))), longestWait)
  }
}
