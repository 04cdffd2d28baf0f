/// An address of either family, as a number. Sorts IPv4 before IPv6, which is the order in which gateways are used (A8).
public enum IPAddress: Hashable, Comparable, Sendable {
  case v4(UInt32)
  case v6(UInt64, UInt64)

  public var isV4: Bool { if case .v4 = self { true } else { false } }
  public var family: AddressFamily { isV4 ? .v4 : .v6 }

  public var isLoopback: Bool {
    switch self {
    case .v4(let bits): bits >> 24 == 127
    case .v6(let high, let low): high == 0 && low == 1
    }
  }

  /// Reachable on its own link only.
  public var isLinkLocal: Bool {
    switch self {
    case .v4(let bits): bits >> 16 == 0xA9FE
    case .v6(let high, _): high >> 54 == 0xFE80 >> 6
    }
  }

  public var isUnspecified: Bool {
    switch self {
    case .v4(let bits): bits == 0
    case .v6(let high, let low): high == 0 && low == 0
    }
  }

  public static func < (a: IPAddress, b: IPAddress) -> Bool {
    switch (a, b) {
    case (.v4(let x), .v4(let y)): x < y
    case (.v4, .v6): true
    case (.v6, .v4): false
    case (.v6(let xh, let xl), .v6(let yh, let yl)): xh != yh ? xh < yh : xl < yl
    }
  }
}

public enum AddressFamily: UInt8, Hashable, Comparable, Sendable {
  case v4 = 4
  case v6 = 6

  public static func < (a: AddressFamily, b: AddressFamily) -> Bool { a.rawValue < b.rawValue }
}

extension IPAddress: CustomStringConvertible {
  public var description: String {
    switch self {
    case .v4(let bits):
      return "\(bits >> 24).\(bits >> 16 & 255).\(bits >> 8 & 255).\(bits & 255)"
    case .v6(let high, let low):
      var groups: [UInt16] = []
      for word in [high, low] {
        for shift: UInt64 in [48, 32, 16, 0] { groups.append(UInt16(truncatingIfNeeded: word >> shift)) }
      }
      return IPAddress.compressed(groups)
    }
  }

  /// RFC 5952: the longest run of zero groups, if it has two or more, becomes `::`.
  private static func compressed(_ groups: [UInt16]) -> String {
    var best = 0..<0
    var index = 0
    while index < 8 {
      var end = index
      while end < 8, groups[end] == 0 { end += 1 }
      if end - index > best.count, end - index > 1 { best = index..<end }
      index = max(end, index + 1)
    }
    func joined(_ part: ArraySlice<UInt16>) -> String {
      var text = ""
      for group in part { text += (text.isEmpty ? "" : ":") + String(group, radix: 16) }
      return text
    }
    return best.isEmpty
      ? joined(groups[...]) : joined(groups[..<best.lowerBound]) + "::" + joined(groups[best.upperBound...])
  }
}
