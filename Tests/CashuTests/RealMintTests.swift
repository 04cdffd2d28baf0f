import Foundation
import Testing
import TollGateCashu
import TollGateCrypto

/// What a Nutshell mint (0.21.0) and its wallet have made, as they made it.
@Suite struct RealMintTests {
  static func bytes(_ name: String) throws -> [UInt8] {
    let url = try #require(Bundle.module.url(forResource: "Vectors/nutshell/\(name)", withExtension: nil))
    return [UInt8](try Data(contentsOf: url))
  }

  static func keyset(_ name: String) throws -> Keyset {
    let keysets = try KeysAnswer.read(try bytes(name)).keysets
    #expect(keysets.count == 1)
    return try #require(keysets.first)
  }

  @Test(
    "NUT-02: a mint's keysets of both versions have the ids that follow from their keys",
    arguments: [
      ("keys.json", "01", 100), ("wallet-keys.json", "00", 0),
    ])
  func ids(_ name: String, _ version: String, _ fee: UInt64) throws {
    let keyset = try Self.keyset(name)
    #expect(keyset.identity == .right && keyset.info.id.hex.hasPrefix(version))
    #expect(keyset.info.inputFee == fee && keyset.keys.keys.count == 64)
    var dearer = keyset
    dearer.info.inputFee += 1
    #expect((dearer.identity == .wrong) == (version == "01"), "a fee of version 00 is part of no id")
  }

  @Test(
    "F1: tokens of a mint and of a wallet are read, and every proof in them is the mint's",
    arguments: [
      ("v4.txt", "keys.json", 21), ("v3.txt", "keys.json", 21), ("locked.txt", "keys.json", 21),
      ("wallet.txt", "wallet-keys.json", 64),
    ])
  func tokens(_ name: String, _ keys: String, _ amount: UInt64) throws {
    let keyset = try Self.keyset(keys)
    let token = try Token.read(try Self.bytes(name))
    let proofs = try token.proofs(among: [keyset.info.id])
    #expect(token.amount == Amount(amount))
    for proof in proofs {
      #expect(proof.evidence(under: keyset.keys) == .signedByMint)
      var dearer = proof
      dearer.amount = Amount(proof.amount.value * 2)
      #expect(dearer.evidence(under: keyset.keys) == .wrong)
      if case .locked = proof.secret.kind { #expect(name == "locked.txt") } else { #expect(name != "locked.txt") }
    }
    #expect(try Token.read(token.text) == token)
  }

  @Test("NUT-06: a mint's own account of itself")
  func info() throws {
    let info = try MintInfo.read(try Self.bytes("info.json"))
    #expect(info.version == "Nutshell/0.21.0" && info.longestList == 1000)
    #expect(info.nuts.isSuperset(of: [4, 5, 7, 8, 9, 10, 11, 12, 14, 20]) && !info.nuts.contains(15))
    #expect(info.mintMethods.map(\.unit) == ["sat"] && info.meltMethods.map(\.method) == ["bolt11"])
    #expect(info.cachedRequests.isEmpty)
  }
}
