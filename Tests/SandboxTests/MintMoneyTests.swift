import Testing
import TollGateCashu
import TollGateCrypto

@testable import TollGateSandbox

@Suite struct MintMoneyTests {
  static let plans = KeysetPlan.IDVersion.allCases.flatMap { version in
    [UInt64(0), 100].map { KeysetPlan(version: version, inputFee: $0) }
  }

  @Test("F1: money is minted and swapped, each signature with its proof, and the books balance", arguments: plans)
  func mintAndSwap(_ plan: KeysetPlan) throws {
    let mint = try SandboxMint(MintTerms(keysets: [plan]))
    var wallet = try MintWallet(mint)
    try wallet.fund(1000)
    let inputs = wallet.proofs
    #expect(wallet.balance == 1000 && inputs.allSatisfy { $0.evidence(under: wallet.keyset.keys) == .signedByMint })
    try wallet.swapAll()
    let fee = plan.inputFee == 0 ? UInt64(0) : 1
    #expect(wallet.balance == 1000 - fee)
    let sums = mint.sums(of: "sat")
    #expect(sums.issued == 1000 && sums.fees == UInt128(fee) && sums.outstanding == UInt128(1000 - fee))
    #expect(mint.isBalanced)
    #expect(inputs.allSatisfy { mint.state(of: $0.secret) == .spent })
    #expect(wallet.proofs.allSatisfy { mint.state(of: $0.secret) == .unspent })
  }

  @Test("F1: several units and keysets stand side by side; a retired keyset still pays, and signs no more")
  func units() throws {
    let plans = ["sat", "msat", "usd"].map { KeysetPlan(unit: $0) }
    let mint = try SandboxMint(MintTerms(keysets: plans))
    for unit in ["sat", "msat", "usd"] {
      var wallet = try MintWallet(mint, unit: unit)
      try wallet.fund(77)
      #expect(mint.sums(of: unit).issued == 77)
    }
    var old = try MintWallet(mint)
    try old.fund(5)
    let new = try #require(mint.rotate(to: KeysetPlan(version: .legacy, inputFee: 1000)))
    #expect(mint.keysets.filter { $0.info.unit == "sat" }.map(\.info.isActive) == [false, true])
    var wallet = try MintWallet(mint)
    #expect(wallet.keyset.info.id == new)
    let stale = try old.swap(old.proofs, try old.outputs(5))
    #expect(try mint.refusal("/v1/swap", stale).meaning == .keysetInactive)
    let outputs = try wallet.outputs(5)
    wallet.proofs = try wallet.proofs(outputs, mint.post("/v1/swap", wallet.swap(old.proofs, outputs)))
    #expect(wallet.balance == 5 && mint.isBalanced)
  }

  @Test("F1: amounts reach as far as a mint's books; sums of all that was swapped go beyond")
  func greatAmounts() throws {
    let mint = try SandboxMint()
    var wallet = try MintWallet(mint)
    try wallet.fund(1 << 62)
    for _ in 0..<5 { try wallet.swapAll() }
    #expect(wallet.balance == 1 << 62 && mint.isBalanced && mint.sums(of: "sat").signed == UInt128(6) << 62)
    let more = MintQuoteRequest(amount: Amount(1), unit: "sat")
    #expect(try mint.refusal("/v1/mint/quote/bolt11", more).meaning == .amountOutOfRange)
  }

