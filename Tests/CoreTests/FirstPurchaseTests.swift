import Testing
import TollGateCore

@Suite("the first purchase") struct FirstPurchaseTests {
  @Test("A10: a new gateway is looked at in the very event that brings it")
  func looksAtOnce() {
    var bench = Bench()
    bench.send(.linksChanged(.example))
    #expect(bench.looks.map(\.gateway) == [.example()])
  }

  @Test("C4: the first byte waits for the intent's record and for the token")
  func waitsForBoth() throws {
    var bench = Bench()
    bench.holdsRecords = true
    bench.holdsWallet = true
    bench.reachDelivery()
    bench.answerFirst {
      guard case .quote(let requests) = $0, let first = requests.first else { return nil }
      return .quoted([.quote(Quote(steps: first.most, gross: Sats(1), fee: .zero, overpaid: .zero, needsMint: false))])
    }
    bench.sync()
    #expect(bench.deliveries.isEmpty)
    bench.answerFirst {
      guard case .prepare(let order) = $0 else { return nil }
      return .prepared(
        PreparedPayment(id: order.id, gross: order.limit, fee: .zero, fingerprint: Fingerprint(1)))
    }
    #expect(bench.deliveries.count == 1)
  }

  @Test("B6, C2: the first payment on an attachment buys the fewest steps")
  func startsSmall() throws {
    var bench = Bench()
    bench.reachDelivery()
    #expect(bench.payment?.order.steps == 1)
  }

  @Test("D1: a grant opens a session, and closes its payment")
  func grantOpens() {
    var bench = Bench()
    bench.openSession()
    #expect(bench.session?.total == 60_000)
    #expect(bench.station.ledger.payments.isEmpty)
    #expect(bench.forgotten.count == 1)
  }

  @Test("D4: the renewal buys the preferred increment before the allotment ends")
  func renews() throws {
    var bench = Bench()
    bench.openSession()
    var time: UInt64 = 0
    while bench.deliveries.isEmpty, time < 60 {
      bench.pass(.seconds(1))
      time += 1
      while bench.answerMeter(.used(time * 1000, of: 60_000)) {}
      while bench.answerMeter(.reading(.odometer(time * 1000)), kind: .clock) {}
      bench.answerLook(.advertisement(.example), .used(time * 1000, of: 60_000))
    }
    #expect((54...58).contains(time))
    #expect(bench.payment?.order.steps == 15)
  }
}
