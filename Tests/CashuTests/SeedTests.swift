import Testing
import TollGateCashu
import TollGateCrypto
import TollGateJSON

@Suite struct SeedTests {
  @Test("NUT-13: the number of a keyset in a path")
  func number() throws {
    let node = try VectorFile("13-tests").json(0)
    let id = try #require(node["keyset_id"]?.string.flatMap(KeysetID.init(hex:)))
    #expect(UInt64(SecretBranch.number(of: id)) == node["keyest_id_int"]?.uint64)
  }

  @Test(
    "NUT-13: secrets and blinding factors from twelve words, of both versions",
    arguments: [
      ("009a1f293253e41e", 1), ("015ba18a8adcd02e715a58358eb618da4a4b3791151a4bee5e968bb88406ccf76a", 5),
    ])
  func derivation(_ hex: String, _ block: Int) throws {
    let file = try VectorFile("13-tests")
    let words = try #require(try file.json(block)["mnemonic"]?.string)
    let id = try #require(KeysetID(hex: hex))
    let branch = try #require(Self.branch(" " + words + "\n", id))
    for counter in 0..<5 as Range<UInt32> {
      let (secret, factor) = try #require(branch[counter])
      #expect(secret.text == (try file.json(block + 1)["secret_\(counter)"]?.string))
      #expect(factor.scalar.octets.hex == (try file.json(block + 2)["r_\(counter)"]?.string))
    }
  }

  @Test("NUT-13: the derivation paths of the vectors are the ones of the numbers")
  func paths() throws {
    let file = try VectorFile("13-tests")
    for counter in 0..<5 {
      #expect(try file.json(4)["derivation_path_\(counter)"]?.string == "m/129372'/0'/864559728'/\(counter)'")
    }
  }

  @Test("Counters beyond what a path can hold have no secret")
  func lastCounter() throws {
    let seed = try #require(Self.seed())
    #expect(seed[0x7FFF_FFFF] != nil && seed[0x8000_0000] == nil)
  }

  private static func seed() -> SecretBranch? {
    WalletSeed(copying: [UInt8](repeating: 7, count: 64).span)?.branch(of: .legacy(1))
  }

  @Test(
    "What can't be a mnemonic is none",
    arguments: ["", "abandon", "Half depart obvious quality work element tank gorilla view sugar picture humble", "é"])
  func noWords(_ text: String) {
    #expect(Self.branch(text, .legacy(1)) == nil)
  }

  @Test("NUT-13: a digest beyond the order of the curve is reduced, and one that comes to zero is none")
  func reducing() {
    let upper: (UInt64, UInt64, UInt64) = (0xFFFF_FFFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF_FFFE, 0xBAAE_DCE6_AF48_A03B)
    func reduced(_ lowest: UInt64) -> Octets32? {
      Scalar(reducing: Octets32(upper.0, upper.1, upper.2, lowest))?.octets
    }
    #expect(reduced(0xBFD2_5E8C_D036_4140) == Octets32(upper.0, upper.1, upper.2, 0xBFD2_5E8C_D036_4140))
    #expect(reduced(0xBFD2_5E8C_D036_4141) == nil && Scalar(reducing: .zero) == nil)
    #expect(reduced(0xBFD2_5E8C_D036_4146) == Octets32(0, 0, 0, 5))
    let most = Scalar(reducing: Octets32(.max, .max, .max, .max))?.octets
    #expect(most == Octets32(0, 1, 0x4551_2319_50B7_5FC4, 0x402D_A173_2FC9_BEBE))
  }

  private static func branch(_ words: String, _ id: KeysetID) -> SecretBranch? {
    guard let seed = WalletSeed(words: words) else { return nil }
    return seed.branch(of: id)
  }
}
