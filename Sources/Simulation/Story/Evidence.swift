package import TollGateCore

/// What was seen in one scene: notes of the machine, and what the books of gateways and mints gained meanwhile.
package struct Evidence: Sendable {
  package var from: Instant
  package var to: Instant
  package var notes: [Note] = []
  package var effects: [Effect] = []
  package var takings: [Taking] = []
  package var credits: [Credit] = []
  package var arrivals: [Arrival] = []
  package var gap = Interval.zero
  /// Open sessions at the end of the scene.
  package var sessions: [SessionView] = []
  package var gateways: [GatewayView] = []
  package var isOnline = false

  package func count(_ matches: (Note) -> Bool) -> Int { notes.count(where: matches) }
  package func has(_ matches: (Note) -> Bool) -> Bool { notes.contains(where: matches) }

  /// Purchases begun for this reason.
  package func begun(_ reason: PurchaseReason) -> Int {
    count { if case .purchaseBegun(_, reason, _, _, _) = $0 { true } else { false } }
  }

  /// Everything that was begun to be paid, in order.
  package var amounts: [Sats] {
    notes.compactMap { if case .purchaseBegun(_, _, _, _, let gross) = $0 { gross } else { nil } }
  }

  /// No token was redeemed twice, and no service bought twice with it.
  package var nothingPaidTwice: Bool {
    let paid = takings.map(\.payment)
    let served = credits.compactMap(\.payment)
    return Set(paid).count == paid.count && Set(served).count == served.count
  }
}

/// Something that a scene claims, and the test of it against what was seen.
package struct Claim: Sendable {
  package var words: String
  package var holds: @Sendable (Evidence) -> Bool

  package init(_ words: String, _ holds: @escaping @Sendable (Evidence) -> Bool) {
    self.words = words
    self.holds = holds
  }
}

/// A stretch of the day: what is about to happen, and what must have come true at its end.
package struct Scene: Sendable {
  package var title: String
  package var words: String
  package var until: Instant
  package var faults: [Scheduled]
  package var claims: [Claim]
  /// More lines than these are summed up in one.
  package var lines: Int

  package init(
    _ title: String, _ words: String, until: Instant, faults: [Scheduled] = [], lines: Int = 9, claims: [Claim]
  ) {
    self.title = title
    self.words = words
    self.until = until
    self.faults = faults
    self.lines = lines
    self.claims = claims
  }
}
