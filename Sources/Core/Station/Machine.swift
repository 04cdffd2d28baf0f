/// The shape of everything that decides: events go in with the time, effects come out, `deadline` says when to wake it.
///
/// The host's loop, the recorder, replay and the World are generic over it (design §2).
public protocol Machine: Sendable {
  associatedtype Event: Hashable & Sendable
  associatedtype Effect: Hashable & Sendable
  mutating func handle(_ event: Event, at now: Instant) -> [Effect]
  var deadline: Instant? { get }
}
