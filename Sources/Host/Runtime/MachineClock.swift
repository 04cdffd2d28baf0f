package import TollGateCore
import TollGateLinux

/// The machine's time: it goes on from the last durable moment, and while the computer sleeps (E6).
package struct MachineClock: Sendable {
  private let origin: Instant
  private let begun: Int64

  package init(from origin: Instant) {
    self.origin = origin
    begun = Uptime.nanoseconds
  }

  package var now: Instant { origin + Interval(nanoseconds: Uptime.nanoseconds - begun) }
}
