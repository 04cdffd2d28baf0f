import Testing
import TollGateCore

/// Mistakes that were found by watching whole lives, each in the fewest steps that show it.
@Suite("mistakes that were made once") struct Regressions {
  @Test("C9: each check asks the next mint, so that one that is down doesn't make good access look bad")
  func egressAsksAll() {
    var policy = Policy.example
    let other = MintURL("https://other.example")
    policy.mints.append(other)
    var bench = Bench(policy: policy)
    bench.reachDelivery()
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    bench.answerEgress(.silent)
    bench.pass(.seconds(6))
    let targets = bench.asked.compactMap { if case .reach(let target, _, _) = $0.request { target } else { nil } }
    #expect(targets == [.mint(.example), .mint(other)])
  }

  @Test("D3, B7: nobody is asked who we are where nothing could be bought anyway")
  func noIdleClarification() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    bench.answerLook(.advertisement(.selling([.example(price: 9)])))
    #expect(bench.reasons == [.tooDear])
    #expect(!bench.asked.contains { if case .clarify = $0.request { true } else { false } })
  }

  @Test("D4: a look that rounds usage down doesn't put a due renewal off")
  func roundedDown() {
    var bench = Bench()
    bench.openSession()
    while bench.looks.isEmpty, bench.now < .start + .seconds(59) {
      bench.pass(.milliseconds(100))
      let used = UInt64(bench.now.nanoseconds / 1_000_000)
      while bench.answerMeter(.used(used, of: 60_000)) {}
      while bench.answerMeter(.reading(.odometer(used)), kind: .clock) {}
    }
    let used = UInt64(bench.now.nanoseconds / 1_000_000)
    #expect(used > 50_000)
    bench.answerLook(.advertisement(.example), .used(used - 900, of: 60_000))
    #expect(bench.deliveries.count == 1)
  }

  /// Renews a session of an hour by its gateway's word, and says how many steps were asked about.
  private func stepsOfRenewal(_ bench: inout Bench, total: UInt64 = 60_000) -> UInt64? {
    let before = bench.quotes.count
    let begun = bench.now
    bench.live(.seconds(70), Bench.running(total, since: begun))
    return bench.quotes.dropFirst(before).first?.first?.most
  }

  @Test("B6: a token that is granted on another attachment than it was made for proves its seller there")
  func provenWhereItWasGranted() {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(.lost)
    bench.send(.linksChanged(.one(attachment: 1)))
    for _ in 0..<60 where bench.deliveries.isEmpty {
      bench.pass(.seconds(1))
      while bench.answerLook() || bench.answerMeter(.noSession) || bench.answerClarification() {}
    }
    #expect(bench.deliveries.first?.seller.gateway == .example(1))
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    bench.answerEgress()
    #expect(stepsOfRenewal(&bench) == 15)
  }

  @Test("B6: an address that goes and comes back on one attachment doesn't make its seller a stranger")
  func knownThroughAnAddressChange() {
    var bench = Bench()
    bench.openSession()
    var gone = LinkTable.example
    (gone.addresses, gone.routes) = ([], [])
    bench.send(.linksChanged(gone))
    #expect(bench.station.gatewayViews().isEmpty)
    bench.send(.linksChanged(.example))
    bench.live(10) { $0.quotes.count > 1 }
    #expect(bench.quotes.last?.first?.most == 15)
  }

  @Test("B6: another key at its address makes a seller a stranger again")
  func strangerAfterAnotherKey() {
    var bench = Bench()
    bench.openSession()
    bench.pass(.seconds(60))
    bench.answerLook(.advertisement(.selling([.example(price: 9)], key: 2, id: 2)))
    bench.pass(.seconds(2))
    bench.answerLook()
    bench.answerClarification()
    #expect(bench.quotes.last?.first?.most == 1)
  }

  @Test("A8, D3: that nobody knows us over IPv6 doesn't end a session that was bought over IPv4")
  func silentTwin() {
    var bench = Bench()
    bench.send(.linksChanged(.dual()))
    bench.answerFirst { request -> Answer? in
      guard case .look(let gateway, _) = request, gateway.address.isV4 else { return nil }
      return .looked(GatewayReport(offer: .advertisement(.example), usage: .noSession))
    }
    bench.answerClarification()
    bench.answerDelivery(.granted(.example(total: 3_600_000, number: 1)))
    bench.answerEgress()
    var answered = 0
    for _ in 0..<400 {
      bench.pass(.seconds(1))
      while bench.answerMeters(.nothing(.unreadable)) {}
      for look in bench.looks {
        let knowsNobody = !look.gateway.address.isV4
        answered += knowsNobody ? 1 : 0
        let usage = knowsNobody ? UsageAnswer.noSession : .nothing(.unreadable)
        bench.answer(look.id, .looked(GatewayReport(offer: .advertisement(.example), usage: usage)))
      }
    }
    #expect(answered > 5)
    #expect(bench.session?.total == 3_600_000)
    #expect(bench.story == nil)
  }

  @Test("C7, D2: a look's reading that has none of ours beside it is no drift, and makes nothing too dear")
  func lookBesideNoReading() {
    let bytes = Advertisement.selling([.example(step: 1 << 20, metric: .bytes)])
    var policy = Policy.example
    policy.purchase.marginBytes = 4_600_000
    var bench = Bench(policy: policy)
    bench.reachDelivery(bytes)
    bench.answerDelivery(.granted(.example(total: 10 << 20, number: 1, metric: .bytes)))
    bench.answerEgress()
    func used(_ now: Instant) -> UInt64 { UInt64(now.nanoseconds / 1000) }
    for _ in 0..<52 {
      bench.pass(.milliseconds(100))
      while bench.answerMeter(.used(used(bench.now), of: 10 << 20)) {}
      while bench.answerMeter(.reading(.odometer(used(bench.now))), kind: .counter) {}
    }
    // The look comes almost a second after both were read, and almost a second's bytes have gone by.
    while bench.looks.isEmpty, bench.now < .start + .seconds(7) { bench.pass(.milliseconds(50)) }
    let looked = bench.answerLook(.advertisement(bytes), .used(used(bench.now), of: 10 << 20))
    #expect(looked && bench.now > .start + .milliseconds(5800) && bench.now < .start + .milliseconds(6200))
    #expect(!bench.notes.contains { if case .meterDrift = $0 { true } else { false } })
    #expect(bench.failedRenewals(.tooDear).isEmpty)
    #expect(bench.orders.count == 2)
  }

  @Test("D3: what was counted to its end is used up at the first answer that agrees")
  func countedToTheEnd() {
    var policy = Policy.example
    policy.purchase.ceilings[0].price = Price(sats: Sats(1), per: 60_000)
    var bench = Bench(policy: policy)
    bench.openSession()
    bench.send(.fundsChanged([]))
    bench.pass(.seconds(59))
    while bench.answerMeter(.used(59_000, of: 60_000)) {}
    while bench.answerMeter(.reading(.odometer(59_000)), kind: .clock) {}
    bench.pass(.seconds(1))
    while bench.answerMeter(.noSession) {}
    #expect(bench.station.ledger.stories.map { $0.end } == [.usedUp])
  }

  @Test("C2, D4: what a stranger uses up between two readings of the gateway isn't taken for the rate of one second")
  func strangersRate() {
    let bytes = Advertisement.selling([.example(step: 1 << 20, metric: .bytes)])
    var bench = Bench()
    bench.reachDelivery(bytes)
    bench.answerDelivery(.granted(.example(total: 1 << 30, number: 1, metric: .bytes)))
    bench.answerEgress()
    var shortest = Interval.days(1)
    for second: UInt64 in 1...150 {
      bench.pass(.seconds(1))
      let usage = UsageAnswer.used(second * 100_000, of: 1 << 30)
      while bench.answerMeter(usage) || bench.answerMeter(.reading(.odometer(0)), kind: .counter) {}
      while bench.answerLook(.advertisement(bytes), usage) {}
      if let ends = bench.session?.ends { shortest = min(shortest, ends - bench.now) }
    }
    #expect(shortest > .seconds(9000))
    #expect(shortest < .seconds(20_000))
  }

  @Test("C7, K2: nothing new is prepared for a seller before it is on disk that the old payment stands in nobody's way")
  func durableBeforeTheNext() {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(.refusal(.sessionError))
    bench.live(.seconds(59)) { _ in .noSession }
    bench.holdsRecords = true
    bench.live(.seconds(5)) { _ in .noSession }
    #expect(bench.payment?.service == .blind)
    #expect(bench.orders.count == 1)
    bench.holdsRecords = false
    bench.sync()
    bench.live(.seconds(1)) { _ in .noSession }
    #expect(bench.orders.count == 2)
  }

  @Test("E5: a wallet that can't be written is one failure, not two, and is tried again after one wait")
  func oneFailure() {
    var bench = Bench()
    bench.holdsWallet = true
    bench.reachDelivery()
    bench.answerQuotes { .quote(.honest($0)) }
    bench.answerFirst { if case .prepare = $0 { .prepareFailed(.notWritable) } else { nil } }
    #expect(bench.reasons == [.walletNotWritable])
    #expect(bench.said(.walletFailed(.notWritable)) == 1)
  }

  @Test("C7: a minute of the seller's own time that was counted before a restart isn't counted again after it")
  func minuteOfTwoLives() throws {
    var bench = Bench()
    bench.reachDelivery()
    bench.answerDelivery(.lost)
    while (bench.payment?.sellerMinutes ?? 9) < 2, bench.now < .start + .minutes(10) {
      bench.live(.seconds(1)) { _ in .noSession }
    }
    let payment = try #require(bench.payment)
    #expect(payment.sellerMinutes == 2)
    let prepared = PreparedPayment(
      id: payment.id, gross: payment.gross, fee: payment.fee, fingerprint: Fingerprint(1))
    var again = Bench(started: false)
    again.now = bench.now
    again.send(
      .started(
        StartUp(
          epoch: 8, journal: JournalReplay(entries: bench.journal),
          payments: [OpenPayment(order: payment.order, prepared: prepared)])))
    again.send(.linksChanged(.example))
    again.answerLook()
    #expect(again.payment?.sellerMinutes == payment.sellerMinutes)
  }
}
