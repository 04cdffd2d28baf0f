import TollGateCore

/// A bench with an open provider, and the few things that the laws of money do again and again.
final class Purse {
  let bench: any PaymentProviderBench
  let trial: Trial
  private(set) var provider: any PaymentProvider

  /// Enough for several payments of five sats, with change.
  static let coins: [UInt64] = [1, 1, 2, 2, 4, 4, 8, 8]
  static let price: UInt64 = 5
  /// Generous: mints that answer are never late for it.
  static let limit = Pace.mint

  init(_ bench: any PaymentProviderBench, _ trial: Trial, funded amounts: [UInt64] = coins) async throws {
    self.bench = bench
    self.trial = trial
    provider = try await bench.open()
    if !amounts.isEmpty { try await bench.fund(provider, amounts) }
  }

  /// Loss of power, and another start.
  func restart() async throws {
    trial.step("opening after a loss of power")
    try await bench.crash()
    provider = try await bench.open()
  }

  func offer(price: UInt64 = Purse.price) -> Offer {
    Offer(metric: .milliseconds, stepSize: 60_000, price: Sats(price), unit: bench.unit, mint: bench.mint)
  }

  func request(_ steps: ClosedRange<UInt64>, price: UInt64 = Purse.price, limit: UInt64 = 1_000) -> QuoteRequest {
    QuoteRequest(
      offer: offer(price: price), fewest: steps.lowerBound, most: steps.upperBound, limit: Sats(limit),
      overpayment: Sats(20), mayContactMint: false)
  }

  func order(
    _ number: UInt64, steps: UInt64 = 1, price: UInt64 = Purse.price, limit: Sats
  ) -> PaymentOrder {
    let gateway = GatewayID(link: LinkName("tg0"), address: .v4(0xC000_0201), attachment: Attachment(1))
    let seller = Seller(gateway: gateway, key: PublicKey(Bytes32(7, 7, 7, 7)))
    return PaymentOrder(
      id: OperationID(epoch: 41, number: number), seller: seller, offer: offer(price: price), steps: steps,
      limit: limit, mayContactMint: false)
  }

  /// An order that the provider has just said it can pay.
  func payable(_ number: UInt64, steps: UInt64 = 1) async throws -> PaymentOrder {
    trial.step("quoting \(steps) steps of \(Purse.price) sats")
    let quote = try await provider.quote(request(steps...steps))
    return order(number, steps: steps, limit: quote.gross)
  }

  func pay(_ number: UInt64, steps: UInt64 = 1) async throws -> PreparedPayment {
    let order = try await payable(number, steps: steps)
    trial.step("preparing an order")
    return try await provider.prepare(order, within: Purse.limit)
  }

  func settle(_ payment: PreparedPayment, _ verdict: Verdict) async throws -> Settlement {
    trial.step("settling as \(verdict)")
    return try await provider.settle(payment.id, verdict, within: Purse.limit)
  }

  func unsettled() async throws -> [OpenPayment] {
    trial.step("listing unsettled payments")
    return try await provider.unsettled()
  }

  /// What can be spent now, by the first word of `watchFunds`.
  func available() async throws -> Sats { sum(try await funds()) }

  /// The first word of `watchFunds`.
  func funds() async throws -> [Funds] {
    let inbox = Inbox<[Funds]>()
    let provider = self.provider
    var funds: [Funds] = []
    _ = try await trial.run {
      let ending = await Ending.of { () throws(PaymentFailure) in try await provider.watchFunds { inbox.deliver($0) } }
      inbox.close()
      return ending
    } beside: {
      funds = try await trial.delivery(inbox, "the funds")
    }
    return funds
  }

  func sum(_ funds: [Funds]) -> Sats {
    funds.filter { $0.mint == bench.mint && $0.unit == bench.unit }.reduce(.zero) { $0 + $1.available }
  }

  func expectAvailable(_ wanted: Sats, _ when: String) async throws {
    trial.expect(try await available(), is: wanted, "what is available \(when)")
  }
}
