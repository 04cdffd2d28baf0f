import Testing
import TollGateCashu
import TollGateCrypto

@testable import TollGateSandbox

@Suite struct MintMeltTests {
  /// 2,000 sat, as any wallet may ask for them.
  static let invoice = "lnbc20u1p4spuly9qypqqqdqqxqrrsssp5nhd2rpy77aech0lcpazxwvjxthwz92j0qskh0pgeg5k24g9k0z"

  private func quote(_ mint: SandboxMint, _ invoice: String = invoice) throws -> MeltQuote {
    let request = MeltQuoteRequest(request: invoice, unit: "sat")
    return try MeltQuote.read(mint.post("/v1/melt/quote/bolt11", request))
  }

  private func melt(_ wallet: MintWallet, _ quote: MeltQuote, _ blanks: [ProofOutput]) throws -> MeltRequest {
    MeltRequest(quote: quote.id, inputs: wallet.proofs, outputs: try blanks.messages())
  }

  private func state(_ mint: SandboxMint, _ quote: MeltQuote) throws -> MeltQuote {
    try MeltQuote.read(mint.get("/v1/melt/quote/bolt11/\(quote.id)"))
  }

  @Test("F1: an invoice is paid, and what it didn't need comes back, the largest first (NUT-08)")
  func change() throws {
    let mint = try SandboxMint(MintTerms(keysets: [KeysetPlan(inputFee: 100)]))
    var wallet = try MintWallet(mint)
    try wallet.fund(2101)
    let quote = try quote(mint)
    #expect(quote.amount.value == 2000 && quote.feeReserve.value == 40 && quote.state == .unpaid)
    let blanks = try wallet.outputs(of: Array(repeating: 1, count: 7))
    let paid = try MeltQuote.read(mint.post("/v1/melt/bolt11", melt(wallet, quote, blanks)))
    // Half of the reserve was used, and one sat is the fee of the inputs.
    #expect(paid.state == .paid && paid.change.map(\.amount.value) == [64, 16])
    #expect(try paid.preimage?.utf8.count == 64 && state(mint, quote) == paid)
    let proofs = try wallet.proofs(blanks, paid.change, anyAmount: true)
    #expect(proofs.allSatisfy { $0.evidence(under: wallet.keyset.keys) == .signedByMint })
    let sums = mint.sums(of: "sat")
    #expect(sums.paidOut == 2020 && sums.fees == 1 && sums.kept == 0 && sums.outstanding == 80 && mint.isBalanced)
    #expect(try mint.refusal("/v1/melt/bolt11", melt(wallet, quote, [])).meaning == .invoicePaid)
  }

  @Test("F1: change without an output for it stays with the mint, and the books say so", arguments: [0, 1])
  func kept(_ blanks: Int) throws {
    let mint = try SandboxMint()
    var wallet = try MintWallet(mint)
    try wallet.fund(2101)
    let outputs = try wallet.outputs(of: Array(repeating: 1, count: blanks))
    let paid = try MeltQuote.read(mint.post("/v1/melt/bolt11", melt(wallet, try quote(mint), outputs)))
    #expect(paid.change.map(\.amount.value) == (blanks == 0 ? [] : [64]))
    #expect(mint.sums(of: "sat").kept == (blanks == 0 ? 81 : 17) && mint.isBalanced)
  }

  @Test("F1: a mint's own invoice is paid within the mint, without a fee, once")
  func own() throws {
    let mint = try SandboxMint(MintTerms(lightning: FakeLightning(polls: nil)))
    var wallet = try MintWallet(mint)
    let first = try wallet.quote(100)
    mint.pay(first.id)
    let outputs = try wallet.outputs(100)
    wallet.proofs = try wallet.proofs(outputs, mint.post("/v1/mint/bolt11", MintRequest(quote: first.id, outputs)))
    let invoice = try wallet.quote(100)
    let quote = try quote(mint, invoice.request)
    #expect(quote.amount.value == 100 && quote.feeReserve == .zero)
    let paid = try MeltQuote.read(mint.post("/v1/melt/bolt11", melt(wallet, quote, [])))
    #expect(paid.state == .paid)
    #expect(try MintQuote.read(mint.get("/v1/mint/quote/bolt11/\(invoice.id)")).state == .paid)
    let again = MeltQuoteRequest(request: invoice.request, unit: "sat")
    #expect(try mint.refusal("/v1/melt/quote/bolt11", again).meaning == .invoicePaid)
    _ = try mint.post("/v1/mint/bolt11", MintRequest(quote: invoice.id, try wallet.outputs(100)))
    #expect(mint.isBalanced && mint.sums(of: "sat").outstanding == 100)
  }

