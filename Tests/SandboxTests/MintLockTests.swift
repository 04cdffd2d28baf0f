import Testing
import TollGateCashu
import TollGateCrypto

@testable import TollGateSandbox

@Suite struct MintLockTests {
  private static let now: UInt64 = 1_800_000_000

  /// A wallet whose proofs have the secrets that are asked for, at a mint whose time stands still.
  private func locked(_ secrets: [String]) throws -> MintWallet {
    let mint = try SandboxMint { CalendarMoment(seconds: Int64(MintLockTests.now)) }
    var wallet = try MintWallet(mint)
    let quote = try wallet.quote(UInt64(secrets.count))
    let outputs = try secrets.map { text in
      ProofOutput(
        amount: Amount(1), keyset: wallet.keyset.info.id, secret: try #require(ProofSecret(text)),
        factor: try .random())
    }
    let body = try mint.post("/v1/mint/bolt11", MintRequest(quote: quote.id, outputs))
    wallet.proofs = try wallet.proofs(outputs, body)
    return wallet
  }

  private func key(_ number: UInt64 = 3) throws -> Octets32 {
    guard let key = SigningKey(secret: Octets32(0, 0, 0, number)) else { throw NoReply() }
    return key.publicKey
  }

  private func opened(_ wallet: MintWallet, by number: UInt64, for outputs: [BlindedMessage]) throws -> [Proof] {
    guard let key = SigningKey(secret: Octets32(0, 0, 0, number)),
      let opened = wallet.proofs.opened(with: key, outputs: outputs, at: Self.now, randomness: .zero)
    else { throw NoReply() }
    return opened
  }

  private func secret(_ tags: String = "", kind: String = "P2PK", data: String? = nil, nonce: Int = 0) throws -> String
  {
    let data = try data ?? "02" + key().hex
    return #"["\#(kind)",{"nonce":"\#(nonce)","data":"\#(data)","tags":[\#(tags)]}]"#
  }

  @Test("F1: a locked proof is spent by its key alone, and its witness is told afterwards")
  func signature() throws {
    let wallet = try locked([try secret()])
    let mint = wallet.mint
    let outputs = try wallet.outputs(1)
    let messages = try outputs.messages()
    guard let other = SigningKey(secret: Octets32(0, 0, 0, 4)) else { throw NoReply() }
    let stolen = try wallet.swap(wallet.proofs, outputs)
    #expect(
      try mint.refusal("/v1/swap", stolen) == MintRefusal(status: 400, code: 11000, text: "no signatures in proof."))
    var forged = wallet.proofs
    let digest = SignedMessage.digest(of: forged[0].secret)
    forged[0].witness = LockWitness(signatures: [other.sign(digest, randomness: .zero)]).text
    #expect(try mint.refusal("/v1/swap", wallet.swap(forged, outputs)).text == "signature threshold not met. 0 < 1.")
    #expect(mint.state(of: wallet.proofs[0].secret) == .unspent)
    let opened = try opened(wallet, by: 3, for: messages)
    _ = try mint.post("/v1/swap", SwapRequest(inputs: opened, outputs: messages))
    let points = [wallet.proofs[0].secret.point.compressed]
    let answer = try StateAnswer.read(mint.post("/v1/checkstate", StateRequest(points)))
    #expect(answer.entries.map(\.witness) == [opened[0].witness] && answer.states(of: points) == [.spent])
  }

  @Test("F1: inputs that are signed together are bound to their outputs, in a swap and in a melt")
  func signedTogether() throws {
    let tag = #"["sigflag","SIG_ALL"]"#
    let wallet = try locked(try (0..<3).map { try secret(tag, nonce: $0) })
    let mint = wallet.mint
    let outputs = try wallet.outputs(3).messages()
    let opened = try opened(wallet, by: 3, for: outputs)
    let turned = SwapRequest(inputs: opened, outputs: outputs.reversed())
    #expect(try mint.refusal("/v1/swap", turned).text == "signature threshold not met. 0 < 1.")
    let invoice = MeltQuoteRequest(request: "lnbc20n1qqqqqqqqqqqqqqqqqqqqqqqqq", unit: "sat")
    let quote = try MeltQuote.read(mint.post("/v1/melt/quote/bolt11", invoice))
    let melt = MeltRequest(quote: quote.id, inputs: opened, outputs: outputs)
    #expect(try mint.refusal("/v1/melt/bolt11", melt).meaning == .locked)
    _ = try mint.post("/v1/swap", SwapRequest(inputs: opened, outputs: outputs))
    #expect(mint.isBalanced)
  }

  @Test("F1: after its time a lock opens to its refund key, or to anybody; before, to neither")
  func locktime() throws {
    let early = #"["locktime","\#(Self.now - 1)"]"#
    let late = #"["locktime","\#(Self.now + 1)"]"#
    let open = try locked([try secret(early)])
    _ = try open.mint.post("/v1/swap", open.swap(open.proofs, open.outputs(1)))
    let closed = try locked([try secret(late)])
    #expect(try closed.mint.refusal("/v1/swap", closed.swap(closed.proofs, closed.outputs(1))).meaning == .locked)
    let refund = try locked([try secret(early + #",["refund","02\#(try key(4).hex)"]"#)])
    let outputs = try refund.outputs(1).messages()
    #expect(
      try refund.mint.refusal("/v1/swap", SwapRequest(inputs: refund.proofs, outputs: outputs)).meaning == .locked)
    let opened = try opened(refund, by: 4, for: outputs)
    _ = try refund.mint.post("/v1/swap", SwapRequest(inputs: opened, outputs: outputs))
  }

  @Test("F1: a hash lock is opened by what has that hash")
  func hashLock() throws {
    let preimage = Octets32(1, 2, 3, 4)
    var wallet = try locked([try secret(kind: "HTLC", data: SHA256.hash(preimage.bytes).hex)])
    let outputs = try wallet.outputs(1)
    func text() throws -> String { try wallet.mint.refusal("/v1/swap", wallet.swap(wallet.proofs, outputs)).text }
    #expect(try text() == "no HTLC preimage provided")
    wallet.proofs[0].witness = LockWitness(preimage: .zero).text
    #expect(try text() == "HTLC preimage does not match.")
    wallet.proofs[0].witness = LockWitness(preimage: preimage).text
    _ = try wallet.mint.post("/v1/swap", wallet.swap(wallet.proofs, outputs))
  }

  @Test("F1: what nobody can open stays closed, and is named")
  func closed() throws {
    let two = #"["pubkeys","02\#(try key(4).hex)"],["n_sigs","2"]"#
    let cases = [
      (try secret(kind: "XYZ"), "unsupported NUT-10 secret kind: XYZ"),
      (try secret(#"["sigflag","SIG_SOME"]"#), "malformed NUT-10 secret."), ("[1]", "malformed NUT-10 secret."),
      (try secret(two), "not enough pubkeys (2) or signatures (1) present for n_sigs (2)."),
    ]
    guard let own = SigningKey(secret: Octets32(0, 0, 0, 3)) else { throw NoReply() }
    for (text, words) in cases {
      var wallet = try locked([text])
      let digest = SignedMessage.digest(of: wallet.proofs[0].secret)
      wallet.proofs[0].witness = LockWitness(signatures: [own.sign(digest, randomness: .zero)]).text
      #expect(try wallet.mint.refusal("/v1/swap", wallet.swap(wallet.proofs, wallet.outputs(1))).text == words)
      #expect(wallet.mint.state(of: wallet.proofs[0].secret) == .unspent)
    }
  }
}
