import Testing
import TollGateCashu
import TollGateCrypto
import TollGateJSON

@Suite struct CurveTests {
  static func point(_ hex: String) throws -> Point { try #require(CompressedPoint(hex: hex).flatMap(Point.init(_:))) }
  static func scalar(_ hex: String) throws -> Scalar { try #require(Octets32(hex: hex).flatMap(Scalar.init(_:))) }

  @Test("NUT-00: a message is hashed to its point, after any number of tries", arguments: 0..<3)
  func hashToCurve(_ row: Int) throws {
    let values = try VectorFile("00-tests").values(0)
    let message = try #require(Hex.bytes(values[2 * row]))
    #expect(HashToCurve.point(of: message.span).compressed.hex == values[2 * row + 1])
  }

  @Test("NUT-00: a secret is blinded", arguments: 0..<2)
  func blinding(_ row: Int) throws {
    let values = try VectorFile("00-tests").values(1)
    let message = try #require(Hex.bytes(values[3 * row]))
    let factor = BlindingFactor(try Self.scalar(values[3 * row + 1]))
    #expect(factor.blind(HashToCurve.point(of: message.span))?.compressed.hex == values[3 * row + 2])
  }

  @Test("NUT-00: a mint signs what it can't see", arguments: 0..<2)
  func signing(_ row: Int) throws {
    let values = try VectorFile("00-tests").values(2)
    let signer = MintSigner(try Self.scalar(values[3 * row]))
    #expect(signer.sign(try Self.point(values[3 * row + 1])).signature.compressed.hex == values[3 * row + 2])
  }

  @Test("NUT-12: the hash over four points")
  func hash() throws {
    let file = try VectorFile("12-tests")
    let points = try file.values(0).map(Self.point)
    #expect(DLEQ.hash(points).hex == file.values(1)[0])
  }

  @Test("NUT-12: the mint's proof is the same whenever it is made")
  func deterministicProof() throws {
    let file = try VectorFile("12-tests")
    let (given, wanted) = (file.values(2), file.values(3))
    let signer = MintSigner(try Self.scalar(given[0]))
    let blinded = try Self.point(given[2])
    let (signature, dleq) = signer.sign(blinded)
    #expect(signer.key == (try Self.point(given[1])))
    #expect(signature.compressed.hex == given[3])
    #expect([dleq.e.hex, dleq.s.hex] == wanted)
    #expect(dleq.holds(for: signature, of: blinded, under: signer.key))
  }

  @Test("NUT-12: Alice checks the proof of a blind signature")
  func blindSignature() throws {
    let file = try VectorFile("12-tests")
    let (key, blinded) = (try Self.point(file.values(4)[0]), try Self.point(file.values(4)[1]))
    let signed = try BlindSignature(try file.json(5))
    let (signature, dleq) = (try #require(Point(signed.signature)), try #require(signed.dleq))
    #expect(signed.amount == Amount(8) && signed.keyset.hex == "00882760bfa2eb41")
    #expect(dleq.holds(for: signature, of: blinded, under: key))
    #expect(!dleq.holds(for: signature, of: blinded, under: blinded))
    #expect(!DLEQ(e: dleq.s, s: dleq.e).holds(for: signature, of: blinded, under: key))
    #expect(!DLEQ(e: .zero, s: dleq.s).holds(for: signature, of: blinded, under: key))
    #expect(!DLEQ(e: dleq.e, s: Octets32(.max, .max, .max, .max)).holds(for: signature, of: blinded, under: key))
  }

  @Test("NUT-12: Carol checks the proof in a token")
  func proof() throws {
    let file = try VectorFile("12-tests")
    let key = try #require(CompressedPoint(hex: file.values(6)[0]))
    let keys = try #require(MintKeys([(Amount(1), key)]))
    var proof = try Proof(try file.json(7))
    #expect(proof.evidence(under: keys) == .signedByMint)
    proof.secret = try #require(ProofSecret("another"))
    #expect(proof.evidence(under: keys) == .wrong)
    proof.amount = Amount(2)
    #expect(proof.evidence(under: keys) == .noSuchKey)
    proof.amount = Amount(1)
    proof.dleq = nil
    #expect(proof.evidence(under: keys) == .none)
  }

  @Test("F1: blind, sign, unblind: what comes out is the mint's signature of the secret, with a proof for others")
  func roundTrip() throws {
    let signer = MintSigner(try Scalar.random())
    let keys = try #require(MintKeys([(Amount(8), signer.key.compressed)]))
    let output = ProofOutput(
      amount: Amount(8), keyset: keys.legacyID, secret: try .random(), factor: try .random())
    let message = try #require(output.message)
    let (signature, dleq) = signer.sign(try #require(Point(message.point)))
    func signed(_ dleq: DLEQ?, amount: UInt64 = 8, id: KeysetID? = nil) -> BlindSignature {
      BlindSignature(
        amount: Amount(amount), keyset: id ?? keys.legacyID, signature: signature.compressed, dleq: dleq)
    }
    let proof = try output.proof(from: signed(dleq), under: keys)
    #expect(proof.evidence(under: keys) == .signedByMint)
    #expect(signer.hasSigned(proof.secret, try #require(Point(proof.signature))))
    #expect(throws: SignatureFlaw.noDLEQ) { try output.proof(from: signed(nil), under: keys) }
    #expect(try output.proof(from: signed(nil), under: keys, withoutDLEQ: true).dleq == nil)
    #expect(throws: SignatureFlaw.wrongDLEQ) {
      try output.proof(from: signed(DLEQ(e: dleq.e, s: dleq.e)), under: keys, withoutDLEQ: true)
    }
    #expect(throws: SignatureFlaw.wrongAmount) { try output.proof(from: signed(dleq, amount: 4), under: keys) }
    #expect(throws: SignatureFlaw.noSuchKey) {
      try output.proof(from: signed(dleq, amount: 4), under: keys, anyAmount: true)
    }
    let noPoint = BlindSignature(
      amount: Amount(8), keyset: keys.legacyID, signature: CompressedPoint(prefix: 2, x: Octets32(0, 0, 0, 5)),
      dleq: dleq)
    #expect(throws: SignatureFlaw.notAPoint) { try output.proof(from: noPoint, under: keys) }
    #expect(throws: SignatureFlaw.wrongKeyset) { try output.proof(from: signed(dleq, id: .legacy(1)), under: keys) }
  }
}
