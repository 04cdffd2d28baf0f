import Foundation
import Testing
import TollGateCashu
import TollGateCrypto
import TollGateJSON

@Suite struct TokenTests {
  @Test("NUT-00: a token of version 3 is what its JSON says")
  func version3() throws {
    let file = try VectorFile("00-tests")
    let token = try Token.read(file.blocks[4])
    let node = try file.json(3)
    let part = try #require(node["token"]?.array?.first)
    #expect(token.mint == part["mint"]?.string && token.unit == node["unit"]?.string)
    #expect(token.memo == node["memo"]?.string && token.amount == Amount(10))
    let proofs = try #require(part["proofs"]?.array).map { try Proof($0) }
    #expect(try token.proofs(among: [#require(KeysetID(hex: "009a1f293253e41e"))]) == proofs)
  }

  @Test("NUT-00: texts without the right prefix are no tokens", arguments: [0, 1])
  func wrongPrefixes(_ line: Int) throws {
    let lines = try Self.lines(5)
    #expect(lines.count == 2)
    #expect(throws: TokenFlaw.notAToken) { try Token.read(lines[line]) }
  }

  private static func lines(_ block: Int) throws -> [String] {
    try VectorFile("00-tests").blocks[block].split(separator: "\n").map(String.init).filter {
      !$0.hasPrefix("#") && !$0.isEmpty
    }
  }

  @Test("NUT-00: version 3 is read with and without padding")
  func padding() throws {
    let file = try VectorFile("00-tests")
    let plain = try Token.read(file.blocks[6])
    #expect(plain == (try Token.read(file.blocks[4])))
    let pair = try Self.lines(7)
    #expect(pair.count == 2 && pair[0].hasSuffix("==") && pair[1] == String(pair[0].dropLast(2)))
    let token = try Token.read(pair[0])
    #expect(token == (try Token.read(pair[1])))
    #expect(token.proofs == plain.proofs && token.memo == "Thank you very much.")
  }

