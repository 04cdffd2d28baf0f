import TollGateCore

/// One of each event and answer, for machines that must bear all of them in any state.
enum Sample {
  static let funds = Funds(
    mint: .example, unit: .sat, available: Sats(70), wantsChange: true, onInactiveKeyset: true, expires: .max,
    wantsRecovery: true)

  static let offers: [OfferAnswer] = [
    .selling(), .selling(2, id: 2), .selling(key: 2, id: 3), .notSelling(.serviceUnavailable), .invalid(.wrongKey),
    .advertisement(.selling([.example(price: 0), .example(price: .max, step: 0)], id: 4)),
    .advertisement(.selling([.example(price: 3, step: .max, metric: .bytes)], id: 5)),
    .advertisement(.selling([.example(price: 3, metric: .other("joules"))], id: 6)),
    .advertisement(.selling([], id: 7)),
    .notATollGate(status: 404), .unreachable(.noRoute), .busy(retryAfter: .seconds(700)), .busy(retryAfter: nil),
  ]

  static let usages: [UsageAnswer] = [
    .noSession, .used(0, of: 60_000), .used(59_000, of: 60_000), .used(.max, of: 1), .used(0, of: .max),
    .used(.max, of: .max), .nothing(.unreadable), .nothing(.cancelled), .reading(.odometer(0)),
    .reading(.odometer(.max)), .reading(.odometer(17)),
  ]

  static let deliveries: [Delivery] = [
    .lost, .notSent(.refused), .unreadable(status: 500), .granted(.example(total: 60_000, number: 1)),
    .granted(.example(total: .max, number: 2)), .granted(.example(total: 0, number: 3)),
    .granted(.example(total: 1, number: 4)), .granted(.example(total: 60_000, number: 5, key: 2)),
    .refusal(.serviceUnavailable, wait: .seconds(3)), .refusal(.tooManyRequests), .refusal(.mintNotAccepted),
    .refusal(.invalidToken), .refusal(.sessionError), .refusal(.grantPending), .refusal(.outcomeUnknown),
    .refusal(.internalError, saysSpent: true), .refusal(.duplicateInflight),
    .notice(Notice(code: .unrecognised(""), proof: .unsigned)),
  ]

  static let failures: [PaymentFailure] = [
    .insufficient(available: Sats(1)), .noExactChange, .mintUnreachable, .notWritable, .conflict, .cancelled,
  ]

  static let tallies = [
    ProofTally(), ProofTally(spent: Sats(1)), ProofTally(unspent: Sats(.max)), ProofTally(pending: Sats(1)),
    ProofTally(spent: Sats(1), unspent: Sats(1)),
  ]

  static let settlements = [
    Settlement(), Settlement(returned: Sats(1)), Settlement(returned: Sats(.max)), Settlement(spent: Sats(1)),
    Settlement(pending: Sats(1)), Settlement(fee: Sats(1), dust: Sats(2)),
    Settlement(returned: Sats(1), spent: Sats(1)),
  ]

  static let order = PaymentOrder(
    id: OperationID(epoch: 3, number: 3), seller: Seller(gateway: .example(), key: .example(1)), offer: .example(),
    steps: .max, limit: Sats(.max), mayContactMint: true)
  static let prepared = PreparedPayment(id: order.id, gross: Sats(.max), fee: .zero, fingerprint: Fingerprint(0))

  /// Each answer with the name of the request that it fits.
  static var answers: [(fits: String, answer: Answer)] {
    var all: [(fits: String, answer: Answer)] = [
      ("clarify", .clarified(ClientReport(identity: .resolved, access: .none))),
      ("clarify", .clarified(ClientReport(identity: .silent, access: .active))), ("register", .registered),
      ("quote", .quoted([])), ("quote", .quoted([.none(.noExactChange), .none(.notWritable)])),
      ("quote", .quoted([.quote(Quote(steps: 1, gross: Sats(1), fee: .zero, overpaid: .zero, needsMint: true))])),
      (
        "quote", .quoted([.quote(Quote(steps: .max, gross: Sats(.max), fee: .zero, overpaid: .zero, needsMint: false))])
      ),
      ("prepare", .prepared(prepared)), ("perform", .performed(ChoreReport(moved: Sats(.max), fee: Sats(.max)))),
      ("reach", .egress(.answered)), ("reach", .egress(.silent)), ("reach", .egress(.untimelyCertificate)),
      ("record", .recorded), ("record", .recordFailed(.notDurable)), ("record", .recordFailed(.cancelled)),
    ]
    for offer in offers {
      for usage in usages { all.append(("look", .looked(GatewayReport(offer: offer, usage: usage)))) }
    }
    all += usages.map { ("meter", .metered($0)) }
    all += deliveries.map { ("deliver", .delivered($0)) }
    all += failures.map { ("prepare", .prepareFailed($0)) }
    all += failures.map { ("inspect", .inspectionFailed($0)) }
    all += failures.map { ("settle", .settlementFailed($0)) }
    all += failures.map { ("perform", .choreFailed($0)) }
    all += tallies.map { ("inspect", .inspected($0)) }
    all += settlements.map { ("settle", .settled($0)) }
    return all
  }

