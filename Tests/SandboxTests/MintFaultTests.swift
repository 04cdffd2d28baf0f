import Synchronization
import Testing
import TollGateCashu
import TollGateCrypto

@testable import TollGateSandbox

@Suite struct MintFaultTests {
  /// A wallet with 100 sat, and a swap of all of it.
  private func prepared(_ terms: MintTerms = MintTerms()) throws -> (MintWallet, [ProofOutput], SwapRequest) {
    var wallet = try MintWallet(try SandboxMint(terms))
    try wallet.fund(100)
    let outputs = try wallet.outputs(100)
    return (wallet, outputs, try wallet.swap(wallet.proofs, outputs))
  }

  private func restored(_ wallet: MintWallet, _ outputs: [ProofOutput]) throws -> [Proof] {
    let body = try wallet.mint.post("/v1/restore", RestoreRequest(try outputs.messages()))
    return try wallet.proofs(outputs, RestoreAnswer.read(body).signatures)
  }

  private static func acts(_ moment: MintFault.Moment) -> [MintFault.Act] {
    [.lost(moment), .hang(moment), .status(503, moment), .status(429, moment), .garbage(moment)]
  }

  @Test(
    "F2: an answer that is lost, silent, an error or no answer says nothing; only the books tell what has happened",
    arguments: MintFault.Moment.allCases)
  func endings(_ moment: MintFault.Moment) throws {
    for act in Self.acts(moment) {
      let (wallet, outputs, request) = try prepared()
      let mint = wallet.mint
      mint.misbehave(MintFault(act, at: .swap, times: 1))
      let outcome = mint.answer("POST", "/v1/swap", request.body)
      switch act {
      case .lost: #expect(outcome == .lost)
      case .hang: #expect(outcome == .silence)
      case .status(let status, _):
        guard case .reply(let reply) = outcome else { throw NoReply() }
        #expect(
          reply.status == status
            && MintRefusal(status: status, body: reply.body).meaning == (status == 503 ? .outcomeUnknown : .other))
      default:
        guard case .reply(let reply) = outcome else { throw NoReply() }
        #expect(throws: MessageFlaw.notJSON) { try SignaturesAnswer.read(reply.body) }
      }
      let hasHappened = moment == .after
      #expect(wallet.proofs.allSatisfy { mint.state(of: $0.secret) == (hasHappened ? .spent : .unspent) })
      if hasHappened {
        #expect(try mint.refusal("/v1/swap", request).meaning == .spent)
        #expect(try restored(wallet, outputs).count == outputs.count)
      } else {
        _ = try mint.post("/v1/swap", request)
      }
      #expect(mint.isBalanced)
    }
  }

  @Test("C4: a signature that is wrong in any way makes no proof; restored, it is right")
  func signatures() throws {
    let flaws: [(MintFault.Act, SignatureFlaw)] = [
      (.wrongDLEQ, .wrongDLEQ), (.noDLEQ, .noDLEQ), (.otherKey, .wrongDLEQ), (.wrongAmount, .wrongAmount),
    ]
    for (act, flaw) in flaws {
      let (wallet, outputs, request) = try prepared()
      wallet.mint.misbehave(MintFault(act, at: .swap, times: 1))
      let told = try SignaturesAnswer.read(wallet.mint.post("/v1/swap", request)).signatures
      for (output, signature) in zip(outputs, told) {
        #expect(throws: flaw) { try output.proof(from: signature, under: wallet.keyset.keys) }
      }
      #expect(try restored(wallet, outputs).count == outputs.count && wallet.mint.isBalanced)
    }
    let (wallet, outputs, request) = try prepared()
    wallet.mint.misbehave(MintFault(.tooFewSignatures, at: .swap, times: 1))
    let told = try SignaturesAnswer.read(wallet.mint.post("/v1/swap", request)).signatures
    #expect(told.count == outputs.count - 1)
  }

  @Test("F1: keys that the id doesn't follow from are seen to be wrong", arguments: KeysetPlan.IDVersion.allCases)
  func keys(_ version: KeysetPlan.IDVersion) throws {
    let mint = try SandboxMint(MintTerms(keysets: [KeysetPlan(version: version)]))
    mint.misbehave(MintFault(.wrongKeys))
    let keysets = try KeysAnswer.read(mint.get("/v1/keys")).keysets
    #expect(keysets.map(\.identity) == [.wrong])
    mint.behave()
    #expect(try KeysAnswer.read(mint.get("/v1/keys")).keysets.map(\.identity) == [.right])
  }

  @Test("F1: proofs can be said to be pending, quotes never to be paid")
  func pending() throws {
    let (wallet, _, request) = try prepared()
    let mint = wallet.mint
    mint.misbehave(MintFault(.pending, times: 2), MintFault(.neverPaid, times: 1))
    #expect(try mint.refusal("/v1/swap", request).meaning == .pending)
    let points = wallet.proofs.map(\.secret.point.compressed)
    let states = try StateAnswer.read(mint.post("/v1/checkstate", StateRequest(points))).states(of: points)
    #expect(states == points.map { _ in .pending })
    let quote = try wallet.quote(1)
    for _ in 0..<3 { _ = try mint.get("/v1/mint/quote/bolt11/\(quote.id)") }
    #expect(
      try mint.refusal("/v1/mint/bolt11", MintRequest(quote: quote.id, wallet.outputs(1))).meaning == .quoteUnpaid)
    _ = try mint.post("/v1/swap", request)
  }

  @Test(
    "F1: an answer is given again word by word where the mint caches, even one that was lost; elsewhere all is spent")
  func cache() throws {
    for caches in [true, false] {
      let (wallet, outputs, request) = try prepared(MintTerms(caches: caches))
      wallet.mint.misbehave(MintFault(.lost(.after), at: .swap, times: 1))
      #expect(wallet.mint.answer("POST", "/v1/swap", request.body) == .lost)
      guard caches else {
        #expect(try wallet.mint.refusal("/v1/swap", request).meaning == .spent)
        continue
      }
      let again = try wallet.mint.post("/v1/swap", request)
      #expect(try wallet.proofs(outputs, again).count == outputs.count)
      #expect(try wallet.mint.post("/v1/swap", request) == again)
      #expect(wallet.mint.sums(of: "sat").signed == 200 && wallet.mint.isBalanced)
    }
  }

  @Test("F1: a fee that has changed is asked for at once")
  func feeChange() throws {
    let (wallet, _, request) = try prepared(MintTerms(keysets: [KeysetPlan(version: .legacy)]))
    #expect(wallet.mint.revise(wallet.keyset.info.id) { $0.inputFee = 1000 })
    #expect(try wallet.mint.refusal("/v1/swap", request).meaning == .unbalanced)
    var poorer = try MintWallet(wallet.mint)
    poorer.proofs = wallet.proofs
    try poorer.swapAll()
    #expect(poorer.balance == 97 && wallet.mint.sums(of: "sat").fees == 3 && wallet.mint.isBalanced)
  }

  @Test("F1: after its expiry a keyset neither pays nor signs", arguments: MintProfile.allCases)
  func expiry(_ profile: MintProfile) throws {
    let clock = Mutex(Int64(1_800_000_000))
    let plan = KeysetPlan(finalExpiry: 1_800_000_010)
    let mint = try SandboxMint(MintTerms(profile: profile, keysets: [plan])) {
      CalendarMoment(seconds: clock.withLock { $0 })
    }
    var wallet = try MintWallet(mint)
    try wallet.fund(4)
    let quote = try wallet.quote(4)
    let request = try wallet.swap(wallet.proofs, try wallet.outputs(4))
    clock.withLock { $0 = 1_800_000_010 }
    let meaning = profile == .nuts ? MintRefusal.Meaning.keysetExpired : .keysetInactive
    #expect(try mint.refusal("/v1/swap", request).meaning == meaning)
    #expect(try mint.refusal("/v1/mint/bolt11", MintRequest(quote: quote.id, wallet.outputs(4))).meaning == meaning)
    let more = MintQuoteRequest(amount: Amount(1), unit: "sat")
    #expect(try mint.refusal("/v1/mint/quote/bolt11", more).meaning == .unitUnsupported)
    clock.withLock { $0 = 1_800_000_009 }
    _ = try mint.post("/v1/swap", request)
  }

  @Test("F1: a quote is good for an hour and no longer")
  func quoteExpiry() throws {
    let clock = Mutex(Int64(1_800_000_000))
    let mint = try SandboxMint { CalendarMoment(seconds: clock.withLock { $0 }) }
    var wallet = try MintWallet(mint)
    let quote = try wallet.quote(4)
    try wallet.fund(2100)
    let invoice = MeltQuoteRequest(request: MintMeltTests.invoice, unit: "sat")
    let melt = try MeltQuote.read(mint.post("/v1/melt/quote/bolt11", invoice))
    #expect(quote.expiry == 1_800_003_600 && melt.expiry == quote.expiry)
    clock.withLock { $0 += 3601 }
    let request = try MintRequest(quote: quote.id, wallet.outputs(4))
    #expect(try mint.refusal("/v1/mint/bolt11", request).meaning == .quoteExpired)
    #expect(try MintQuote.read(mint.get("/v1/mint/quote/bolt11/\(quote.id)")).state == .unpaid)
    let late = MeltRequest(quote: melt.id, inputs: wallet.proofs)
    #expect(try mint.refusal("/v1/melt/bolt11", late).meaning == .quoteExpired)
  }

  @Test("F1: a quote can be good for ever, or for as long as there are numbers", arguments: [nil, UInt64.max])
  func quoteLife(_ life: UInt64?) throws {
    let wallet = try MintWallet(try SandboxMint(MintTerms(quoteLife: life)))
    #expect(try wallet.quote(1).expiry == life)
  }

  @Test("F1: of two faults the later one counts, each for as many requests as it was ordered for, 64 at most")
  func counting() throws {
    let mint = try SandboxMint()
    mint.misbehave(MintFault(.lost(.before), times: 2), MintFault(.hang(.before), at: .info, times: 1))
    #expect(mint.answer("GET", "/v1/info") == .silence)
    #expect(mint.answer("GET", "/v1/info") == .lost)
    _ = try mint.get("/v1/info")
    for _ in 0..<70 { mint.misbehave(MintFault(.lost(.before), at: .keys, times: 1)) }
    #expect(mint.answer("GET", "/v1/keys") == .lost)
    _ = try mint.get("/v1/keys")
  }
}
