/// The bytes that mean something in HTTP.
enum HTTPByte {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let comma = UInt8(ascii: ",")
  static let colon = UInt8(ascii: ":")
  static let semicolon = UInt8(ascii: ";")

  static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

  /// No part of any line but for the end of it.
  static func isControl(_ byte: UInt8) -> Bool { byte < space && byte != tab || byte == 0x7F }

  static func isVisible(_ byte: UInt8) -> Bool { byte > space && byte < 0x7F }

  /// What the names of methods and fields are made of.
  static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  /// The figure that a digit stands for.
  static func figure(_ byte: UInt8, radix: UInt64) -> UInt64? {
    let figure: UInt64? =
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
      default: nil
      }
    return figure.flatMap { $0 < radix ? $0 : nil }
  }

  /// Digits and nothing else: no sign, no blank, no overflow.
  static func number(_ bytes: ArraySlice<UInt8>, radix: UInt64) -> Int? {
    guard !bytes.isEmpty else { return nil }
    var value: UInt64 = 0
    for byte in bytes {
      guard let figure = figure(byte, radix: radix) else { return nil }
      let (product, tooBig) = value.multipliedReportingOverflow(by: radix)
      let (sum, tooBigger) = product.addingReportingOverflow(figure)
      guard !tooBig, !tooBigger else { return nil }
      value = sum
    }
    return Int(exactly: value)
  }

  /// Without the blanks around it.
  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes.drop(while: isBlank)
    while let last = bytes.last, isBlank(last) { bytes.removeLast() }
    return bytes
  }

  static func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Equal but for the case of ASCII letters: names of fields and codings are compared like this.
  static func isSame(_ a: some Sequence<UInt8>, _ b: some Sequence<UInt8>) -> Bool {
    func lowered(_ byte: UInt8) -> UInt8 { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte }
    return a.elementsEqual(b) { lowered($0) == lowered($1) }
  }
}
