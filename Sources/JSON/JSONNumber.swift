/// A number in the spelling of its source: amounts of money pass through without the detour over a Double.
public struct JSONNumber: Sendable, Equatable {
  /// The exact spelling; equality goes by it, so `1.0` is not `1`.
  public let text: String

  /// A spelling that the reader has already checked.
  init(checked text: String) {
    self.text = text
  }

  /// A number in this spelling, nil if JSON does not allow it.
  public init?(text: String) {
    var scanner = JSONScanner([UInt8](text.utf8))
    guard let number = try? scanner.number(), scanner.isAtEnd else { return nil }
    self = number
  }

  /// The number in its shortest spelling.
  public init(_ value: UInt64) {
    text = String(value)
  }

  /// The number in its shortest spelling.
  public init(_ value: Int64) {
    text = String(value)
  }

  /// The exact value of a spelling made of digits alone, nil if it does not fit; `1.0`, `1e3` and `-0` are none.
  public var uint64: UInt64? {
    Self.whole(text.utf8[...], negative: false)
  }

  /// The exact value of a spelling made of digits with or without a minus, nil if it does not fit; `1.0` is none.
  public var int64: Int64? {
    text.utf8.first == Byte.minus
      ? Self.whole(text.utf8.dropFirst(), negative: true) : Self.whole(text.utf8[...], negative: false)
  }

  /// The nearest floating-point value, nil beyond the range of a Double.
  public var double: Double? {
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }

  private static func whole<Value: FixedWidthInteger>(_ digits: Substring.UTF8View, negative: Bool) -> Value? {
    var value: Value = 0
    for digit in digits {
      guard Byte.isDigit(digit) else { return nil }
      let (shifted, beyond) = value.multipliedReportingOverflow(by: 10)
      let figure = Value(digit - Byte.zero)
      // Downwards for a negative number: its least value has no positive counterpart.
      let (next, over) =
        negative ? shifted.subtractingReportingOverflow(figure) : shifted.addingReportingOverflow(figure)
      if beyond || over { return nil }
      value = next
    }
    return value
  }
}
