package import TollGateCore

/// Reads quantities with units, as people write them.
package enum QuantityText {
  /// "250 ms", "20 s", "5 min", "1 h 30 min", "2 d".
  package static func interval(_ text: String) -> Interval? {
    let parts = split(text)
    guard !parts.isEmpty else { return nil }
    var sum = Interval.zero
    for (number, unit) in parts {
      switch unit {
      case "ms": sum = sum + .milliseconds(number)
      case "s": sum = sum + .seconds(number)
      case "min": sum = sum + .minutes(number)
      case "h": sum = sum + .hours(number)
      case "d": sum = sum + .days(number)
      default: return nil
      }
    }
    return sum
  }

  /// "500 MB", "20 MiB", "800 bytes".
  package static func bytes(_ text: String) -> UInt64? {
    let parts = split(text)
    guard parts.count == 1, let part = parts.first, part.0 >= 0 else { return nil }
    let sizes: [(String, UInt64)] = [
      ("bytes", 1), ("kB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("KiB", 1 << 10), ("MiB", 1 << 20),
      ("GiB", 1 << 30),
    ]
    guard let size = sizes.first(where: { $0.0 == part.1 })?.1 else { return nil }
    let (product, overflow) = UInt64(part.0).multipliedReportingOverflow(by: size)
    return overflow ? nil : product
  }

  /// Pairs of a number and a unit, with or without a space between them; empty when it is anything else.
  private static func split(_ text: String) -> [(Int64, String)] {
    var parts: [(Int64, String)] = []
    var rest = text[...]
    while true {
      rest = rest.drop { $0 == " " }
      if rest.isEmpty { return parts }
      let digits = rest.prefix { $0.isASCII && $0.isWholeNumber }
      rest = rest.dropFirst(digits.count).drop { $0 == " " }
      let unit = rest.prefix { $0.isASCII && $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard let number = Int64(digits), !unit.isEmpty else { return [] }
      parts.append((number, String(unit)))
    }
  }
}
