import Testing
import TollGateCore

/// Where a purchase stands before its first byte.
private enum Step: CaseIterable { case quoting, preparing, recording, waiting }

private enum Cause: CaseIterable { case linkLost, keyChanged, journalFailed, stopping, policyChanged }

@Suite("from a decision to the first byte") struct PurchasePathTests {
  /// A bench whose records and wallet wait, taken to a step of its first purchase.
  private func reach(_ step: Step, _ world: inout SmallWorld) -> Bench {
    var bench = world.restarted([], at: .start, epoch: 7)
    bench.sync()
    while bench.openQuotes.isEmpty, world.serve(&bench) {}
    if step == .quoting { return bench }
    bench.sync()
    serve(&bench, &world) { if case .quote = $0 { true } else { false } }
    if step == .waiting { bench.sync() }
    if step == .preparing { return bench }
    if step == .waiting { bench.pass(.seconds(6)) }
    serve(&bench, &world) { if case .prepare = $0 { true } else { false } }
    return bench
  }

  private func serve(_ bench: inout Bench, _ world: inout SmallWorld, _ fits: (Request) -> Bool) {
    for _ in 0..<20 {
      guard bench.open.contains(where: { fits($0.request) }) else { return }
      _ = world.serve(&bench)
    }
  }

  private func strike(_ cause: Cause, _ bench: inout Bench) {
    switch cause {
    case .linkLost: bench.send(.linksChanged(LinkTable()))
    case .keyChanged:
      bench.pass(.seconds(61))
      bench.answerLook(.selling(key: 2, id: 2))
    case .journalFailed:
      for record in bench.records { bench.answer(record.id, .recordFailed(.notDurable)) }
      bench.records.removeAll()
    case .stopping: bench.send(.stopping)
    case .policyChanged:
      var policy = Policy.example
      policy.purchase.milliseconds = 120_000
      bench.send(.policyChanged(policy))
    }
  }

  @Test("C1, C4, A10: a purchase that is called off before its first byte loses nothing, wherever it stands and why")
  func calledOff() {
    for step in Step.allCases {
      for cause in Cause.allCases {
        var world = SmallWorld()
        var bench = reach(step, &world)
        let id = bench.payment?.id
        #expect((id == nil) == (step == .quoting))
        #expect(bench.deliveries.isEmpty)
        if cause == .keyChanged { world.offer = .selling(key: 2, id: 2) }
        if cause == .journalFailed { #expect(!bench.records.isEmpty) }
        strike(cause, &bench)
        #expect(bench.deliveries.isEmpty, "\(step), \(cause)")
        bench.live(3, in: &world)
        bench.send(.stopping)
        bench.live(100, in: &world)
        let delivered = bench.asked.contains { if case .deliver(id, _, _) = $0.request { true } else { false } }
        #expect(!delivered, "\(step), \(cause): delivered all the same")
        #expect(world.mistakes.isEmpty, "\(step), \(cause): \(world.mistakes)")
        #expect(world.isWhole, "\(step), \(cause)")
        #expect(bench.station.ledger.payments.isEmpty, "\(step), \(cause)")
        #expect(bench.charged() == world.spent, "\(step), \(cause)")
      }
    }
  }

  @Test("A10, K8: a begun delivery is cancelled by nothing, and what it brings is counted", arguments: 0...4)
  func begunDelivery(_ row: Int) {
    let cause = Cause.allCases[row]
    var world = SmallWorld()
    var bench = reach(.recording, &world)
    bench.sync()
    let operation = bench.deliveries.first?.id
    #expect(operation != nil)
    strike(cause, &bench)
    #expect(bench.deliveries.map { $0.id } == [operation].compactMap { $0 })
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    bench.live(5, in: &world)
    #expect(bench.closings.first?.service == .granted(credit: 60_000))
    #expect(bench.verdicts.first == .spent)
    #expect(!bench.cancelled.contains { $0 == operation })
  }

  @Test("C1: an advertisement older than 5 s is fetched again before the delivery")
  func staleAdvertisement() {
    for (wait, looksAgain) in [(Int64(5), false), (6, true)] {
      var bench = Bench()
      bench.holdsRecords = true
      bench.reachDelivery()
      bench.pass(.seconds(wait))
      bench.sync()
      #expect(bench.deliveries.isEmpty == looksAgain)
      #expect(bench.looks.isEmpty == !looksAgain)
      bench.answerLook()
      bench.sync()
      #expect(bench.deliveries.count == 1)
    }
  }

  @Test("C1, K3: a fresh look that finds the offer too dear, untrusted or gone calls the purchase off")
  func judgedAgain() {
    let offers: [OfferAnswer] = [
      .selling(2, id: 2), .selling(key: 2, id: 2), .notSelling(.serviceUnavailable), .unreachable(.timedOut),
      .advertisement(.selling([.example(metric: .bytes)], id: 3)),
    ]
    for offer in offers {
      var bench = Bench()
      bench.holdsRecords = true
      bench.reachDelivery()
      let id = bench.payment?.id
      bench.pass(.seconds(6))
      bench.sync()
      bench.answerLook(offer)
      bench.sync()
      #expect(!bench.deliveries.contains { $0.payment == id }, "\(offer)")
      #expect(bench.verdicts == [.released], "\(offer)")
    }
  }

  @Test("B1, K15: in any 60 s a gateway's root gets at most six requests, deliveries among them")
  func rootBucket() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    bench.live(600, Answers(delivery: .notSent(.refused)))
    let times = bench.asked.compactMap { item -> Instant? in
      switch item.request {
      case .look, .deliver: item.at
      default: nil
      }
    }
    #expect(times.count > 20)
    for (index, time) in times.enumerated() where index >= 6 {
      #expect(time - times[index - 6] >= .seconds(60), "seven within \((time - times[index - 6]).wholeMilliseconds) ms")
    }
    #expect(bench.deliveryTimes.count > 5)
  }