  @Test("NUT-00: version 4 with one keyset is read, and written byte for byte, as text and in binary")
  func version4() throws {
    let file = try VectorFile("00-tests")
    let token = try Token.read(file.blocks[9])
    #expect(token.mint == "http://localhost:3338" && token.unit == "sat" && token.memo == "Thank you")
    #expect(token.amount == Amount(1) && token.proofs.count == 1)
    #expect(token.proofs[0].keyset.hex == "00ad268c4d1f5826")
    #expect(token.proofs[0].secret.text == "9a6dbb847bd232ba76db0df197216b29d3b8cc14553cd27827fc1cc942fedb4e")
    #expect(
      token.proofs[0].signature.hex == "038618543ffb6b8695df4ad4babcde92a34a96bdcd97dcee0d7ccf98d472126792")
    #expect(Self.text(token) + "=" == file.blocks[9])
    let text = try VectorFile.text("00-tests")
    let hex = try #require(text.components(separatedBy: "`h'6372").last?.prefix { $0 != "'" })
    let binary = try #require(Hex.bytes("6372" + hex))
    #expect(try Token.read(binary: binary) == token)
    #expect(token.binary == binary)
  }

  static func text(_ token: Token) -> String { String(decoding: token.text, as: UTF8.self) }

  @Test("NUT-00: version 4 with two keysets is read, and written byte for byte")
  func twoKeysets() throws {
    let file = try VectorFile("00-tests")
    let token = try Token.read(file.blocks[11])
    #expect(token.amount == Amount(4) && token.memo == nil)
    #expect(token.proofs.map(\.amount.value) == [1, 2, 1])
    #expect(token.proofs.map(\.keyset.hex) == ["00ffd48b8f5ecf80", "00ad268c4d1f5826", "00ad268c4d1f5826"])
    #expect(Self.text(token) == file.blocks[11])
    #expect(throws: Token.UnresolvedKeyset.unknown(token.proofs[0].keyset)) { try token.proofs(among: []) }
  }

  static func sample(_ count: Int, dleq: Bool = true) throws -> [Proof] {
    try (0..<count).map { index in
      let digest = SHA256.hash(Array("proof \(index)".utf8))
      let factor = try #require(BlindingFactor(SHA256.hash(digest.bytes)))
      return Proof(
        amount: Amount(1 << UInt64(index % 64)), keyset: index % 3 == 0 ? .legacy(7) : .current(.zero),
        secret: ProofSecret(digest), signature: CompressedPoint(prefix: 2, x: digest),
        dleq: dleq ? ProofDLEQ(DLEQ(e: digest, s: SHA256.hash([1])), factor) : nil,
        witness: index % 5 == 0 ? "{}" : nil)
    }
  }

  @Test(
    "F1: what is written is read as the same, with DLEQ and witness, however the keysets are mixed",
    arguments: [1, 2, 63])
  func roundTrip(_ count: Int) throws {
    for dleq in [true, false] {
      let proofs = try Self.sample(count, dleq: dleq)
      let token = try Token(mint: "https://m", unit: "sat", memo: "é", proofs: proofs)
      let again = try Token.read(token.text)
      let keysets = again.proofs.map(\.keyset)
      #expect(zip(keysets, keysets.dropFirst()).count { $0 != $1 } == Set(keysets).count - 1, "each keyset once")
      #expect(again.mint == token.mint && again.memo == token.memo && again.amount == token.amount)
      #expect(Set(try again.proofs(among: [.legacy(7), .current(.zero)])) == Set(proofs))
      #expect(try Token.read(binary: again.binary) == again)
      #expect(try Token.read(" " + Self.text(token) + "\n") == again)
    }
  }

  @Test("A token that counts its money wrongly, or counts one proof twice, is refused")
  func wrongSums() throws {
    var proofs = try Self.sample(2)
    #expect(throws: TokenFlaw.empty) { try Token(mint: "m", unit: "sat", proofs: [Proof]()) }
    proofs[1].secret = proofs[0].secret
    #expect(throws: TokenFlaw.secretTwice) { try Token(mint: "m", unit: "sat", proofs: proofs) }
    proofs = try Self.sample(2)
    proofs[0].amount = Amount(.max)
    #expect(throws: TokenFlaw.tooMuch) { try Token(mint: "m", unit: "sat", proofs: proofs) }
    proofs[0].amount = .zero
    #expect(throws: TokenFlaw.zeroAmount) { try Token(mint: "m", unit: "sat", proofs: proofs) }
  }

  @Test("Tokens of several mints, and of versions to come, have their own reasons")
  func otherTokens() throws {
    let part = #"{"mint":"https://a","proofs":[]},{"mint":"https://b","proofs":[]}"#
    #expect(throws: TokenFlaw.severalMints) { try Self.read3(#"{"token":[\#(part)]}"#) }
    #expect(throws: TokenFlaw.empty) { try Self.read3(#"{"token":[]}"#) }
    #expect(throws: TokenFlaw.badMember(.missing("token"))) { try Self.read3("{}") }
    #expect(throws: TokenFlaw.badJSON(.endOfText, offset: 1)) { try Self.read3("{") }
    #expect(throws: TokenFlaw.unknownVersion) { try Token.read("cashuCoWFt") }
    #expect(throws: TokenFlaw.badBase64) { try Token.read("cashuBo*Ft") }
    #expect(throws: TokenFlaw.tooLong) { try Token.read([UInt8](repeating: 65, count: Token.longest + 1)) }
    #expect(throws: TokenFlaw.notAToken) { try Token.read("cashu") }
  }

  private static func read3(_ json: String) throws -> Token {
    try Token.read("cashuA" + Base64URL.text(Array(json.utf8)))
  }

  @Test("No beginning of a token, and no token with one byte changed, makes a reader trap")
  func mutations() throws {
    let token = try Token(mint: "https://m", unit: "sat", memo: "memo", proofs: try Self.sample(3))
    let binary = token.binary
    for length in 0..<binary.count {
      #expect(throws: TokenFlaw.self) { try Token.read(binary: Array(binary.prefix(length))) }
    }
    #expect(throws: TokenFlaw.badCBOR(CBORMistake(.dataAfterValue, at: binary.count - 5))) {
      try Token.read(binary: binary + [0])
    }
    var changed = 0
    for place in binary.indices {
      for bit in 0..<8 as Range<UInt8> {
        var mutant = binary
        mutant[place] ^= 1 << bit
        guard let read = try? Token.read(binary: mutant) else { continue }
        if read != token { changed += 1 }
        #expect(try Token.read(read.text) == read)
      }
    }
    #expect(changed > 1000)
  }

  @Test("A secret is any text of 1 to 1024 characters, and nothing beyond; two spellings of a letter are two secrets")
  func secrets() {
    #expect(ProofSecret("") == nil)
    for letter in ["a", "é", "\u{1F600}"] {
      #expect(ProofSecret(String(repeating: letter, count: ProofSecret.longest)) != nil)
      #expect(ProofSecret(String(repeating: letter, count: ProofSecret.longest + 1)) == nil)
    }
    #expect(ProofSecret("\u{E9}") != ProofSecret("e\u{301}"))
    #expect(LockWitness(text: "{}" + String(repeating: " ", count: LockWitness.longest - 2)) != nil)
    #expect(LockWitness(text: "{}" + String(repeating: " ", count: LockWitness.longest)) == nil)
  }
}
