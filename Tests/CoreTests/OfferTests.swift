import Testing
import TollGateCore

@Suite("which offer is taken, and how much of it") struct OfferTests {
  static let euro = CurrencyUnit("eur")
  static let mints = ["https://a", "https://b", "https://c"].map { MintURL($0) }

  static func offer(
    _ price: UInt64, per step: UInt64 = 60_000, mint: MintURL = .example, unit: CurrencyUnit = .sat,
    atLeast minimum: UInt64 = 1, metric: Metric = .milliseconds
  ) -> Offer {
    Offer(metric: metric, stepSize: step, price: Sats(price), unit: unit, mint: mint, minimumSteps: minimum)
  }

  /// Up to the quotes of the first purchase, with the wallet held.
  private func asking(
    _ offers: [Offer], _ policy: Policy = .example, funds: [Funds] = [.example]
  ) -> Bench {
    var bench = Bench(policy: policy)
    bench.send(.fundsChanged(funds))
    bench.holdsWallet = true
    bench.reachDelivery(.selling(offers))
    return bench
  }

  private static var wide: Policy {
    var policy = Policy.example
    policy.mints = mints
    policy.purchase.units = [.sat, euro].map {
      UnitPolicy(unit: $0, perPurchase: Sats(12), perLink: Sats(1000), inTotal: Sats(2000))
    }
    policy.purchase.ceilings = [.sat, euro].map {
      Ceiling(metric: .milliseconds, unit: $0, price: Price(sats: Sats(1), per: 12_000))
    }
    return policy
  }

  @Test(
    "B7, K3: of random offers the cheapest affordable one of the first unit is taken, fees counted", arguments: 0..<60)
  func cheapest(seed: Int) {
    var dice = Dice(seed: UInt64(seed))
    let offers = (0..<6).map { _ in
      OfferTests.offer(
        1 + dice.below(6), per: 10_000 * (1 + dice.below(6)), mint: OfferTests.mints[Int(dice.below(3))],
        unit: dice.below(3) == 0 ? OfferTests.euro : .sat, atLeast: dice.below(4))
    }
    let fees = OfferTests.mints.map { _ in dice.below(3) }
    let funds = OfferTests.mints.flatMap { mint in
      [.sat, OfferTests.euro].map { Funds(mint: mint, unit: $0, available: Sats(dice.below(20))) }
    }
    func fee(_ mint: MintURL) -> UInt64 { fees[OfferTests.mints.firstIndex(of: mint) ?? 0] }
    func gross(_ offer: Offer) -> UInt64 { offer.price.count * offer.fewestSteps + fee(offer.mint) }
    func isTakeable(_ offer: Offer) -> Bool {
      let balance = funds.first { $0.mint == offer.mint && $0.unit == offer.unit }?.available.count ?? 0
      return offer.price.count * 12_000 <= offer.stepSize && gross(offer) <= min(balance, 12)
    }
    let takeable = offers.filter(isTakeable)
    let unit: CurrencyUnit = takeable.contains { $0.unit == .sat } ? .sat : OfferTests.euro
    let best = takeable.filter { $0.unit == unit }.map { Double(gross($0)) / Double($0.stepSize * $0.fewestSteps) }
      .min()
    var bench = asking(offers, OfferTests.wide, funds: funds)
    bench.answerQuotes { request in
      let quote = Quote.honest(request, fee: fee(request.offer.mint))
      let balance = funds.first { $0.mint == request.offer.mint && $0.unit == request.offer.unit }?.available ?? .zero
      return quote.gross <= min(balance, request.limit) ? .quote(quote) : .none(.insufficient(available: balance))
    }
    let order = bench.orders.last
    #expect(order?.offer.unit == (best == nil ? nil : unit))
    let paid = order.map { Double(gross($0.offer)) / Double($0.allotment) }
    #expect(paid == best)
  }

