package import TollGateCrypto

/// Takes CBOR (RFC 8949) value by value, without a tree in between. Lengths must be there before what they count; maps and
/// arrays may also be open-ended, as some encoders of other wallets write them.
package struct CBORReader {
  /// How deep values that nobody asked for may be nested.
  static let deepest = 16

  let bytes: [UInt8]
  package internal(set) var position = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// What is left of a map or an array.
  package struct Items {
    /// `nil` until its end comes.
    fileprivate(set) var left: UInt64?
  }

  struct Head {
    let major: UInt8
    let argument: UInt64
    var isOpenEnded = false
  }

  func mistake(_ problem: CBORMistake.Problem, at offset: Int? = nil) -> CBORMistake {
    CBORMistake(problem, at: offset ?? position)
  }

  @inline(__always) mutating func head() throws(CBORMistake) -> Head {
    guard position < bytes.count else { throw mistake(.endOfData) }
    let first = bytes[position]
    if first & 31 < 24 {
      position += 1
      return Head(major: first >> 5, argument: UInt64(first & 31))
    }
    return try longHead(first)
  }

  private mutating func longHead(_ first: UInt8) throws(CBORMistake) -> Head {
    let major = first >> 5
    if first & 31 == 31, major == 4 || major == 5 {
      position += 1
      return Head(major: major, argument: 0, isOpenEnded: true)
    }
    guard first & 31 < 28 else { throw mistake(.badHead) }
    let width = 1 << (Int(first & 31) - 24)
    guard bytes.count - position > width else { throw mistake(.endOfData, at: bytes.count) }
    var argument: UInt64 = 0
    for index in position + 1...position + width { argument = argument << 8 | UInt64(bytes[index]) }
    position += 1 + width
    return Head(major: major, argument: argument)
  }

  /// A head of this kind; the place does not move if it is another.
  @inline(__always) private mutating func head(_ major: UInt8) throws(CBORMistake) -> Head {
    guard position >= bytes.count || bytes[position] >> 5 == major else { throw mistake(.wrongKind) }
    return try head()
  }

  package mutating func unsigned() throws(CBORMistake) -> UInt64 { try head(0).argument }

  package mutating func bool() throws(CBORMistake) -> Bool {
    guard position < bytes.count else { throw mistake(.endOfData) }
    guard bytes[position] & 0xFE == 0xF4 else { throw mistake(.wrongKind) }
    position += 1
    return bytes[position - 1] == 0xF5
  }

  /// Takes `null` or `undefined`, if that is here: encoders write either for what is not there.
  package mutating func isAbsent() -> Bool {
    guard position < bytes.count, bytes[position] == 0xF6 || bytes[position] == 0xF7 else { return false }
    position += 1
    return true
  }

  /// Where the bytes of a byte string (2) or a text (3) lie.
  @inline(__always) mutating func string(_ major: UInt8) throws(CBORMistake) -> Range<Int> {
    let length = try head(major).argument
    guard length <= UInt64(bytes.count - position) else { throw mistake(.endOfData, at: bytes.count) }
    defer { position += Int(length) }
    return position..<position + Int(length)
  }

  package mutating func text() throws(CBORMistake) -> String {
    let start = position
    let place = try string(3)
    guard let text = try? UTF8Span(validating: bytes.span.extracting(place)) else { throw mistake(.badText, at: start) }
    return String(copying: text)
  }

  package mutating func octets32() throws(CBORMistake) -> Octets32 {
    let start = position
    let place = try string(2)
    guard let octets = Octets32(bytes.span.extracting(place)) else { throw mistake(.badValue, at: start) }
    return octets
  }

  /// 33 bytes that can be those of a point.
  package mutating func point() throws(CBORMistake) -> CompressedPoint {
    let start = position
    let place = try string(2)
    guard place.count == 33, bytes[place.lowerBound] & 0xFE == 2,
      let x = Octets32(bytes.span.extracting(place.lowerBound + 1..<place.upperBound))
    else { throw mistake(.badValue, at: start) }
    return CompressedPoint(prefix: bytes[place.lowerBound], x: x)
  }

  package mutating func openMap() throws(CBORMistake) -> Items { try open(5, leastBytes: 2) }

  package mutating func openArray() throws(CBORMistake) -> Items { try open(4, leastBytes: 1) }

  private mutating func open(_ major: UInt8, leastBytes: Int) throws(CBORMistake) -> Items {
    let head = try head(major)
    if head.isOpenEnded { return Items(left: nil) }
    guard head.argument <= UInt64((bytes.count - position) / leastBytes) else {
      throw mistake(.endOfData, at: bytes.count)
    }
    return Items(left: head.argument)
  }

  /// Whether another element, or another key with its value, comes.
  package mutating func hasNext(_ items: inout Items) throws(CBORMistake) -> Bool {
    if let left = items.left {
      guard left > 0 else { return false }
      items.left = left - 1
      return true
    }
    guard position < bytes.count else { throw mistake(.endOfData) }
    guard bytes[position] == 0xFF else { return true }
    position += 1
    return false
  }

  /// Nothing may follow what has been read.
  package func end() throws(CBORMistake) {
    guard position == bytes.count else { throw mistake(.dataAfterValue) }
  }
}
