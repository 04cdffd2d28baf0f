import Testing
import TollGateCore

@testable import tollgate

@Suite("What the machine would do about what a probe has found")
struct ProbeVerdictTests {
  static let known = ClientReport(identity: .resolved, access: .none)

  static func advertisement(_ metric: Metric = .milliseconds) -> Advertisement {
    Advertisement(
      id: EventID(Bytes32(1, 2, 3, 4)), key: PublicKey(Bytes32(5, 6, 7, 8)), metric: metric,
      offers: [
        Offer(metric: metric, stepSize: 60_000, price: Sats(1), unit: .sat, mint: MintURL("https://mint.example"))
      ])
  }

  static func findings(
    _ offer: OfferAnswer = .advertisement(advertisement()), _ usage: UsageAnswer = .reading(.noSession),
    _ client: ClientReport? = known, at address: IPAddress = .v4(0x0A15_0001)
  ) -> ProbeFindings {
    let gateway = GatewayID(link: LinkName("br-lan"), address: address, attachment: Attachment(1))
    return ProbeFindings(
      gateway: gateway, port: 2121, report: GatewayReport(offer: offer, usage: usage), client: client)
  }

  @Test("B7: without a ceiling nothing is bought, and with one and money a good offer is, over IPv4 and IPv6")
  func good() {
    for address in [IPAddress.v4(0x0A15_0001), .v6(0xFE80 << 48, 1)] {
      let findings = Self.findings(at: address)
      #expect(findings.byDefault.buys == false && findings.byDefault.reason == .noCeiling)
      #expect(findings.withMeans.buys)
    }
  }

  static let obstacles: [(ProbeFindings, Reason)] = [
    (findings(.unreachable(.timedOut), .nothing(.unreadable), nil), .unreachable(.timedOut)),
    (findings(.invalid(.wrongSignature), .nothing(.unreadable), nil), .invalidAdvertisement(.wrongSignature)),
    (findings(.invalid(.notJSON), .nothing(.unreadable), nil), .notATollGate(status: 200)),
    (findings(.notSelling(.noReachableMints), .reading(.noSession), nil), .notSelling(.noReachableMints)),
    (findings(.advertisement(advertisement(.other("requests")))), .unsupportedMetric),
    (findings(.advertisement(advertisement()), .reading(.usage(used: 1, total: 60_000))), .open),
  ]

  @Test("B4: each obstacle that money can't move is told, by default and with means alike", arguments: obstacles)
  func obstacle(_ findings: ProbeFindings, _ reason: Reason) {
    #expect(findings.byDefault == ProbeVerdict(buys: false, reason: reason))
    #expect(findings.withMeans == ProbeVerdict(buys: false, reason: reason))
  }

  @Test("H1: where access is open and paid for, a person reads that there is nothing to buy, and no obstacle")
  func open() {
    let text = ProbeLines(terminal: Terminal()).text(
      Self.findings(.advertisement(Self.advertisement()), .reading(.usage(used: 1000, total: 60_000))))
    #expect(text.hasSuffix("\n\nAccess is open and paid for: there is nothing to buy now.\n"))
  }

  @Test("D3: a gateway that can't tell who we are, or says that access is open, is not paid even with means")
  func client() {
    let unresolved = Self.findings(
      Self.findings().report.offer, .reading(.noSession), .init(identity: .unresolved, access: .none))
    #expect(unresolved.withMeans == ProbeVerdict(buys: false, reason: .unresolvedClient))
    let open = Self.findings(
      Self.findings().report.offer, .reading(.noSession), .init(identity: .resolved, access: .active))
    #expect(open.withMeans == ProbeVerdict(buys: false, reason: .accessAlreadyOpen))
  }

  @Test("E2: a gateway that never tells its usage is bought from after as many looks as that takes")
  func unmetered() {
    let findings = Self.findings(Self.findings().report.offer, .nothing(.unreadable))
    #expect(findings.withMeans.buys && findings.byDefault.reason == .noCeiling)
  }
}

@Suite("Prices for a person")
struct ServicePriceTests {
  private func price(_ sats: UInt64, per step: UInt64, _ metric: Metric) -> ServicePrice? {
    ServicePrice(
      Offer(metric: metric, stepSize: step, price: Sats(sats), unit: .sat, mint: MintURL("https://mint.example")))
  }

  @Test(
    "B7: a price per minute or megabyte is exact, or rounded up to a thousandth and said to be so",
    arguments: [
      (1, 60_000, .milliseconds, "1", true), (3, 120_000, .milliseconds, "1.5", true),
      (1, 22_020_096, .bytes, "0.046", false), (21, 1_000_000, .bytes, "21", true), (1, .max, .bytes, "0.001", false),
      (1, 7, .milliseconds, "8571.429", false), (1, 24_000_000, .milliseconds, "0.003", false),
    ] as [(UInt64, UInt64, Metric, String, Bool)])
  func rates(_ sats: UInt64, _ step: UInt64, _ metric: Metric, _ number: String, _ isExact: Bool) {
    let price = price(sats, per: step, metric)
    #expect(price?.number == number && price?.isExact == isExact)
  }

  @Test("a price beyond counting, and one of what nobody measures, has no number")
  func none() {
    #expect(price(.max, per: 1, .bytes) == nil && price(1, per: 0, .bytes) == nil)
    // The first is beyond it already, the second only once it is rounded up.
    #expect(price(.max, per: 999_999_999, .bytes) == nil)
    #expect(price(18_446_744_055_262_807_542, per: 999_999_999, .bytes) == nil)
    #expect(price(1, per: 1, .other("x")) == nil)
  }
}
