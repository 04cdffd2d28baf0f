/// A key of one letter; all others are one and the same, unknown one.
struct CBORKey: Hashable, ExpressibleByUnicodeScalarLiteral {
  let letter: UInt8

  init(letter: UInt8) { self.letter = letter }

  init(unicodeScalarLiteral scalar: Unicode.Scalar) { letter = UInt8(truncatingIfNeeded: scalar.value) }
}

extension CBORReader {
  /// The key that comes next. A key may be anything; only short texts mean something to us.
  mutating func key() throws(CBORMistake) -> CBORKey {
    guard position < bytes.count, bytes[position] >> 5 == 3 else {
      try skip()
      return CBORKey(letter: 0)
    }
    let place = try string(3)
    return CBORKey(letter: place.count == 1 ? bytes[place.lowerBound] : 0)
  }

  /// The key that comes next, as a text; an empty one for a key of another kind.
  mutating func wordKey() throws(CBORMistake) -> String {
    guard position < bytes.count, bytes[position] >> 5 == 3 else {
      try skip()
      return ""
    }
    return try text()
  }

  /// Takes a value that goes to a place which must be empty still: of a key that comes twice, nobody can say which one counts.
  @inline(__always) mutating func fill<Value>(
    _ place: inout Value?, _ read: (inout CBORReader) throws(CBORMistake) -> Value
  ) throws(CBORMistake) {
    guard place == nil else { throw mistake(.repeatedKey) }
    place = try read(&self)
  }

  /// As `fill`, and the value may also be `null` or `undefined`.
  @inline(__always) mutating func fillIfThere<Value>(
    _ place: inout Value?, _ read: (inout CBORReader) throws(CBORMistake) -> Value
  ) throws(CBORMistake) {
    guard place == nil else { throw mistake(.repeatedKey) }
    if !isAbsent() { place = try read(&self) }
  }

  /// Each element of an array.
  mutating func array<Element>(
    _ read: (inout CBORReader) throws(CBORMistake) -> Element
  ) throws(CBORMistake) -> [Element] {
    var items = try openArray()
    var elements: [Element] = []
    while try hasNext(&items) { elements.append(try read(&self)) }
    return elements
  }

  /// Passes one value of any kind, to a limited depth.
  package mutating func skip() throws(CBORMistake) { try skip(depth: 0) }

  private mutating func skip(depth: Int) throws(CBORMistake) {
    guard depth < CBORReader.deepest else { throw mistake(.tooDeep) }
    guard position < bytes.count else { throw mistake(.endOfData) }
    let start = position
    switch bytes[position] >> 5 {
    case 2, 3: _ = try string(bytes[position] >> 5)
    case 4:
      var items = try openArray()
      while try hasNext(&items) { try skip(depth: depth + 1) }
    case 5:
      var items = try openMap()
      while try hasNext(&items) {
        try skip(depth: depth + 1)
        try skip(depth: depth + 1)
      }
    case 6:
      _ = try head()
      try skip(depth: depth + 1)
    case 7:
      let first = bytes[position]
      let head = try head()
      // A simple value below 32 has one byte only.
      if first == 0xF8, head.argument < 32 { throw mistake(.badHead, at: start) }
    default: _ = try head()
    }
  }
}
