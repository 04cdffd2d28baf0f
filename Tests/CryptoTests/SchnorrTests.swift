import Foundation
import Testing
import TollGateCrypto

@Suite struct SchnorrTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let index: Int
    let secret: Octets32?
    let key: Octets32
    let randomness: Octets32?
    let message: [UInt8]
    let signature: Octets64
    let holds: Bool
    let comment: String

    init?(_ line: Substring) {
      let cells = line.split(separator: ",", maxSplits: 7, omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 8, let index = Int(cells[0]), let key = Octets32(hex: cells[2]),
        let message = Hex.bytes(cells[4]), let signature = Octets64(hex: cells[5])
      else { return nil }
      self.index = index
      secret = Octets32(hex: cells[1])
      self.key = key
      randomness = Octets32(hex: cells[3])
      self.message = message
      self.signature = signature
      holds = cells[6] == "TRUE"
      comment = cells[7]
    }

    var testDescription: String { "\(index) \(comment)" }
  }

  static let rows: [Row] = {
    let file = Bundle.module.url(forResource: "Vectors/bip340", withExtension: "csv")
    let text = file.flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? ""
    return text.split(whereSeparator: \.isNewline).dropFirst().compactMap { Row($0) } + otherLengths
  }()

  /// The rows 15 to 18, which the table gained in December 2022: one key, no randomness, messages of other lengths.
  static let otherLengths: [Row] = [
    (
      "",
      "71535DB165ECD9FBBC046E5FFAEA61186BB6AD436732FCCC25291A55895464CF"
        + "6069CE26BF03466228F19A3A62DB8A649F2D560FAC652827D1AF0574E427AB63"
    ),
    (
      "11",
      "08A20A0AFEF64124649232E0693C583AB1B9934AE63B4C3511F3AE1134C6A303"
        + "EA3173BFEA6683BD101FA5AA5DBC1996FE7CACFC5A577D33EC14564CEC2BACBF"
    ),
    (
      "0102030405060708090A0B0C0D0E0F1011",
      "5130F39A4059B43BC7CAC09A19ECE52B5D8699D1A71E3C52DA9AFDB6B50AC370"
        + "C4A482B77BF960F8681540E25B6771ECE1E5A37FD80E5A51897C5566A97EA5A5"
    ),
    (
      String(repeating: "99", count: 100),
      "403B12B0D8555A344175EA7EC746566303321E5DBFA8BE6F091635163ECA79A8"
        + "585ED3E3170807E7C03B720FC54C7B23897FCBA0E9D0B4A06894CFD249F22367"
    ),
  ].enumerated().compactMap { place, row in
    let secret = String(repeating: "0340", count: 16)
    let key = "778CAA53B4393AC467774D09497A87224BF9FAB6F6E68B23086497324D6FD117"
    let nothing = String(repeating: "0", count: 64)
    return Row("\(place + 15),\(secret),\(key),\(nothing),\(row.0),\(row.1),TRUE,"[...])
  }

  @Test("all rows of BIP-340's table are there")
  func complete() {
    #expect(Self.rows.map(\.index) == Array(0..<19))
    #expect(Self.rows.filter(\.holds).count == 9 && Self.rows.filter { $0.secret != nil }.count == 8)
  }

  @Test("B2: a signature holds or fails as BIP-340's table says, for messages of any length", arguments: rows)
  func verifies(_ row: Row) {
    let holds = VerifyingKey(row.key)?.accepts(row.signature, of: row.message.span) ?? false
    #expect(holds == row.holds)
    if let digest = Octets32(row.message) {
      #expect((VerifyingKey(row.key)?.accepts(row.signature, of: digest) ?? false) == row.holds)
    }
  }

  @Test("a key signs what BIP-340's table says", arguments: rows.filter { $0.secret != nil })
  func signs(_ row: Row) throws {
    let secret = try #require(row.secret)
    let randomness = try #require(row.randomness)
    guard let key = SigningKey(secret: secret) else {
      Issue.record("the table's secrets are keys")
      return
    }
    #expect(key.publicKey == row.key)
    #expect(key.sign(row.message.span, randomness: randomness) == row.signature)
    if let digest = Octets32(row.message) { #expect(key.sign(digest, randomness: randomness) == row.signature) }
  }

  @Test("a signature with any single bit turned fails")
  func turnedBits() throws {
    let row = try #require(Self.rows.first)
    let key = try #require(VerifyingKey(row.key))
    for bit in 0..<512 {
      var bytes = row.signature.bytes
      bytes[bit / 8] ^= 1 << (bit % 8)
      #expect(!key.accepts(try #require(Octets64(bytes)), of: row.message.span))
    }
  }

  @Test("zero and the order of the curve are no keys, and no random key is drawn twice")
  func keys() throws {
    let (none, beyond) = (
      SigningKey(secret: .zero) == nil,
      SigningKey(secret: try #require(Octets32(hex: CurveTests.order))) == nil
    )
    #expect(none && beyond)
    let (one, other) = (try SigningKey.random().publicKey, try SigningKey.random().publicKey)
    #expect(one != other)
  }
}