  @Test("C3: a budget is charged with the limit, and corrected when the token is prepared for less")
  func corrected() {
    var bench = Bench()
    bench.holdsWallet = true
    bench.reachDelivery()
    bench.answerFirst {
      guard case .quote(let requests) = $0, let first = requests.first else { return nil }
      let quote = Quote(steps: first.fewest, gross: Sats(4), fee: Sats(1), overpaid: Sats(2), needsMint: false)
      return .quoted([.quote(quote)])
    }
    #expect(bench.charged(.wan) == Sats(4))
    bench.answerFirst {
      guard case .prepare(let order) = $0 else { return nil }
      return .prepared(PreparedPayment(id: order.id, gross: Sats(3), fee: Sats(1), fingerprint: Fingerprint(1)))
    }
    #expect(bench.charged(.wan) == Sats(3))
    #expect(bench.deliveries.count == 1)
  }

  @Test("C3: a token above the limit is not delivered, comes back, and gives back only what was charged")
  func aboveLimit() {
    var bench = Bench()
    bench.openSession()
    bench.holdsWallet = true
    bench.live(70, Answers(usage: .used(58_000, of: 60_000))) { !$0.openQuotes.isEmpty }
    bench.answerFirst {
      guard case .quote(let requests) = $0, let first = requests.first else { return nil }
      return .quoted([.quote(Quote(steps: first.fewest, gross: Sats(1), fee: .zero, overpaid: .zero, needsMint: false))]
      )
    }
    bench.answerFirst {
      guard case .prepare(let order) = $0 else { return nil }
      return .prepared(PreparedPayment(id: order.id, gross: Sats(9), fee: .zero, fingerprint: Fingerprint(1)))
    }
    #expect(bench.deliveries.isEmpty)
    bench.answerFirst { if case .settle = $0 { .settled(Settlement(returned: Sats(9))) } else { nil } }
    #expect(bench.verdicts.last == .released)
    #expect(bench.charged() == Sats(1))
  }

  /// A purchase that needs its mint, taken to where its intent is on its way to the disk.
  private func intending() -> Bench {
    var bench = Bench()
    bench.openSession()
    bench.holdsWallet = true
    bench.holdsRecords = true
    bench.live(70, Answers(usage: .used(58_000, of: 60_000))) { !$0.openQuotes.isEmpty }
    bench.answerQuotes { request in
      var quote = Quote.honest(request, steps: 1, fee: 1)
      quote.needsMint = true
      return .quote(quote)
    }
    return bench
  }

  @Test("C3, C4: where a mint may be asked, and may keep a fee, the intent is durable before that")
  func intentFirst() {
    var bench = intending()
    #expect(bench.payment?.order.mayContactMint == true)
    #expect(bench.orders.count == 1)
    bench.sync()
    #expect(bench.orders.map(\.id).last == bench.payment?.id)
    #expect(bench.orders.count == 2)
  }

  @Test("C3: an intent that is called off before its mint was asked costs nothing")
  func intentCalledOff() {
    var bench = intending()
    bench.send(.linksChanged(LinkTable()))
    #expect(bench.payment == nil)
    bench.sync()
    #expect(bench.orders.count == 1)
    #expect(bench.charged() == Sats(1))
  }

  @Test(
    "C3: a wallet that can't prepare leaves no payment and no charge",
    arguments: [
      PaymentFailure.insufficient(available: .zero), .noExactChange, .mintUnreachable, .notWritable, .conflict,
      .cancelled,
    ])
  func notPrepared(_ failure: PaymentFailure) {
    var world = SmallWorld()
    var bench = reach(.preparing, &world)
    bench.answerFirst { if case .prepare = $0 { .prepareFailed(failure) } else { nil } }
    #expect(bench.payment == nil)
    #expect(bench.charged() == .zero)
    #expect(bench.station.deadline != nil)
  }
}

extension Bench {
  var openQuotes: [OperationID] {
    open.compactMap { if case .quote = $0.request { $0.id } else { nil } }
  }
}
