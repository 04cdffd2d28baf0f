package import TollGateCore

/// One event that the machine handled, and what it asked for.
package struct Step: Sendable {
  package var index: UInt64
  /// In the world's time, which never stands still.
  package var at: Instant
  /// In the machine's time (E6): what it was told.
  package var machineAt: Instant
  package var event: Event
  package var effects: [Effect]
}

/// Looks at every step: the oracle, the recorder, the timeline. It must not change the world.
package protocol Observer {
  /// Called after the effects of the step were begun.
  mutating func saw(_ step: Step, in world: borrowing World)
}

/// Sees nothing.
package struct NoObserver: Observer {
  package init() {}
  package mutating func saw(_ step: Step, in world: borrowing World) {}
}

/// Whatever may sit in the station's chair: the station, a rival's policy to compare with, a test's own script.
package protocol Pilot: Sendable {
  mutating func handle(_ event: Event, at now: Instant) -> [Effect]
  var deadline: Instant? { get }
}

extension Station: Pilot {}

/// How to make another pilot at every start.
package typealias PilotMaker = @Sendable (_ policy: Policy, _ seed: UInt64) -> any Pilot

/// Work that the machine has asked for and not been answered.
package struct OpenOperation: Hashable, Sendable {
  package var id: OperationID
  package var begun: Instant
  package var work: Work

  /// What it is about, as far as the oracle asks (K8).
  package enum Work: Hashable, Sendable {
    case look(GatewayID), clarify(GatewayID), register(GatewayID)
    case meter(MeterTarget)
    case delivery(payment: OperationID, Seller)
    case egress(LinkName)
    case provider(payment: OperationID?)
    case chore
    case record
  }
}
