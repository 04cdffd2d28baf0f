public import TollGateCore

/// A world of links that can be rearranged. Real benches use a network namespace.
public protocol LinkSourceBench: Bench {
  /// A new driver that watches this world.
  func make() async throws(BenchFailure) -> any LinkSource
  /// Makes the world look like this picture. Links are told apart by name; indexes, MACs and attachments of a picture
  /// don't count. A link that is in one picture and not in the next is destroyed.
  func change(to picture: LinkTable) async throws(BenchFailure)
}

/// A link that carries bytes when told to.
public protocol LinkCountersBench: Bench {
  func make() async throws(BenchFailure) -> any LinkCounters
  /// A link that exists until it is removed.
  var link: LinkName { get }
  /// A link that never existed.
  var missing: LinkName { get }
  /// Lets the link carry at least so many bytes each way, and not twice as many.
  func carry(received: UInt64, sent: UInt64) async throws(BenchFailure)
  func remove() async throws(BenchFailure)
}
