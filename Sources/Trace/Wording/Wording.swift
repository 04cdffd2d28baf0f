package import TollGateCore

/// Says what the machine notes and decides in words for a person who meets the program for the first time: the timeline,
/// `why` and the logs all speak through it.
///
/// It lives here and not in Core, which decides and must stay small enough for any device, and not in the host, which the
/// simulator doesn't know. It needs no calendar: moments are told from `now` on ("in 8 s").
package struct Wording: Sendable {
  /// The moment of speaking.
  package var now: Instant
  /// What payments and sellers are about; names alone would say little. May know more than the machine still does.
  package var ledger: Ledger

  package init(now: Instant, ledger: Ledger = Ledger()) {
    self.now = now
    self.ledger = ledger
  }

  /// How much a line matters, for filters of logs and timelines.
  package enum Weight: UInt8, Hashable, Comparable, Sendable, CaseIterable {
    /// For those who look for a cause.
    case detail
    /// What an owner likes to know.
    case news
    /// What may need somebody.
    case trouble

    package static func < (a: Weight, b: Weight) -> Bool { a.rawValue < b.rawValue }
  }
}
