/// What the owner wants. Every value changes some decision (K19).
public struct Policy: Hashable, Sendable {
  public var links = LinkPolicy()
  public var purchase = PurchasePolicy()
  public var trust = TrustPolicy()
  public var meters = MeterPolicy()
  public var paid = PaidGateways.carrying
  /// Whether gateways get their port-80 request (B9).
  public var registers = true
  public var egress = EgressPolicy.anyMint
  /// The mints of the config, canonical, in the owner's order.
  public var mints: [MintURL] = []

  public init() {}
}

/// Which links and gateways are looked at (A6, A7).
public struct LinkPolicy: Hashable, Sendable {
  public var ignore: [String] = ["lo", "docker*", "br-lan", "hostap*"]
  /// Empty: all that are not ignored.
  public var only: [String] = []
  /// Try .1 and .254 where no default route names a gateway.
  public var guesses = false

  public init() {}
}

/// How much is bought, in what, and up to what price (B7, C2, C3).
public struct PurchasePolicy: Hashable, Sendable {
  public var milliseconds: UInt64 = 900_000
  public var bytes: UInt64 = 500_000_000
  /// At least this much is left when a renewal begins, but never half or more (D4).
  public var marginMilliseconds: UInt64 = 0
  public var marginBytes: UInt64 = 0
  public var ceilings: [Ceiling] = []
  /// One per unit, in the owner's order of preference.
  public var units: [UnitPolicy] = []
  /// So many payments should be payable exactly without a mint (F3).
  public var readyPayments: UInt8 = 10
  /// What may be paid for no whole step when no exact subset exists, in sats.
  public var overpayment = Sats(2)

  public init() {}

  public func increment(_ metric: Metric) -> UInt64 { metric == .bytes ? bytes : milliseconds }
  public func margin(_ metric: Metric) -> UInt64 { metric == .bytes ? marginBytes : marginMilliseconds }
  public func ceiling(_ metric: Metric, _ unit: CurrencyUnit) -> Price? {
    ceilings.first { $0.metric == metric && $0.unit == unit }?.price
  }
  public func limits(_ unit: CurrencyUnit) -> UnitPolicy? { units.first { $0.unit == unit } }
}

/// The highest price that the owner accepts in a metric and unit. Without one, nothing is bought (B7).
public struct Ceiling: Hashable, Sendable {
  public var metric: Metric
  public var unit: CurrencyUnit
  public var price: Price

  public init(metric: Metric, unit: CurrencyUnit, price: Price) {
    self.metric = metric
    self.unit = unit
    self.price = price
  }
}

/// The bounds on spending in one unit (C3, C7).
public struct UnitPolicy: Hashable, Sendable {
  public var unit: CurrencyUnit
  public var perPurchase: Sats
  public var perLink: Sats
  public var inTotal: Sats
  /// What may be paid for nothing in a rolling day; `nil` is three purchases.
  public var maxBlind: Sats?

  public init(unit: CurrencyUnit, perPurchase: Sats, perLink: Sats, inTotal: Sats, maxBlind: Sats? = nil) {
    self.unit = unit
    self.perPurchase = perPurchase
    self.perLink = perLink
    self.inTotal = inTotal
    self.maxBlind = maxBlind
  }

  public var blindBound: Sats { maxBlind ?? (perPurchase.times(3) ?? Sats(.max)) }
}

/// Which keys may be paid: block list, then a non-empty allow list, then the default (B6).
public struct TrustPolicy: Hashable, Sendable {
  public var blocked: [PublicKey] = []
  public var allowed: [PublicKey] = []
  public var trustsStrangers = true

  public init() {}

  public func refusal(_ key: PublicKey) -> TrustRefusal? {
    if blocked.contains(key) { return .blocked }
    if !allowed.isEmpty { return allowed.contains(key) ? nil : .notAllowed }
    return trustsStrangers ? nil : .stranger
  }
}

public enum TrustRefusal: UInt8, Hashable, Sendable, CaseIterable { case blocked, notAllowed, stranger }

/// Which meters are read per metric; the first rules, the others check (D2).
public struct MeterPolicy: Hashable, Sendable {
  public var milliseconds: [MeterKind] = [.gateway, .clock]
  public var bytes: [MeterKind] = [.gateway, .counter]
  /// Meters that differ by more than this many hundredths are reported.
  public var driftPercent: UInt64 = 10

  public init() {}

  public func kinds(_ metric: Metric) -> [MeterKind] { metric == .bytes ? bytes : milliseconds }
}

/// Which gateways are paid (B8).
public enum PaidGateways: UInt8, Hashable, Sendable, CaseIterable { case carrying, all }

/// What is asked to prove that paid access carries (C9).
public enum EgressPolicy: Hashable, Sendable {
  case off
  case host(String)
  case anyMint
}
