import Testing
import TollGateCashu
import TollGateCrypto
import TollGateJSON

@testable import TollGateSandbox

/// Each refusal with the numbers and words of facts/cashu.md, A6 and appendix 2, and with those of the specification.
@Suite struct MintRefusalTests {
  /// A mint with 64 sat in somebody's pocket, and requests that are wrong in one way each.
  private struct Bench {
    let mint: SandboxMint
    var wallet: MintWallet
    let outputs: [BlindedMessage]

    init(_ profile: MintProfile) throws {
      mint = try SandboxMint(MintTerms(profile: profile, keysets: [KeysetPlan(inputFee: 100)]))
      wallet = try MintWallet(mint)
      try wallet.fund(64)
      outputs = try wallet.outputs(63).messages()
    }

    func refusal(_ inputs: [Proof]? = nil, _ outputs: [BlindedMessage]? = nil) throws -> MintRefusal {
      try mint.refusal("/v1/swap", SwapRequest(inputs: inputs ?? wallet.proofs, outputs: outputs ?? self.outputs))
    }

    func other(_ change: (inout Proof) -> Void) -> [Proof] {
      var proof = wallet.proofs[0]
      change(&proof)
      return [proof]
    }

    /// The first output of a request, with a member of another value.
    func odd(_ member: String, _ value: String) throws -> MintRefusal {
      let body = SwapRequest(inputs: wallet.proofs, outputs: [outputs[0]]).body
      var writer = JSONWriter()
      writer.node(try JSONReader.read(body))
      let old = try #require(try JSONReader.read(body)["outputs"]?.array?[0][member])
      let text = String(decoding: old.text(in: body), as: UTF8.self)
      let start = try #require(writer.text.range(of: "\"outputs\""))
      let tail = writer.text[start.lowerBound...].replacingFirst(text, by: value)
      return try mint.refusal("/v1/swap", Array((writer.text[..<start.lowerBound] + tail).utf8))
    }
  }

  @Test("F1: what is wrong with the sums and lists of a swap", arguments: MintProfile.allCases)
  func swaps(_ profile: MintProfile) throws {
    let bench = try Bench(profile)
    let (wallet, nuts) = (bench.wallet, profile == .nuts)
    let proofs = wallet.proofs
    func expect(_ refusal: MintRefusal, _ code: UInt64, _ nutsCode: UInt64, _ text: String, _ line: Int = #line) {
      #expect(refusal == MintRefusal(status: 400, code: nuts ? nutsCode : code, text: text), "line \(line)")
    }
    func outputs(_ sum: UInt64) throws -> [BlindedMessage] { try wallet.outputs(sum).messages() }
    expect(try bench.refusal(nil, try outputs(65)), 11000, 11005, "input amounts (64) less than output amounts (65).")
    expect(
      try bench.refusal(nil, try outputs(60)), 11000, 11005, "inputs (64) - fees (1) vs outputs (60) are not balanced.")
    expect(
      try bench.refusal(nil, try outputs(64)), 11000, 11005, "inputs (64) - fees (1) vs outputs (64) are not balanced.")
    expect(try bench.refusal(proofs + proofs), 11007, 11007, "Duplicate inputs provided")
    expect(try bench.refusal(nil, bench.outputs + bench.outputs), 11008, 11008, "Duplicate outputs provided")
    expect(try bench.refusal([]), 11000, 11000, "no proofs provided.")
    expect(try bench.refusal(nil, []), 0, 11000, "no outputs provided.")
    #expect(bench.mint.sums(of: "sat").spent == 0)
    let good = SwapRequest(inputs: proofs, outputs: bench.outputs)
    _ = try bench.mint.post("/v1/swap", good)
    expect(try bench.refusal(), 11001, 11001, "proofs already spent")
    expect(try bench.refusal(nil, try outputs(63)), 11001, 11001, "proofs already spent")
    var rich = wallet
    rich.proofs = []
    try rich.fund(64)
    expect(try bench.refusal(rich.proofs), 11003, 11003, "outputs already signed")
    #expect(bench.mint.isBalanced)
  }

