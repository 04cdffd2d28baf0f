#if Cashu
  import Foundation
  import Synchronization
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateSandbox

  /// A wallet in a folder, before sandbox mints within this process.
  final class WalletBench: Sendable {
    static let url = MintURL("http://mint.example")
    static let other = MintURL("http://other.example")
    /// Long for a mint that answers.
    static let limit = Interval.seconds(20)
    /// Short for one that does not.
    static let patience = Interval.milliseconds(60)

    let folder = TestFolder()
    let door: SandboxDoor
    let mint: SandboxMint
    let clock = WallHand()

    init(_ plans: [KeysetPlan] = [KeysetPlan(powers: 16)], profile: MintProfile = .nuts, others: [MintURL] = []) throws
    {
      let clock = clock
      mint = try SandboxMint(MintTerms(profile: profile, keysets: plans)) { clock.moment }
      var mints = [WalletBench.url: mint]
      for url in others { mints[url] = try SandboxMint(MintTerms(profile: profile, keysets: plans)) }
      door = SandboxDoor(mints)
    }

    convenience init(fee: UInt64, profile: MintProfile = .nuts) throws {
      try self.init([KeysetPlan(inputFee: fee, powers: 16)], profile: profile)
    }

    func open() async throws -> CashuWallet {
      try await CashuWallet.open(folder: folder.path, door) { [clock] in clock.seconds.withLock { $0 } }
    }

    /// A token of somebody else's, from the mint itself.
    func token(_ amounts: [UInt64], unit: String = "sat", at url: MintURL = url) throws -> Token {
      try Issuer(mint(url), unit: unit).token(amounts, url: url)
    }

    func mint(_ url: MintURL) throws -> SandboxMint { try #require(door.mints[url]) }

    /// Puts proofs of exactly these amounts into the wallet, with no word to the mint but about its keysets.
    func fund(_ wallet: CashuWallet, _ amounts: [UInt64], at url: MintURL = url, unit: String = "sat") async throws {
      try await wallet.learn(url, within: WalletBench.limit)
      let received = try await wallet.fund(try token(amounts, unit: unit, at: url).text, within: .zero)
      #expect(received.state == .stored)
    }

    /// What a gateway nets that redeems this token; zero if the mint refuses it.
    func redeem(_ token: [UInt8]) throws -> UInt64 {
      let token = try Token.read(token)
      let mint = try mint(MintURL(token.mint))
      return try Issuer(mint, unit: token.unit).redeem(token)
    }
  }

  /// The calendar of a wallet and its mint.
  final class WallHand: Sendable {
    let seconds = Mutex<Int64>(1_800_000_000)
    func pass(_ count: Int64) { seconds.withLock { $0 += count } }
    var moment: CalendarMoment { CalendarMoment(seconds: seconds.withLock { $0 }) }
  }

  /// Somebody with no wallet, who has proofs made and redeems them.
  struct Issuer {
    let mint: SandboxMint
    let keyset: Keyset

    init(_ mint: SandboxMint, unit: String = "sat") throws {
      self.mint = mint
      keyset = try #require(mint.keysets.last { $0.info.unit == unit && $0.info.isActive })
    }

    func token(_ amounts: [UInt64], url: MintURL, secrets: [ProofSecret]? = nil, withDLEQ: Bool = true) throws -> Token
    {
      var proofs = try proofs(amounts, secrets: secrets)
      if !withDLEQ { for place in proofs.indices { proofs[place].dleq = nil } }
      return try Token(mint: url.text, unit: keyset.info.unit, proofs: proofs)
    }

    func proofs(_ amounts: [UInt64], secrets: [ProofSecret]? = nil) throws -> [Proof] {
      let outputs = try amounts.enumerated().map { place, amount in
        ProofOutput(
          amount: Amount(amount), keyset: keyset.info.id, secret: try secrets?[place] ?? .random(),
          factor: try .random())
      }
      let messages = try outputs.map { try #require($0.message) }
      let request = MintQuoteRequest(amount: Amount(amounts.reduce(0, +)), unit: keyset.info.unit)
      let quote = try MintQuote.read(try post("/v1/mint/quote/bolt11", request))
      let answer = try post("/v1/mint/bolt11", MintRequest(quote: quote.id, outputs: messages))
      return try zip(outputs, try SignaturesAnswer.read(answer).signatures).map {
        try $0.proof(from: $1, under: keyset.keys)
      }
    }

    func redeem(_ token: Token) throws -> UInt64 {
      let inputs = try token.proofs(among: mint.keysets.map(\.info.id))
      let ppk = inputs.map { input in mint.keysets.first { $0.info.id == input.keyset }?.info.inputFee ?? 0 }
      let fee = try #require(InputFee.of(ppk)).value
      guard token.amount.value > fee, let amounts = keyset.keys.split(Amount(token.amount.value - fee)) else {
        return 0
      }
      let outputs = try amounts.map {
        try #require(
          ProofOutput(amount: $0, keyset: keyset.info.id, secret: try .random(), factor: try .random()).message)
      }
      let swap = SwapRequest(inputs: inputs, outputs: outputs)
      guard case .reply(let reply) = mint.answer("POST", "/v1/swap", swap.body), reply.status == 200 else { return 0 }
      return token.amount.value - fee
    }

    private func post(_ path: String, _ message: some MintMessage) throws -> [UInt8] {
      guard case .reply(let reply) = mint.answer("POST", path, message.body), reply.status == 200 else {
        throw NoAnswer()
      }
      return reply.body
    }

    struct NoAnswer: Error {}
  }

  extension CashuWallet {
    /// What is free at a mint, as a provider tells it.
    func free(_ mint: MintURL = WalletBench.url, _ unit: CurrencyUnit = .sat) async throws -> UInt64 {
      try await funds(mint, unit)?.available.count ?? 0
    }

    func funds(_ mint: MintURL = WalletBench.url, _ unit: CurrencyUnit = .sat) async throws -> Funds? {
      try await thread.run { store throws(StoreFailure) in try store.funds() }
        .first { $0.mint == mint && $0.unit == unit }
    }
  }

  extension CashuPaymentProvider {
    /// As the machine does it: what was quoted is the limit of what is prepared.
    func order(
      _ number: UInt64, _ price: UInt64, mint: MintURL = WalletBench.url, unit: CurrencyUnit = .sat
    ) async throws(PaymentFailure) -> PaymentOrder {
      let quote = try await quote(
        QuoteRequest(
          offer: MintOrders.offer(price, mint, unit: unit), fewest: 1, most: 1, limit: Sats(10_000), overpayment: .zero,
          mayContactMint: true))
      return MintOrders.order(number, price, limit: quote.gross.count, mint: mint, unit: unit)
    }

    @discardableResult
    func pay(
      _ number: UInt64, _ price: UInt64, mint: MintURL = WalletBench.url, unit: CurrencyUnit = .sat,
      within limit: Interval = WalletBench.limit
    ) async throws(PaymentFailure) -> PreparedPayment {
      try await prepare(try await order(number, price, mint: mint, unit: unit), within: limit)
    }

    func recover(
      _ mint: MintURL = WalletBench.url, _ unit: CurrencyUnit = .sat, feeLimit: UInt64 = 0
    ) async throws(PaymentFailure) -> ChoreReport {
      try await perform(.recover(mint: mint, unit: unit), feeLimit: Sats(feeLimit), within: WalletBench.limit)
    }
  }

  /// What payments are made of.
  enum MintOrders {
    static func offer(_ price: UInt64, _ mint: MintURL = WalletBench.url, unit: CurrencyUnit = .sat) -> Offer {
      Offer(metric: .milliseconds, stepSize: 60_000, price: Sats(price), unit: unit, mint: mint)
    }

    static func order(
      _ number: UInt64, _ price: UInt64, limit: UInt64 = 10_000, mint: MintURL = WalletBench.url,
      unit: CurrencyUnit = .sat, mayContactMint: Bool = true
    ) -> PaymentOrder {
      let gateway = GatewayID(link: LinkName("tg0"), address: .v4(0xC000_0201), attachment: Attachment(1))
      return PaymentOrder(
        id: OperationID(epoch: 7, number: number),
        seller: Seller(gateway: gateway, key: PublicKey(Bytes32(7, 7, 7, 7))), offer: offer(price, mint, unit: unit),
        steps: 1, limit: Sats(limit), mayContactMint: mayContactMint)
    }
  }
#endif