  @Test("B7: units are tried in the owner's order")
  func unitOrder() {
    var policy = OfferTests.wide
    let offers = [
      OfferTests.offer(5, mint: OfferTests.mints[0]),
      OfferTests.offer(1, mint: OfferTests.mints[0], unit: OfferTests.euro),
    ]
    let funds = [CurrencyUnit.sat, OfferTests.euro].map {
      Funds(mint: OfferTests.mints[0], unit: $0, available: Sats(100))
    }
    for units in [policy.purchase.units, policy.purchase.units.reversed()] {
      policy.purchase.units = units
      var bench = asking(offers, policy, funds: funds)
      bench.answerQuotes { .quote(.honest($0)) }
      #expect(bench.orders.map(\.offer.unit) == [units[0].unit])
    }
  }

  /// Why nothing is bought, for one offer at a time.
  static let obstacles: [(Offer, Reason)] = [
    (offer(2), .tooDear), (offer(1, per: 59_999), .tooDear), (offer(0), .invalidAdvertisement(.noUsablePrice)),
    (offer(1, per: 0), .invalidAdvertisement(.noUsablePrice)), (offer(1, mint: mints[0]), .noCommonMint),
    (offer(1, unit: euro), .noCeiling), (offer(1, atLeast: 101), .overBudget(.purchase)),
    (offer(1, atLeast: .max), .overBudget(.purchase)), (offer(1, metric: .other("kisses")), .unsupportedMetric),
  ]

  @Test("B7, B4: each obstacle has its own reason", arguments: obstacles)
  func reasons(offer: Offer, reason: Reason) {
    let bench = asking([offer])
    #expect(bench.quotes.isEmpty)
    #expect(bench.reason() == reason)
  }

  @Test("B4: without money the reason says how much there is")
  func noFunds() {
    #expect(asking([OfferTests.offer(1)], funds: []).reason() == .noFunds(available: .zero))
    let three = [Funds(mint: .example, unit: .sat, available: Sats(3))]
    #expect(asking([OfferTests.offer(1, atLeast: 4)], funds: three).reason() == .noFunds(available: Sats(3)))
    #expect(!asking([OfferTests.offer(1, atLeast: 3)], funds: three).quotes.isEmpty)
  }

  @Test("B7: without a ceiling for a unit nothing is bought in it, and the first start says so")
  func noCeiling() {
    var policy = Policy.example
    policy.purchase.ceilings = []
    let bench = asking([OfferTests.offer(1)], policy)
    #expect(bench.reason() == .noCeiling)
    #expect(bench.said(.missingCeilings) == 1)
    #expect(asking([OfferTests.offer(1)]).said(.missingCeilings) == 0)
  }

  @Test("B7: money of a mint that the config doesn't list may be spent there")
  func unlistedMint() {
    let other = OfferTests.mints[0]
    let bench = asking([OfferTests.offer(1, mint: other)], funds: [Funds(mint: other, unit: .sat, available: Sats(5))])
    #expect(bench.quotes.count == 1)
  }

  @Test("B4: the wallet's failures each have a reason")
  func walletFailures() {
    let table: [(PaymentFailure, Reason)] = [
      (.insufficient(available: Sats(2)), .noFunds(available: Sats(2))), (.noExactChange, .noExactChange),
      (.mintUnreachable, .mintOutOfReach), (.notWritable, .walletNotWritable),
    ]
    for (failure, reason) in table {
      var bench = asking([OfferTests.offer(1)])
      bench.answerQuotes { _ in .none(failure) }
      #expect(bench.reason() == reason)
      #expect(bench.orders.isEmpty)
      #expect(bench.next() != nil)
    }
  }

  @Test("C2: a quote that doesn't keep to what was asked, or doesn't add up, is refused", arguments: 0..<7)
  func dishonest(kind: Int) {
    var bench = asking([OfferTests.offer(2, per: 600_000, atLeast: 2)])
    bench.answerQuotes { request in
      var quote = Quote.honest(request)
      switch kind {
      case 0: quote.steps = 1
      case 1: quote = .honest(request, steps: request.most + 1)
      case 2: quote = .honest(request, fee: 100)
      case 3: quote.gross = .zero
      case 4: quote.gross = Sats(3)
      case 5: quote = .honest(request, overpaid: 3)
      default: quote.steps = .max
      }
      return .quote(quote)
    }
    #expect(bench.orders.isEmpty)
    #expect(bench.station.ledger.payments.isEmpty)
  }

