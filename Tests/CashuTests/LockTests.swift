import Foundation
import Testing
import TollGateCashu
import TollGateCrypto
import TollGateJSON

@Suite struct LockTests {
  static let now: UInt64 = 1_795_224_819

  @Test(
    "NUT-11: which of the vectors' proofs can be spent",
    arguments: [
      (0, false), (1, true), (2, true), (3, true), (4, false), (5, true), (6, false), (7, true), (8, false),
    ])
  func inputs(_ block: Int, _ isOpen: Bool) throws {
    let proof = try Proof(try VectorFile("11-test").json(block))
    guard case .locked(let lock) = proof.secret.kind else { throw Surprise() }
    #expect(lock.flag == .inputs && lock.kind == .publicKey)
    #expect([proof].areOpened(outputs: [], at: Self.now) == isOpen)
  }

  struct Surprise: Error {}

  @Test(
    "NUT-11: what is signed for a whole swap, and for a whole melt",
    arguments: [
      (9, 10, "de7f9e3ca0fcc5ed3258fcf83dbf1be7fa78a5ed6da7bf2aa60d61e9dc6eb09a"),
      (18, 19, "9efa1067cc7dc870f4074f695115829c3cd817a6866c3b84e9814adf3c3cf262"),
    ])
  func messages(_ request: Int, _ message: Int, _ digest: String) throws {
    let file = try VectorFile("11-test")
    let members = try Members(try file.json(request))
    let inputs = try members.list("inputs") { node throws(MessageFlaw) in try Proof(node) }
    let outputs = try members.list("outputs") { node throws(MessageFlaw) in try BlindedMessage(node) }
    let quote = try members.optional("quote", \.string)
    #expect((quote != nil) == (request == 18))
    let hash = SignedMessage.digest(of: inputs, outputs: outputs, quote: quote)
    #expect(hash == SHA256.hash(Array(file.blocks[message].utf8)))
    #expect(hash.hex == digest)
  }

  @Test(
    "NUT-11: which of the vectors' swaps and melts are signed",
    arguments: [
      (9, true), (11, true), (12, false), (13, true), (14, true), (15, true), (16, false), (17, true), (18, true),
      (20, true), (21, true),
    ])
  func requests(_ block: Int, _ isOpen: Bool) throws {
    let file = try VectorFile("11-test")
    #expect(file.blocks.count == 22)
    let members = try Members(try file.json(block))
    let inputs = try members.list("inputs") { node throws(MessageFlaw) in try Proof(node) }
    let outputs = try members.list("outputs") { node throws(MessageFlaw) in try BlindedMessage(node) }
    let quote = try members.optional("quote", \.string)
    #expect(inputs.areOpened(outputs: outputs, quote: quote, at: Self.now) == isOpen)
    if outputs.count > 1, isOpen {
      #expect(!inputs.areOpened(outputs: outputs.reversed(), quote: quote, at: Self.now))
    }
  }

  static func secret(_ data: String, _ tags: String = "", kind: String = "P2PK") throws -> ProofSecret {
    try #require(ProofSecret(#"["\#(kind)",{"nonce":"ab","data":"\#(data)","tags":[\#(tags)]}]"#))
  }

