extension JSONScanner {
  /// Takes a string, from its opening quote to its closing one.
  mutating func string() throws(JSONMistake) -> String {
    position += 1
    let start = position
    try skipPlain()
    if byte == Byte.quote {
      position += 1
      return text(from: start, to: position - 1)
    }
    var resolved = [UInt8](bytes[start..<position])
    while byte == Byte.backslash {
      try escape(into: &resolved)
      let run = position
      try skipPlain()
      resolved += bytes[run..<position]
    }
    guard take(Byte.quote) else { throw mistake(.controlCharacter) }
    return String(decoding: resolved, as: UTF8.self)
  }

  /// Without a slice, which would hold the whole text for as long as its part is copied.
  private func text(from start: Int, to end: Int) -> String {
    guard let text = try? UTF8Span(validating: bytes.span.extracting(start..<end)) else { return "" }
    return String(copying: text)
  }

  /// Goes to the next byte that is not plain text: a quote, a backslash, a control character or the end.
  private mutating func skipPlain() throws(JSONMistake) {
    while true {
      position = endOfPlainASCII
      guard byte >= 0x80 else { return }
      try skipSequence()
    }
  }

  /// Most texts are of ASCII alone: a walk over it that touches nothing else.
  private var endOfPlainASCII: Int {
    let span = bytes.span
    var place = position
    while place < span.count, Byte.isPlainASCII(span[place]) { place += 1 }
    return place
  }

  /// Goes past one UTF-8 sequence of two to four bytes; overlong ones and surrogates are none (RFC 3629 §4).
  private mutating func skipSequence() throws(JSONMistake) {
    let start = position
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch bytes[start] {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xE1...0xEF: (3, 0x80...0xBF)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      default: throw mistake(.badUTF8)
      }
    for place in start + 1..<start + length {
      position = place
      if isAtEnd { throw mistake(.endOfText) }
      let fits = place == start + 1 ? second.contains(byte) : Byte.isContinuation(byte)
      guard fits else { throw mistake(.badUTF8, at: start) }
    }
    position = start + length
  }

  private mutating func escape(into resolved: inout [UInt8]) throws(JSONMistake) {
    let start = position
    position += 1
    switch byte {
    case Byte.quote, Byte.backslash, Byte.slash: resolved.append(byte)
    case UInt8(ascii: "b"): resolved.append(0x08)
    case UInt8(ascii: "f"): resolved.append(0x0C)
    case UInt8(ascii: "n"): resolved.append(Byte.lineFeed)
    case UInt8(ascii: "r"): resolved.append(Byte.carriageReturn)
    case UInt8(ascii: "t"): resolved.append(Byte.tab)
    case UInt8(ascii: "u"): return resolved.append(contentsOf: try scalar(from: start).utf8)
    default: throw isAtEnd ? mistake(.endOfText) : mistake(.badEscape, at: start)
    }
    position += 1
  }

  /// Takes the rest of `\uXXXX`, and of the second half of a pair, from the `u` on.
  private mutating func scalar(from start: Int) throws(JSONMistake) -> String {
    let unit = try codeUnit(from: start)
    guard (0xD800..<0xE000).contains(unit) else { return Self.text(of: unit) }
    guard unit < 0xDC00 else { throw mistake(.loneSurrogate, at: start) }
    let next = position
    guard take(Byte.backslash), byte == UInt8(ascii: "u") else {
      throw isAtEnd ? mistake(.endOfText) : mistake(.loneSurrogate, at: start)
    }
    let low = try codeUnit(from: next)
    guard (0xDC00..<0xE000).contains(low) else { throw mistake(.loneSurrogate, at: start) }
    return Self.text(of: 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
  }

  private mutating func codeUnit(from start: Int) throws(JSONMistake) -> UInt32 {
    var unit: UInt32 = 0
    position += 1
    for _ in 0..<4 {
      guard let figure = Byte.figure(byte) else {
        throw isAtEnd ? mistake(.endOfText) : mistake(.badEscape, at: start)
      }
      unit = unit << 4 | figure
      position += 1
    }
    return unit
  }

  private static func text(of value: UInt32) -> String {
    Unicode.Scalar(value).map { String(Character($0)) } ?? "\u{FFFD}"
  }
}
