/// One payment, from its intent until both ledgers are closed. This value is what the journal keeps.
public struct Payment: Hashable, Sendable {
  public var order: PaymentOrder
  public var reason: PurchaseReason
  public var baseline: Baseline?
  /// The order's limit until the provider has prepared it.
  public var gross: Sats
  public var fee: Sats
  public var begun: Instant
  public var stage: Stage
  public var service: Service
  public var money: Money
  /// Some attempt may have arrived and was not clearly refused; sticky (C6).
  public var mayHaveArrived: Bool
  public var attempts: UInt16
  public var firstAttempt: Instant?
  public var lastAttempt: Instant?
  /// A signed answer came to some attempt (C7).
  public var answeredSigned: Bool
  /// The gateway asked not to send it again: once more may it go, and whether it has.
  public var doNotResend: Bool
  public var insisted: Bool
  /// Minutes of the seller's own time since the first attempt that may have arrived (C7).
  public var sellerMinutes: UInt16
  /// What came back or was lost to fees, once the provider has said so.
  public var settlement: Settlement?

  public init(order: PaymentOrder, reason: PurchaseReason, baseline: Baseline?, begun: Instant) {
    self.order = order
    self.reason = reason
    self.baseline = baseline
    self.begun = begun
    gross = order.limit
    fee = .zero
    stage = .intended
    service = .none
    money = .reserved
    mayHaveArrived = false
    attempts = 0
    firstAttempt = nil
    lastAttempt = nil
    answeredSigned = false
    doNotResend = false
    insisted = false
    sellerMinutes = 0
    settlement = nil
  }

  public var id: OperationID { order.id }
  public var seller: SellerID { order.seller.id }

  /// How far the payment has come; only ever forward.
  public enum Stage: UInt8, Hashable, Sendable, CaseIterable {
    /// Next: prepared, or void.
    case intended
    /// Next: underway.
    case prepared
    /// Its first delivery has begun, or may have begun in an earlier life.
    case underway
  }

  /// The first ledger: what we got for it (C).
  public enum Service: Hashable, Sendable {
    case none
    case unknown
    /// A "taken" answer without credit; blind from then on.
    case awaited(until: Instant)
    case granted(credit: UInt64)
    /// Seen in usage, without a 1022.
    case there(credit: UInt64)
    case short(credit: UInt64)
    case blind
  }

  /// The second ledger: what became of the token (C).
  public enum Money: Hashable, Sendable {
    /// With us, promised to this payment.
    case reserved
    case unknown
    /// Refused for now; it is the seller's next payment.
    case held(since: Instant)
    /// Refused for good: comes back by itself (C8).
    case stranded
    /// Nothing ever left: free again as soon as the provider has been told.
    case releasing
    case claimedSpent
    case presumedSpent
    case spent
    /// On its way back from the mint.
    case takingBack
    case returned
  }
}

extension Payment {
  /// Money that no evidence has settled yet.
  public var isUnsettled: Bool {
    switch money {
    case .spent, .returned: false
    default: true
    }
  }

  /// Stands in the way of another payment to its seller (C7, K2).
  public var blocksSeller: Bool {
    switch money {
    case .reserved, .held: true
    case .unknown, .claimedSpent, .spent, .takingBack: service == .unknown || isAwaited
    case .stranded, .releasing, .presumedSpent, .returned: false
    }
  }

  /// Its provider can be told what became of it.
  var wantsVerdict: Bool {
    switch money {
    case .stranded, .releasing, .takingBack, .spent: true
    case .reserved, .unknown, .held, .claimedSpent, .presumedSpent, .returned: false
    }
  }

  var isAwaited: Bool { if case .awaited = service { true } else { false } }

  /// Refused for now, and with us.
  var isHeld: Bool { if case .held = money { true } else { false } }

  /// Service came for it, in part or whole.
  public var isCredited: Bool {
    switch service {
    case .granted, .there, .short: true
    case .none, .unknown, .awaited, .blind: false
    }
  }

  /// It may have arrived, and nothing has come for it yet.
  var isUnheardOf: Bool { isExposed && mayHaveArrived && (service == .unknown || isAwaited) }

  /// Sats that may have been paid for nothing, while nobody knows better (C7).
  public var isExposed: Bool { isUnsettled && !isCredited && service != .blind }
}
