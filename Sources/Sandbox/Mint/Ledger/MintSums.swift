/// What a mint has taken and given in one unit. Wide numbers: what is swapped to and fro adds up beyond any amount.
package struct MintSums: Hashable, Sendable {
  /// Signed for quotes that were paid.
  package var issued: UInt128 = 0
  /// All that was signed: for quotes, in swaps, as change.
  package var signed: UInt128 = 0
  /// All inputs that were taken.
  package var spent: UInt128 = 0
  /// Kept of inputs (NUT-02).
  package var fees: UInt128 = 0
  /// Paid for invoices, with what their way took.
  package var paidOut: UInt128 = 0
  /// Change of melts for which there were too few outputs.
  package var kept: UInt128 = 0

  package init() {}

  package init(
    issued: UInt64 = 0, fees: UInt64 = 0, paidOut: UInt64 = 0, kept: UInt64 = 0
  ) {
    self.issued = UInt128(issued)
    self.fees = UInt128(fees)
    self.paidOut = UInt128(paidOut)
    self.kept = UInt128(kept)
  }

  /// What wallets hold: signed, and not spent yet.
  package var outstanding: UInt128 { signed >= spent ? signed - spent : 0 }

  /// Whether nothing has come from nowhere, and nothing has gone.
  package var balance: Bool { issued + spent == signed + fees + paidOut + kept }

  mutating func add(_ other: MintSums) {
    issued += other.issued
    signed += other.signed
    spent += other.spent
    fees += other.fees
    paidOut += other.paidOut
    kept += other.kept
  }
}