  @Test(
    "F1: a payment on its way holds its inputs and outputs, until it has arrived or failed", arguments: [true, false])
  func pending(_ arrives: Bool) throws {
    let mint = try SandboxMint()
    var wallet = try MintWallet(mint)
    try wallet.fund(2100)
    mint.misbehave(MintFault(.paymentWaits(polls: 1, arrives: arrives), times: 1))
    let quote = try quote(mint)
    let blanks = try wallet.outputs(of: Array(repeating: 1, count: 6))
    let request = try melt(wallet, quote, blanks)
    #expect(try MeltQuote.read(mint.post("/v1/melt/bolt11", request)).state == .pending)
    #expect(wallet.proofs.allSatisfy { mint.state(of: $0.secret) == .pending })
    #expect(try mint.refusal("/v1/melt/bolt11", request).meaning == .quotePending)
    let swap = try wallet.swap(wallet.proofs, try wallet.outputs(2100))
    #expect(try mint.refusal("/v1/swap", swap).meaning == .pending)
    #expect(try mint.refusal("/v1/mint/bolt11", MintRequest(quote: wallet.quote(6).id, blanks)).meaning == .pending)
    #expect(try state(mint, quote).state == .pending)
    let end = try state(mint, quote)
    #expect(end.state == (arrives ? .paid : .unpaid) && mint.isBalanced)
    #expect(wallet.proofs.allSatisfy { mint.state(of: $0.secret) == (arrives ? .spent : .unspent) })
    #expect(end.change.map(\.amount.value) == (arrives ? [64, 16] : []))
    if !arrives { _ = try mint.post("/v1/swap", swap) }
  }

  @Test("F1: a payment that fails leaves the inputs as they were; one too small is never tried")
  func fails() throws {
    let mint = try SandboxMint()
    var wallet = try MintWallet(mint)
    try wallet.fund(2039)
    let quote = try quote(mint)
    #expect(try mint.refusal("/v1/melt/bolt11", melt(wallet, quote, [])).meaning == .unbalanced)
    try wallet.fund(1)
    mint.misbehave(MintFault(.paymentFails, times: 1))
    #expect(try mint.refusal("/v1/melt/bolt11", melt(wallet, quote, [])).meaning == .paymentFailed)
    #expect(wallet.proofs.allSatisfy { mint.state(of: $0.secret) == .unspent })
    #expect(try MeltQuote.read(mint.post("/v1/melt/bolt11", melt(wallet, quote, []))).state == .paid)
  }

  @Test(
    "F1: what an invoice asks for is read from its words, rounded up",
    arguments: [
      ("lnbc10n1qqqqqqqqqqqqqqqqqqqq", "sat", FakeInvoice.Reading.amount(1)),
      ("lnbc1n1qqqqqqqqqqqqqqqqqqqqq", "sat", .amount(1)), ("lnbc11n1qqqqqqqqqqqqqqqqqqqq", "sat", .amount(2)),
      ("lntb20m1qqqqqqqqqqqqqqqqqqqq", "sat", .amount(2_000_000)),
      ("lnbc21qqqqqqqqqqqqqqqqqqqqqq", "sat", .amount(200_000_000)),
      ("lnbc10p1qqqqqqqqqqqqqqqqqqqq", "msat", .amount(1)), ("lnbc1qqqqqqqqqqqqqqqqqqqqqqqqq", "sat", .amountless),
      ("lnbc10n1bbbbbbbbbbbbbbbbbbbb", "sat", .unreadable), ("lnbc10x1qqqqqqqqqqqqqqqqqqqq", "sat", .unreadable),
      ("lnbc18446744073709551615m1qqqqqqqqqqqq", "sat", .unreadable),
      ("bc10n1qqqqqqqqqqqqqqqqqqqqqq", "sat", .unreadable),
      ("lnbc0n1qqqqqqqqqqqqqqqqqqqqqq", "sat", .unreadable), ("", "sat", .unreadable),
    ])
  func invoices(_ text: String, _ unit: String, _ reading: FakeInvoice.Reading) {
    #expect(FakeInvoice.read(text, unit: unit) == reading)
  }

  @Test("F1: the mint's own invoices say what they are for", arguments: ["sat", "msat", "usd"])
  func ownInvoices(_ unit: String) {
    for amount in [UInt64(1), 21, 1 << 62] {
      let text = FakeInvoice.text(amount: amount, unit: unit, name: "name")
      #expect(FakeInvoice.read(text, unit: unit) == .amount(amount))
    }
  }

  @Test("F1: what is set aside is one at least and the amount at most, and the way takes no more than that")
  func reserves() {
    let greedy = FakeLightning(reserve: .max, used: .max)
    #expect(greedy.reserve(for: 1 << 62) == 1 << 62 && greedy.cost(of: 7) == 7)
    let free = FakeLightning(reserve: 0, used: 0)
    #expect(free.reserve(for: 1 << 62) == 1 && free.cost(of: 1) == 0)
    #expect(FakeLightning().reserve(for: 1999) == 39 && FakeLightning().cost(of: 39) == 19)
  }
}
