/// The three reasons for one purchase path (C1).
public enum PurchaseReason: UInt8, Hashable, Sendable, CaseIterable {
  case initial, renewal, retry
}

/// A question to the provider: how many of these steps can you pay for, and what would leave the wallet?
public struct QuoteRequest: Hashable, Sendable {
  public var offer: Offer
  /// The provider answers for the greatest number of steps in this range that it can pay.
  public var fewest: UInt64
  public var most: UInt64
  /// The greatest gross that budgets and exposure leave.
  public var limit: Sats
  /// How much may be paid without buying a whole step, when no exact subset exists.
  public var overpayment: Sats
  public var mayContactMint: Bool

  public init(
    offer: Offer, fewest: UInt64, most: UInt64, limit: Sats, overpayment: Sats, mayContactMint: Bool
  ) {
    self.offer = offer
    self.fewest = fewest
    self.most = most
    self.limit = limit
    self.overpayment = overpayment
    self.mayContactMint = mayContactMint
  }
}

/// What a payment would cost, all in. A quote reserves nothing.
public struct Quote: Hashable, Sendable {
  public var steps: UInt64
  public var gross: Sats
  /// The mint's input fee, which the sender adds so that the gateway nets the price.
  public var fee: Sats
  public var overpaid: Sats
  public var needsMint: Bool

  public init(steps: UInt64, gross: Sats, fee: Sats, overpaid: Sats, needsMint: Bool) {
    self.steps = steps
    self.gross = gross
    self.fee = fee
    self.overpaid = overpaid
    self.needsMint = needsMint
  }
}

/// What the provider is asked to make ready. The provider keeps a copy, so that either store alone can tell the story.
public struct PaymentOrder: Hashable, Sendable {
  public var id: OperationID
  public var seller: Seller
  public var offer: Offer
  public var steps: UInt64
  /// `prepare` fails above this gross; it is what budgets are charged with (C3).
  public var limit: Sats
  public var mayContactMint: Bool

  public init(
    id: OperationID, seller: Seller, offer: Offer, steps: UInt64, limit: Sats, mayContactMint: Bool
  ) {
    self.id = id
    self.seller = seller
    self.offer = offer
    self.steps = steps
    self.limit = limit
    self.mayContactMint = mayContactMint
  }

  /// What the gateway must net.
  public var net: Sats { offer.price.times(steps) ?? Sats(.max) }
  /// The service that this order buys.
  public var allotment: UInt64 {
    let (product, overflow) = offer.stepSize.multipliedReportingOverflow(by: steps)
    return overflow ? .max : product
  }
}

/// A payment that is durable and may be delivered. The token itself stays with the provider (F7).
public struct PreparedPayment: Hashable, Sendable {
  public var id: OperationID
  public var gross: Sats
  public var fee: Sats
  public var fingerprint: Fingerprint

  public init(id: OperationID, gross: Sats, fee: Sats, fingerprint: Fingerprint) {
    self.id = id
    self.gross = gross
    self.fee = fee
    self.fingerprint = fingerprint
  }
}

/// A payment as the provider remembers it, for the join at start (E1).
public struct OpenPayment: Hashable, Sendable {
  public var order: PaymentOrder
  public var prepared: PreparedPayment
  /// Settled already, but not yet acknowledged by the journal.
  public var settled: Settlement?

  public init(order: PaymentOrder, prepared: PreparedPayment, settled: Settlement? = nil) {
    self.order = order
    self.prepared = prepared
    self.settled = settled
  }
}

/// The token on its way from the provider to the courier. It prints as dots and nothing logs it (F7).
public struct Bearer: Sendable, CustomStringConvertible {
  private let secret: [UInt8]
  public init(secret: [UInt8]) { self.secret = secret }
  /// For the courier alone: the bytes of the request's body.
  public var body: [UInt8] { secret }
  public var description: String { "•••" }
}

#if !hasFeature(Embedded)
  extension Bearer: CustomReflectable {
    /// Nothing for a debugger or `dump` either (F7).
    public var customMirror: Mirror { Mirror(self, children: []) }
  }
#endif
