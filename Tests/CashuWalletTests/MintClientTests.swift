import Testing
import TollGateCashu
import TollGateCashuWallet
import TollGateCore
import TollGateCrypto

/// What the client makes of answers, whoever carries them.
@Suite struct MintClientTests {
  private static let id = KeysetID.legacy(0x9a_1f29_3253_e41e)
  private static let other = KeysetID.legacy(0x9a_1f29_3253_e41f)

  private static func point(_ number: UInt8) -> CompressedPoint {
    ProofSecret(Octets32(0, 0, 0, UInt64(number))).point.compressed
  }

  private static func output(_ number: UInt8, _ amount: UInt64 = 8) -> BlindedMessage {
    BlindedMessage(amount: Amount(amount), keyset: id, point: point(number))
  }

  private static func signature(_ amount: UInt64 = 8, _ keyset: KeysetID = id) -> BlindSignature {
    BlindSignature(amount: Amount(amount), keyset: keyset, signature: point(9), dleq: nil)
  }

  private static func proof() throws -> Proof {
    let secret = try #require(ProofSecret("planted-secret"))
    return Proof(amount: Amount(8), keyset: id, secret: secret, signature: point(7))
  }

  private static func failure(_ body: () async throws(MintFailure) -> some Sendable) async -> MintFailure? {
    do throws(MintFailure) {
      _ = try await body()
      return nil
    } catch {
      return error
    }
  }

  private static let limit = Interval.seconds(10)

  @Test("NUT-03: a swap is one POST of its inputs and outputs, and brings the signatures in their order")
  func swap() async throws {
    let mint = ScriptedMint(SignaturesAnswer([Self.signature(8), Self.signature(2)]))
    let request = SwapRequest(inputs: [try Self.proof()], outputs: [Self.output(1, 8), Self.output(2, 2)])
    let signatures = try await MintClient(mint).swap(request, at: ScriptedMint.url, within: Self.limit)
    #expect(signatures.map(\.amount.value) == [8, 2])
    #expect(mint.requests == [MintRequestBytes(.post, "/v1/swap", at: ScriptedMint.url, body: request.body)])
  }

  @Test(
    "NUT-03, 04: other signatures than were asked for are no answer, and may have cost the inputs",
    arguments: [
      ([], "signatures"), ([signature(), signature()], "signatures"), ([signature(8, other)], "id"),
      ([signature(16)], "amount"),
    ] as [([BlindSignature], String)])
  func misfits(_ signatures: [BlindSignature], _ member: String) async throws {
    let client = MintClient(ScriptedMint(SignaturesAnswer(signatures)))
    let swap = SwapRequest(inputs: [try Self.proof()], outputs: [Self.output(1)])
    let mint = MintRequest(quote: "q", outputs: [Self.output(1)])
    for failure in [
      await Self.failure { () throws(MintFailure) in
        try await client.swap(swap, at: ScriptedMint.url, within: Self.limit)
      },
      await Self.failure { () throws(MintFailure) in
        try await client.mint(mint, at: ScriptedMint.url, within: Self.limit)
      },
    ] {
      #expect(failure == .unreadable(.wrong(member)) && failure?.mayHaveHappened == true)
    }
  }

  @Test("NUT-09: a restore is put in the order of what was asked; what the mint invents is no answer")
  func restore() async throws {
    let (one, two, three) = (Self.output(1), Self.output(2), Self.output(3))
    let answer = RestoreAnswer([(three, Self.signature(4)), (one, Self.signature(8))])
    let found = try await MintClient(ScriptedMint(answer)).restore(
      [one, two, three], at: ScriptedMint.url, within: Self.limit)
    #expect(found.map { $0?.amount.value } == [8, nil, 4])
    for (outputs, flaw) in [
      ([one, two], MessageFlaw.wrong("outputs")), ([one, three, three], .repeated("outputs")),
    ] {
      let answer = RestoreAnswer(outputs.map { ($0, Self.signature()) } + [(three, Self.signature())])
      let failure = await Self.failure { () throws(MintFailure) in
        try await MintClient(ScriptedMint(answer)).restore([one, two], at: ScriptedMint.url, within: Self.limit)
      }
      #expect(failure == .unreadable(flaw))
    }
    let stranger = RestoreAnswer([(one, Self.signature(8, Self.other))])
    let failure = await Self.failure { () throws(MintFailure) in
      try await MintClient(ScriptedMint(stranger)).restore([one], at: ScriptedMint.url, within: Self.limit)
    }
    #expect(failure == .unreadable(.wrong("id")))
  }

