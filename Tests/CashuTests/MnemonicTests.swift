import Testing
import TollGateCashu
import TollGateCrypto

@Suite struct MnemonicTests {
  @Test(
    "BIP-39: bytes and words stand for each other",
    arguments: [
      (0x00, 16, "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"),
      (0x7F, 16, "legal winner thank year wave sausage worth useful legal winner thank yellow"),
      (0x80, 16, "letter advice cage absurd amount doctor acoustic avoid letter advice cage above"),
      (0xFF, 16, "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong"),
      (0xFF, 32, Array(repeating: "zoo", count: 23).joined(separator: " ") + " vote"),
    ] as [(UInt8, Int, String)])
  func vectors(_ byte: UInt8, _ count: Int, _ words: String) throws {
    #expect(Mnemonic(entropy: [UInt8](repeating: byte, count: count))?.words == words)
    #expect(try Mnemonic(words: " \(words.uppercased())\n").words == words)
  }

  @Test("BIP-39: the seed of twelve words, without a password")
  func seed() throws {
    let mnemonic = try #require(Mnemonic(entropy: [UInt8](repeating: 0, count: 16)))
    let bytes = mnemonic.seed.read { span in span.indices.map { span[$0] } }
    #expect(
      Hex.text(bytes)
        == "5eb00bbddcf069084889a8ab9155568165f5c453ccb85e70811aaed6f6da5fc1"
        + "9a5ac40b389cd370d086206dec8aa6c43daea6690f20ad3d8d48b2d2ce9e38e4")
  }

  @Test("A word that is wrong, missing or in another's place is noticed")
  func flaws() throws {
    let words = "half depart obvious quality work element tank gorilla view sugar picture humble"
    _ = try Mnemonic(words: words)
    #expect(throws: MnemonicFlaw.wrongCount(0)) { try Mnemonic(words: " ") }
    #expect(throws: MnemonicFlaw.wrongCount(11)) { try Mnemonic(words: String(words.dropFirst(5))) }
    #expect(throws: MnemonicFlaw.unknownWord(2)) { try Mnemonic(words: words.replacing("depart", with: "départ")) }
    #expect(throws: MnemonicFlaw.unknownWord(12)) { try Mnemonic(words: words + "s") }
    #expect(throws: MnemonicFlaw.wrongChecksum) {
      try Mnemonic(words: "depart half obvious quality work element tank gorilla view sugar picture humble")
    }
    #expect(Mnemonic(entropy: [1, 2, 3]) == nil)
  }

  @Test("Fresh words are right, and never the same")
  func fresh() throws {
    let (one, other) = (try Mnemonic.random(), try Mnemonic.random())
    #expect(one != other)
    #expect(try Mnemonic(words: one.words) == one)
    #expect(!SecrecyTests.texts(one).contains(one.words.prefix(5)))
  }
}
