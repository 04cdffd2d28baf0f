/// Walks over a text and takes one token at a time. Past the end it sees zero bytes, which no token begins with.
struct JSONScanner {
  let bytes: [UInt8]
  var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { position >= bytes.count }

  var byte: UInt8 { position < bytes.count ? bytes[position] : 0 }

  /// The mistake at this position. At the end it is always the end: nothing that came before was wrong.
  func mistake(_ problem: JSONMistake.Problem) -> JSONMistake {
    JSONMistake(isAtEnd ? .endOfText : problem, at: position, in: bytes)
  }

  func mistake(_ problem: JSONMistake.Problem, at offset: Int) -> JSONMistake {
    JSONMistake(problem, at: offset, in: bytes)
  }

  /// A mistake where a token should have begun.
  func missing(_ problem: JSONMistake.Problem) -> JSONMistake {
    mistake(byte == Byte.slash || byte == Byte.hash ? .comment : problem)
  }

  mutating func skipSpace() {
    while position < bytes.count, Byte.isSpace(bytes[position]) { position += 1 }
  }

  /// Takes this byte if it comes next.
  mutating func take(_ wanted: UInt8) -> Bool {
    guard byte == wanted else { return false }
    position += 1
    return true
  }

  /// Takes one of the three words that JSON knows.
  mutating func word(_ word: String, _ content: JSONContent) throws(JSONMistake) -> JSONContent {
    let start = position
    for letter in word.utf8 {
      if take(letter) { continue }
      throw isAtEnd ? mistake(.endOfText) : mistake(.notAValue, at: start)
    }
    return content
  }

  mutating func number() throws(JSONMistake) -> JSONNumber {
    let start = position
    _ = take(Byte.minus)
    if take(Byte.zero) {
      if Byte.isDigit(byte) { throw mistake(.badNumber) }
    } else {
      try digits()
    }
    if take(Byte.point) { try digits() }
    if byte | 0x20 == UInt8(ascii: "e") {
      position += 1
      if !take(Byte.plus) { _ = take(Byte.minus) }
      try digits()
    }
    return JSONNumber(checked: String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func digits() throws(JSONMistake) {
    guard Byte.isDigit(byte) else { throw mistake(.badNumber) }
    repeat { position += 1 } while Byte.isDigit(byte)
  }
}
