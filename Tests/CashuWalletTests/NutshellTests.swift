import Testing
import TollGateCashu
import TollGateCashuWallet
import TollGateCore
import TollGateCrypto
import TollGateHTTP
import TollGateTestMint

/// The client before a real mint, with keysets of both versions, without fees and with them.
@Suite("A real mint", .enabled(if: NutshellMint.isInstalled, "\(NutshellMint.need)"), .timeLimit(.minutes(5)))
struct NutshellTests {
  static let terms = NutshellMint.KeysetVersion.allCases.flatMap { version in
    [0, 100].map { NutshellMint.Terms(fee: $0, keysets: version) }
  }

  private static func client() throws -> MintClient {
    #if TLS
      MintClient(CurlMintTransport(try CurlLine()))
    #else
      MintClient(HTTPMintTransport(try HTTPClient()))
    #endif
  }

  private func customer(_ terms: NutshellMint.Terms) async throws -> MintCustomer {
    try await MintCustomer(Self.client(), at: try await NutshellMint.shared(terms).url)
  }

  /// What the mint says to a request that it doesn't like.
  private func refusal(_ body: () async throws -> some Sendable) async -> MintRefusal.Meaning? {
    do {
      _ = try await body()
      return nil
    } catch MintFailure.refused(let refusal) {
      return refusal.meaning
    } catch {
      Issue.record("no refusal: \(error)")
      return nil
    }
  }

  @Test("NUT-01, 02, 06: info, keysets and keys, whose ids follow", arguments: terms)
  func account(_ terms: NutshellMint.Terms) async throws {
    let customer = try await customer(terms)
    let info = try await customer.client.info(at: customer.url, within: MintCustomer.limit)
    #expect(info.version.hasPrefix("Nutshell/") && info.nuts.isSuperset(of: [4, 5, 7, 9, 12]))
    let answer = try await customer.client.keysets(at: customer.url, within: MintCustomer.limit)
    #expect(answer.unreadable.isEmpty && answer.keysets == [customer.keyset.info])
    #expect(customer.keyset.identity == .right && customer.keyset.info.inputFee == UInt64(terms.fee))
    #expect(customer.keyset.info.id.hex.hasPrefix(terms.keysets.rawValue))
    let keyset = try await customer.client.keys(
      of: customer.keyset.info.id, at: customer.url, within: MintCustomer.limit)
    #expect(keyset == customer.keyset)
  }

