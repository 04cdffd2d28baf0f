/// Whole numbers as gateways spell them: digits alone, no sign, no space, no separator.
enum Decimal {
  /// nil for anything else, and for what does not fit.
  static func exact(_ digits: some Sequence<UInt8>) -> UInt64? {
    guard let (value, isTooGreat) = parsed(digits), !isTooGreat else { return nil }
    return value
  }

  /// What does not fit becomes the greatest number.
  static func saturating(_ digits: some Sequence<UInt8>) -> UInt64? {
    guard let (value, isTooGreat) = parsed(digits) else { return nil }
    return isTooGreat ? .max : value
  }

  private static func parsed(_ digits: some Sequence<UInt8>) -> (value: UInt64, isTooGreat: Bool)? {
    var value: UInt64 = 0
    var isTooGreat = false
    var isEmpty = true
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      let (tens, beyond) = value.multipliedReportingOverflow(by: 10)
      let (sum, over) = tens.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
      isTooGreat = isTooGreat || beyond || over
      value = sum
      isEmpty = false
    }
    return isEmpty ? nil : (value, isTooGreat)
  }
}