  @Test("NUT-07: states come in the order of the points, one for each")
  func states() async throws {
    let points = [Self.point(1), Self.point(2)]
    let entries = [
      StateAnswer.Entry(point: points[1], state: .spent), StateAnswer.Entry(point: points[0], state: .pending),
    ]
    let client = MintClient(ScriptedMint(StateAnswer(entries)))
    #expect(try await client.states(of: points, at: ScriptedMint.url, within: Self.limit) == [.pending, .spent])
    let failure = await Self.failure { () throws(MintFailure) in
      try await client.states(of: points + [Self.point(3)], at: ScriptedMint.url, within: Self.limit)
    }
    #expect(failure == .unreadable(.wrong("states")))
  }

  @Test("NUT-01, 02: keys that don't fit their id, or another keyset than was asked for, are not used")
  func keys() async throws {
    let keys = try #require(MintKeys([(Amount(1), Self.point(1)), (Amount(2), Self.point(2))]))
    let right = Keyset(KeysetInfo(id: keys.legacyID, unit: "sat"), keys)
    let wrong = Keyset(KeysetInfo(id: Self.id, unit: "sat"), keys)
    let mint = ScriptedMint(KeysAnswer([right, wrong]))
    #expect(try await MintClient(mint).keys(at: ScriptedMint.url, within: Self.limit) == [right])
    #expect(
      try await MintClient(ScriptedMint(KeysAnswer([right]))).keys(
        of: keys.legacyID, at: ScriptedMint.url, within: Self.limit) == right)
    for (keysets, flaw) in [([wrong], MessageFlaw.wrong("keys")), ([right], .wrong("id")), ([], .wrong("id"))] {
      let failure = await Self.failure { () throws(MintFailure) in
        try await MintClient(ScriptedMint(KeysAnswer(keysets))).keys(
          of: Self.id, at: ScriptedMint.url, within: Self.limit)
      }
      #expect(failure == .unreadable(flaw))
    }
    let twice = KeysetsAnswer([right.info, right.info])
    let failure = await Self.failure { () throws(MintFailure) in
      try await MintClient(ScriptedMint(twice)).keysets(at: ScriptedMint.url, within: Self.limit)
    }
    #expect(failure == .unreadable(.repeated("id")))
  }

  @Test("NUT-04, 20: a quote for something else, or without the key that guards it, is no answer")
  func mintQuotes() async throws {
    let wanted = MintQuoteRequest(amount: Amount(64), unit: "sat", key: Self.point(3))
    let right = MintQuote(id: "q", request: "ln", amount: Amount(64), unit: "sat", state: .unpaid, key: Self.point(3))
    func change(_ change: (inout MintQuote) -> Void) -> MintQuote {
      var quote = right
      change(&quote)
      return quote
    }
    for (quote, flaw) in [
      (right, nil), (change { $0.amount = nil }, nil), (change { $0.unit = nil }, nil),
      (change { $0.amount = Amount(65) }, .wrong("amount")), (change { $0.unit = "usd" }, .wrong("unit")),
      (change { $0.key = nil }, .wrong("pubkey")), (change { $0.id = "" }, .wrong("quote")),
      (change { $0.id = String(repeating: "q", count: 257) }, .wrong("quote")),
    ] as [(MintQuote, MessageFlaw?)] {
      let failure = await Self.failure { () throws(MintFailure) in
        try await MintClient(ScriptedMint(quote)).mintQuote(wanted, at: ScriptedMint.url, within: Self.limit)
      }
      #expect(failure == flaw.map { .unreadable($0) })
    }
  }

  @Test("A quote's name is one step of the path, whatever it is, and comes back as it was asked for")
  func names() async throws {
    let name = "../a?b#c%/ü\n"
    let quote = MintQuote(id: name, request: "ln", amount: nil, unit: nil, state: .paid)
    let mint = ScriptedMint(quote)
    _ = try await MintClient(mint).mintQuote(named: name, at: ScriptedMint.url, within: Self.limit)
    #expect(mint.requests.map(\.path) == ["/v1/mint/quote/bolt11/%2E%2E%2Fa%3Fb%23c%25%2F%C3%BC%0A"])
    let melt = MeltQuote(id: "one", amount: Amount(1), feeReserve: .zero, state: .paid)
    let failure = await Self.failure { () throws(MintFailure) in
      try await MintClient(ScriptedMint(melt)).meltQuote(named: "another", at: ScriptedMint.url, within: Self.limit)
    }
    #expect(failure == .unreadable(.wrong("quote")))
  }

  @Test("NUT-08: change is for blank outputs that there are, on their keyset")
  func change() async throws {
    func melt(_ change: [BlindSignature]) async throws -> MintFailure? {
      let quote = MeltQuote(id: "q", amount: Amount(1), feeReserve: .zero, state: .paid, change: change)
      let request = MeltRequest(quote: "q", inputs: [try Self.proof()], outputs: [Self.output(1, 0)])
      return await Self.failure { () throws(MintFailure) in
        try await MintClient(ScriptedMint(quote)).melt(request, at: ScriptedMint.url, within: Self.limit)
      }
    }
    #expect(try await melt([Self.signature(64)]) == nil)
    #expect(try await melt([]) == nil)
    #expect(try await melt([Self.signature(), Self.signature()]) == .unreadable(.wrong("change")))
    #expect(try await melt([Self.signature(8, Self.other)]) == .unreadable(.wrong("id")))
  }

  @Test(
    "A refusal needs a mint's words; whether anything may have happened is known of each failure",
    arguments: [
      (400, #"{"detail":"x","code":11001}"#, true, false), (400, #"{"code":0}"#, true, false),
      (422, #"{"detail":[{"msg":"Field required"}]}"#, true, false), (404, #"{"detail":"Not Found"}"#, true, true),
      (500, #"{"detail":"Internal"}"#, true, true), (400, "<html>", false, true), (302, "", false, true),
      (502, "", false, true), (200, "<html>", false, true), (200, "{}", false, true), (204, "", false, true),
    ])
  func refusals(_ status: UInt16, _ body: String, _ isRefusal: Bool, _ mayHaveHappened: Bool) async throws {
    let request = SwapRequest(inputs: [try Self.proof()], outputs: [Self.output(1)])
    let failure = await Self.failure { () throws(MintFailure) in
      try await MintClient(ScriptedMint(body, status: status)).swap(request, at: ScriptedMint.url, within: Self.limit)
    }
    var refused = false
    if case .refused = failure { refused = true }
    #expect(refused == isRefusal && failure?.mayHaveHappened == mayHaveHappened)
  }

  @Test("A transport's failure keeps its meaning, and each has a sentence")
  func transport() async throws {
    for (failure, meant, mayHaveHappened) in [
      (.unreachable(.noTLS), .unreachable(.noTLS), false), (.lost, .lost, true), (.cancelled, .cancelled, true),
      (.tooLarge, .unreadable(.notJSON), true),
    ] as [(MintTransportFailure, MintFailure, Bool)] {
      let found = await Self.failure { () throws(MintFailure) in
        try await MintClient(ScriptedMint(.failure(failure))).info(at: ScriptedMint.url, within: Self.limit)
      }
      #expect(found == meant && found?.mayHaveHappened == mayHaveHappened && found?.sentence.isEmpty == false)
    }
    #expect(
      MintUnreachable.noTLS.sentence.contains("trait TLS") && MintUnreachable.noLibrary.sentence.contains("libcurl4"))
  }

  @Test("F7: neither a request nor an answer shows what it holds")
  func secrecy() throws {
    let swap = SwapRequest(inputs: [try Self.proof()], outputs: [])
    let request = MintRequestBytes(.post, "/v1/swap/planted-secret", at: ScriptedMint.url, body: swap.body)
    let reply = MintReplyBytes(status: 200, body: swap.body)
    var dumped = "\(request) \(reply) \(String(reflecting: request)) \(String(reflecting: reply))"
    dump(request, to: &dumped)
    dump(reply, to: &dumped)
    #expect(!dumped.contains("planted") && !dumped.contains("112, 108, 97, 110"))
  }
}
