package import TollGateCore

extension String: TracedText {
  package var traceText: String { self }
  package init?(traceText: String) { self = traceText }
  package static let example = ""
  package static let wanted = "a text"
}

extension LinkName: TracedText {
  package var traceText: String { text }
  package init?(traceText: String) { self.init(traceText) }
  package static let example = LinkName("eth0")
  package static let wanted = "the name of an interface"
}

extension CurrencyUnit: TracedText {
  package var traceText: String { name }
  package init?(traceText: String) { self.init(traceText) }
  package static let example = CurrencyUnit.sat
  package static let wanted = "a unit such as sat"
}

extension MintURL: TracedText {
  package var traceText: String { text }
  package init?(traceText: String) { self.init(traceText) }
  package static let example = MintURL("https://mint.example")
  package static let wanted = "a mint's address in its canonical form, such as https://mint.example"
}

extension OperationID: TracedText {
  package var traceText: String { "\(epoch).\(number)" }
  package init?(traceText: String) {
    let parts = traceText.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let epoch = UInt64(unsigned: parts[0]),
      let number = UInt64(unsigned: parts[1])
    else { return nil }
    self.init(epoch: epoch, number: number)
  }
  package static let example = OperationID(epoch: 1, number: 1)
  package static let wanted = "the id of an operation, epoch.number"
}

extension Fingerprint: TracedText {
  package var traceText: String { hexadecimal(value, digits: 16) }
  package init?(traceText: String) {
    guard let value = UInt64(unsigned: traceText, radix: 16) else { return nil }
    self.init(value)
  }
  package static let example = Fingerprint(0)
  package static let wanted = "16 hexadecimal digits in lower case"
}

extension PublicKey: TracedText {
  package var traceText: String { bytes.hexadecimal }
  package init?(traceText: String) {
    guard let bytes = Bytes32(hexadecimal: traceText) else { return nil }
    self.init(bytes)
  }
  package static let example = PublicKey(Bytes32(0, 0, 0, 1))
  package static let wanted = "a key of 64 hexadecimal digits in lower case"
}

extension EventID: TracedText {
  package var traceText: String { bytes.hexadecimal }
  package init?(traceText: String) {
    guard let bytes = Bytes32(hexadecimal: traceText) else { return nil }
    self.init(bytes)
  }
  package static let example = EventID(Bytes32(0, 0, 0, 1))
  package static let wanted = "an event id of 64 hexadecimal digits in lower case"
}

extension MACAddress: TracedText {
  package var traceText: String {
    var shifts: [UInt64] { [40, 32, 24, 16, 8, 0] }
    return shifts.map { hexadecimal(bits >> $0 & 255, digits: 2) }.joined(separator: ":")
  }
  package init?(traceText: String) {
    let pairs = traceText.split(separator: ":", omittingEmptySubsequences: false)
    guard pairs.count == 6 else { return nil }
    var bits: UInt64 = 0
    for pair in pairs {
      guard let byte = UInt8(unsigned: pair, radix: 16) else { return nil }
      bits = bits << 8 | UInt64(byte)
    }
    self.init(bits)
  }
  package static let example = MACAddress(0x0200_0000_0001)
  package static let wanted = "a hardware address such as 02:00:00:00:00:01"
}

extension IPAddress: TracedText {
  package var traceText: String { description }
  package init?(traceText: String) {
    guard let address = IPAddress.v4(in: traceText) ?? IPAddress.v6(in: traceText) else { return nil }
    self = address
  }
  package static let example = IPAddress.v4(0xC0A8_0101)
  package static let wanted = "an address such as 192.168.1.1 or fe80::1"

  private static func v4(in text: String) -> IPAddress? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8(unsigned: $0) }
    guard parts.count == 4 else { return nil }
    var bits: UInt32 = 0
    for part in parts {
      guard let part else { return nil }
      bits = bits << 8 | UInt32(part)
    }
    return .v4(bits)
  }

  /// Lenient in what it takes for a gap: a reader lets pass only what is written back alike.
  private static func v6(in text: String) -> IPAddress? {
    let parts = text.split(separator: ":", maxSplits: 16, omittingEmptySubsequences: false)
    let head = parts.prefix { !$0.isEmpty }
    let tail = parts[head.endIndex...].drop { $0.isEmpty }
    let gap = 8 - head.count - tail.count
    guard head.count == parts.count ? gap == 0 : gap > 0 else { return nil }
    var words: [UInt64] = [0, 0]
    let groups = head.map(String.init) + Array(repeating: "0", count: gap) + tail.map(String.init)
    for (index, group) in groups.enumerated() {
      guard let value = UInt16(unsigned: group, radix: 16) else { return nil }
      words[index / 4] = words[index / 4] << 16 | UInt64(value)
    }
    return .v6(words[0], words[1])
  }
}

extension Bytes32 {
  fileprivate var hexadecimal: String {
    [a, b, c, d].map { TollGateTrace.hexadecimal($0, digits: 16) }.joined()
  }

  fileprivate init?(hexadecimal text: String) {
    var rest = text[...]
    var words: [UInt64] = []
    while !rest.isEmpty, words.count < 5 {
      guard let word = UInt64(unsigned: rest.prefix(16), radix: 16) else { return nil }
      words.append(word)
      rest = rest.dropFirst(16)
    }
    guard words.count == 4 else { return nil }
    self.init(words[0], words[1], words[2], words[3])
  }
}

extension UnsignedInteger where Self: FixedWidthInteger {
  /// Digits alone: the standard library takes a sign before them, too.
  fileprivate init?(unsigned digits: some StringProtocol, radix: Int = 10) {
    guard let first = digits.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-") else { return nil }
    self.init(digits, radix: radix)
  }
}

private func hexadecimal(_ value: UInt64, digits: Int) -> String {
  let text = String(value, radix: 16)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}