  @Test("F1: what is wrong with a proof or an output", arguments: MintProfile.allCases)
  func parts(_ profile: MintProfile) throws {
    let bench = try Bench(profile)
    let nuts = profile == .nuts
    func expect(_ refusal: MintRefusal, _ code: UInt64, _ nutsCode: UInt64, _ text: String, _ line: Int = #line) {
      #expect(refusal == MintRefusal(status: 400, code: nuts ? nutsCode : code, text: text), "line \(line)")
    }
    let unknown = KeysetID.legacy(0x00FF_FFFF_FFFF_FFFF)
    let noPoint = CompressedPoint(prefix: 2, x: .zero)
    expect(try bench.refusal(bench.other { $0.amount = Amount(16) }), 10001, 10001, "proofs could not be verified")
    expect(try bench.refusal(bench.other { $0.amount = Amount(3) }), 10001, 10001, "proofs could not be verified")
    let forged = try #require(Point(bench.wallet.proofs[0].signature)?.negated.compressed)
    expect(try bench.refusal(bench.other { $0.signature = forged }), 10001, 10001, "proofs could not be verified")
    expect(
      try bench.refusal(bench.other { $0.signature = noPoint }), 0, 0,
      "The public key could not be parsed or is invalid.")
    expect(try bench.refusal(bench.other { $0.keyset = unknown }), 0, 12001, "keyset 00ffffffffffffff unknown")
    expect(
      try bench.refusal(bench.other { $0.witness = String(repeating: "x", count: 1025) }), 11000, 11000,
      "witness too long. max: 1024")
    expect(try bench.odd("id", "\"00ffffffffffffff\""), 11000, 12001, "keyset id unknown.")
    let short = Hex.text(Array(bench.wallet.keyset.info.id.bytes.prefix(8)))
    expect(try bench.odd("id", "\"\(short)\""), 11000, 12001, "keyset id unknown.")
    expect(try bench.odd("B_", "\"\(noPoint.hex)\""), 11000, 11000, "invalid blinded message.")
    expect(try bench.odd("B_", "\"zz\""), 11000, 11000, "invalid blinded message.")
    expect(try bench.odd("amount", "63"), 0, 0, "63")
    let (long, empty) = (String(repeating: "a", count: 1025), "")
    let secret = bench.wallet.proofs[0].secret.text
    for (text, code, words) in [(long, 11000, "secret too long. max: 1024"), (empty, 10001, "no secret in proofs")] {
      let body = String(decoding: SwapRequest(inputs: bench.wallet.proofs, outputs: bench.outputs).body, as: UTF8.self)
      let refusal = try bench.mint.refusal("/v1/swap", Array(body.replacingFirst(secret, by: text).utf8))
      expect(refusal, UInt64(code), UInt64(code), words)
    }
    #expect(bench.mint.sums(of: "sat").spent == 0 && bench.mint.isBalanced)
  }

  @Test("F1: what is wrong with a quote", arguments: MintProfile.allCases)
  func quotes(_ profile: MintProfile) throws {
    let bench = try Bench(profile)
    let (mint, wallet, nuts) = (bench.mint, bench.wallet, profile == .nuts)
    func expect(
      _ path: String, _ message: some MintMessage, _ code: UInt64, _ nutsCode: UInt64, _ text: String,
      _ line: Int = #line
    ) throws {
      let refusal = try mint.refusal("/v1/" + path, message)
      #expect(refusal == MintRefusal(status: 400, code: nuts ? nutsCode : code, text: text), "line \(line)")
    }
    let quote = try wallet.quote(8)
    for sum in [UInt64(4), 16] {
      let request = try MintRequest(quote: quote.id, wallet.outputs(sum))
      try expect("mint/bolt11", request, 11000, 11005, "amount to mint does not match quote amount")
    }
    try expect("mint/bolt11", MintRequest(quote: quote.id, outputs: []), 11000, 11000, "no outputs provided.")
    try expect("mint/bolt11", try MintRequest(quote: "x", wallet.outputs(8)), 0, 0, "quote not found")
    let request = try MintRequest(quote: quote.id, wallet.outputs(8))
    _ = try mint.post("/v1/mint/bolt11", request)
    try expect("mint/bolt11", request, 11003, 11003, "outputs already signed")
    try expect("mint/bolt11", try MintRequest(quote: quote.id, wallet.outputs(8)), 20002, 20002, "quote already issued")
    for (unit, code, text) in [("usd", 11013, "unit 'usd' not supported in any keyset."), ("xyz", 0, "'xyz'")] {
      let request = MintQuoteRequest(amount: Amount(1), unit: unit)
      try expect("mint/quote/bolt11", request, UInt64(code), 11013, text)
    }
    try expect("melt/bolt11", MeltRequest(quote: "x", inputs: wallet.proofs), 0, 0, "quote not found")
    let bad = MeltQuoteRequest(request: "lnbc", unit: "sat")
    try expect("melt/quote/bolt11", bad, 0, 0, "Bech32 string is not valid.")
    let amountless = MeltQuoteRequest(request: "lnbc1qqqqqqqqqqqqqqqqqqqqqqqqq", unit: "sat")
    try expect("melt/quote/bolt11", amountless, 0, 11011, "Amountless invoices are not supported.")
    let invoice = MeltQuoteRequest(request: "lnbc200n1qqqqqqqqqqqqqqqqqqqqqqqqq", unit: "sat")
    let melt = try MeltQuote.read(mint.post("/v1/melt/quote/bolt11", invoice))
    var poor = wallet
    poor.proofs = []
    try poor.fund(16)
    try expect(
      "melt/bolt11", MeltRequest(quote: melt.id, inputs: poor.proofs), 11000, 11005,
      "not enough inputs provided for melt. Provided: 16, needed: 22")
    #expect(mint.isBalanced)
  }