  static func key(_ number: UInt64) throws -> String {
    Point(generatorTimes: try #require(Scalar(Octets32(0, 0, 0, number)))).compressed.hex
  }

  @Test(
    "NUT-10: a text that is no lock is the bearer's, an unknown lock is told, and a lock that nobody opens is refused")
  func kinds() throws {
    let (one, two) = (try Self.key(3), try Self.key(4))
    #expect(ProofSecret("abc")?.kind == .bearer && ProofSecret("{}")?.kind == .bearer)
    #expect(try Self.secret("1", kind: "XYZ").kind == .unknown(kind: "XYZ"))
    #expect(ProofSecret(#" ["P2PK""#)?.kind == .unknown(kind: ""))
    let bad = [
      #"["n_sigs","0"]"#, #"["n_sigs","2"]"#, #"["n_sigs","x"]"#, #"["n_sigs"]"#, #"["sigflag","SIG_SOME"]"#,
      #"["locktime","-1"]"#, #"["locktime","1"],["locktime","2"]"#, #"["pubkeys","\#(one)"]"#, #"["refund","02"]"#,
      #"["pubkeys","03\#(one.dropFirst(2))"]"#, #"["locktime",21]"#, #"["n_sigs_refund","1"]"#, "21",
    ]
    for tags in bad { #expect(try Self.secret(one, tags).kind == .unspendable, "\(tags)") }
    #expect(try Self.secret("xx").kind == .unspendable)
    #expect(try Self.secret(one, kind: "HTLC").kind == .unspendable)
    guard case .locked = try Self.secret(one, #"["purpose","offline"],["n_sigs","2"],["pubkeys","\#(two)"]"#).kind
    else { throw Surprise() }
  }

  @Test("NUT-11: whose a lock is, before and after its time")
  func access() throws {
    let (one, two, three) = (try Self.key(3), try Self.key(4), try Self.key(5))
    func access(_ tags: String, _ key: String, at seconds: UInt64) throws -> LockAccess {
      guard case .locked(let lock) = try Self.secret(one, tags).kind, let x = CompressedPoint(hex: key)?.x else {
        throw Surprise()
      }
      return lock.access(with: x, at: seconds)
    }
    #expect(try access("", one, at: 1) == .signature && access("", two, at: 1) == .closed)
    let timed = #"["locktime","100"]"#
    #expect(try access(timed, two, at: 100) == .closed && access(timed, two, at: 101) == .anybody)
    let refunded = #"\#(timed),["refund","\#(two)"]"#
    #expect(try access(refunded, two, at: 100) == .closed && access(refunded, two, at: 101) == .signature)
    #expect(try access(refunded, one, at: 101) == .signature && access(refunded, three, at: 101) == .closed)
    let joint = #"["n_sigs","2"],["pubkeys","\#(two)"]"#
    #expect(try access(joint, one, at: 1) == .withOthers && access(joint, three, at: 1) == .closed)
  }

  @Test(
    "NUT-11: what is locked to our key is opened, for one input or for a whole swap, and nothing else is",
    arguments: ["SIG_INPUTS", "SIG_ALL"])
  func opening(_ flag: String) throws {
    let secret = try Self.secret(try Self.key(3), #"["sigflag","\#(flag)"]"#)
    let proof = Proof(
      amount: Amount(1), keyset: .legacy(1), secret: secret, signature: CompressedPoint(prefix: 2, x: .zero),
      witness: String(repeating: "too long ", count: 1000))
    var bearer = proof
    bearer.secret = ProofSecret(.zero)
    let output = BlindedMessage(amount: Amount(1), keyset: .legacy(1), point: CompressedPoint(prefix: 3, x: .zero))
    let (ours, theirs) = (Octets32(0, 0, 0, 3), Octets32(0, 0, 0, 4))
    func opened(_ key: Octets32) throws -> [Proof]? {
      guard let key = SigningKey(secret: key) else { throw Surprise() }
      return [proof, proof].opened(with: key, outputs: [output], at: Self.now, randomness: .zero)
    }
    #expect(try opened(theirs) == nil)
    let signed = try #require(try opened(ours))
    #expect(signed.areOpened(outputs: [output], at: Self.now))
    #expect(signed.areOpened(outputs: [], at: Self.now) == (flag == "SIG_INPUTS"))
    #expect(![proof, proof].areOpened(outputs: [output], at: Self.now))
    #expect((signed[1].witness == nil) == (flag == "SIG_ALL"))
    #expect(signed[0].secret == secret && signed[0].witness?.utf8.count ?? 0 < LockWitness.longest)
    guard let key = SigningKey(secret: ours) else { throw Surprise() }
    let mixed = [bearer, proof].opened(with: key, outputs: [output], at: Self.now, randomness: .zero)
    #expect((mixed == nil) == (flag == "SIG_ALL") && mixed?[0].witness == nil)
    var strange = proof
    strange.secret = try Self.secret("1", kind: "XYZ")
    #expect([strange].opened(with: key, outputs: [output], at: Self.now, randomness: .zero) == nil)
    #expect(![strange].areOpened(outputs: [output], at: Self.now))
  }

  @Test("NUT-11: a lock without refund keys is anybody's after its time, and not one second before")
  func timeOver() throws {
    let proof = Proof(
      amount: Amount(1), keyset: .legacy(1), secret: try Self.secret(try Self.key(3), #"["locktime","100"]"#),
      signature: CompressedPoint(prefix: 2, x: .zero))
    #expect(![proof].areOpened(outputs: [], at: 100))
    #expect([proof].areOpened(outputs: [], at: 101))
    guard let theirs = SigningKey(secret: Octets32(0, 0, 0, 4)) else { throw Surprise() }
    #expect([proof].opened(with: theirs, outputs: [], at: 100, randomness: .zero) == nil)
    #expect([proof].opened(with: theirs, outputs: [], at: 101, randomness: .zero) == [proof])
  }

  @Test("NUT-14: a hash without keys is opened by its preimage alone, at any time")
  func preimages() throws {
    let preimage = Octets32(1, 2, 3, 4)
    let secret = try Self.secret(SHA256.hash(preimage.bytes).hex, kind: "HTLC")
    guard case .locked(let lock) = secret.kind else { throw Surprise() }
    let digest = SignedMessage.digest(of: secret)
    for seconds in [0, .max] as [UInt64] {
      let text = LockWitness(preimage: preimage).text
      #expect(lock.isOpened(by: LockWitness(text: text), signing: digest, at: seconds))
      #expect(!lock.isOpened(by: LockWitness(preimage: digest), signing: digest, at: seconds))
      #expect(!lock.isOpened(by: LockWitness(), signing: digest, at: seconds))
      #expect(!lock.isOpened(by: nil, signing: digest, at: seconds))
    }
  }

  @Test("NUT-11: a key that signs twice is still one signer")
  func sameKeyTwice() throws {
    let secret = try Self.secret(try Self.key(3), #"["n_sigs","2"],["pubkeys","\#(try Self.key(4))"]"#)
    let digest = SignedMessage.digest(of: secret)
    func signature(_ number: UInt64, _ randomness: UInt64 = 0) throws -> Octets64 {
      guard let key = SigningKey(secret: Octets32(0, 0, 0, number)) else { throw Surprise() }
      return key.sign(digest, randomness: Octets32(0, 0, 0, randomness))
    }
    guard case .locked(let lock) = secret.kind else { throw Surprise() }
    let twice = LockWitness(signatures: [try signature(3), try signature(3, 1)])
    #expect(!lock.isOpened(by: twice, signing: digest, at: 0))
    let both = LockWitness(signatures: [try signature(3), try signature(4)])
    #expect(lock.isOpened(by: LockWitness(text: both.text), signing: digest, at: 0))
  }

  @Test("NUT-20: a quote's signature is right, and made right", arguments: [(0, true), (2, false)])
  func quotes(_ block: Int, _ isRight: Bool) throws {
    let file = try VectorFile("20-test")
    let request = try MintRequest.read(Array(file.blocks[block].utf8))
    let key = try #require(
      CompressedPoint(hex: "03d56ce4e446a85bbdaa547b4ec2b073d40ff802831352b8272b7dd7a4de5a7cac"))
    let signature = try #require(request.signature)
    #expect(
      QuoteSignature.isRight(signature, quote: request.quote, outputs: request.outputs, under: key) == isRight)
    let message = file.blocks[1].dropFirst().dropLast().split(separator: ",").compactMap {
      UInt8($0.trimmingCharacters(in: .whitespaces))
    }
    #expect(SignedMessage.digest(ofQuote: request.quote, outputs: request.outputs) == SHA256.hash(message))
    guard let own = SigningKey(secret: Octets32(0, 0, 0, 3)) else { throw Surprise() }
    let made = QuoteSignature.sign(quote: request.quote, outputs: request.outputs, with: own, randomness: .zero)
    let ownKey = CompressedPoint(prefix: 3, x: own.publicKey)
    #expect(QuoteSignature.isRight(made, quote: request.quote, outputs: request.outputs, under: ownKey))
    #expect(!QuoteSignature.isRight(made, quote: "x" + request.quote, outputs: request.outputs, under: ownKey))
  }
}
