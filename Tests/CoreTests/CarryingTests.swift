import Testing
import TollGateCore

@Suite("which gateways are paid") struct CarryingTests {
  static let first = GatewayID.example(link: LinkName("w10"))
  static let second = GatewayID.example(link: LinkName("w11"))

  private func bench(_ paid: PaidGateways = .carrying, _ table: LinkTable = .many(2)) -> Bench {
    var policy = Policy.example
    policy.paid = paid
    var bench = Bench(policy: policy)
    bench.send(.linksChanged(table))
    return bench
  }

  private func sell(_ bench: inout Bench) {
    for _ in 0..<4 {
      bench.answerLook()
      bench.answerClarification()
    }
  }

  /// The second link preferred by the kernel.
  static var swapped: LinkTable {
    var table = LinkTable.many(2)
    table.routes[0].metric = 5
    return table
  }

  @Test("B8: the gateway that the kernel prefers is paid, the other stands by")
  func standby() {
    var bench = bench()
    sell(&bench)
    #expect(bench.orders.map(\.seller.gateway) == [CarryingTests.first])
    #expect(bench.reason(CarryingTests.second) == .standby)
  }

  @Test("B8: with `all` each is paid")
  func all() {
    var bench = bench(.all)
    sell(&bench)
    #expect(Set(bench.orders.map(\.seller.gateway)) == [CarryingTests.first, CarryingTests.second])
  }

  @Test("B8: the standby is paid at once when the kernel comes to prefer it")
  func takeover() {
    var bench = bench()
    sell(&bench)
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    bench.pass(.seconds(2))
    bench.send(.linksChanged(CarryingTests.swapped))
    #expect(bench.looks.map(\.gateway).contains(CarryingTests.second))
    sell(&bench)
    #expect(bench.orders.map(\.seller.gateway).last == CarryingTests.second)
    #expect(bench.session?.gateway == CarryingTests.first)
  }

  @Test("B8: a session that came to stand by runs out, and is not renewed")
  func runsOut() {
    var bench = bench()
    sell(&bench)
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    bench.answerEgress()
    bench.send(.linksChanged(CarryingTests.swapped))
    bench.live(.seconds(62), Bench.running(60_000))
    #expect(bench.orders.filter { $0.seller.gateway == CarryingTests.first }.count == 1)
    let stories = bench.station.ledger.stories.filter { $0.seller.link == CarryingTests.first.link }
    #expect(stories.map(\.end) == [.usedUp])
  }

  @Test("B8: what has not left for a gateway that lost the preference does not leave")
  func abandons() {
    var bench = bench()
    bench.holdsRecords = true
    sell(&bench)
    bench.send(.linksChanged(CarryingTests.swapped))
    bench.sync()
    bench.sync()
    #expect(
      !bench.asked.contains {
        if case .deliver(_, let to, _) = $0.request { to.gateway == CarryingTests.first } else { false }
      })
  }

  @Test("B8: silence of the preferred gateway is reported, not paid around")
  func silence() {
    var bench = bench()
    for _ in 0..<30 {
      bench.answerFirst {
        guard case .look(let gateway, _) = $0 else { return nil }
        let offer: OfferAnswer = gateway == CarryingTests.first ? .unreachable(.timedOut) : .advertisement(.example)
        return .looked(GatewayReport(offer: offer, usage: .noSession))
      }
      bench.answerClarification()
      bench.pass(.seconds(2))
    }
    #expect(bench.quotes.isEmpty)
    #expect(bench.reason(CarryingTests.first) == .unreachable(.timedOut))
    #expect(bench.reason(CarryingTests.second) == .standby)
  }

  @Test(
    "B8: where the preferred uplink is no TollGate nothing is bought",
    arguments: [OfferAnswer.notATollGate(status: 404), .unreachable(.refused)])
  func noTollGate(answer: OfferAnswer) {
    var bench = bench()
    bench.answerFirst {
      if case .look(CarryingTests.first, _) = $0 {
        .looked(GatewayReport(offer: answer, usage: .nothing(.unreadable)))
      } else {
        nil
      }
    }
    sell(&bench)
    #expect(bench.quotes.isEmpty)
  }

  @Test("B8: an uplink that the owner told us to ignore still carries: nothing is bought beside it")
  func ignored() {
    var policy = Policy.example
    policy.links.ignore.append("w10")
    var bench = Bench(policy: policy)
    bench.send(.linksChanged(.many(2)))
    sell(&bench)
    #expect(bench.quotes.isEmpty)
    #expect(bench.reason(CarryingTests.second) == .standby)
  }

  @Test("B8: each family has its own preferred gateway; the IPv6 one of another seller is paid too")
  func families() {
    var bench = Bench()
    bench.send(.linksChanged(.dual()))
    bench.answerLook()
    bench.answerLook(.advertisement(.selling([.example()], key: 2, id: 2)))
    bench.answerClarification()
    bench.answerClarification()
    #expect(
      Set(bench.orders.map(\.seller)) == [
        Seller(gateway: .example(), key: .example(1)), Seller(gateway: .example6(), key: .example(2)),
      ])
  }
}
