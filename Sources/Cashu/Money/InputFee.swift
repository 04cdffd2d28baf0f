/// What a mint keeps of the inputs of a swap or a melt (NUT-02): thousandths of a unit for each input, by its keyset.
package enum InputFee {
  /// Rounded up once, over all inputs together. Nothing if it is more than an amount can be.
  package static func of(_ partsPerThousand: some Sequence<UInt64>) -> Amount? {
    guard let sum = Amount.sum(partsPerThousand.lazy.map(Amount.init)) else { return nil }
    return Amount(sum.value / 1000 + (sum.value.isMultiple(of: 1000) ? 0 : 1))
  }

  /// For so many inputs of one keyset.
  package static func of(inputs: Int, partsPerThousand: UInt64) -> Amount? {
    let (sum, isTooGreat) = UInt64(max(inputs, 0)).multipliedReportingOverflow(by: partsPerThousand)
    return isTooGreat ? nil : of([sum])
  }
}
