package import TollGateCore

extension Wording {
  /// "42 s", "5 min", "1 h 20 min", "3 d 4 h": two parts at the most, tenths only below ten seconds.
  package static func interval(_ interval: Interval) -> String {
    let tenths = max(interval.nanoseconds, 0) / 100_000_000
    if tenths < 100 { return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s" }
    let seconds = tenths / 10
    let parts = [(seconds / 86400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")]
    let told = parts.drop { $0.0 == 0 }.prefix(2).filter { $0.0 > 0 }
    return told.map { "\($0.0) \($0.1)" }.joined(separator: " ")
  }

  /// "in 8 s", or "now" for what is due.
  package func until(_ moment: Instant) -> String {
    if moment == .never { return "not before something changes" }
    return moment <= now ? "now" : "in \(Wording.interval(moment - now))"
  }

  /// An amount of service: time, or bytes in decimal units, or a bare count.
  package static func service(_ amount: UInt64, of metric: Metric?) -> String {
    switch metric {
    case .milliseconds:
      return interval(.milliseconds(Int64(clamping: amount)))
    case .bytes:
      for (size, name) in [(1_000_000_000, "GB"), (1_000_000, "MB"), (1000, "kB")] as [(UInt64, String)]
      where amount >= size {
        let tenths = amount / (size / 10)
        return tenths % 10 == 0 || tenths >= 1000 ? "\(tenths / 10) \(name)" : "\(tenths / 10).\(tenths % 10) \(name)"
      }
      return "\(amount) bytes"
    case .other(let name): return "\(amount) \(name)"
    case nil: return "\(amount)"
    }
  }

  package static func money(_ sats: Sats, _ unit: CurrencyUnit = .sat) -> String { "\(sats.count) \(unit)" }

  /// The first six digits of a key: enough to tell a few gateways apart.
  package static func key(_ key: PublicKey) -> String { hexadecimal(key.bytes.a >> 40, digits: 6) + "…" }

  package static func seller(_ id: SellerID) -> String { "\(key(id.key)) on \(id.link)" }

  package static func place(_ place: Place) -> String { "\(place.address) on \(place.link)" }

  package static func gateway(_ id: GatewayID) -> String { place(id.place) }

  /// "payment 12": the number alone, since two payments that matter at one time come from one life.
  package static func payment(_ id: OperationID) -> String { "payment \(id.number)" }

  static func hexadecimal(_ value: UInt64, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  func metric(of seller: SellerID) -> Metric? {
    ledger.seller(seller)?.stretch?.offer.metric ?? ledger.payments.last { $0.seller == seller }?.order.offer.metric
  }

  func unit(of payment: OperationID) -> CurrencyUnit { ledger.payment(payment)?.order.offer.unit ?? .sat }

  func money(_ sats: Sats, in payment: OperationID) -> String { Wording.money(sats, unit(of: payment)) }
}

extension Wording {
  /// Hours, minutes, seconds and tenths since the beginning; days in front when there are some.
  package static func clock(_ at: Instant) -> String {
    let tenths = max(at.nanoseconds, 0) / 100_000_000
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let days = tenths / 864_000
    let time = "\(two(tenths / 36000 % 24)):\(two(tenths / 600 % 60)):\(two(tenths / 10 % 60)).\(tenths % 10)"
    return days == 0 ? time : "\(days)d \(time)"
  }
}
