import Testing
import TollGateCore

@Suite("renewals") struct RenewalTests {
  private func opened(_ total: UInt64, _ change: (inout Policy) -> Void = { _ in }) -> Bench {
    var policy = Policy.example
    change(&policy)
    var bench = Bench(policy: policy)
    bench.openSession(total: total)
    return bench
  }

  /// When the renewal was ordered, in seconds.
  private func renewed(_ bench: Bench) -> Double? {
    bench.asked.filter { if case .prepare = $0.request { true } else { false } }.dropFirst().first.map {
      Double($0.at.nanoseconds) / 1e9
    }
  }

  @Test(
    "D4: a renewal begins 2 s plus two polls before the end, until a purchase was measured",
    arguments: [60, 120, 600, 3000] as [Int64])
  func predicted(seconds: Int64) throws {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    bench.answerLook()
    bench.answerClarification()
    bench.pass(.seconds(2))
    bench.answerDelivery(.granted(.example(total: UInt64(seconds) * 1000, number: 1)))
    bench.answerEgress()
    bench.live(.seconds(seconds), Bench.running(UInt64(seconds) * 1000, since: .start + .seconds(2)))
    let at = try #require(renewed(bench))
    #expect(abs(at - Double(seconds + 2 - 4)) <= 1)
  }

  @Test("D4: a slow gateway is renewed earlier, by its own purchase time")
  func measured() throws {
    var bench = Bench()
    bench.reachDelivery()
    bench.pass(.seconds(20))
    bench.answerDelivery(.granted(.example(total: 600_000, number: 1)))
    bench.answerEgress()
    bench.live(.seconds(599), Bench.running(600_000, since: .start + .seconds(20)))
    let at = try #require(renewed(bench))
    #expect(abs(at - (620 - 22)) <= 1)
  }

  @Test(
    "D4: a configured margin makes it earlier, never later, and never while half or more is left",
    arguments: [(0, 596), (1_000, 596), (60_000, 540), (299_000, 301), (900_000, 300)] as [(UInt64, Double)])
  func margins(margin: UInt64, second: Double) throws {
    var bench = opened(600_000) { $0.purchase.marginMilliseconds = margin }
    bench.live(.seconds(599), Bench.running(600_000))
    let at = try #require(renewed(bench))
    #expect(at >= 300)
    #expect(abs(at - second) <= 2.5)
  }

  @Test("K13: over random sessions no purchase is made while half or more is left", arguments: 0..<25)
  func neverHalf(seed: Int) {
    var dice = Dice(seed: UInt64(seed))
    let total = 2_000 + dice.below(200_000)
    let margin = dice.below(total * 2)
    var bench = opened(total) { $0.purchase.marginMilliseconds = margin }
    bench.send(.fundsChanged([Funds(mint: .example, unit: .sat, available: Sats(4000))]))
    var used: UInt64 = 0
    var orders = bench.orders.count
    for _ in 0..<120 where bench.session != nil {
      used += dice.below(total / 40 + 2)
      if dice.below(10) == 0 { bench.send(.commanded(.probeNow)) }
      let seen = used
      bench.live(.milliseconds(Int64(100 + dice.below(2_000)))) { _ in
        dice.below(8) == 0 ? .nothing(.unreadable) : .used(seen, of: total)
      }
      if bench.orders.count > orders {
        #expect(total - min(used, total) <= total / 2)
        orders = bench.orders.count
        bench.answerDelivery(.notSent(.refused))
      }
    }
  }

  @Test(
    "D4: usage is read every second near the renewal, every 30 s far from it, in proportion between",
    arguments: [(20, 1, 1), (34, 1, 2), (700, 30, 30), (2000, 30, 30), (319, 14, 17), (180, 7, 9)]
      as [(Int64, Int64, Int64)])
  func cadence(untilRenewal: Int64, least: Int64, most: Int64) throws {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    let total = UInt64(untilRenewal + 4) * 1000 * 4
    let used = total - UInt64(untilRenewal + 4) * 1000
    bench.answerLook(.advertisement(.example), .used(used, of: total))
    let read = try #require(waitForReading(&bench))
    #expect(read >= .seconds(least) && read <= .seconds(most))
  }

  private func waitForReading(_ bench: inout Bench) -> Interval? {
    let begin = bench.now
    for _ in 0..<400 where bench.metersAsked().isEmpty { bench.pass(.milliseconds(100)) }
    return bench.metersAsked().first.map { $0 - begin }
  }

