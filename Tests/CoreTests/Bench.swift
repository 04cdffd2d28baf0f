import Testing
import TollGateCore

/// Drives a station by hand: keeps what it asked for, answers records and quotes like a well-behaved world unless told
/// otherwise, and moves time from deadline to deadline.
struct Bench {
  var station: Station
  var now = Instant.start
  /// Asked and not yet answered or cancelled.
  var open: [(id: OperationID, request: Request)] = []
  /// Everything that was ever asked, in order, with its moment.
  var asked: [(at: Instant, id: OperationID, request: Request)] = []
  var records: [(id: OperationID, entries: [JournalEntry])] = []
  /// What a journal on disk would hold.
  var journal: [JournalEntry] = []
  var notes: [Note] = []
  var forgotten: [OperationID] = []
  var begun: [StandingDriver] = []
  var cancelled: [OperationID] = []
  /// In each second of the bench's time, without what is only said (K6).
  var effects: [Int64: Int] = [:]
  /// Records wait in `records` until the test answers them.
  var holdsRecords = false
  /// Quotes and preparations wait in `open` until the test answers them.
  var holdsWallet = false
  /// Our own clock answers before the gateway does.
  var clockFirst = true
  /// Sats on top of the price in every quote: the mint's fee.
  var fee = Sats.zero

  init(policy: Policy = .example, started: Bool = true, seed: UInt64 = 1) {
    station = Station(policy: policy, seed: seed)
    if started { send(.started(StartUp(epoch: 7, journal: JournalReplay(entries: []), payments: []))) }
    if started { send(.fundsChanged([.example])) }
  }

  mutating func send(_ event: Event) {
    for effect in station.handle(event, at: now) { take(effect) }
  }

  mutating func answer(_ id: OperationID, _ answer: Answer) {
    open.removeAll { $0.id == id }
    send(.answered(id, answer))
  }

  private mutating func take(_ effect: Effect) {
    if case .report = effect {} else { effects[(now - .start).wholeSeconds, default: 0] += 1 }
    switch effect {
    case .ask(let id, let request):
      open.append((id, request))
      asked.append((now, id, request))
      if !holdsWallet { answerLikeAWallet(id, request) }
    case .record(let id, let entries):
      if holdsRecords { records.append((id, entries)) } else { acknowledge(id, entries) }
    case .cancel(let id):
      open.removeAll { $0.id == id }
      cancelled.append(id)
    case .forget(let id): forgotten.append(id)
    case .begin(let driver): begun.append(driver)
    case .report(let note): notes.append(note)
    }
  }

  mutating func acknowledge(_ id: OperationID, _ entries: [JournalEntry]) {
    journal += entries
    send(.answered(id, .recorded))
  }

  /// Lets all held records become durable.
  mutating func sync() {
    let waiting = records
    records.removeAll()
    for record in waiting { acknowledge(record.id, record.entries) }
  }

  private mutating func answerLikeAWallet(_ id: OperationID, _ request: Request) {
    switch request {
    case .quote(let requests): answer(id, .quoted(requests.map { .quote(quote($0)) }))
    case .prepare(let order):
      let prepared = PreparedPayment(
        id: order.id, gross: order.limit, fee: fee, fingerprint: Fingerprint(order.id.number))
      answer(id, .prepared(prepared))
    case .settle(let payment, let verdict): answer(id, .settled(settlement(payment, verdict)))
    default: break
    }
  }

  private func quote(_ request: QuoteRequest) -> Quote {
    let net = request.offer.price.times(request.most) ?? .zero
    return Quote(steps: request.most, gross: net + fee, fee: fee, overpaid: .zero, needsMint: false)
  }

  private func settlement(_ payment: OperationID, _ verdict: Verdict) -> Settlement {
    let gross = station.ledger.payment(payment)?.gross ?? .zero
    return verdict == .spent ? Settlement(spent: gross) : Settlement(returned: gross)
  }
}

extension Bench {
  /// Moves time, waking the station whenever it asks to be woken.
  mutating func pass(_ span: Interval) {
    let end = now + span
    var idle = 0
    while let deadline = station.deadline, deadline <= end {
      now = max(now, deadline)
      let effects = station.handle(.wokeUp, at: now)
      idle = effects.isEmpty ? idle + 1 : 0
      for effect in effects { take(effect) }
      guard idle < 100 else {
        Issue.record("K6: woken a hundred times in a row for nothing, last at \(now.nanoseconds) ns")
        break
      }
    }
    now = end
    send(.wokeUp)
  }

  var looks: [(id: OperationID, gateway: GatewayID)] {
    open.compactMap { if case .look(let gateway, _) = $0.request { ($0.id, gateway) } else { nil } }
  }

  var deliveries: [(id: OperationID, payment: OperationID, seller: Seller)] {
    open.compactMap {
      if case .deliver(let payment, let seller, _) = $0.request { ($0.id, payment, seller) } else { nil }
    }
  }

  var meters: [(id: OperationID, target: MeterTarget)] {
    open.compactMap { if case .meter(let target) = $0.request { ($0.id, target) } else { nil } }
  }

  /// Answers the first open request that fits.
  @discardableResult mutating func answerFirst(_ reply: (Request) -> Answer?) -> Bool {
    for item in open {
      if let reply = reply(item.request) {
        answer(item.id, reply)
        return true
      }
    }
    return false
  }

  @discardableResult mutating func answerLook(
    _ offer: OfferAnswer = .advertisement(.example), _ usage: UsageAnswer = .noSession
  ) -> Bool {
    answerFirst { if case .look = $0 { .looked(GatewayReport(offer: offer, usage: usage)) } else { nil } }
  }

  @discardableResult mutating func answerClarification(
    _ report: ClientReport = ClientReport(identity: .resolved, access: .none)
  ) -> Bool {
    answerFirst { if case .clarify = $0 { .clarified(report) } else { nil } }
  }

  @discardableResult mutating func answerDelivery(_ delivery: Delivery) -> Bool {
    answerFirst { if case .deliver = $0 { .delivered(delivery) } else { nil } }
  }

  @discardableResult mutating func answerMeter(_ usage: UsageAnswer, kind: MeterKind = .gateway) -> Bool {
    answerFirst {
      if case .meter(let target) = $0, target.kind == kind { .metered(usage) } else { nil }
    }
  }

  @discardableResult mutating func answerEgress(_ egress: Egress = .answered) -> Bool {
    answerFirst { if case .reach = $0 { .egress(egress) } else { nil } }
  }

  /// Up to the first delivery: link, look, clarification, quote, intent and token.
  mutating func reachDelivery(_ advertisement: Advertisement = .example) {
    send(.linksChanged(.example))
    answerLook(.advertisement(advertisement))
    answerClarification()
  }

  /// A session that was bought: the delivery is granted and egress proved.
  mutating func openSession(total: UInt64 = 60_000) {
    reachDelivery()
    answerDelivery(.granted(.example(total: total, number: 1)))
    answerEgress()
  }

  var reasons: [Reason] { station.gatewayViews().map { $0.reason } }
  var session: SessionView? { station.sessionViews(at: now).first }
  var payment: Payment? { station.ledger.payments.first }
}
