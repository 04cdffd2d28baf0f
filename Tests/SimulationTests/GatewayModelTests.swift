import Testing
import TollGateCore

@testable import TollGateSimulation

@Suite("Gateways behave like the real ones")
struct GatewayModelTests {
  private func model(_ setup: GatewaySetup) -> GatewayModel { GatewayModel(setup, number: 0) }
  private var mints: [MintModel] { [MintModel(MintSetup(Scenery.mint))] }

  private func usage(_ gateway: inout GatewayModel, at seconds: Int64) -> UsageAnswer? {
    gateway.usage(Scenery.mac, Scenery.at(seconds))
  }

  @Test("an active renewal adds to the allotment and sets usage back to 0", arguments: GatewayProfile.allCases)
  func activeRenewal(profile: GatewayProfile) {
    var gateway = model(Scenery.gateway(profile))
    #expect(gateway.credit(Scenery.mac, Scenery.link, 60_000, Scenery.at(0)) == 60_000)
    #expect(usage(&gateway, at: 40) == .reading(.usage(used: 40_000, total: 60_000)))
    #expect(gateway.credit(Scenery.mac, Scenery.link, 60_000, Scenery.at(40)) == 120_000)
    #expect(usage(&gateway, at: 40) == .reading(.usage(used: 0, total: 120_000)))
    #expect(usage(&gateway, at: 160) == .reading(.noSession))
  }

  @Test("a renewal after expiry replaces the allotment on rc1, and adds to it before")
  func expiredRenewal() {
    for profile in GatewayProfile.allCases {
      var gateway = model(Scenery.gateway(profile))
      _ = gateway.credit(Scenery.mac, Scenery.link, 60_000, Scenery.at(0))
      let total = gateway.credit(Scenery.mac, Scenery.link, 60_000, Scenery.at(90))
      #expect(total == (profile == .rc1 ? 60_000 : 120_000))
    }
  }

  @Test("milliseconds are shown in whole seconds")
  func wholeSeconds() {
    var gateway = model(Scenery.gateway())
    _ = gateway.credit(Scenery.mac, Scenery.link, 60_000, Scenery.at(0))
    let shown = gateway.usage(Scenery.mac, .start + .milliseconds(1999))
    #expect(shown == .reading(.usage(used: 1000, total: 60_000)))
  }

  @Test("bytes go on for up to 2 s after the allotment is used: used above total")
  func overrun() {
    var gateway = model(Scenery.gateway(metric: .bytes, step: 1_000_000))
    _ = gateway.credit(Scenery.mac, Scenery.link, 1_000_000, Scenery.at(0))
    _ = gateway.setRate(0, own: 200_000, stranger: 0, Scenery.at(0))
    let late = gateway.usage(Scenery.mac, .start + .milliseconds(5900))
    guard case .reading(.usage(let used, total: 1_000_000)) = late else {
      Issue.record("no usage: \(String(describing: late))")
      return
    }
    #expect(used > 1_000_000)
    #expect(used % 1024 == 0)
    #expect(usage(&gateway, at: 6) == .reading(.noSession))
  }

  @Test("bytes before the baseline is set say no session, although access is active")
  func baseline() {
    var setup = Scenery.gateway(metric: .bytes, step: 1_000_000)
    setup.authDelay = .seconds(8)
    var gateway = model(setup)
    _ = gateway.credit(Scenery.mac, Scenery.link, 1_000_000, Scenery.at(0))
    #expect(usage(&gateway, at: 7) == .reading(.noSession))
    #expect(gateway.clarify(Scenery.mac, Scenery.at(7))?.access == .active)
    #expect(usage(&gateway, at: 8) == .reading(.usage(used: 0, total: 1_000_000)))
  }

  @Test(
    "D3, K15: where a portal answers for the balance, the session's state is asked, and that is a request to the root")
  func clarifyingAtAPortal() {
    var gateway = model(Scenery.gateway())
    #expect(gateway.clarify(Scenery.mac, Scenery.at(1))?.askedRoot == false)
    gateway.apply(.portal(.seconds(10)), Scenery.at(2))
    #expect(gateway.clarify(Scenery.mac, Scenery.at(3))?.askedRoot == true)
  }

  @Test("a restart forgets every session")
  func amnesia() {
    var gateway = model(Scenery.gateway())
    _ = gateway.credit(Scenery.mac, Scenery.link, 60_000, Scenery.at(0))
    gateway.apply(.restart(.seconds(10)), Scenery.at(5))
    #expect(usage(&gateway, at: 6) == .nothing(.unreachable(.refused)))
    #expect(usage(&gateway, at: 16) == .reading(.noSession))
  }

  @Test("the root lets ten requests a minute through, and one more every 6 s")
  func bucket() {
    var gateway = model(Scenery.gateway())
    let mints = mints
    func ask(_ at: Instant) -> OfferAnswer? { gateway.root(Scenery.mac, at, mints: mints, disguise: nil) }
    for _ in 0..<10 {
      guard case .advertisement = ask(Scenery.at(100)) else {
        Issue.record("refused within the burst")
        return
      }
    }
    #expect(ask(Scenery.at(100)) == .busy(retryAfter: .seconds(6)))
    guard case .advertisement = ask(Scenery.at(106)) else {
      Issue.record("still refused after 6 s")
      return
    }
    #expect(ask(Scenery.at(106)) == .busy(retryAfter: .seconds(6)))
  }

  @Test("B1: the root's bucket is one address's, and another address has its own")
  func ownBuckets() {
    var gateway = model(Scenery.gateway())
    let mints = mints
    for _ in 0..<10 { _ = gateway.root(Scenery.mac, Scenery.at(100), mints: mints, disguise: nil) }
    let busy = OfferAnswer.busy(retryAfter: .seconds(6))
    #expect(gateway.root(Scenery.mac, Scenery.at(100), mints: mints, disguise: nil) == busy)
    #expect(gateway.root(Scenery.mac, Scenery.at(100), mints: mints, disguise: nil, over: .v6) != busy)
    #expect(gateway.root(MACAddress(9), Scenery.at(100), mints: mints, disguise: nil) != busy)
  }

  @Test("the advertisement's id moves exactly when its terms or its key do")
  func advertisementIdentity() {
    var gateway = model(Scenery.gateway())
    let first = gateway.advertisement(Scenery.at(0), mints: mints)
    #expect(gateway.advertisement(Scenery.at(50), mints: mints) == first)
    gateway.apply(.price(percent: 200), Scenery.at(60))
    let dearer = gateway.advertisement(Scenery.at(60), mints: mints)
    #expect(dearer.id != first.id)
    #expect(dearer.offers.first?.price == Sats(4))
    gateway.apply(.newKey, Scenery.at(70))
    #expect(gateway.advertisement(Scenery.at(70), mints: mints).key != first.key)
  }

  @Test("newer versions show only mints that answer, and say so when none does")
  func reachableMints() {
    var down = mints
    down[0].downUntil = Scenery.at(1000)
    var old = model(Scenery.gateway(.cd7a937))
    var new = model(Scenery.gateway(.rc1))
    #expect(new.root(Scenery.mac, Scenery.at(1), mints: down, disguise: nil) == .notSelling(.noReachableMints))
    guard case .advertisement(let shown) = old.root(Scenery.mac, Scenery.at(1), mints: down, disguise: nil) else {
      Issue.record("the old version hides nothing")
      return
    }
    #expect(shown.offers.count == 1)
  }
}