  @Test("F1: bodies that are no request: a list without a number at Nutshell, a number elsewhere")
  func shapes() throws {
    let bench = try Bench(.nutshell)
    let cases: [(String, String, String)] = [
      ("/v1/swap", "{", "JSON decode error"),
      ("/v1/swap", "[]", "Input should be a valid dictionary or object to extract fields from"),
      ("/v1/swap", #"{"inputs":[]}"#, "Field required"),
      ("/v1/swap", #"{"inputs":[{}],"outputs":[]}"#, "Field required"),
      ("/v1/swap", #"{"inputs":3,"outputs":[]}"#, "Input should be valid"),
      ("/v1/checkstate", #"{"Ys":[3]}"#, "Input should be valid"),
      ("/v1/mint/quote/bolt11", #"{"amount":0,"unit":"sat"}"#, "Input should be greater than 0"),
      ("/v1/mint/quote/bolt11", #"{"amount":-1,"unit":"sat"}"#, "Input should be greater than 0"),
    ]
    for (path, body, text) in cases {
      #expect(try bench.mint.refusal(path, Array(body.utf8)) == MintRefusal(status: 422, code: nil, text: text))
    }
    let nuts = try Bench(.nuts)
    for (path, body, text) in cases {
      #expect(try nuts.mint.refusal(path, Array(body.utf8)).text == text)
      #expect(try nuts.mint.refusal(path, Array(body.utf8)).status == 400)
    }
  }

  @Test("F1: lists end at a thousand", arguments: MintProfile.allCases)
  func lists(_ profile: MintProfile) throws {
    let bench = try Bench(profile)
    let text = "List should have at most 1000 items after validation, not 1001"
    func many<Element>(_ element: Element, _ count: Int = 1001) -> [Element] { Array(repeating: element, count: count) }
    let inputs = try bench.refusal(many(bench.wallet.proofs[0]))
    let outputs = try bench.refusal(nil, many(bench.outputs[0]))
    let points = StateRequest(many(bench.outputs[0].point))
    let states = try bench.mint.refusal("/v1/checkstate", points)
    let isShort = profile == .nuts
    #expect(inputs == MintRefusal(status: isShort ? 400 : 422, code: isShort ? 11014 : nil, text: text))
    #expect(outputs == MintRefusal(status: isShort ? 400 : 422, code: isShort ? 11015 : nil, text: text))
    #expect(states.text == text && states.meaning == .tooMany)
    _ = try bench.mint.post("/v1/checkstate", StateRequest(many(bench.outputs[0].point, 1000)))
    #expect(try bench.refusal(many(bench.wallet.proofs[0], 1000)).meaning == .duplicates)
  }

  @Test("F1: paths and methods that a mint doesn't have")
  func paths() throws {
    let mint = try SandboxMint()
    let unknown = ["/", "/v1", "/v2/info", "/v1/info/", "/v1/mint/quote/bolt12", "/v1/keys/a/b", "v1/info", ""]
    for path in unknown {
      #expect(try mint.reply("GET", path) == MintReply(404, Array(#"{"detail":"Not Found"}"#.utf8)))
    }
    #expect(try mint.reply("POST", "/v1/info").status == 405 && mint.reply("GET", "/v1/swap").status == 405)
    #expect(try mint.reply("GET", "/v1/info?x=1").status == 200)
    let keys = try mint.reply("GET", "/v1/keys/00ffffffffffffff")
    #expect(keys == MintReply(400, Array(#"{"detail":"keyset not found: 00ffffffffffffff","code":12001}"#.utf8)))
    #expect(try mint.reply("GET", "/v1/mint/quote/bolt11/x").text == #"{"detail":"quote not found","code":0}"#)
  }

  @Test("F1: outputs of two keysets are refused as Nutshell does; the NUTs allow them within one unit")
  func mixed() throws {
    for profile in MintProfile.allCases {
      let mint = try SandboxMint(
        MintTerms(profile: profile, keysets: [KeysetPlan(), KeysetPlan(version: .legacy), KeysetPlan(unit: "usd")]))
      let wallets = try mint.keysets.map { keyset in
        try MintWallet(mint, keyset)
      }
      var first = wallets[0]
      try first.fund(3)
      let outputs = try wallets[0].outputs(of: [1]) + wallets[1].outputs(of: [2])
      let request = try first.swap(first.proofs, outputs)
      if profile == .nutshell {
        #expect(try mint.refusal("/v1/swap", request).text == "outputs have different keyset ids.")
      } else {
        let units = try first.swap(first.proofs, wallets[0].outputs(of: [1]) + wallets[2].outputs(of: [2]))
        #expect(try mint.refusal("/v1/swap", units).code == 11009)
        _ = try mint.post("/v1/swap", request)
      }
      #expect(
        try mint.refusal("/v1/swap", first.swap(first.proofs, wallets[2].outputs(3))).code
          == (profile == .nuts ? 11010 : 11000))
      #expect(mint.isBalanced)
    }
  }
}

extension StringProtocol {
  func range(of text: String) -> Range<Index>? { firstRange(of: text) }

  func replacingFirst(_ text: String, by other: String) -> String {
    guard let range = firstRange(of: text) else { return String(self) }
    return String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