  @Test("C2: overpayment within its bound, and the mint's fee, are honest")
  func honest() {
    var bench = asking([OfferTests.offer(1)])
    bench.answerQuotes { .quote(.honest($0, fee: 1, overpaid: 2)) }
    #expect(bench.orders.map(\.limit) == [Sats(4)])
    #expect(bench.quotes.last?.first?.overpayment == Sats(2))
  }

  /// The request of the first renewal under a policy.
  private func renewal(_ offer: Offer, _ change: (inout Policy) -> Void = { _ in }) -> (
    bench: Bench, request: QuoteRequest?
  ) {
    var policy = Policy.example
    change(&policy)
    var bench = Bench(policy: policy)
    bench.reachDelivery(.selling([offer]))
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    bench.answerEgress()
    bench.holdsWallet = true
    bench.live(.seconds(59), offering: .advertisement(.selling([offer])), Bench.running(60_000))
    return (bench, bench.quotes.dropFirst().last?.first)
  }

  @Test(
    "C2: the preferred increment is rounded down to steps, and is at least the minimum and 30 s",
    arguments: [
      (900_000, 60_000, 1, 15), (900_000, 70_000, 1, 12), (1, 60_000, 1, 1), (1, 60_000, 3, 3), (5_000, 2_000, 1, 15),
      (900_000, 7_000_000, 1, 1), (31_000, 10_000, 0, 3), (0, 29_000, 0, 2),
    ] as [(UInt64, UInt64, UInt64, UInt64)])
  func amount(increment: UInt64, step: UInt64, minimum: UInt64, steps: UInt64) {
    let request = renewal(OfferTests.offer(1, per: step, atLeast: minimum)) {
      $0.purchase.milliseconds = increment
      $0.purchase.ceilings[0].price = Price(sats: Sats(1), per: 1)
    }.request
    #expect(request?.most == steps)
    #expect(request?.fewest == max(minimum, 1))
  }

  @Test(
    "C2: never more than the ceiling of one purchase", arguments: [(1, 1), (7, 7), (100, 15)] as [(UInt64, UInt64)])
  func purchaseCeiling(bound: UInt64, steps: UInt64) {
    let request = renewal(OfferTests.offer(1)) { $0.purchase.units[0].perPurchase = Sats(bound) }.request
    #expect(request?.most == steps)
    #expect(request?.limit == Sats(bound))
  }

  @Test("C2, K3: with a thin wallet as many steps are bought as it can pay")
  func thinWallet() {
    var (bench, _) = renewal(OfferTests.offer(1))
    bench.answerQuotes { .quote(.honest($0, steps: 7)) }
    #expect(bench.orders.last?.steps == 7)
    #expect(bench.orders.last?.limit == Sats(7))
  }

  @Test("F5: a payment made while no session is open asks no mint; a renewal may")
  func mints() {
    let (bench, request) = renewal(OfferTests.offer(1))
    #expect(bench.quotes.first?.first?.mayContactMint == false)
    #expect(request?.mayContactMint == true)
  }

  @Test(
    "C7: a price that a fast meter makes too dear is too dear, unless the ceiling leaves room",
    arguments: [(1, true), (3, false)] as [(UInt64, Bool)])
  func priceObtained(ceiling: UInt64, tooDear: Bool) {
    var policy = Policy.example
    policy.purchase.ceilings[0].price = Price(sats: Sats(ceiling), per: 60_000)
    var bench = Bench(policy: policy)
    bench.openSession(total: 600_000)
    bench.live(.milliseconds(299_500)) { .used(UInt64($0.nanoseconds / 500_000), of: 600_000) }
    #expect(bench.notes.contains { if case .meterDrift = $0 { true } else { false } })
    #expect(bench.orders.count == (tooDear ? 1 : 2))
    #expect(bench.failedRenewals(.tooDear).isEmpty == !tooDear)
    #expect(bench.notes.contains(.meterTooFast(.example())) == tooDear)
  }
}
