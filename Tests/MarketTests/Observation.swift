import TollGateCore
import TollGateHTTPProber
import TollGateSandbox

/// What a buyer's drivers make of a gateway at which five minutes are bought already, and what a delivery of 1 sat left in
/// the gateway's books.
struct Observation: Hashable, Sendable {
  var offer: OfferAnswer
  var usage: UsageAnswer
  /// The same from a look and from the meter.
  var meter: UsageAnswer
  var client: ClientReport
  var delivery: Delivery
  /// 1 where the token was redeemed.
  var taken: UInt64
  var granted: UInt64

  /// Stands for all keys but the gateway's own.
  static let strangersKey = PublicKey(Bytes32(0, 0, 0, 0))
  private static let anyID = EventID(Bytes32(0, 0, 0, 0))

  /// Names of events are left out, since they hang on dates.
  static func advertisement(
    _ key: PublicKey, metric: Metric = .milliseconds, price: Sats = Sats(1), stepSize: UInt64 = 60_000
  ) -> OfferAnswer {
    let offer = Offer(
      metric: metric, stepSize: stepSize, price: price, unit: .sat, mint: MintURL("https://sandbox.invalid"))
    return .advertisement(Advertisement(id: anyID, key: key, metric: metric, offers: [offer]))
  }

  static func grant(_ key: PublicKey, _ allotment: UInt64, metric: Metric = .milliseconds) -> Delivery {
    .granted(Grant(id: anyID, key: key, metric: metric, allotment: allotment))
  }
}

extension Observation {
  /// Asks all there is to ask at once, then pays.
  init(of market: Market, token: String, within limit: Interval) async {
    let before = market.server.books.sum
    async let report = market.prober.probe(market.gateway, within: limit)
    async let client = market.prober.clarify(market.gateway, within: limit)
    async let meter = market.usage(within: limit)
    let (offer, usage) = (await report.offer, await report.usage)
    (self.offer, self.usage) = (offer.plain(market.key), usage)
    (self.client, self.meter) = (await client, await meter)
    delivery = await market.pay(token, within: limit).plain(market.key)
    let after = market.server.books.sum
    (taken, granted) = (after.sats - before.sats, after.granted - before.granted)
  }
}

extension OfferAnswer {
  fileprivate func plain(_ own: PublicKey) -> OfferAnswer {
    guard case .advertisement(let found) = self, let offer = found.offers.first, found.offers.count == 1 else {
      return self
    }
    return Observation.advertisement(
      found.key == own ? own : Observation.strangersKey, metric: found.metric, price: offer.price,
      stepSize: offer.stepSize)
  }
}

extension Delivery {
  /// Without what hangs on dates.
  func plain(_ own: PublicKey) -> Delivery {
    guard case .granted(let grant) = self else { return self }
    let key = grant.key == own ? own : Observation.strangersKey
    return Observation.grant(key, grant.allotment, metric: grant.metric)
  }
}
