import TollGateCore
import TollGateTrace

extension ConfigForm where Value == CurrencyUnit {
  static let unit = ConfigForm.text(
    "a unit of money", like: "sat", pattern: "^[a-z]+$",
    of: { text in text.isEmpty || !text.utf8.allSatisfy { (97...122).contains($0) } ? nil : CurrencyUnit(text) },
    as: { $0.name })
}

extension ConfigForm where Value == PublicKey {
  static let publicKey = ConfigForm.text(
    "a public key of 64 hexadecimal digits", like: PublicKey.example.traceText, pattern: "^[0-9a-f]{64}$",
    of: { PublicKey(traceText: $0) }, as: { $0.traceText })
}

extension ConfigForm where Value == MintURL {
  /// In its canonical form, so that two spellings of one mint are one (B7).
  static let mint = ConfigForm.text(
    "the address of a mint, with http:// or https://", like: "https://mint.example", pattern: "^https?://",
    of: { MintURL(checked: $0) }, as: { $0.text })
}

extension ConfigForm where Value == UInt64 {
  /// A length of time, counted in milliseconds.
  static let milliseconds = ConfigForm<Interval>.interval(.zero ... .days(365), like: "15 min").mapped(
    to: { UInt64($0.wholeMilliseconds) }, from: { .milliseconds(Int64(clamping: $0)) })
}

extension ConfigForm where Value == UInt8 {
  static let count = ConfigForm<UInt64>.number(0...255).mapped(to: { UInt8($0) }, from: { UInt64($0) })
}

/// So much time, or so much data.
struct ServiceAmount: Hashable, Sendable {
  var metric: Metric
  var amount: UInt64
}

extension ConfigForm where Value == ServiceAmount {
  static let service = ConfigForm.text(
    "an amount of time or of data", like: "1 min",
    of: { text in
      if let interval = QuantityText.interval(text), interval >= .milliseconds(1) {
        return ServiceAmount(metric: .milliseconds, amount: UInt64(interval.wholeMilliseconds))
      }
      return QuantityText.bytes(text).flatMap { $0 > 0 ? ServiceAmount(metric: .bytes, amount: $0) : nil }
    },
    as: { service in
      service.metric == .bytes
        ? ConfigText.bytes(service.amount) : ConfigText.interval(.milliseconds(Int64(clamping: service.amount)))
    })
}

extension Ceiling {
  /// What the price is of.
  var service: ServiceAmount {
    get { ServiceAmount(metric: metric, amount: price.per) }
    set { (metric, price.per) = (newValue.metric, newValue.amount) }
  }
}

extension UnitPolicy {
  /// What holds where nothing else is written: three purchases (C7).
  var mostBlind: Sats {
    get { blindBound }
    set { maxBlind = newValue }
  }
}
