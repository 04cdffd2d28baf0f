import Testing
import TollGateCashu
import TollGateCrypto

@Suite struct CBORTests {
  static func token(_ hex: String) throws -> Token {
    try Token.read(binary: Array("crawB".utf8) + (try #require(Hex.bytes(hex))))
  }

  static let point = "5821" + "02" + String(repeating: "11", count: 32)
  static let proof = "a3" + "616101" + "617361" + "78" + "6163" + point
  static let head = "a3" + "616d616d" + "617563736174" + "6174"

  @Test("Maps and arrays may be open-ended, keys in any order, and unknown keys hold anything")
  func tolerance() throws {
    let wanted = try Self.token(Self.head + "81a2" + "616948" + "0000000000000007" + "617081" + Self.proof)
    #expect(wanted.amount == Amount(1) && wanted.mint == "m")
    let openEnded =
      "bf" + "6174" + "9fbf" + "6170" + "9f" + Self.proof + "ff" + "6169" + "48" + "0000000000000007" + "ffff"
      + "6175" + "63736174" + "616d" + "616d" + "ff"
    #expect(try Self.token(openEnded) == wanted)
    let unknown =
      "a6" + "02" + "82a10102f6" + "6178" + "c11a514b67b0" + "617a" + "fb3ff199999999999a" + Self.head.dropFirst(2)
      + "81a2" + "616948" + "0000000000000007" + "617081" + Self.proof
    #expect(try Self.token(unknown) == wanted)
    let absent = "a4" + "6164" + "f7" + Self.head.dropFirst(2)
    #expect(try Self.token(absent + "81a2" + "616948" + "0000000000000007" + "617081" + Self.proof) == wanted)
  }

  @Test(
    "What is wrong in CBOR has its own reason and place",
    arguments: [
      ("", .endOfData, 0), ("80", .wrongKind, 0), ("a0", .missingKey, 0), ("a1", .endOfData, 1), ("bf", .endOfData, 1),
      ("a2616d616d616d616d", .repeatedKey, 7), ("a1616d61ff", .badText, 3), ("a1616d7f616dff", .badHead, 3),
      ("a1616d1c", .wrongKind, 3), ("a1617a1c", .badHead, 3), ("a1617af800", .badHead, 3), ("a1617aff", .badHead, 3),
      ("bb7fffffffffffffff", .endOfData, 9), ("a16174" + "9bffffffffffffffff", .endOfData, 12),
      ("a1616d7bffffffffffffffff61", .endOfData, 13),
      ("a1617a" + String(repeating: "81", count: 40) + "00", .tooDeep, 19),
      (head + "986400", .endOfData, 16), (head + "81a1" + "617080", .missingKey, 14),
      (head + "81a1" + "616948" + "0200000000000007", .badValue, 17),
      (head + "81a2" + "616948" + "0000000000000007" + "617081" + "a16173" + "60", .badValue, 32),
      (head + "81a2" + "616948" + "0000000000000007" + "617081" + "a16161" + "20", .wrongKind, 32),
      (head + "81a2" + "616948" + "0000000000000007" + "617081" + "a16163" + "40", .badValue, 32),
    ] as [(String, CBORMistake.Problem, Int)])
  func mistakes(_ hex: String, _ problem: CBORMistake.Problem, _ offset: Int) {
    #expect(throws: TokenFlaw.badCBOR(CBORMistake(problem, at: offset))) { try Self.token(hex) }
  }

  @Test(
    "Numbers are written in the fewest bytes, and read up to 2^64-1",
    arguments: [
      (0, "00"), (23, "17"), (24, "1818"), (255, "18ff"), (256, "190100"), (65536, "1a00010000"),
      (1 << 32, "1b0000000100000000"), (.max, "1bffffffffffffffff"),
    ] as [(UInt64, String)])
  func numbers(_ value: UInt64, _ hex: String) throws {
    var writer = CBORWriter()
    writer.unsigned(value)
    #expect(Hex.text(writer.bytes) == hex)
    var reader = CBORReader(writer.bytes)
    #expect(try reader.unsigned() == value)
    try reader.end()
  }

  @Test("Base64 in both alphabets, padded and not, comes back as it was", arguments: 0..<70)
  func base64(_ count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: 0xFB &+ $0 &* 89) }
    let text = Base64URL.text(bytes)
    let padded = text + String(repeating: "=", count: (4 - text.count % 4) % 4)
    let ordinary = String(padded.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
    for text in [text, padded, ordinary] { #expect(Base64URL.bytes(text.utf8.span) == bytes) }
  }

  @Test(
    "What is no base64 is none",
    arguments: [
      "A", "AAAAA", "AB", "AAB", "=", "====", "AA=", "AAA==", "A===", "AAAA=", "AAAA====", "AA A", "AA\0A", "AAé",
      "AA=A",
    ])
  func noBase64(_ text: String) { #expect(Base64URL.bytes(text.utf8.span) == nil) }
}
