package import TollGateCore

/// The texts of /proc/net, as far as links need them. Lines that make no sense are skipped: another kernel may print more.
package enum ProcTables {
  /// A default route as a text names it, by interface name.
  package struct Route: Hashable {
    package var name: String
    package var family: AddressFamily
    package var gateway: IPAddress?
    package var metric: UInt32
  }

  private static let up: UInt32 = 0x1
  private static let reject: UInt32 = 0x200
  private static let gateway: UInt32 = 0x2
  private static let cached: UInt32 = 0x0100_0000
  /// Learned from a router, or from a redirect: never a hop of a route with several.
  private static let learned: UInt32 = 0x0004_0000 | 0x10
  /// Own addresses, and those that a router has besides: the table of these comes last.
  private static let own: UInt32 = 0x8000_0000 | 0x0010_0000

  /// `route`: the main table, the first hop of each route.
  package static func routes(_ text: [UInt8]) -> [Route] {
    var found: [Route] = []
    for line in lines(text).dropFirst() {
      let fields = words(line)
      guard fields.count >= 8, isZero(fields[1]), isZero(fields[7]), let flags = hex32(fields[3]),
        flags & up != 0, flags & reject == 0, let metric = signed(fields[6]), let bits = hex32(fields[2])
      else { continue }
      let address = bits.byteSwapped
      found.append(
        Route(name: string(fields[0]), family: .v4, gateway: address == 0 ? nil : .v4(address), metric: metric))
    }
    return found
  }

  /// `ipv6_route`: one line per hop. Of one metric's hops the first counts, as in the kernel's own answer. No line names
  /// its table, but they come table by table, the main one before that of own addresses, each with its default routes at
  /// its end, or an empty entry in their place: what is followed by another table's lines is not of the main one.
  package static func routes6(_ text: [UInt8]) -> [Route] {
    var found: [Route] = []
    var shared: Set<UInt32> = []
    var isPastMain = false
    for line in lines(text) {
      let fields = words(line)
      guard fields.count >= 10, let flags = hex32(fields[8]) else { continue }
      isPastMain = isPastMain || flags & own != 0
      let isDefault = isZero(fields[0]) && isZero(fields[1])
      if !isPastMain, !isDefault || flags & up == 0 {
        found = []
        shared = []
      }
      guard isDefault, isZero(fields[3]), flags & up != 0, flags & (reject | cached) == 0,
        let metric = hex32(fields[5]),
        let hop = address6(fields[4])
      else { continue }
      if flags & gateway != 0, flags & learned == 0, !shared.insert(metric).inserted { continue }
      found.append(
        Route(name: string(fields[9]), family: .v6, gateway: hop.isUnspecified ? nil : hop, metric: metric))
    }
    return found
  }

  /// `if_inet6`
  package static func addresses6(_ text: [UInt8]) -> [LinkPicture.Address] {
    lines(text).compactMap { line in
      let fields = words(line)
      guard fields.count >= 6, let address = address6(fields[0]), let index = hex32(fields[1]),
        let prefix = hex32(fields[2]), let flags = hex32(fields[4])
      else { return nil }
      // Tentative, or found to be somebody else's.
      let usable = flags & 0x48 == 0
      return LinkPicture.Address(
        index: Int32(bitPattern: index), address: address, prefix: UInt8(truncatingIfNeeded: prefix), peer: nil,
        usable: usable)
    }
  }

  /// `arp`: complete entries, by interface name.
  package static func neighbours(_ text: [UInt8]) -> [(name: String, address: IPAddress, mac: MACAddress)] {
    lines(text).dropFirst().compactMap { line in
      let fields = words(line)
      guard fields.count >= 6, let address = dotted(fields[0]), let flags = number(fields[2].dropFirst(2), 16),
        flags & 0x2 != 0, let mac = mac(fields[3])
      else { return nil }
      return (string(fields[5]), address, mac)
    }
  }

  /// `dev`: names and byte counters, in the kernel's order.
  package static func devices(_ text: [UInt8]) -> [(name: String, counters: Counters)] {
    lines(text).dropFirst(2).compactMap { line in
      guard let colon = line.lastIndex(of: UInt8(ascii: ":")), let name = words(line[..<colon]).first else {
        return nil
      }
      let fields = words(line[(colon + 1)...])
      guard fields.count >= 9, let received = number(fields[0], 10), let sent = number(fields[8], 10) else {
        return nil
      }
      return (string(name), Counters(received: received, sent: sent))
    }
  }
}

extension ProcTables {
  private static func lines(_ text: [UInt8]) -> [ArraySlice<UInt8>] { text.split(separator: UInt8(ascii: "\n")) }
  private static func words(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }
  private static func string(_ word: ArraySlice<UInt8>) -> String { String(decoding: word, as: UTF8.self) }
  private static func isZero(_ word: ArraySlice<UInt8>) -> Bool { word.allSatisfy { $0 == UInt8(ascii: "0") } }

  private static func number(_ word: ArraySlice<UInt8>, _ radix: UInt64) -> UInt64? {
    guard !word.isEmpty else { return nil }
    var value: UInt64 = 0
    for byte in word {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      let (product, tooGreat) = value.multipliedReportingOverflow(by: radix)
      let (sum, overflow) = product.addingReportingOverflow(UInt64(digit))
      guard !tooGreat, !overflow, UInt64(digit) < radix else { return nil }
      value = sum
    }
    return value
  }

  private static func hex32(_ word: ArraySlice<UInt8>) -> UInt32? { number(word, 16).flatMap { UInt32(exactly: $0) } }

  /// The kernel prints IPv4 metrics as if they had a sign.
  private static func signed(_ word: ArraySlice<UInt8>) -> UInt32? {
    Int64(string(word)).map { UInt32(truncatingIfNeeded: $0) }
  }

  private static func address6(_ word: ArraySlice<UInt8>) -> IPAddress? {
    guard word.count == 32, let high = number(word.prefix(16), 16), let low = number(word.suffix(16), 16) else {
      return nil
    }
    return .v6(high, low)
  }

  private static func dotted(_ word: ArraySlice<UInt8>) -> IPAddress? {
    let parts = word.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .map { number($0, 10).flatMap { UInt8(exactly: $0) } }
    guard parts.count == 4 else { return nil }
    var bits: UInt32 = 0
    for part in parts {
      guard let part else { return nil }
      bits = bits << 8 | UInt32(part)
    }
    return .v4(bits)
  }

  private static func mac(_ word: ArraySlice<UInt8>) -> MACAddress? {
    let parts = word.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map { number($0, 16) }
    guard parts.count == 6 else { return nil }
    var bits: UInt64 = 0
    for part in parts {
      guard let part, part < 256 else { return nil }
      bits = bits << 8 | part
    }
    return MACAddress(bits)
  }
}