  static var events: [Event] {
    let open = OpenPayment(order: order, prepared: prepared)
    let settled = OpenPayment(order: order, prepared: prepared, settled: Settlement(spent: Sats(1)))
    var tight = Policy.example
    tight.purchase.units = []
    tight.paid = .all
    return [
      .started(StartUp(epoch: 9, journal: JournalReplay(entries: [], cut: 3), payments: [])),
      .started(StartUp(epoch: 9, journal: JournalReplay(entries: []), payments: [open])),
      .started(StartUp(epoch: 9, journal: JournalReplay(entries: []), payments: [settled])),
      .linksChanged(LinkTable()), .linksChanged(.example), .linksChanged(.one(attachment: 1)),
      .linksChanged(.one() + .one(LinkName("lan2"), metric: 5)), .fundsChanged([]), .fundsChanged([funds]),
      .fundsChanged([.example]), .policyChanged(.example), .policyChanged(tight), .policyChanged(Policy()),
      .wallClockChanged(WallTime(seconds: .min, synchronised: true)),
      .wallClockChanged(WallTime(seconds: .max, synchronised: false)), .commanded(.resume(nil)),
      .commanded(.resume(SellerID(link: .wan, key: .example(1)))), .commanded(.probeNow), .driverEnded(.links),
      .driverEnded(.funds), .wokeUp, .stopping,
    ]
  }

  /// The name of a request, as in `answers`.
  static func name(_ request: Request) -> String {
    switch request {
    case .look: "look"
    case .clarify: "clarify"
    case .register: "register"
    case .meter: "meter"
    case .quote: "quote"
    case .prepare: "prepare"
    case .deliver: "deliver"
    case .inspect: "inspect"
    case .settle: "settle"
    case .perform: "perform"
    case .reach: "reach"
    }
  }
}

/// Benches in many situations, each with a name.
enum Situation {
  static var all: [(name: String, bench: Bench)] {
    var all: [(name: String, bench: Bench)] = [("not started", Bench(started: false)), ("started", Bench())]
    all += money.map { ($0.0, delivered($0.1)) }
    all += [("open", make { $0.openSession() }), ("looking", make { $0.send(.linksChanged(.example)) })]
    for steps in 0...6 { all.append(("purchase, step \(steps)", purchase(steps))) }
    all += scenes
    for rewriting in [false, true] { all.append(("journal broken, rewriting \(rewriting)", broken(rewriting))) }
    return all
  }

  /// Situations that need a short story.
  private static var scenes: [(name: String, bench: Bench)] {
    var scenes = [("resending", make { $0.reachSecondDelivery() })]
    scenes.append(("chore", make { $0.send(.fundsChanged([Sample.funds])) }))
    var bench = make { $0.openSession() }
    bench.live(70, Answers(usage: .used(58_000, of: 60_000))) { !$0.deliveries.isEmpty }
    scenes.append(("renewing", bench))
    bench = make { $0.reachDelivery() }
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    scenes.append(("egress asked", bench))
    bench = make { $0.reachDelivery() }
    bench.answerDelivery(.lost)
    bench.live(100) { !$0.inspections.isEmpty }
    scenes.append(("inspecting", bench))
    bench = make { $0.reachDelivery() }
    bench.send(.stopping)
    scenes.append(("stopping while delivering", bench))
    bench = make { $0.reachDelivery() }
    bench.send(.linksChanged(LinkTable()))
    scenes.append(("link lost while delivering", bench))
    return scenes
  }

  private static let money: [(String, Delivery)] = [
    ("lost", .lost), ("held", .refusal(.serviceUnavailable)), ("stranded", .refusal(.mintNotAccepted)),
    ("stopped", .refusal(.invalidToken)), ("claimed", .refusal(.sessionError)), ("released", .notSent(.refused)),
    ("credited", .granted(.example(total: 60_000, number: 1))), ("short", .granted(.example(total: 1, number: 1))),
  ]

  private static func make(_ change: (inout Bench) -> Void) -> Bench {
    var bench = Bench()
    change(&bench)
    return bench
  }

  /// The delivery is answered, and the wallet settles nothing yet.
  private static func delivered(_ delivery: Delivery) -> Bench {
    make { bench in
      bench.reachDelivery()
      bench.holdsWallet = true
      bench.answerDelivery(delivery)
    }
  }

  private static func purchase(_ steps: Int) -> Bench {
    var world = SmallWorld()
    var bench = world.restarted([], at: .start, epoch: 7)
    for _ in 0..<steps { _ = world.serve(&bench) }
    return bench
  }

  private static func broken(_ rewriting: Bool) -> Bench {
    make { bench in
      bench.reachDelivery()
      bench.holdsRecords = true
      bench.answerDelivery(.lost)
      for record in bench.records { bench.answer(record.id, .recordFailed(.notDurable)) }
      bench.records.removeAll()
      if rewriting { bench.live(3) { !$0.records.isEmpty } }
    }
  }
}
