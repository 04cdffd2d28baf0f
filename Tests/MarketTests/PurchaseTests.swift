import Synchronization
import Testing
import TollGateCore
import TollGateHTTP
import TollGateHTTPProber
import TollGateSandbox
import TollGateWire

@Suite("A whole purchase", .timeLimit(.minutes(2)))
struct PurchaseTests {
  /// Time that a test makes.
  private final class Calendar: Sendable {
    private let time = Mutex(CalendarMoment(seconds: 1_800_000_000))
    var now: CalendarMoment { time.withLock { $0 } }

    func wait(seconds: Int64) { time.withLock { $0 = CalendarMoment(seconds: $0.seconds + seconds) } }
  }

  private static let device = MACAddress(0x0200_0000_0001)
  private let calendar = Calendar()

  /// A minute or a megabyte of it is used.
  private func use(_ metric: Metric, of market: Market) {
    if metric == .bytes { market.server.carry(1_000_000, by: Self.device) } else { calendar.wait(seconds: 60) }
  }

  private func settings(_ profile: SandboxProfile, _ metric: Metric) -> SandboxSettings {
    var terms = SandboxTerms(profile: profile)
    if metric == .bytes { (terms.metric, terms.stepSize) = ("bytes", 1_000_000) }
    return SandboxSettings(
      terms, registrationPort: 0, naming: .fixed(Self.device), clock: { [calendar] in calendar.now })
  }

  @Test(
    "B1, B2, C4, D3: a look, a payment, a grant, usage, a renewal, the end, and the next session; each version and metric",
    arguments: SandboxProfile.allCases, [Metric.milliseconds, .bytes])
  func whole(_ profile: SandboxProfile, _ metric: Metric) async throws {
    let step: UInt64 = metric == .bytes ? 1_000_000 : 60_000
    try await Market.during(settings(profile, metric), try HTTPClient()) { market in
      let look = await market.prober.probe(market.gateway, within: .seconds(60))
      guard case .advertisement(let found) = look.offer, let offer = found.offers.first else {
        Issue.record("no offer: \(look)")
        return
      }
      #expect(found.key == market.key && found.metric == metric && offer.stepSize == step && offer.price == Sats(1))
      #expect(look.usage == .reading(.noSession))
      let first = try #require(await market.grant("sandbox3-first"))
      #expect(first.key == market.key && first.metric == metric && first.allotment == 3 * step)
      #expect(await market.usage() == .reading(.usage(used: 0, total: 3 * step)))
      use(metric, of: market)
      #expect(await market.usage() == .reading(.usage(used: step, total: 3 * step)))
      // A renewal adds to the allotment, while the count begins anew.
      let second = try #require(await market.grant("sandbox2-second"))
      #expect(second.allotment == 5 * step && second.id != first.id)
      #expect(await market.usage() == .reading(.usage(used: 0, total: 5 * step)))
      for _ in 0..<4 { use(metric, of: market) }
      #expect(await market.usage() == .reading(.usage(used: 4 * step, total: 5 * step)))
      #expect(await access(to: market) == .active)
      use(metric, of: market)
      #expect(await market.usage() == .reading(.noSession))
      #expect(await access(to: market) == .none)
      // The oldest version adds to what was used up.
      let next = try #require(await market.grant("sandbox1-third"))
      let total = (profile == .cd7a937 ? 6 : 1) * step
      #expect(next.allotment == total)
      #expect(await market.usage() == .reading(.usage(used: 0, total: total)))
      #expect(market.server.books.sum.sats == 6 && market.server.books.sum.granted == 6 * step)
    }
  }

  private func access(to market: Market) async -> ClientReport.Access {
    await market.prober.clarify(market.gateway, within: .seconds(60)).access
  }

  @Test(
    "C6: a token that is sent again after a grant that was lost is answered by its version's own word, and not paid twice"
  )
  func again() async throws {
    for (profile, code) in [(SandboxProfile.cd7a937, NoticeCode.processingFailed), (.rc1, .tokenSpent)] {
      try await Market.during(settings(profile, .milliseconds), try HTTPClient()) { market in
        market.server.misbehave(Misbehaviour(.cut(after: 0, byReset: true), at: .purchase, times: 1))
        #expect(await market.pay("sandbox3-a") == .lost)
        #expect(await market.usage() == .reading(.usage(used: 0, total: 180_000)))
        let notice = Notice(code: code, proof: .signed(market.key), saysSpent: true)
        #expect(await market.pay("sandbox3-a") == .notice(notice))
        #expect(market.server.books.sum.sats == 3)
      }
    }
  }

  @Test("B5, B9: a gateway behind a portal refuses the token until the prober has knocked at its door, once")
  func registration() async throws {
    var settings = settings(.rc1, .milliseconds)
    settings.terms.needsRegistration = true
    try await Market.during(settings, try HTTPClient()) { market in
      let refused = Notice(code: .clientNotRegistered, proof: .signed(market.key))
      #expect(await market.pay("sandbox3-a") == .notice(refused))
      await market.prober.register(market.gateway, within: .seconds(60))
      #expect(await market.grant("sandbox3-a")?.allotment == 180_000)
    }
  }

  @Test("B4: who asks too often is told to wait, by look and by delivery, and loses no token")
  func rateLimit() async throws {
    var settings = settings(.rc1, .milliseconds)
    settings.terms.requestsPerMinute = 2
    try await Market.during(settings, isUnlimited: false, try HTTPClient()) { market in
      for _ in 0..<2 { _ = await market.prober.probe(market.gateway, within: .seconds(60)) }
      let look = await market.prober.probe(market.gateway, within: .seconds(60))
      #expect(look.offer == .busy(retryAfter: .seconds(6)) && look.usage == .reading(.noSession))
      let notice = Notice(code: .tooManyRequests, proof: .plainShape, retryAfter: .seconds(6))
      #expect(await market.pay("sandbox3-a") == .notice(notice))
      calendar.wait(seconds: 60)
      #expect(await market.grant("sandbox3-a")?.allotment == 180_000)
    }
  }
}
