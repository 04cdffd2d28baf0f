/// Base64 as tokens have it (RFC 4648 §5). Wallets write it with and without padding, and some in the ordinary alphabet: all
/// of that is read, in any mixture; what is written has neither padding nor plus and slash.
package enum Base64URL {
  /// Nothing for any other character, for padding in the wrong number, and for bits that belong to no byte.
  package static func bytes(_ text: Span<UInt8>) -> [UInt8]? {
    guard let count = charactersWithoutPadding(text), count % 4 != 1 else { return nil }
    var bytes = [UInt8](repeating: 0, count: count / 4 * 3 + max(count % 4 - 1, 0))
    var output = bytes.mutableSpan
    // A figure that is none sets high bits, and they stay: one look at the end is enough.
    var seen: UInt32 = 0
    var (from, to) = (0, 0)
    while from &+ 4 <= count {
      let (a, b, c, d) = (
        figure(text[from]), figure(text[from &+ 1]), figure(text[from &+ 2]), figure(text[from &+ 3])
      )
      seen |= a | b | c | d
      let word = a &<< 18 | b &<< 12 | c &<< 6 | d
      output[to] = UInt8(truncatingIfNeeded: word &>> 16)
      output[to &+ 1] = UInt8(truncatingIfNeeded: word &>> 8)
      output[to &+ 2] = UInt8(truncatingIfNeeded: word)
      from &+= 4
      to &+= 3
    }
    if count % 4 > 0 {
      var word: UInt32 = 0
      for place in 0..<4 {
        let figure = from + place < count ? figure(text[from + place]) : 0
        seen |= figure
        word = word << 6 | figure & 63
      }
      output[to] = UInt8(truncatingIfNeeded: word >> 16)
      if count % 4 == 3 { output[to + 1] = UInt8(truncatingIfNeeded: word >> 8) }
      guard word & (count % 4 == 3 ? 0xFF : 0xFFFF) == 0 else { return nil }
    }
    return seen < 64 ? bytes : nil
  }

  /// Puts the characters after what is there.
  package static func append(_ bytes: Span<UInt8>, to text: inout [UInt8]) {
    let start = text.count
    let whole = bytes.count / 3 * 3
    let rest = bytes.count - whole
    text.append(contentsOf: repeatElement(0, count: whole / 3 * 4 + (rest > 0 ? rest + 1 : 0)))
    var output = text.mutableSpan
    var (from, to) = (0, start)
    while from < whole {
      let word = UInt32(bytes[from]) &<< 16 | UInt32(bytes[from &+ 1]) &<< 8 | UInt32(bytes[from &+ 2])
      output[to] = character(word &>> 18)
      output[to &+ 1] = character(word &>> 12)
      output[to &+ 2] = character(word &>> 6)
      output[to &+ 3] = character(word)
      from &+= 3
      to &+= 4
    }
    guard rest > 0 else { return }
    let word = UInt32(bytes[from]) << 16 | (rest == 2 ? UInt32(bytes[from + 1]) << 8 : 0)
    for place in 0...rest { output[to + place] = character(word >> UInt32(18 - 6 * place)) }
  }

  package static func text(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    append(bytes.span, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Padding, where there is any, fills up the last four.
  private static func charactersWithoutPadding(_ text: Span<UInt8>) -> Int? {
    var count = text.count
    while count > 0, text.count - count < 3, text[count - 1] == UInt8(ascii: "=") { count -= 1 }
    return count == text.count || text.count.isMultiple(of: 4) && text.count - count < 3 ? count : nil
  }

  @inline(__always) private static func figure(_ character: UInt8) -> UInt32 {
    character < 128 ? UInt32(figures[Int(character)]) : 255
  }

  @inline(__always) private static func character(_ figure: UInt32) -> UInt8 { characters[Int(figure & 63)] }

  private static let characters: InlineArray<64, UInt8> = [
    65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80,
    81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 97, 98, 99, 100, 101, 102,
    103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118,
    119, 120, 121, 122, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 45, 95,
  ]

  /// By the code of the character; 255 is none.
  private static let figures: InlineArray<128, UInt8> = [
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 62, 255, 62, 255, 63,
    52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 255, 255, 255, 255, 255, 255,
    255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 255, 255, 255, 255, 63,
    255, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
    41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 255, 255, 255, 255, 255,
  ]
}
