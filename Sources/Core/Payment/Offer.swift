/// What an allotment is counted in.
public enum Metric: Hashable, Sendable {
  case milliseconds
  case bytes
  /// A metric that this program can't watch; nothing is bought in it.
  case other(String)
}

/// One way to pay a gateway: this mint, this unit, this price per step.
public struct Offer: Hashable, Sendable {
  public var metric: Metric
  public var stepSize: UInt64
  public var price: Sats
  public var unit: CurrencyUnit
  public var mint: MintURL
  public var minimumSteps: UInt64

  public init(
    metric: Metric, stepSize: UInt64, price: Sats, unit: CurrencyUnit, mint: MintURL, minimumSteps: UInt64 = 1
  ) {
    self.metric = metric
    self.stepSize = stepSize
    self.price = price
    self.unit = unit
    self.mint = mint
    self.minimumSteps = minimumSteps
  }

  /// The fewest steps that may be bought: gateways advertise 0 and mean 1.
  public var fewestSteps: UInt64 { max(minimumSteps, 1) }
  /// The asked price per unit of service.
  public var unitPrice: Price { Price(sats: price, per: stepSize) }
}

/// A gateway's signed offer, already verified by the prober (B2).
public struct Advertisement: Hashable, Sendable {
  public var id: EventID
  public var key: PublicKey
  public var offers: [Offer]
  public var metric: Metric
  /// Malformed price tags that were skipped; shown, never fatal.
  public var skippedOffers: UInt8

  public init(id: EventID, key: PublicKey, metric: Metric, offers: [Offer], skippedOffers: UInt8 = 0) {
    self.id = id
    self.key = key
    self.metric = metric
    self.offers = offers
    self.skippedOffers = skippedOffers
  }
}

/// The ways in which an advertisement is wrong, each with its own name (B2).
public enum AdvertisementFlaw: UInt8, Hashable, Sendable, CaseIterable {
  case notJSON, notAnEvent, wrongKind, wrongID, wrongKey, wrongSignature, badMetric, badStepSize, noUsablePrice
}

/// Why no bytes came back.
public enum ReachFailure: UInt8, Hashable, Sendable, CaseIterable {
  case refused, timedOut, cutOff, noRoute, bindFailed, cancelled
}

/// What the root of a gateway answered.
public enum OfferAnswer: Hashable, Sendable {
  case advertisement(Advertisement)
  /// A TollGate that isn't selling now (B3).
  case notSelling(NoticeCode)
  case invalid(AdvertisementFlaw)
  /// Something answers there, with this HTTP status, and it is no TollGate.
  case notATollGate(status: UInt16)
  case unreachable(ReachFailure)
  /// Asked too often (429): not before this long.
  case busy(retryAfter: Interval?)
}

/// Both answers of one look; each stands for itself (B1).
public struct GatewayReport: Hashable, Sendable {
  public var offer: OfferAnswer
  public var usage: UsageAnswer

  public init(offer: OfferAnswer, usage: UsageAnswer) {
    self.offer = offer
    self.usage = usage
  }
}

/// What a gateway knows about us, asked when `-1/-1` must be understood before money leaves (D3).
public struct ClientReport: Hashable, Sendable {
  public enum Identity: UInt8, Hashable, Sendable, CaseIterable { case resolved, unresolved, silent }
  public enum Access: UInt8, Hashable, Sendable, CaseIterable { case active, none, unknown }

  public var identity: Identity
  public var access: Access
  /// `/session-state` was asked: gateways that don't know it take it for a request to their root (B1, K15).
  public var askedRoot: Bool

  public init(identity: Identity, access: Access, askedRoot: Bool = false) {
    self.identity = identity
    self.access = access
    self.askedRoot = askedRoot
  }
}
