import TollGateCore

/// Values as a run would have them, one of each kind at least.
enum Fixtures {
  static let wlan = LinkName("wlan0")
  static let key = PublicKey(Bytes32(0x0123_4567_89AB_CDEF, 2, 3, 4))
  static let eventID = EventID(Bytes32(0xFEDC_BA98_7654_3210, 5, 6, 7))
  static let mint = MintURL("https://mint.example/Bitcoin")
  static let gateway = GatewayID(link: wlan, address: .v4(0xC0A8_0101), attachment: Attachment(3))
  static let gateway6 = GatewayID(link: wlan, address: .v6(0xFE80 << 48, 1), attachment: Attachment(3))
  static let seller = SellerID(link: wlan, key: key)
  static let operation = OperationID(epoch: 12, number: 7)
  static let at = Instant.start + .seconds(61)
  static let offer = Offer(
    metric: .milliseconds, stepSize: 60_000, price: Sats(1), unit: .sat, mint: mint, minimumSteps: 0)
  static let order = PaymentOrder(
    id: operation, seller: Seller(gateway: gateway, key: key), offer: offer, steps: 5, limit: Sats(8),
    mayContactMint: false)
  static let prepared = PreparedPayment(id: operation, gross: Sats(6), fee: Sats(1), fingerprint: Fingerprint(0xBEEF))
  static let settlement = Settlement(returned: Sats(1), fee: Sats(2), dust: Sats(3), spent: Sats(4), pending: Sats(5))
  static let advertisement = Advertisement(
    id: eventID, key: key, metric: .bytes, offers: [offer, offer], skippedOffers: 1)
  static let mark = BlindMark(
    id: BlindMark.ID(payment: operation, cause: .withoutEgress), seller: seller, unit: .sat, sats: Sats(6), at: at,
    forgiven: true)
  static let story = SessionStory(
    seller: seller, offer: offer, begun: .start, ended: at, end: .vanishedEarly, payments: 2, spent: Sats(12),
    used: 61_000, total: 600_000)
  static let line = BudgetLine(hour: 4, link: wlan, unit: .sat, charged: Sats(6))
  static let chore = Chore.makeChange(mint: mint, unit: .sat, payment: Sats(6), count: 10)

  static let payment: Payment = {
    var payment = Payment(
      order: order, reason: .renewal, baseline: Baseline(used: 5, total: 60_000, at: at), begun: at)
    payment.gross = Sats(6)
    payment.fee = Sats(1)
    payment.stage = .underway
    payment.service = .awaited(until: at + .seconds(60))
    payment.money = .held(since: at)
    payment.mayHaveArrived = true
    payment.attempts = 2
    payment.firstAttempt = at
    payment.lastAttempt = at + .seconds(35)
    payment.answeredSigned = true
    payment.doNotResend = true
    payment.sellerMinutes = 4
    payment.settlement = settlement
    return payment
  }()

  static let record: SellerRecord = {
    var record = SellerRecord(id: seller, lastSeen: at)
    record.grants = [eventID]
    record.run = 1
    record.runBefore = 2
    record.trials = 3
    record.nextTrial = at + .hours(1)
    record.refusal = SellerRefusal(code: .lockedToken, advertisement: eventID)
    record.stretch = Stretch(gateway: gateway6, offer: offer, begun: .start, total: 9)
    record.stretch?.newest = Sats(6)
    record.lastAllotment = AllotmentMemory(metric: .bytes, total: 500_000_000, at: at)
    return record
  }()

  static let ledger = Ledger(replaying: changes.dropLast().map { JournalEntry(at: at, change: $0) })

  static let changes: [LedgerChange] = {
    let first: [LedgerChange] = [
      .payment(payment), .charged(line), .seller(record), .marked(mark), .told(story),
      .sighted(KeySighting(place: gateway.place, key: key, last: at)),
      .cleared(BlindMark.ID(payment: OperationID(epoch: 1, number: 1), cause: .short)),
      .closed(OperationID(epoch: 1, number: 1)),
    ]
    return first + [.checkpoint(Ledger(replaying: first.map { JournalEntry(at: at, change: $0) }))]
  }()

  static let entries = changes.map { JournalEntry(at: at, change: $0) }

  static let policy: Policy = {
    var policy = Policy()
    policy.links.only = ["wlan*"]
    policy.purchase.ceilings = [
      Ceiling(metric: .bytes, unit: .sat, price: Price(sats: Sats(3), per: 1_000_000))
    ]
    policy.purchase.units = [
      UnitPolicy(unit: .sat, perPurchase: Sats(50), perLink: Sats(500), inTotal: Sats(1000), maxBlind: Sats(99))
    ]
    policy.trust.blocked = [key]
    policy.meters.bytes = [.counter]
    policy.paid = .all
    policy.egress = .host("check.example")
    policy.mints = [mint]
    return policy
  }()

  static let table = LinkTable(
    links: [Link(name: wlan, index: 2, mac: MACAddress(0x0200_0A0B_0C0D), attachment: Attachment(3))],
    addresses: [LinkAddress(link: wlan, address: .v4(0xC0A8_0117), prefix: 24, peer: .v4(0xC0A8_0101))],
    routes: [DefaultRoute(link: wlan, family: .v4, gateway: .v4(0xC0A8_0101), metric: 600)])
}
