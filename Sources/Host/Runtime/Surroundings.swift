package import TollGateCore

/// The world around a machine: it carries the machine's effects out, and tells what comes of them.
package protocol Surroundings: Sendable {
  associatedtype Subject: Machine

  /// Called on the loop, in the order of the effects, and never waits. What takes time is handed back, and is run beside
  /// the loop.
  func carry(
    _ effect: Subject.Effect, _ post: @escaping @Sendable (Subject.Event) -> Void
  ) -> (@Sendable () async -> Void)?
}
