package import TollGateCore

/// A fault and its moment.
package struct Scheduled: Hashable, Sendable {
  package var at: Instant
  package var fault: Fault

  package init(at: Instant, _ fault: Fault) {
    self.at = at
    self.fault = fault
  }
}

/// A whole simulated life as data: where it begins, what happens to it, how long it lasts. Removing entries shrinks it.
package struct Script: Hashable, Sendable {
  package var seed: UInt64
  package var setup: Setup
  package var faults: [Scheduled]
  package var until: Instant

  package init(seed: UInt64, setup: Setup, faults: [Scheduled] = [], until: Instant = .start + .minutes(30)) {
    self.seed = seed
    self.setup = setup
    self.faults = faults
    self.until = until
  }
}
