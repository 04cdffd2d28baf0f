/// One line of the journal: the new value of one durable record. Replay is simple for that reason: the last value wins.
public struct JournalEntry: Hashable, Sendable {
  public var at: Instant
  public var change: LedgerChange

  public init(at: Instant, change: LedgerChange) {
    self.at = at
    self.change = change
  }
}

/// What can change in the ledger.
public enum LedgerChange: Hashable, Sendable {
  case payment(Payment)
  /// Both ledgers of a payment are closed.
  case closed(OperationID)
  case charged(BudgetLine)
  case seller(SellerRecord)
  case marked(BlindMark)
  case cleared(BlindMark.ID)
  case sighted(KeySighting)
  case told(SessionStory)
  /// Everything at once; what came before it no longer matters.
  case checkpoint(Ledger)
}

/// What a link (or the wallet's own chores, without a link) was charged in one hour of running time (C3).
public struct BudgetLine: Hashable, Sendable {
  public var hour: Int64
  public var link: LinkName?
  public var unit: CurrencyUnit
  public var charged: Sats

  public init(hour: Int64, link: LinkName?, unit: CurrencyUnit, charged: Sats) {
    self.hour = hour
    self.link = link
    self.unit = unit
    self.charged = charged
  }
}

/// What must be known of a seller before anything is bought again.
public struct SellerRecord: Hashable, Sendable {
  public var id: SellerID
  /// Grants that were counted; the newest last (C6).
  public var grants: [EventID]
  /// Payments without full credit in a row, and the run before the newest full credit, in case that is undone.
  public var run: UInt8
  public var runBefore: UInt8
  /// Trials made while stopped, and when the next may be (C7).
  public var trials: UInt8
  public var nextTrial: Instant?
  /// The advertisement under which it refused in a way that only a person can mend.
  public var refusal: SellerRefusal?
  public var stretch: Stretch?
  /// The last allotment that may still run there (E2).
  public var lastAllotment: AllotmentMemory?
  public var lastSeen: Instant

  public init(id: SellerID, lastSeen: Instant) {
    self.id = id
    self.lastSeen = lastSeen
    grants = []
    run = 0
    runBefore = 0
    trials = 0
    nextTrial = nil
    refusal = nil
    stretch = nil
    lastAllotment = nil
  }
}

/// A refusal that stops its seller until `resume`, a config change or another advertisement (C6).
public struct SellerRefusal: Hashable, Sendable {
  public var code: NoticeCode
  public var advertisement: EventID

  public init(code: NoticeCode, advertisement: EventID) {
    self.code = code
    self.advertisement = advertisement
  }
}

/// One open session as far as it must survive a restart.
public struct Stretch: Hashable, Sendable {
  public var gateway: GatewayID
  public var offer: Offer
  public var begun: Instant
  public var payments: UInt32
  public var spent: Sats
  /// Sats of the newest credited payment: what is lost if the session vanishes (D3, C9).
  public var newest: Sats
  public var newestPayment: OperationID?
  public var total: UInt64
  public var granted: Instant

  public init(gateway: GatewayID, offer: Offer, begun: Instant, total: UInt64) {
    self.gateway = gateway
    self.offer = offer
    self.begun = begun
    self.total = total
    payments = 0
    spent = .zero
    newest = .zero
    newestPayment = nil
    granted = begun
  }
}

/// An allotment that was bought and not yet seen to end.
public struct AllotmentMemory: Hashable, Sendable {
  /// What the newest payment for it cost, and how much must be left for its loss to count (D3, E3).
  public struct Paid: Hashable, Sendable {
    public var payment: OperationID
    public var sats: Sats
    public var unit: CurrencyUnit
    public var quarter: UInt64

    public init(payment: OperationID, sats: Sats, unit: CurrencyUnit, quarter: UInt64) {
      self.payment = payment
      self.sats = sats
      self.unit = unit
      self.quarter = quarter
    }
  }

  public var metric: Metric
  public var total: UInt64
  public var at: Instant
  /// Known where a link was lost and took the rest of an allotment with it.
  public var paid: Paid?

  public init(metric: Metric, total: UInt64, at: Instant, paid: Paid? = nil) {
    self.metric = metric
    self.total = total
    self.at = at
    self.paid = paid
  }

  /// What is left of it; bytes wait for their link.
  func left(_ now: Instant) -> UInt64 {
    guard metric == .milliseconds else { return total }
    let gone = UInt64(max((now - at).wholeMilliseconds, 0))
    return gone < total ? total - gone : 0
  }

  /// Whether it can still be running, for all we know (E2).
  func mayRun(_ now: Instant) -> Bool {
    switch metric {
    case .milliseconds: UInt64(max((now - at).wholeMilliseconds, 0)) < total
    case .bytes, .other: now - at < Pace.bytesMayRun
    }
  }
}

/// Sats that were paid for nothing, or perhaps were (C7).
public struct BlindMark: Hashable, Sendable {
  public struct ID: Hashable, Comparable, Sendable {
    public var payment: OperationID
    public var cause: Cause

    public init(payment: OperationID, cause: Cause) {
      self.payment = payment
      self.cause = cause
    }

    public static func < (a: ID, b: ID) -> Bool {
      a.payment != b.payment ? a.payment < b.payment : a.cause.rawValue < b.cause.rawValue
    }
  }

  public enum Cause: UInt8, Hashable, Sendable, CaseIterable { case blind, short, vanished, withoutEgress }

  public var id: ID
  public var seller: SellerID
  public var unit: CurrencyUnit
  public var sats: Sats
  public var at: Instant
  /// The owner has said to go on.
  public var forgiven: Bool

  public init(id: ID, seller: SellerID, unit: CurrencyUnit, sats: Sats, at: Instant, forgiven: Bool = false) {
    self.id = id
    self.seller = seller
    self.unit = unit
    self.sats = sats
    self.at = at
    self.forgiven = forgiven
  }
}

/// A key that signed at a place (B6).
public struct KeySighting: Hashable, Sendable {
  public var place: Place
  public var key: PublicKey
  public var last: Instant

  public init(place: Place, key: PublicKey, last: Instant) {
    self.place = place
    self.key = key
    self.last = last
  }
}

/// How a session ended (D1).
public enum SessionEnd: UInt8, Hashable, Sendable, CaseIterable {
  case usedUp, linkLost, vanished, vanishedEarly, keyChanged
}

/// What stays of a session that has ended (D1).
public struct SessionStory: Hashable, Sendable {
  public var seller: SellerID
  public var offer: Offer
  public var begun: Instant
  public var ended: Instant
  public var end: SessionEnd
  public var payments: UInt32
  public var spent: Sats
  public var used: UInt64
  public var total: UInt64

  public init(
    seller: SellerID, offer: Offer, begun: Instant, ended: Instant, end: SessionEnd, payments: UInt32, spent: Sats,
    used: UInt64, total: UInt64
  ) {
    self.seller = seller
    self.offer = offer
    self.begun = begun
    self.ended = ended
    self.end = end
    self.payments = payments
    self.spent = spent
    self.used = used
    self.total = total
  }
}
