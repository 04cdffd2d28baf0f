import Testing
import TollGateCore
import TollGateWire

@Suite struct OfferTests {
  static let metric = ["metric", "bytes"]
  static let step = ["step_size", "1000"]

  static func advertisement(_ tags: [[String]]) throws -> Advertisement {
    guard case .advertisement(let found) = Golden.offer(tags) else {
      Issue.record("\(Golden.offer(tags))")
      throw AdvertisementFlaw.notAnEvent
    }
    return found
  }

  @Test("B2: the golden advertisement is two offers under its key")
  func golden() {
    let offers = ["https://mint.coinos.io", "https://mint.minibits.cash/Bitcoin"].map {
      Offer(
        metric: .bytes, stepSize: 22_020_096, price: Sats(1), unit: .sat, mint: MintURL($0), minimumSteps: 0)
    }
    let id = EventID(
      Bytes32(0xF490_05FC_9AAB_78FA, 0x3165_684C_4292_8E93, 0x0839_2A34_9641_6A07, 0xDC06_B2D2_D0D8_2244))
    let wanted = Advertisement(id: id, key: Golden.publicKey, metric: .bytes, offers: offers)
    #expect(GatewayAnswer(200, Golden.advertisement).offer == .advertisement(wanted))
  }

  @Test("B2: tags that are unknown, empty or alone are ignored; of a repeated one the last counts")
  func tags() throws {
    let found = try Self.advertisement([
      [], ["metric"], ["step_size"], ["price_per_step"], ["x"], ["x", "y", "z"], ["metric", "milliseconds"],
      ["step_size", "5"], Self.metric, Self.step, Golden.price, ["step_purchase_limits", "1", "9"],
    ])
    #expect(found.metric == .bytes && found.offers.map(\.stepSize) == [1000] && found.skippedOffers == 0)
  }

