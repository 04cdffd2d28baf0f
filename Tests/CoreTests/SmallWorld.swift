import TollGateCore

/// A gateway, a mint and a wallet with books of their own, for tests that count sats. The bench holds records and wallet
/// requests; this world answers them in the order of a real host, one at a time.
struct SmallWorld {
  /// What becomes of a delivery: whether the token arrives, and whether the answer does.
  enum Fate: CaseIterable { case grants, losesAnswer, losesToken, refuses, neverLeaves, unreadable }

  static let purse = Sats(5000)

  var available = SmallWorld.purse
  /// The provider's store: what it has prepared and not forgotten.
  var kept: [OpenPayment] = []
  var verdicts: [OperationID: Verdict] = [:]
  var redeemed: [OperationID] = []
  var spent = Sats.zero
  /// What deliveries meet, the next first; then all are granted.
  var fates: [Fate] = []
  var mintAnswers = true
  var offer = OfferAnswer.advertisement(.example)
  private var forgotten = 0
  private var begun = Instant.start
  private var total: UInt64 = 0
  private var grants: UInt64 = 0
  /// Laws that were broken, in words.
  var mistakes: [String] = []

  /// Answers the first request that has an answer; false when nothing waits.
  mutating func serve(_ bench: inout Bench) -> Bool {
    forget(bench)
    for item in bench.open {
      if let reply = answer(item.request, bench) {
        bench.answer(item.id, reply)
        return true
      }
    }
    return false
  }

  /// A host that has lost its power: the journal may end anywhere, the provider's store is as it was.
  mutating func restarted(_ journal: [JournalEntry], at now: Instant, epoch: UInt64) -> Bench {
    forgotten = 0
    var bench = Bench(started: false, seed: epoch)
    bench.holdsRecords = true
    bench.holdsWallet = true
    bench.now = now
    bench.journal = journal
    bench.send(.started(StartUp(epoch: epoch, journal: JournalReplay(entries: journal), payments: kept)))
    bench.send(.fundsChanged([.example]))
    bench.send(.linksChanged(.example))
    return bench
  }

  /// What isn't available, spent or in a prepared payment has been lost or doubled.
  var isWhole: Bool {
    let underway = kept.filter { verdicts[$0.order.id] == nil }.reduce(Sats.zero) { $0 + $1.prepared.gross }
    return available + spent + underway == SmallWorld.purse
  }

  private mutating func forget(_ bench: Bench) {
    for id in bench.forgotten[forgotten...] {
      if kept.contains(where: { $0.order.id == id }), verdicts[id] == nil { mistakes.append("forgets an open payment") }
      kept.removeAll { $0.order.id == id }
    }
    forgotten = bench.forgotten.count
  }

  private mutating func answer(_ request: Request, _ bench: Bench) -> Answer? {
    switch request {
    case .look: .looked(GatewayReport(offer: offer, usage: usage(bench.now)))
    case .clarify: .clarified(ClientReport(identity: .resolved, access: .none))
    case .register: .registered
    case .meter(let target):
      .metered(
        target.kind == .gateway ? usage(bench.now) : .reading(.odometer(UInt64(bench.now.nanoseconds / 1_000_000))))
    case .quote(let requests): .quoted(requests.map { .quote(quote($0)) })
    case .prepare(let order): prepare(order)
    case .deliver(let payment, _, _): deliver(payment, bench)
    case .inspect(let payment): inspect(payment)
    case .settle(let payment, let verdict): settle(payment, verdict, bench)
    case .perform: .performed(ChoreReport(moved: .zero, fee: .zero))
    case .reach: .egress(.answered)
    }
  }
}

extension SmallWorld {
  private func usage(_ now: Instant) -> UsageAnswer {
    total == 0 ? .noSession : .used(min(used(now), total), of: total)
  }

  private func used(_ now: Instant) -> UInt64 { UInt64((now - begun).nanoseconds / 1_000_000) }

  private func quote(_ request: QuoteRequest) -> Quote {
    let gross = request.offer.price.times(request.most) ?? .zero
    return Quote(steps: request.most, gross: gross, fee: .zero, overpaid: .zero, needsMint: false)
  }

