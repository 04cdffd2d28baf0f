/// The machine that decides about money and time. A plain value: it can be forked, compared and replayed.
public struct Station: Machine, Hashable {
  public internal(set) var policy: Policy
  /// Everything that survives a crash.
  public internal(set) var ledger = Ledger()

  public init(policy: Policy, seed: UInt64) {
    self.policy = policy
  }

  /// Total: whatever event meets whatever state, it neither throws nor traps (design §2.1).
  public mutating func handle(_ event: Event, at now: Instant) -> [Effect] { [] }

  /// When the machine must be woken, if nothing happens before. Later than the last event, or nil.
  public var deadline: Instant? { nil }
}