  @Test("NUT-03, 04, 07, 09, 12: coins are made, changed, asked after and restored", arguments: terms)
  func life(_ terms: NutshellMint.Terms) async throws {
    let customer = try await customer(terms)
    let coins = try await customer.coins([1, 2, 64])
    #expect(coins.map { $0.evidence(under: customer.keyset.keys) } == Array(repeating: .signedByMint, count: 3))
    let points = coins.map(\.secret.point.compressed)
    let client = customer.client
    #expect(
      try await client.states(of: points, at: customer.url, within: MintCustomer.limit)
        == [.unspent, .unspent, .unspent])
    let change = terms.fee == 0 ? [64] : [1, 2, 4, 8, 16, 32] as [UInt64]
    let outputs = try customer.outputs(change)
    let changed = try customer.proofs(outputs, try await customer.swap([coins[2]], outputs))
    #expect(changed.map(\.amount.value) == change)
    #expect(
      try await client.states(of: points, at: customer.url, within: MintCustomer.limit) == [.unspent, .unspent, .spent])
    let stranger = try customer.outputs([2])
    let restored = try await client.restore(
      (stranger + outputs).compactMap(\.message), at: customer.url, within: MintCustomer.limit)
    #expect(restored.first == .some(nil))
    #expect(try customer.proofs(outputs, restored.compactMap { $0 }).map(\.signature) == changed.map(\.signature))
  }

  @Test("NUT-05, 08: an invoice is paid, and what the payment did not need comes back", arguments: terms)
  func melt(_ terms: NutshellMint.Terms) async throws {
    let customer = try await customer(terms)
    let (client, url) = (customer.client, customer.url)
    let coins = try await customer.coins([64, 32, 4])
    // Of another mint, where nobody else pays it.
    let payee = try await NutshellMint.shared(NutshellMint.Terms(paysInvoices: false))
    let invoice = try await client.mintQuote(
      MintQuoteRequest(amount: Amount(20), unit: "sat"), at: payee.url, within: MintCustomer.limit)
    let quote = try await client.meltQuote(
      MeltQuoteRequest(request: invoice.request, unit: "sat"), at: url, within: MintCustomer.limit)
    #expect(quote.amount == Amount(20) && quote.state == .unpaid)
    let blanks = try customer.outputs(Array(repeating: 0, count: 8))
    let request = MeltRequest(quote: quote.id, inputs: coins, outputs: blanks.compactMap(\.message))
    let paid = try await client.melt(request, at: url, within: MintCustomer.limit)
    #expect(paid.state == .paid)
    let change = try customer.proofs(blanks, paid.change, anyAmount: true)
    // Its Lightning takes 1 for the way.
    #expect(change.map(\.amount.value).reduce(0, +) == 79 - (terms.fee == 0 ? 0 : 1))
    let later = try await client.meltQuote(named: quote.id, at: url, within: MintCustomer.limit)
    #expect(later.state == .paid)
    let again = await refusal { try await client.melt(request, at: url, within: MintCustomer.limit) }
    #expect(again == .invoicePaid || again == .spent)
  }

  @Test("Each refusal of the swap is understood", arguments: terms)
  func swapRefusals(_ terms: NutshellMint.Terms) async throws {
    let customer = try await customer(terms)
    let coins = try await customer.coins([8, 8])
    let rest: [UInt64] = terms.fee == 0 ? [8] : [1, 2, 4]
    let good = try customer.outputs(rest)
    #expect(await refusal { try await customer.swap([coins[0]], try customer.outputs([16])) } == .unbalanced)
    #expect(await refusal { try await customer.swap([coins[0]], try customer.outputs([4])) } == .unbalanced)
    #expect(await refusal { try await customer.swap([coins[0], coins[0]], try customer.outputs([16])) } == .duplicates)
    #expect(await refusal { try await customer.swap([coins[0]], good + good) } != nil)
    let unknown = try #require(KeysetID(hex: "00ffffffffffffff"))
    #expect(
      await refusal { try await customer.swap([coins[0]], try customer.outputs(rest, of: unknown)) } == .keysetUnknown)
    var (forged, lost) = (coins[0], coins[0])
    forged.signature = coins[1].signature
    #expect(await refusal { try await customer.swap([forged], try customer.outputs(rest)) } == .wrongProof)
    lost.keyset = unknown
    #expect(await refusal { try await customer.swap([lost], try customer.outputs(rest)) } == .keysetUnknown)
    _ = try await customer.swap([coins[0]], good)
    #expect(await refusal { try await customer.swap([coins[0]], try customer.outputs(rest)) } == .spent)
    #expect(await refusal { try await customer.swap([coins[1]], good) } == .alreadySigned)
    // A request with more outputs than the mint takes is refused by its framework, in another shape.
    let many = try customer.outputs(Array(repeating: 1, count: 1001))
    #expect(await refusal { try await customer.swap([coins[1]], many) } == .tooMany)
  }

  @Test("NUT-04, 20: each refusal of a quote is understood", arguments: terms)
  func quoteRefusals(_ terms: NutshellMint.Terms) async throws {
    let customer = try await customer(terms)
    let (client, url) = (customer.client, customer.url)
    func mint(_ quote: String, _ signature: Octets64? = nil) async throws -> [BlindSignature] {
      let outputs = try customer.outputs([4]).compactMap(\.message)
      let request = MintRequest(quote: quote, outputs: outputs, signature: signature)
      return try await client.mint(request, at: url, within: MintCustomer.limit)
    }
    let quote = try await customer.quote(4)
    _ = try await mint(quote.id)
    #expect(await refusal { try await mint(quote.id) } == .quoteIssued)
    #expect(
      try await client.mintQuote(named: quote.id, at: url, within: MintCustomer.limit).state == .issued)
    #expect(await refusal { try await mint("no-such-quote") } == .quoteUnknown)
    #expect(
      await refusal { try await client.mintQuote(named: "no/such", at: url, within: MintCustomer.limit) } != nil)
    let locked = try await customer.quote(4, key: ProofSecret(Octets32(0, 0, 0, 1)).point.compressed)
    #expect(await refusal { try await mint(locked.id) } == .quoteSignatureWrong)
    #expect(
      await refusal {
        try await client.mintQuote(
          MintQuoteRequest(amount: Amount(4), unit: "usd"), at: url, within: MintCustomer.limit)
      } != nil)
    #expect(
      await refusal {
        try await client.mintQuote(
          MintQuoteRequest(amount: Amount(4), unit: "sat"), method: "bolt12", at: url, within: MintCustomer.limit)
      } == .outcomeUnknown)
  }

  @Test("NUT-04: an invoice that nobody pays")
  func unpaid() async throws {
    let mint = try await NutshellMint.shared(NutshellMint.Terms(paysInvoices: false))
    let customer = try await MintCustomer(Self.client(), at: mint.url)
    let quote = try await customer.client.mintQuote(
      MintQuoteRequest(amount: Amount(4), unit: "sat"), at: mint.url, within: MintCustomer.limit)
    #expect(quote.state == .unpaid)
    let outputs = try customer.outputs([4]).compactMap(\.message)
    let request = MintRequest(quote: quote.id, outputs: outputs)
    #expect(
      await refusal { try await customer.client.mint(request, at: mint.url, within: MintCustomer.limit) }
        == .quoteUnpaid)
  }

  @Test(
    "NUT-02: after a rotation the older keyset still spends and signs no more",
    arguments: NutshellMint.KeysetVersion.allCases)
  func rotation(_ version: NutshellMint.KeysetVersion) async throws {
    let terms = NutshellMint.Terms(keysets: version)
    let mint = try await NutshellMint(terms)
    let older = try await MintCustomer(Self.client(), at: mint.url)
    let coins = try await older.coins([8, 2])
    try await mint.restart(terms, rotation: 1)
    let newer = try await MintCustomer(older.client, at: mint.url)
    let keysets = try await older.client.keysets(at: mint.url, within: MintCustomer.limit).keysets
    #expect(keysets.first { $0.id == older.keyset.info.id }?.isActive == false)
    #expect(keysets.first { $0.id == newer.keyset.info.id }?.isActive == true && keysets.count == 2)
    let kept = try await older.client.keys(of: older.keyset.info.id, at: mint.url, within: MintCustomer.limit)
    #expect(kept.keys == older.keyset.keys)
    #expect(await refusal { try await older.swap([coins[0]], try older.outputs([8])) } == .keysetInactive)
    let outputs = try newer.outputs([8])
    #expect(try newer.proofs(outputs, try await newer.swap([coins[0]], outputs)).count == 1)
    try await mint.stop()
    let gone = await #expect(throws: MintFailure.self) {
      try await older.client.info(at: mint.url, within: .seconds(20))
    }
    #expect(gone == .unreachable(.notReached(.refused)))
  }
}
