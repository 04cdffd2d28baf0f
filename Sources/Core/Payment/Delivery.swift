/// A 1022 whose signature the courier has verified; whether its key is the seller's is the machine's business.
public struct Grant: Hashable, Sendable {
  public var id: EventID
  public var key: PublicKey
  public var metric: Metric
  /// The cumulative allotment of the session, as gateways count it.
  public var allotment: UInt64

  public init(id: EventID, key: PublicKey, metric: Metric, allotment: UInt64) {
    self.id = id
    self.key = key
    self.metric = metric
    self.allotment = allotment
  }
}

/// Who vouches for a notice (C5).
public enum NoticeProof: Hashable, Sendable {
  case signed(PublicKey)
  /// Has the exact plain shape of 415, 429 or `device-unresolved`.
  case plainShape
  case unsigned
}

/// A refusal, or what looks like one.
public struct Notice: Hashable, Sendable {
  public var code: NoticeCode
  public var proof: NoticeProof
  /// The text says already spent: the one exception to "never sort by text" (C5).
  public var saysSpent: Bool
  public var retryAfter: Interval?

  public init(code: NoticeCode, proof: NoticeProof, saysSpent: Bool = false, retryAfter: Interval? = nil) {
    self.code = code
    self.proof = proof
    self.saysSpent = saysSpent
    self.retryAfter = retryAfter
  }
}

/// What became of one delivery, as far as the courier can know.
public enum Delivery: Hashable, Sendable {
  case granted(Grant)
  case notice(Notice)
  /// An answer that nobody can read: HTML, a redirect, a bad signature, a status without a body.
  case unreadable(status: UInt16)
  /// Not one byte of the body has left: that is evidence (C6).
  case notSent(ReachFailure)
  /// Some of it left and no answer came.
  case lost
}

/// What the provider must do with a payment, once evidence has settled it. Each is safe to ask twice.
public enum Verdict: UInt8, Hashable, Sendable, CaseIterable {
  /// Gone for good.
  case spent
  /// Nothing ever left: the proofs are free at once, no mint needed.
  case released
  /// Swap to self whatever its mint still calls unspent; the rest is spent.
  case takenBack
}

/// What a verdict came to.
public struct Settlement: Hashable, Sendable {
  /// Available again.
  public var returned: Sats
  /// Lost to the mint's fee on the way back.
  public var fee: Sats
  /// Would net nothing after the fee: stays aside, shown as dust (C8).
  public var dust: Sats
  /// Gone: to the gateway, or to whoever redeemed it.
  public var spent: Sats
  /// Still pending at the mint: ask again.
  public var pending: Sats

  public init(
    returned: Sats = .zero, fee: Sats = .zero, dust: Sats = .zero, spent: Sats = .zero, pending: Sats = .zero
  ) {
    self.returned = returned
    self.fee = fee
    self.dust = dust
    self.spent = spent
    self.pending = pending
  }

  /// Every sat that it speaks of.
  public var all: Sats { returned + fee + dust + spent + pending }
}

/// What a mint says about the proofs of one payment.
public struct ProofTally: Hashable, Sendable {
  public var spent: Sats
  public var unspent: Sats
  public var pending: Sats

  public init(spent: Sats = .zero, unspent: Sats = .zero, pending: Sats = .zero) {
    self.spent = spent
    self.unspent = unspent
    self.pending = pending
  }
}
