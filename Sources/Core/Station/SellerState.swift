/// What the station knows of a seller in this life; what must survive stands in its `SellerRecord`.
struct SellerState: Hashable, Sendable {
  let id: SellerID
  var session: Session? {
    didSet {
      hasSession = if case .some = session { true } else { false }
      countedEnd = session?.countedEnd ?? .never
      egressDue = session?.egressDue ?? .never
    }
  }
  // Asked for at every event: read from the session, each would copy it.
  private(set) var hasSession = false
  private(set) var countedEnd = Instant.never
  private(set) var egressDue = Instant.never
  var purchase: Purchase?
  /// The attachment on which a grant that was never seen before came back (B6).
  var proven: Attachment?
  /// After a refused renewal: when the next try may be (D5).
  var retryAt = Instant.start
  var backoff = Backoff()
  var nextReading = Instant.never
  var nextCount = Instant.never
  var readings: [OperationID] = []
  /// Answers of "no session" where a lost link had left an allotment (E3).
  var denials: Denials?
  /// The newest reading without a session that said: used up. Growth is measured from it.
  var exhausted: Baseline?
  /// What our own meter found beside the gateway's in sessions that have ended.
  var own = OwnMeter()
  /// How long that is held against its price: nothing is rejected for ever (B4).
  var ownUntil = Instant.start
  /// How long the last purchases took, look to grant; the newest last.
  var purchaseTimes: [Interval] = []
  /// The last minute in which it sent a valid advertisement (C7).
  var minute = Int64.min
  var silent = false

  init(id: SellerID) { self.id = id }

  /// The 99th percentile of the purchase time; of so few, it is the longest (D4).
  var purchaseTime: Interval { purchaseTimes.max() ?? Pace.unmeasuredPurchase }

  // Patterns, since `== nil` would compare, and for that copy, a whole purchase.
  var isBuying: Bool { if case .some = purchase { true } else { false } }
  /// Its payment is durable and waits for a look, or for room at its gateway.
  var isWaiting: Bool { if case .waiting? = purchase?.phase { true } else { false } }

  /// How long before the end a renewal begins.
  var lead: Interval { purchaseTime + Pace.nearPoll * 2 }
}

/// One purchase, from the quote until its first delivery is answered. Its money lives on as a `Payment` (C1).
struct Purchase: Hashable, Sendable {
  let reason: PurchaseReason
  let gateway: GatewayID
  let begun: Instant
  var phase: Phase

  enum Phase: Hashable, Sendable {
    /// Next: intending, committing, or no purchase.
    case quoting(OperationID, [QuoteRequest])
    /// A mint may be asked, and may keep a fee: the intent is durable before that (C3). Next: committing, or no purchase.
    case intending(payment: OperationID)
    /// Intent and token become durable. Next: waiting, or no purchase.
    case committing(payment: OperationID, preparing: OperationID?)
    /// Durable; waits for a fresh look or for room in the gateway's bucket. Next: delivering, or no purchase.
    case waiting(payment: OperationID)
    /// Next: no purchase.
    case delivering(payment: OperationID)
  }

  var payment: OperationID? {
    switch phase {
    case .quoting: nil
    case .intending(let id), .committing(let id, _), .waiting(let id), .delivering(let id): id
    }
  }
}

/// The work around one open payment in this life.
struct Errand: Hashable, Sendable {
  let payment: OperationID
  var activity = Activity.idle
  /// The record that must be durable before anything follows from the payment's newest state.
  var writtenIn: UInt64 = 0
  /// The record that must be durable before the next delivery (C4, K12).
  var intentIn: UInt64 = 0
  var resends: UInt8 = 0
  var nextResend = Instant.never
  var nextInspection = Instant.never
  var backoff = Backoff()
  /// Settlements in a row that did not add up.
  var unsound: UInt8 = 0
  /// It was held when this delivery began, since then.
  var heldSince: Instant?

  var isIdle: Bool { if case .idle = activity { true } else { false } }

  enum Activity: Hashable, Sendable {
    case idle
    case delivering
    case inspecting
    case settling(Verdict)
  }
}

/// What an operation was begun for.
enum Purpose: Hashable, Sendable {
  case look(GatewayID)
  case clarify(GatewayID)
  case register(GatewayID)
  case meter(SellerID, MeterKind)
  case quote(SellerID)
  case prepare(OperationID)
  case deliver(OperationID)
  case inspect(OperationID)
  case settle(OperationID)
  case chore
  case egress(SellerID)
  case record
}

/// One operation in flight. Whatever isn't in this list is stale (design §2.1).
struct Work: Hashable, Sendable {
  let id: OperationID
  let purpose: Purpose
}
