/// A sum of money in a mint's unit. It reaches to 2^64-1, and no sum of it wraps or traps.
package struct Amount: Hashable, Comparable, Sendable {
  package let value: UInt64

  package init(_ value: UInt64) { self.value = value }

  package static let zero = Amount(0)

  /// Nothing if it is more than an amount can be.
  package func adding(_ other: Amount) -> Amount? {
    let (sum, isTooGreat) = value.addingReportingOverflow(other.value)
    return isTooGreat ? nil : Amount(sum)
  }

  /// Nothing if it is less than zero.
  package func subtracting(_ other: Amount) -> Amount? {
    value >= other.value ? Amount(value - other.value) : nil
  }

  /// Nothing if it is more than an amount can be.
  package static func sum(_ amounts: some Sequence<Amount>) -> Amount? {
    var sum = Amount.zero
    for amount in amounts {
      guard let next = sum.adding(amount) else { return nil }
      sum = next
    }
    return sum
  }

  /// The fewest powers of two that come to this, ascending: the order must not tell what is change.
  package var powersOfTwo: [Amount] {
    (0..<64).compactMap { value >> $0 & 1 == 1 ? Amount(1 << $0) : nil }
  }

  /// How many outputs without an amount let a mint give back any part of this reserve (NUT-08).
  package var blankOutputs: Int {
    guard value > 0 else { return 0 }
    return max(64 - (value - 1).leadingZeroBitCount, 1)
  }

  package static func < (one: Amount, other: Amount) -> Bool { one.value < other.value }
}
