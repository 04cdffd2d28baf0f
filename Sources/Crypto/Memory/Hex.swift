/// Hexadecimal digits, two for each byte.
package enum Hex {
  /// Which letters a reader takes: keys and ids on the wire are in lower case, other spellings are other texts.
  package enum Letters { case lower, any }

  /// Digits in lower case.
  package static func text(_ bytes: [UInt8]) -> String {
    var digits: [UInt8] = []
    digits.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      digits.append(digit(byte >> 4))
      digits.append(digit(byte & 15))
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The bytes of a text made of pairs of digits alone.
  package static func bytes(_ text: String, letters: Letters = .any) -> [UInt8]? {
    let digits = text.utf8
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    var high: UInt8?
    for digit in digits {
      guard let figure = figure(digit, letters) else { return nil }
      if let first = high {
        bytes.append(first << 4 | figure)
        high = nil
      } else {
        high = figure
      }
    }
    return bytes
  }

  static func digit(_ figure: UInt8) -> UInt8 { figure < 10 ? figure + 48 : figure + 87 }

  static func figure(_ digit: UInt8, _ letters: Letters) -> UInt8? {
    switch digit {
    case 48...57: digit - 48
    case 97...102: digit - 87
    case 65...70: letters == .any ? digit - 55 : nil
    default: nil
    }
  }

  /// Sixteen digits as a word, the first one highest.
  fileprivate static func word(_ digits: Span<UInt8>, at place: Int, _ letters: Letters) -> UInt64? {
    guard let upper = half(digits, at: place, letters), let lower = half(digits, at: place + 8, letters) else {
      return nil
    }
    return upper &<< 32 | lower
  }

  /// Eight digits at once, each in a byte of one word: no processor foretells which of them are letters.
  private static func half(_ digits: Span<UInt8>, at place: Int, _ letters: Letters) -> UInt64? {
    let each: UInt64 = 0x0101_0101_0101_0101
    var text = digits.bigEndian64(at: place)
    // Letters have this bit, and figures have not; that nothing else was there, the spelling of the result shows.
    let isLetter = (text &>> 6) & each
    if letters == .any { text |= isLetter &<< 5 }
    var figures = (text & (each &* 15)) &+ (isLetter &* 9)
    let isTen = ((figures &+ (each &* 6)) &>> 4) & each
    let spelling = figures &+ (each &* 48) &+ (isTen &* 39)
    guard figures & (each &* 16) == 0, spelling == text else { return nil }
    figures = (figures | figures &>> 4) & 0x00FF_00FF_00FF_00FF
    figures = (figures | figures &>> 8) & 0x0000_FFFF_0000_FFFF
    return (figures | figures &>> 16) & 0xFFFF_FFFF
  }
}

extension Octets32 {
  /// Exactly 64 digits, or nothing.
  package init?(hex: String, letters: Hex.Letters = .any) {
    guard hex.utf8.count == 64 else { return nil }
    self.init(digits: hex.utf8.span, at: 0, letters)
  }

  fileprivate init?(digits: Span<UInt8>, at place: Int, _ letters: Hex.Letters) {
    guard let a = Hex.word(digits, at: place, letters), let b = Hex.word(digits, at: place + 16, letters),
      let c = Hex.word(digits, at: place + 32, letters), let d = Hex.word(digits, at: place + 48, letters)
    else { return nil }
    self.init(a, b, c, d)
  }

  /// 64 digits in lower case.
  package var hex: String {
    var digits: [UInt8] = []
    digits.reserveCapacity(64)
    appendHex(to: &digits)
    return String(decoding: digits, as: UTF8.self)
  }

  /// Puts 64 digits in lower case after what is there.
  package func appendHex(to digits: inout [UInt8]) {
    for word in [a, b, c, d] {
      for shift in stride(from: UInt64(60), through: 0, by: -4) { digits.append(Hex.digit(UInt8(word >> shift & 15))) }
    }
  }
}

extension Octets64 {
  /// Exactly 128 digits, or nothing.
  package init?(hex: String, letters: Hex.Letters = .any) {
    guard hex.utf8.count == 128 else { return nil }
    let digits = hex.utf8.span
    guard let upper = Octets32(digits: digits, at: 0, letters), let lower = Octets32(digits: digits, at: 64, letters)
    else { return nil }
    self.init(upper, lower)
  }

  /// 128 digits in lower case.
  package var hex: String { upper.hex + lower.hex }
}
