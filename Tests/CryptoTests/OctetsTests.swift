import Testing
import TollGateCrypto

@Suite struct OctetsTests {
  static let counting = [UInt8](0..<64)

  @Test("32 and 64 bytes come back as they went in, and no other number is taken")
  func lengths() throws {
    let short = try #require(Octets32([UInt8](Self.counting[..<32])))
    #expect(short.bytes == [UInt8](Self.counting[..<32]))
    #expect(short.a == 0x0001_0203_0405_0607 && short.d == 0x1819_1A1B_1C1D_1E1F)
    let long = try #require(Octets64(Self.counting))
    #expect(long.bytes == Self.counting && long.upper == short)
    for count in [0, 31, 33, 63, 64, 65] {
      #expect(Octets32([UInt8](repeating: 1, count: count)) == nil)
      #expect(count == 64 || Octets64([UInt8](repeating: 1, count: count)) == nil)
    }
  }

  @Test("values are sorted as their bytes are")
  func order() {
    let sorted = [Octets32(0, 0, 0, 1), Octets32(0, 0, 1, 0), Octets32(0, 1, 0, 0), Octets32(1, 0, 0, 0)]
    #expect(sorted.reversed().sorted() == sorted)
    #expect(!(sorted[0] < sorted[0]))
  }

  @Test("hexadecimal: both cases are read, one is written, and anything else is no number")
  func hex() throws {
    let text = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1eff"
    let value = try #require(Octets32(hex: text, letters: .lower))
    #expect(value.hex == text && Hex.text(value.bytes) == text)
    #expect(Octets32(hex: text.uppercased()) == value)
    #expect(Octets32(hex: text.uppercased(), letters: .lower) == nil)
    #expect(Octets64(hex: text + text)?.hex == text + text)
    let wrong = [
      "", "0", "0x", "0g", "é0", " 00", "00 ", "0\u{0}", text + "0", String(text.dropLast()), "/0", ":0", "@0", "`0",
    ]
    for text in wrong {
      #expect(Octets32(hex: text) == nil && Octets64(hex: text) == nil)
      #expect(text.isEmpty || text.hasPrefix("000") || Hex.bytes(text) == nil, "\(text.debugDescription)")
    }
    #expect(Hex.bytes("") == [] && Hex.bytes("0aF9") == [0x0A, 0xF9] && Hex.bytes("0aF9", letters: .lower) == nil)
    for digit in 0...255 as ClosedRange<UInt8> {
      let isDigit = UInt8(String(decoding: [digit], as: UTF8.self), radix: 16) != nil && digit != 43
      #expect((Hex.bytes(String(decoding: [48, digit], as: UTF8.self)) != nil) == isDigit)
    }
  }

  @Test("hexadecimal: eight digits at once are judged one by one, each of them, whatever byte stands there")
  func everyDigit() throws {
    for letters in [Hex.Letters.lower, .any] {
      for place in 0..<64 {
        for byte in 0...255 as ClosedRange<UInt8> {
          var digits = [UInt8](repeating: 48, count: 64)
          digits[place] = byte
          // What is no UTF-8 becomes another text, of another length.
          let text = String(decoding: digits, as: UTF8.self)
          let expected = Hex.bytes(text, letters: letters).flatMap { Octets32($0) }
          #expect(Octets32(hex: text, letters: letters) == expected)
        }
      }
    }
    // Bytes from 0x80 on come in pairs only.
    #expect(Octets32(hex: String(repeating: "é", count: 32)) == nil)
  }

  @Test("a comparison in constant time sees every single bit")
  func constantTime() throws {
    let long = try #require(Octets64(Self.counting))
    let secret = SecretBytes(copying: Self.counting.span)
    #expect(long.equalsInConstantTime(long) && long.upper.equalsInConstantTime(long.upper))
    for bit in 0..<512 {
      var bytes = Self.counting
      bytes[bit / 8] ^= 1 << (bit % 8)
      let other = try #require(Octets64(bytes))
      #expect(!long.equalsInConstantTime(other))
      #expect(long.upper.equalsInConstantTime(other.upper) == (bit >= 256))
      let differs = !secret.equalsInConstantTime(SecretBytes(copying: bytes.span))
      #expect(differs)
    }
    let (same, shorter) = (
      secret.equalsInConstantTime(SecretBytes(copying: Self.counting.span)),
      secret.equalsInConstantTime(SecretBytes(copying: Self.counting.span.extracting(0..<63)))
    )
    #expect(same && !shorter)
  }

  @Test("F7: wiped bytes are zero")
  func wiping() {
    var bytes = Self.counting
    Wipe.bytes(&bytes)
    #expect(bytes == [UInt8](repeating: 0, count: 64))
    var none: [UInt8] = []
    Wipe.bytes(&none)
    #expect(none.isEmpty)
  }

  @Test("random numbers fill every byte, beyond what the kernel gives in one go, and are never the same")
  func random() throws {
    let (one, other) = (try SecureRandom.bytes(1000), try SecureRandom.bytes(1000))
    #expect(one.count == 1000 && one != other)
    // Bytes that are never written stay zero; 32 of 1000 would be so by chance once in 10^20 times.
    #expect(one.filter { $0 == 0 }.count < 32)
    #expect(Set(one[768...]).count > 32)
    #expect(try SecureRandom.octets32() != SecureRandom.octets32())
    #expect(try SecureRandom.bytes(-1).isEmpty)
  }
}
