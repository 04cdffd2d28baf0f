import Testing
import TollGateCashu
import TollGateCrypto

@Suite struct SecrecyTests {
  /// Every text that Swift makes of a value.
  static func texts(_ value: some Any) -> String {
    var dumped = ""
    dump(value, to: &dumped)
    return "\(value) \(String(describing: value)) \(String(reflecting: value)) \(dumped)"
  }

  @Test("F7: no secret, factor or seed appears in a description, a reflection or a dump, of itself or of what it is in")
  func hidden() throws {
    let octets = Octets32(0x1122_3344_5566_7788, 0x99AA, 0xBBCC, 0xDDEE)
    let secret = ProofSecret(octets)
    let factor = try #require(BlindingFactor(octets))
    let output = ProofOutput(amount: Amount(1), keyset: .legacy(1), secret: secret, factor: factor)
    let proof = Proof(
      amount: Amount(1), keyset: .legacy(1), secret: secret, signature: CompressedPoint(prefix: 2, x: .zero),
      dleq: ProofDLEQ(DLEQ(e: .zero, s: .zero), factor))
    let token = try Token(mint: "https://m", unit: "sat", proofs: [proof])
    let branch = try #require(Self.branch(octets))
    let values: [Any] = [
      secret, factor, output, proof, [proof], token, try #require(branch[0]), branch, MintSigner(factor.scalar),
      SwapRequest(inputs: [proof], outputs: []), MeltRequest(quote: "q", inputs: [proof]),
    ]
    let derived = try #require(branch[0]).secret.text
    for value in values {
      let text = Self.texts(value)
      for part in ["11223344", "1234605616436508552", "99aa", "39338", derived] {
        #expect(!text.contains(part), "\(type(of: value))")
      }
      #expect(text.contains("•••"))
    }
  }

  private static func branch(_ octets: Octets32) -> SecretBranch? {
    guard let seed = WalletSeed(copying: (octets.bytes + octets.bytes).span) else { return nil }
    return seed.branch(of: .current(.zero))
  }

  @Test("F7: no flaw of a token holds a part of it")
  func flaws() throws {
    let proofs = try TokenTests.sample(2)
    let binary = try Token(mint: "m", unit: "sat", proofs: proofs).binary
    var seen = 0
    for length in 0..<binary.count {
      do { _ = try Token.read(binary: Array(binary.prefix(length))) } catch {
        #expect(!Self.texts(error).contains(proofs[0].secret.text.prefix(16)))
        seen += 1
      }
    }
    #expect(seen == binary.count)
  }
}