  @Test("F1: an invoice is paid after so many questions, or never, or when somebody pays it")
  func lightning() throws {
    let mint = try SandboxMint(MintTerms(lightning: FakeLightning(polls: 2)))
    let wallet = try MintWallet(mint)
    let quote = try wallet.quote(4)
    let request = try MintRequest(quote: quote.id, try wallet.outputs(4))
    #expect(quote.state == .unpaid)
    for state in [MintQuote.State.unpaid, .unpaid, .paid, .paid] {
      if state == .unpaid { #expect(try mint.refusal("/v1/mint/bolt11", request).meaning == .quoteUnpaid) }
      #expect(try MintQuote.read(mint.get("/v1/mint/quote/bolt11/\(quote.id)")).state == state)
    }
    _ = try mint.post("/v1/mint/bolt11", request)
    #expect(try MintQuote.read(mint.get("/v1/mint/quote/bolt11/\(quote.id)")).state == .issued)
    #expect(mint.issued(by: quote.id) == 4 && !mint.pay(quote.id))

    let never = try MintWallet(try SandboxMint(MintTerms(lightning: FakeLightning(polls: nil))))
    let other = try never.quote(4)
    for _ in 0..<5 { #expect(try MintQuote.read(never.mint.get("/v1/mint/quote/bolt11/\(other.id)")).state == .unpaid) }
    #expect(never.mint.pay(other.id))
    #expect(try MintQuote.read(never.mint.get("/v1/mint/quote/bolt11/\(other.id)")).state == .paid)
  }

  @Test("F1: a quote with a key is redeemed by its owner alone (NUT-20)")
  func quoteKey() throws {
    let mint = try SandboxMint()
    let wallet = try MintWallet(mint)
    guard let key = SigningKey(secret: Octets32(0, 0, 0, 7)) else { throw NoReply() }
    let point = CompressedPoint(prefix: 2, x: key.publicKey)
    let quote = try wallet.quote(8, key: point)
    #expect(quote.key == point)
    let outputs = try wallet.outputs(8).messages()
    let signature = QuoteSignature.sign(quote: quote.id, outputs: outputs, with: key, randomness: .zero)
    for wrong in [nil, Octets64(.zero, .zero)] {
      let request = MintRequest(quote: quote.id, outputs: outputs, signature: wrong)
      #expect(try mint.refusal("/v1/mint/bolt11", request).meaning == .quoteSignatureWrong)
    }
    #expect(mint.sums(of: "sat").signed == 0)
    _ = try mint.post("/v1/mint/bolt11", MintRequest(quote: quote.id, outputs: outputs, signature: signature))
    #expect(mint.sums(of: "sat").signed == 8)
  }

  @Test("F2: what was signed is restored with its signatures, in the order of the question; the rest is unknown")
  func restore() throws {
    let mint = try SandboxMint()
    let wallet = try MintWallet(mint)
    let quote = try wallet.quote(7)
    let (signed, unknown) = (try wallet.outputs(7), try wallet.outputs(of: [64]))
    let answer = try mint.post("/v1/mint/bolt11", MintRequest(quote: quote.id, signed))
    let asked = [signed[2], unknown[0], signed[0]]
    let body = try mint.post("/v1/restore", RestoreRequest(try asked.messages()))
    let restored = try RestoreAnswer.read(body)
    #expect(try restored.outputs == [signed[2], signed[0]].messages())
    let proofs = try wallet.proofs([signed[2], signed[0]], restored.signatures, anyAmount: true)
    let first = try wallet.proofs(signed, answer)
    #expect(proofs == [first[2], first[0]])
  }

  @Test("F1: states are told in the order of the question, with the witness; what was never seen is unspent")
  func states() throws {
    let mint = try SandboxMint()
    var wallet = try MintWallet(mint)
    try wallet.fund(3)
    let spent = wallet.proofs[0]
    let outputs = try wallet.outputs(spent.amount.value)
    _ = try mint.post("/v1/swap", wallet.swap([spent], outputs))
    let unknown = try ProofSecret.random()
    let points = [unknown, spent.secret, wallet.proofs[1].secret].map(\.point.compressed)
    let answer = try StateAnswer.read(mint.post("/v1/checkstate", StateRequest(points)))
    #expect(answer.entries.map(\.point) == points)
    #expect(answer.states(of: points) == [.unspent, .spent, .unspent])
    let odd = Array(#"{"Ys":["zz"]}"#.utf8)
    #expect(
      try mint.reply("POST", "/v1/checkstate", odd).text == #"{"states":[{"Y":"zz","state":"UNSPENT","witness":null}]}"#
    )
  }

  @Test("F1: of many who spend the same proofs at once one gets something for them")
  func crowd() async throws {
    let mint = try SandboxMint()
    var wallet = try MintWallet(mint)
    try wallet.fund(8)
    let requests = try (0..<16).map { _ in try wallet.swap(wallet.proofs, wallet.outputs(8)).body }
    let served = await withTaskGroup(of: Bool.self) { group in
      for body in requests {
        group.addTask {
          if case .reply(let reply) = mint.answer("POST", "/v1/swap", body) { reply.status == 200 } else { false }
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(served == 1 && mint.sums(of: "sat").outstanding == 8 && mint.isBalanced)
  }

  @Test("F1: what a mint says of itself can be read: names of the parts, lengths of lists, the cache only where it is")
  func info() throws {
    let mint = try SandboxMint(MintTerms(name: "here", caches: true))
    let info = try MintInfo.read(mint.get("/v1/info"))
    #expect(info.name == "here" && info.longestList == 1000 && info.cachedRequests.count == 3)
    #expect(info.nuts.isSuperset(of: [4, 5, 7, 8, 9, 10, 11, 12, 14, 19, 20]))
    #expect(info.mintMethods.map(\.unit) == ["sat"] && info.meltMethods.map(\.method) == ["bolt11"])
    mint.setCaching(false)
    #expect(try MintInfo.read(mint.get("/v1/info")).nuts.contains(19) == false)
  }
}

extension MintReply {
  var text: String { String(decoding: body, as: UTF8.self) }
}
