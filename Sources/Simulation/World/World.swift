package import TollGateCore

/// A device, its links, gateways and mints in virtual time. The same script gives the same life in every process (K10).
package struct World: Sendable {
  /// The world's time; it goes on while the device is down.
  package internal(set) var now = Instant.start
  package internal(set) var station: Station
  /// Sits in the station's chair, if there is one.
  package internal(set) var substitute: (any Pilot)?
  package internal(set) var policy: Policy
  package internal(set) var books = Books()
  package internal(set) var operations: [OpenOperation] = []
  package internal(set) var steps: UInt64 = 0
  /// The process runs.
  package internal(set) var isUp = false
  package let script: Script

  package init(_ script: Script, pilot: PilotMaker? = nil) {
    self.script = script
    policy = script.setup.policy
    station = Station(policy: script.setup.policy, seed: script.seed)
    substitute = pilot?(script.setup.policy, script.seed)
  }

  /// A random setup with random faults.
  package init(seed: UInt64) { self.init(Script.random(seed: seed)) }

  /// The machine's own time: it goes on from the last durable moment after each start (E6).
  package var machineNow: Instant { now }

  /// Handles one event, and returns it; `nil` when nothing is left before `limit`, which is then the time.
  package mutating func step(until limit: Instant) -> Step? {
    now = max(now, limit)
    return nil
  }

  package mutating func run(until limit: Instant) {
    var nobody = NoObserver()
    run(until: limit, observer: &nobody)
  }

  package mutating func run(until limit: Instant, observer: inout some Observer) {
    while let step = step(until: limit) { observer.saw(step, in: self) }
  }

  /// The whole script.
  package mutating func run(observer: inout some Observer) { run(until: script.until, observer: &observer) }
}

extension World {
  /// Whether the device can reach this mint at this moment: by a free uplink, or through a gate that is open.
  package func reaches(mint index: Int) -> Bool { false }
  /// Which link carries, and by which gateway (an index), if it is one that sells.
  package func carries(_ link: LinkName) -> Bool { false }
  /// What became of a token, by the books of its mint.
  package func fate(of payment: OperationID) -> TokenFate { TokenFate() }
  /// When the last fault that has begun is over; `nil` when it never ends by itself.
  package var troubledUntil: Instant? { nil }
}
