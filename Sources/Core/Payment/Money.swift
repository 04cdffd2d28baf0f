/// An amount in the smallest part of its unit. Whole numbers only: overflow is a decision, never a wrap.
public struct Sats: Hashable, Comparable, Sendable {
  public var count: UInt64
  public init(_ count: UInt64) { self.count = count }

  public static let zero = Sats(0)
  public static func < (a: Sats, b: Sats) -> Bool { a.count < b.count }

  /// Stops at the greatest amount: a sum that large is above every bound anyway.
  public static func + (a: Sats, b: Sats) -> Sats {
    let (sum, overflow) = a.count.addingReportingOverflow(b.count)
    return Sats(overflow ? .max : sum)
  }

  /// Stops at nothing.
  public static func - (a: Sats, b: Sats) -> Sats { Sats(a.count > b.count ? a.count - b.count : 0) }
  public static func += (a: inout Sats, b: Sats) { a = a + b }
  public static func -= (a: inout Sats, b: Sats) { a = a - b }

  /// `nil` when the product has no number: such a price can't be paid.
  public func times(_ factor: UInt64) -> Sats? {
    let (product, overflow) = count.multipliedReportingOverflow(by: factor)
    return overflow ? nil : Sats(product)
  }
}

/// What amounts are counted in. Gateways write `sats` for `sat`; they mean the same (B7).
public struct CurrencyUnit: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let name: String
  public init(_ name: String) { self.name = name == "sats" ? "sat" : name }
  public static let sat = CurrencyUnit("sat")
  public static func < (a: CurrencyUnit, b: CurrencyUnit) -> Bool { a.name < b.name }
  public var description: String { name }
}

/// A mint's address in canonical form, so that two spellings of one mint are equal (B7).
public struct MintURL: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let text: String

  /// Scheme and host in lower case; default port, user, query, fragment and trailing slashes dropped.
  public init(_ spelling: String) { text = MintURL.canonical(spelling) }

  public static func < (a: MintURL, b: MintURL) -> Bool { a.text < b.text }
  public var description: String { text }

  private static func canonical(_ spelling: String) -> String {
    let bytes = Array(spelling.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: "://".utf8) else {
      return spelling
    }
    let scheme = lowered(bytes[..<colon])
    var rest = bytes[(colon + 3)...]
    if let end = rest.firstIndex(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) { rest = rest[..<end] }
    let slash = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
    var host = rest[..<slash]
    if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[(at + 1)...] }
    var path = rest[slash...]
    while path.last == UInt8(ascii: "/") { path = path.dropLast() }
    let defaultPort = scheme == Array("https".utf8) ? ":443" : scheme == Array("http".utf8) ? ":80" : ""
    while !defaultPort.isEmpty, host.suffix(defaultPort.utf8.count).elementsEqual(defaultPort.utf8) {
      host = host.dropLast(defaultPort.utf8.count)
    }
    return String(decoding: scheme + Array("://".utf8) + lowered(host) + path, as: UTF8.self)
  }

  private static func lowered(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    bytes.map { 65 <= $0 && $0 <= 90 ? $0 + 32 : $0 }
  }
}

extension MintURL {
  /// The longest address of a mint, in bytes.
  private static let longest = 512

  /// Nothing for what nobody could reach: another scheme than http and https, no host, spaces, control or non-ASCII
  /// characters, too long.
  public init?(checked spelling: String) {
    let bytes = spelling.utf8
    guard bytes.count <= MintURL.longest, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    self.init(spelling)
    let scheme = ["http://".utf8, "https://".utf8].first { text.utf8.starts(with: $0) }
    guard let first = scheme.map({ text.utf8.dropFirst($0.count) })?.first else { return nil }
    if first == UInt8(ascii: "/") || first == UInt8(ascii: ":") { return nil }
  }
}

/// An exact price: so many sats for so many units of service. Compared by cross multiplication, never as a Double (B7).
public struct Price: Hashable, Sendable {
  public var sats: Sats
  public var per: UInt64

  public init(sats: Sats, per: UInt64) {
    self.sats = sats
    self.per = per
  }

  /// Whether this price is not above `ceiling`. A price per nothing is above everything.
  public func within(_ ceiling: Price) -> Bool {
    guard per > 0, ceiling.per > 0 else { return false }
    return !WideProduct(ceiling.sats.count, per).isLess(than: WideProduct(sats.count, ceiling.per))
  }

  /// Whether this price is below `other`.
  public func cheaper(than other: Price) -> Bool {
    WideProduct(sats.count, other.per).isLess(than: WideProduct(other.sats.count, per))
  }
}

/// A product of two 64-bit numbers in full, for comparisons that must not overflow.
struct WideProduct {
  let high: UInt64
  let low: UInt64

  init(_ a: UInt64, _ b: UInt64) { (high, low) = a.multipliedFullWidth(by: b) }

  func isLess(than other: WideProduct) -> Bool { high != other.high ? high < other.high : low < other.low }
}
