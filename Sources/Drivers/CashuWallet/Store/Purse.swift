/// One mint's money in one unit.
package struct Purse: Hashable, Sendable {
  /// The mint's row.
  package var mint: Int64
  package var unit: String

  package init(mint: Int64, unit: String) {
    self.mint = mint
    self.unit = unit
  }
}

/// For which payments change should be ready (F3).
package struct ChangeWish: Hashable, Sendable {
  /// What a payment nets.
  package var payment: UInt64
  package var count: Int
  /// Making change didn't help, and nothing has come since.
  package var isUseless: Bool

  package init(payment: UInt64, count: Int = 10, isUseless: Bool = false) {
    self.payment = payment
    self.count = count
    self.isUseless = isUseless
  }
}