  private mutating func prepare(_ order: PaymentOrder) -> Answer {
    if let old = kept.first(where: { $0.order.id == order.id }) { return .prepared(old.prepared) }
    let prepared = PreparedPayment(
      id: order.id, gross: order.limit, fee: .zero, fingerprint: Fingerprint(order.id.number))
    kept.append(OpenPayment(order: order, prepared: prepared))
    available -= prepared.gross
    return .prepared(prepared)
  }

  private mutating func deliver(_ id: OperationID, _ bench: Bench) -> Answer {
    guard let open = kept.first(where: { $0.order.id == id }), verdicts[id] == nil else {
      mistakes.append("delivers what the wallet doesn't have")
      return .delivered(.notSent(.refused))
    }
    if Ledger(replaying: bench.journal).payment(id) == nil { mistakes.append("delivers before its record is durable") }
    switch fates.isEmpty ? .grants : fates.removeFirst() {
    case .grants: return .delivered(redeem(open, bench.now))
    case .losesAnswer:
      _ = redeem(open, bench.now)
      return .delivered(.lost)
    case .unreadable:
      _ = redeem(open, bench.now)
      return .delivered(.unreadable(status: 502))
    case .losesToken: return .delivered(.lost)
    case .refuses:
      let isSpent = redeemed.contains(id)
      return .delivered(.refusal(isSpent ? .tokenSpent : .serviceUnavailable))
    case .neverLeaves: return .delivered(.notSent(.refused))
    }
  }

  private mutating func redeem(_ open: OpenPayment, _ now: Instant) -> Delivery {
    guard !redeemed.contains(open.order.id) else { return .refusal(.tokenSpent) }
    redeemed.append(open.order.id)
    if used(now) >= total {
      begun = now
      total = 0
    }
    total += open.order.allotment
    grants += 1
    let order = open.order
    return .granted(
      Grant(id: .example(1000 + grants), key: order.seller.key, metric: order.offer.metric, allotment: total))
  }

  private func inspect(_ id: OperationID) -> Answer? {
    guard mintAnswers else { return .inspectionFailed(.mintUnreachable) }
    guard let open = kept.first(where: { $0.order.id == id }) else { return .inspectionFailed(.conflict) }
    let gross = open.prepared.gross
    return .inspected(redeemed.contains(id) ? ProofTally(spent: gross) : ProofTally(unspent: gross))
  }

  private mutating func settle(_ id: OperationID, _ verdict: Verdict, _ bench: Bench) -> Answer {
    guard let index = kept.firstIndex(where: { $0.order.id == id }) else { return .settlementFailed(.conflict) }
    if let old = verdicts[id] {
      guard old == verdict, let settled = kept[index].settled else { return .settlementFailed(.conflict) }
      return .settled(settled)
    }
    if verdict == .takenBack, !mintAnswers { return .settlementFailed(.mintUnreachable) }
    let gross = kept[index].prepared.gross
    let isSpent = redeemed.contains(id)
    if isSpent, verdict == .released { mistakes.append("releases what was redeemed") }
    if !isSpent, verdict == .spent { mistakes.append("calls spent what nobody redeemed") }
    let gone = verdict == .spent || verdict == .takenBack && isSpent
    verdicts[id] = verdict
    kept[index].settled = gone ? Settlement(spent: gross) : Settlement(returned: gross)
    if gone { spent += gross } else { available += gross }
    return .settled(kept[index].settled ?? Settlement())
  }
}

extension Bench {
  /// Answers everything until nothing waits, records before the world or after it.
  mutating func settle(_ world: inout SmallWorld, recordsFirst: Bool = true) {
    for _ in 0..<200 where !settleOne(&world, recordsFirst) { return }
  }

  private mutating func settleOne(_ world: inout SmallWorld, _ recordsFirst: Bool) -> Bool {
    if recordsFirst, !records.isEmpty {
      sync()
      return true
    }
    if world.serve(&self) { return true }
    guard !records.isEmpty else { return false }
    sync()
    return true
  }

  /// Lets the world run for so many seconds.
  mutating func live(_ seconds: Int64, in world: inout SmallWorld) {
    for _ in 0..<seconds {
      settle(&world)
      pass(.seconds(1))
    }
    settle(&world)
  }
}
