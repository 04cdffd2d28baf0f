import TollGateCore

/// Those who are told of funds, each at once: what is to be recovered is known before the call that it was left from fails.
struct FundsWatchers {
  private var watchers: [UInt64: @Sendable ([Funds]) -> Void] = [:]
  private var last: UInt64 = 0

  /// The first word is what there is now.
  mutating func add(_ deliver: @escaping @Sendable ([Funds]) -> Void, _ funds: [Funds]) -> UInt64 {
    last += 1
    watchers[last] = deliver
    deliver(funds)
    return last
  }

  mutating func remove(_ watcher: UInt64) { watchers[watcher] = nil }

  func tell(_ funds: [Funds]) {
    for deliver in watchers.values { deliver(funds) }
  }

  static func untilCancelled() async {
    for await _ in AsyncStream<Void>.makeStream().stream {}
  }
}
