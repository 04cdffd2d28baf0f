import TollGateCore

/// One value for each case that can be put into words. The switches make a new case a compile error here.
enum Samples {
  static let link = LinkName("wlan0")
  static let key = PublicKey(Bytes32(0xF930_8A01_9258_C310, 1, 2, 3))
  static let seller = SellerID(link: link, key: key)
  static let gateway = GatewayID(link: link, address: .v4(0x0A15_0001), attachment: Attachment(3))
  static let mint = MintURL("https://mint.example")
  static let id = OperationID(epoch: 9, number: 12)
  static let offer = Offer(metric: .milliseconds, stepSize: 60_000, price: Sats(4), unit: .sat, mint: mint)

  static let order = PaymentOrder(
    id: id, seller: Seller(gateway: gateway, key: key), offer: offer, steps: 5, limit: Sats(21), mayContactMint: false)

  static var ledger: Ledger {
    var ledger = Ledger()
    let payment = Payment(order: order, reason: .renewal, baseline: nil, begun: .start)
    ledger.apply(JournalEntry(at: .start, change: .payment(payment)))
    var record = SellerRecord(id: seller, lastSeen: .start)
    record.stretch = Stretch(gateway: gateway, offer: offer, begun: .start, total: 300_000)
    ledger.apply(JournalEntry(at: .start, change: .seller(record)))
    return ledger
  }

  static let codes: [NoticeCode] = NoticeCode.words.map(\.0) + [.unrecognised("payment-on-mars")]

  static let stops: [StopCause] = [.blindInARow, .blindOnLink, .blindInTotal] + codes.map { .refusal($0) }

  static var reasons: [Reason] {
    var all: [Reason] = [
      .notLookedAtYet, .notATollGate(status: 404), .busy(until: .start + .seconds(8)), .unsupportedMetric, .noCeiling,
      .tooDear, .noCommonMint, .noFunds(available: Sats(3)), .noExactChange, .unresolvedClient,
      .waitingForSettlement(id), .waitingForEgress, .standby, .walletNotWritable, .journalNotWritable, .mintOutOfReach,
      .allotmentMayStillRun, .accessAlreadyOpen, .usageUnread, .clarifying, .buying, .open, .shuttingDown,
    ]
    all += ReachFailure.allCases.map { .unreachable($0) }
    all += AdvertisementFlaw.allCases.map { .invalidAdvertisement($0) }
    all += codes.flatMap { [.notSelling($0), .refused($0)] }
    all += [TrustRefusal.blocked, .notAllowed, .stranger].map { .untrusted($0) }
    all += BudgetBound.allCases.map { .overBudget($0) }
    all += stops.map { .stopped($0) }
    return all
  }

  /// A number for each case, 0 to 27 without a hole.
  static func number(_ reason: Reason) -> Int {
    switch reason {
    case .notLookedAtYet: 0
    case .unreachable: 1
    case .notATollGate: 2
    case .invalidAdvertisement: 3
    case .notSelling: 4
    case .busy: 5
    case .untrusted: 6
    case .unsupportedMetric: 7
    case .noCeiling: 8
    case .tooDear: 9
    case .noCommonMint: 10
    case .noFunds: 11
    case .noExactChange: 12
    case .overBudget: 13
    case .unresolvedClient: 14
    case .refused: 15
    case .waitingForSettlement: 16
    case .waitingForEgress: 17
    case .stopped: 18
    case .standby: 19
    case .walletNotWritable: 20
    case .journalNotWritable: 21
    case .mintOutOfReach: 22
    case .allotmentMayStillRun: 23
    case .accessAlreadyOpen: 24
    case .usageUnread: 25
    case .clarifying: 26
    case .buying: 27
    case .open: 28
    case .shuttingDown: 29
    }
  }
}
