import Synchronization

/// Once set, it stays so.
final class Flag: Sendable {
  private let value = Atomic(false)

  func set() { value.store(true, ordering: .releasing) }
  var isSet: Bool { value.load(ordering: .acquiring) }
}
