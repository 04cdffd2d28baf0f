import TollGateCore

/// Entries of every kind, with the values at which codecs break.
enum JournalSample {
  static let id = OperationID(epoch: .max, number: 1)
  static let link = LinkName("wlan0 \"2\" \u{2022}")
  static let key = PublicKey(Bytes32(.max, 0, 1, .max))
  static let gateway = GatewayID(link: link, address: .v6(0xFE80 << 48, 1), attachment: Attachment(.max))
  static let offer = Offer(
    metric: .other("leaves\n"), stepSize: .max, price: Sats(.max), unit: CurrencyUnit("msat"),
    mint: MintURL("https://mint.example/Path"), minimumSteps: 0)

  /// A small entry that is told from its fellows by `hour`.
  static func line(_ hour: Int64) -> JournalEntry {
    JournalEntry(
      at: Instant(nanoseconds: hour),
      change: .charged(BudgetLine(hour: hour, link: nil, unit: .sat, charged: Sats(UInt64(hour)))))
  }

  static func lines(_ hours: ClosedRange<Int64>) -> [JournalEntry] { hours.map(line) }

  /// But a checkpoint, which may replace the others.
  static var everyKind: [JournalEntry] {
    let changes: [LedgerChange] =
      payments.map(LedgerChange.payment) + stories.map(LedgerChange.told)
      + BlindMark.Cause.allCases.flatMap { [.marked(mark($0)), .cleared(mark($0).id)] }
      + [
        .closed(id), .charged(BudgetLine(hour: .max, link: link, unit: .sat, charged: Sats(.max))), .seller(seller),
        .sighted(KeySighting(place: gateway.place, key: key, last: .never)),
      ]
    return changes.map { JournalEntry(at: Instant(nanoseconds: .max), change: $0) }
  }

  static var payment: Payment {
    let order = PaymentOrder(
      id: id, seller: Seller(gateway: gateway, key: key), offer: offer, steps: .max, limit: Sats(.max),
      mayContactMint: true)
    return Payment(
      order: order, reason: .retry, baseline: Baseline(used: .max, total: 0, at: .start), begun: .never)
  }

  static var settled: Payment {
    var payment = payment
    payment.stage = .underway
    payment.service = .short(credit: .max)
    payment.money = .held(since: .start)
    payment.attempts = .max
    payment.firstAttempt = .start
    payment.lastAttempt = .never
    payment.sellerMinutes = .max
    payment.settlement = Settlement(returned: Sats(1), fee: Sats(2), dust: Sats(3), spent: Sats(4), pending: Sats(5))
    return payment
  }

  /// The settled payment in every state of either ledger.
  static var payments: [Payment] {
    let services: [Payment.Service] = [
      .none, .unknown, .awaited(until: .never), .granted(credit: .max), .there(credit: 1), .short(credit: 0), .blind,
    ]
    let moneys: [Payment.Money] = [
      .reserved, .unknown, .held(since: .never), .stranded, .releasing, .claimedSpent, .presumedSpent, .spent,
      .takingBack, .returned,
    ]
    let states = services.map { ($0, Payment.Money.unknown) } + moneys.map { (.unknown, $0) }
    return [payment]
      + states.map { service, money in
        var payment = settled
        (payment.service, payment.money) = (service, money)
        return payment
      }
  }

  static var seller: SellerRecord {
    var record = SellerRecord(id: SellerID(link: link, key: key), lastSeen: .never)
    record.grants = [EventID(Bytes32(1, 2, 3, 4)), EventID(Bytes32(.max, .max, .max, .max))]
    record.run = .max
    record.nextTrial = .never
    record.refusal = SellerRefusal(code: .unrecognised("\u{0} \\"), advertisement: EventID(Bytes32(0, 0, 0, 0)))
    record.stretch = Stretch(gateway: gateway, offer: offer, begun: .start, total: .max)
    record.stretch?.newestPayment = id
    record.lastAllotment = AllotmentMemory(metric: .bytes, total: .max, at: .never)
    return record
  }

  static func mark(_ cause: BlindMark.Cause) -> BlindMark {
    BlindMark(
      id: BlindMark.ID(payment: id, cause: cause), seller: SellerID(link: link, key: key), unit: .sat,
      sats: Sats(.max), at: .never, forgiven: true)
  }

  static var stories: [SessionStory] { SessionEnd.allCases.map(story) }

  static func story(_ end: SessionEnd) -> SessionStory {
    SessionStory(
      seller: SellerID(link: link, key: key), offer: offer, begun: .start, ended: .never, end: end,
      payments: .max, spent: Sats(.max), used: .max, total: .max)
  }

  static var fullLedger: Ledger {
    Ledger(replaying: [
      JournalEntry(at: .start, change: .payment(settled)), JournalEntry(at: .start, change: .seller(seller)),
      JournalEntry(at: .start, change: .marked(mark(.blind))), JournalEntry(at: .never, change: .told(story(.usedUp))),
    ])
  }
}
