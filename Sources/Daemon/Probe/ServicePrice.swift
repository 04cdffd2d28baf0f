import TollGateCore

/// A price per minute or per megabyte, in thousandths; what is no whole thousandth is rounded up.
struct ServicePrice: Hashable, Comparable, Sendable {
  let thousandths: UInt64
  let isExact: Bool
  let measure: String

  /// `nil` for what nobody measures, and for a price beyond counting.
  init?(_ offer: Offer) {
    let amount: UInt64
    switch offer.metric {
    case .milliseconds: (amount, measure) = (60_000, "minute")
    case .bytes: (amount, measure) = (1_000_000, "MB")
    case .other: return nil
    }
    let (high, low) = offer.price.count.multipliedFullWidth(by: amount * 1000)
    guard high < offer.stepSize else { return nil }
    let (quotient, remainder) = offer.stepSize.dividingFullWidth((high, low))
    guard quotient < .max else { return nil }
    thousandths = remainder == 0 ? quotient : quotient + 1
    isExact = remainder == 0
  }

  static func < (a: ServicePrice, b: ServicePrice) -> Bool { a.thousandths < b.thousandths }

  /// "1.5", without zeros that say nothing.
  var number: String {
    var digits = String(thousandths % 1000 + 1000).dropFirst()
    while digits.last == "0" { digits = digits.dropLast() }
    return "\(thousandths / 1000)" + (digits.isEmpty ? "" : ".\(digits)")
  }
}