  @Test(
    "B2: wrong tags of a good event have their own reasons",
    arguments: [
      ([step, Golden.price], .badMetric), ([["metric", ""], step, Golden.price], .badMetric),
      ([["metric", String(repeating: "m", count: 65)], step, Golden.price], .badMetric),
      ([metric, Golden.price], .badStepSize), ([metric, ["step_size", "0"], Golden.price], .badStepSize),
      ([metric, ["step_size", "+1"], Golden.price], .badStepSize),
      ([metric, ["step_size", "x"], step, Golden.price], .badStepSize),
      ([metric, ["step_size", "18446744073709551616"], Golden.price], .badStepSize),
      ([metric, step], .noUsablePrice),
      ([metric, step, ["price_per_step", "cashu", "0", "sat", "https://m", "1"]], .noUsablePrice),
    ] as [([[String]], AdvertisementFlaw)])
  func flaws(_ tags: [[String]], _ flaw: AdvertisementFlaw) { #expect(Golden.offer(tags) == .invalid(flaw)) }

  @Test("B2: a metric that this program can't watch is an offer all the same")
  func otherMetric() throws {
    #expect(try Self.advertisement([["metric", "requests"], Self.step, Golden.price]).metric == .other("requests"))
  }

  static let skipped: [[String]] = [
    ["price_per_step", "cashu"], ["price_per_step", "cashu", "1", "sat"],
    ["price_per_step", "lightning", "1", "sat", "https://m.x", "1"],
    ["price_per_step", "cashu", "0", "sat", "https://m.x", "1"],
    ["price_per_step", "cashu", "-1", "sat", "https://m.x", "1"],
    ["price_per_step", "cashu", "1.5", "sat", "https://m.x", "1"],
    ["price_per_step", "cashu", "18446744073709551616", "sat", "https://m.x", "1"],
    ["price_per_step", "cashu", "18446744073709551615", "sat", "https://m.x", "2"],
    ["price_per_step", "cashu", "1", "sat", "https://m.x", "18446744073709551615"],
    ["price_per_step", "cashu", "1", "", "https://m.x", "1"],
    ["price_per_step", "cashu", "1", String(repeating: "u", count: 65), "https://m.x", "1"],
    ["price_per_step", "cashu", "1", "sat", "", "1"], ["price_per_step", "cashu", "1", "sat", "m.x", "1"],
    ["price_per_step", "cashu", "1", "sat", "ftp://m.x", "1"],
    ["price_per_step", "cashu", "1", "sat", "https://", "1"],
    ["price_per_step", "cashu", "1", "sat", "https:///path", "1"],
    ["price_per_step", "cashu", "1", "sat", "http://user@:80/", "1"],
    ["price_per_step", "cashu", "1", "sat", "https://:8080/x", "1"],
    ["price_per_step", "cashu", "1", "sat", "https://m.x/ ", "1"],
    ["price_per_step", "cashu", "1", "sat", "https://m\u{E9}.x", "1"],
    ["price_per_step", "cashu", "1", "sat", "https://" + String(repeating: "m", count: 505), "1"],
  ]

  @Test("B2: a malformed price is skipped and counted, and those beside it stand", arguments: skipped)
  func skips(_ tag: [String]) throws {
    let found = try Self.advertisement([Self.metric, Self.step, tag, Golden.price, tag])
    #expect(found.offers.map(\.mint.text) == ["https://mint.example"] && found.skippedOffers == 2)
  }

  @Test("B2: a hostile number of prices fills neither memory nor the count")
  func many() throws {
    let tags = (0..<400).map { ["price_per_step", "cashu", "1", "sat", "https://m.x/\($0)", "1"] }
    let found = try Self.advertisement([Self.metric, Self.step] + tags)
    #expect(found.offers.count == 64 && found.skippedOffers == 255)
    #expect(found.offers.last?.mint.text == "https://m.x/63")
  }

  @Test("B7: minimum steps that are missing or no number are 1; `sats` means `sat`; mints are canonical")
  func spellings() throws {
    let found = try Self.advertisement([
      Self.metric, Self.step, ["price_per_step", "cashu", "7", "sats", "HTTPS://u:p@Mint.Example:443/a/?q#f"],
      ["price_per_step", "cashu", "8", "usd", "http://m.x:80", "many"],
      ["price_per_step", "cashu", "9", "sat", "http://[fe80::1]:3338/", "4", "more"],
    ])
    #expect(found.offers.map(\.minimumSteps) == [1, 1, 4])
    #expect(found.offers.map(\.unit) == [.sat, CurrencyUnit("usd"), .sat])
    #expect(found.offers.map(\.mint.text) == ["https://mint.example/a", "http://m.x", "http://[fe80::1]:3338"])
  }

  @Test("B3: a signed notice is a TollGate that isn't selling, whatever its status; a forged one is nothing")
  func notice() {
    let text = String(
      decoding: Golden.event(NostrEvent.Kind.notice, [["level", "warning"], ["code", "no-reachable-mints"]]),
      as: UTF8.self)
    #expect(GatewayAnswer(200, text).offer == .notSelling(.noReachableMints))
    #expect(GatewayAnswer(503, text).offer == .notSelling(.noReachableMints))
    let forged = text.replacing("no-reachable-mints", with: "service-unavailable")
    #expect(GatewayAnswer(200, forged).offer == .invalid(.wrongID))
    #expect(GatewayAnswer(503, forged).offer == .notATollGate(status: 503))
  }

  @Test("B2: everything else has its reason")
  func others() {
    #expect(GatewayAnswer(200, Golden.session).offer == .invalid(.wrongKind))
    #expect(GatewayAnswer(200, "").offer == .invalid(.notJSON))
    #expect(GatewayAnswer(200, "{}").offer == .invalid(.notAnEvent))
    #expect(GatewayAnswer(404, Golden.advertisement).offer == .notATollGate(status: 404))
    #expect(GatewayAnswer(302, "").offer == .notATollGate(status: 302))
  }

  @Test(
    "B4: 429 is busy, and waits no longer than ten minutes",
    arguments: [
      (nil, nil), ("6", .seconds(6)), (" 6\t", .seconds(6)), ("0", .zero), ("600", .minutes(10)), ("601", .minutes(10)),
      ("99999999999999999999999", .minutes(10)), ("-1", nil), ("", nil), ("6.5", nil),
      ("Wed, 21 Oct 2026 07:28:00 GMT", nil),
    ] as [(String?, Interval?)])
  func busy(_ header: String?, _ wait: Interval?) {
    #expect(GatewayAnswer(429, Golden.advertisement, retryAfter: header).offer == .busy(retryAfter: wait))
  }

  @Test("B4, K15: whatever refuses with a wait is left alone for so long, unless it says more under a signature")
  func waits() {
    for status in [302, 403, 429, 500, 502, 503] as [UInt16] {
      for text in ["", "<html>", Golden.session, Golden.notice.replacing("spent", with: "spend")] {
        #expect(GatewayAnswer(status, text, retryAfter: "300").offer == .busy(retryAfter: .minutes(5)))
      }
    }
    #expect(GatewayAnswer(503, "", retryAfter: "soon").offer == .notATollGate(status: 503))
    #expect(GatewayAnswer(200, "", retryAfter: "300").offer == .invalid(.notJSON))
    let notice = Golden.event(NostrEvent.Kind.notice, [["code", "no-reachable-mints"]])
    #expect(
      GatewayAnswer(status: 503, retryAfter: "300", body: notice).offer == .notSelling(.noReachableMints))
  }
}