  @Test(
    "K15: a session's whole life keeps within 90 usage and 6 root requests a minute",
    arguments: [30_000, 60_000, 900_000] as [UInt64])
  func rates(total: UInt64) {
    var bench = opened(total)
    bench.live(.milliseconds(Int64(total) + 60_000), Bench.running(total))
    let usage = bench.metersAsked() + bench.looksAsked
    for at in usage { #expect(usage.count { $0 >= at && $0 - at < .minutes(1) } <= 90) }
    let roots = bench.looksAsked + bench.asked.compactMap { if case .deliver = $0.request { $0.at } else { nil } }
    for at in roots { #expect(roots.count { $0 >= at && $0 - at < .minutes(1) } <= 6) }
  }

  @Test("D5: a failed renewal is reported with its reason and the time left, and tried again until the end")
  func failing() throws {
    var bench = opened(60_000)
    bench.send(.fundsChanged([]))
    bench.live(.milliseconds(59_500), Bench.running(60_000))
    let left = bench.failedRenewals(.noFunds(available: .zero))
    #expect(left.count >= 2)
    #expect(left.allSatisfy { $0 > .zero && $0 <= .seconds(5) })
    #expect(left == left.sorted(by: >))
    #expect(bench.session != nil)
    bench.live(.seconds(3), Bench.running(60_000))
    #expect(bench.session == nil)
    #expect(bench.story?.end == .usedUp)
    #expect(bench.reason() == .noFunds(available: .zero))
  }

  @Test("D5: money that comes before the end renews at once")
  func recovers() {
    var bench = opened(600_000) { $0.purchase.marginMilliseconds = 200_000 }
    bench.send(.fundsChanged([]))
    bench.live(.seconds(500), Bench.running(600_000))
    #expect(bench.orders.count == 1)
    bench.send(.fundsChanged([.example]))
    bench.live(.seconds(1), Bench.running(600_000))
    #expect(bench.orders.count == 2)
  }

  @Test("D5: a renewal that the seller refuses for now is a failed renewal too")
  func refusedForNow() {
    var bench = opened(60_000)
    bench.live(.seconds(58), Bench.running(60_000))
    let refusal = Notice(code: .macAddressLookupFailed, proof: .signed(.example(1)))
    bench.answerDelivery(.notice(refusal))
    #expect(bench.failedRenewals(.refused(.macAddressLookupFailed)).count == 1)
  }

  @Test("D5: after the end the gateway is a candidate again, and is bought from once it may be")
  func candidateAgain() {
    var bench = opened(60_000)
    bench.send(.fundsChanged([]))
    bench.live(.seconds(62), Bench.running(60_000))
    #expect(bench.session == nil)
    bench.send(.fundsChanged([.example]))
    bench.live(.minutes(1)) { _ in .noSession }
    #expect(bench.orders.count == 2)
  }

  @Test("E2, D4: a renewal whose usage can't be read is tried again after a wait, then bought")
  func unreadRenewal() {
    var bench = opened(600_000) { $0.purchase.marginMilliseconds = 60_000 }
    bench.live(.seconds(535), Bench.running(600_000))
    let looks = bench.looksAsked.count
    bench.live(.seconds(8)) { _ in .nothing(.unreadable) }
    #expect(bench.looksAsked.count - looks <= 2)
    bench.live(.seconds(20)) { _ in .nothing(.unreadable) }
    #expect(bench.orders.count == 2)
  }

  @Test("D1: what stays of a session tells key, offer, payments, sats, used, total and end")
  func story() {
    var bench = opened(60_000)
    bench.send(.fundsChanged([]))
    bench.live(.seconds(61), Bench.running(60_000))
    let ended = bench.story?.ended ?? .start
    #expect(
      bench.story
        == SessionStory(
          seller: .example(), offer: .example(), begun: .start, ended: ended, end: .usedUp, payments: 1, spent: Sats(1),
          used: 60_000, total: 60_000))
    #expect(bench.said(bench.story.map { .sessionEnded($0) } ?? .egressOff) == 1)
    #expect(Ledger(replaying: bench.journal).stories == bench.station.ledger.stories)
  }

  @Test("C1: reasons of purchases are initial and renewal")
  func purchaseReasons() {
    var bench = opened(60_000)
    bench.live(.seconds(58), Bench.running(60_000))
    let reasons: [PurchaseReason] = bench.notes.compactMap {
      if case .purchaseBegun(_, let why, _, _, _) = $0 { why } else { nil }
    }
    #expect(reasons == [.initial, .renewal])
  }
}
