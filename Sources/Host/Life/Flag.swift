import Synchronization

/// Once set, it stays so.
final class Flag: Sendable {
  private let value = Atomic(false)

  func set() { value.store(true, ordering: .releasing) }
  var isSet: Bool { value.load(ordering: .acquiring) }
}

/// Counts from 1.
package final class Counter: Sendable {
  private let value = Atomic(0)

  package init() {}
  package func next() -> Int { value.add(1, ordering: .relaxed).newValue }
}
