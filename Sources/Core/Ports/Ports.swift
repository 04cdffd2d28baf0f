/// Why links can't be watched.
public enum LinkFailure: Error, Hashable, Sendable {
  case notPermitted
  case notSupported
  case broken(Int32)
  case unknownLink
  case cancelled
}

/// Watches the machine's links.
///
/// Laws: the first delivery is the start-up scan; each delivery is the whole table; the last state always wins; an
/// attachment moves when its link is made anew, and by nothing else; it ends only when cancelled (returning, or throwing
/// `cancelled`) or broken, promptly; after its end it delivers nothing; it can be run again.
public protocol LinkSource: Sendable {
  @concurrent func run(_ deliver: @escaping @Sendable (LinkTable) -> Void) async throws(LinkFailure)
}

/// Reads the byte counters of a link. Laws: they only grow while the link exists; an unknown link is a failure, never 0.
public protocol LinkCounters: Sendable {
  @concurrent func counters(of link: LinkName) async throws(LinkFailure) -> Counters
}

/// Looks at gateways. Laws: offer and usage answer each for itself; it answers within the limit; it asks once, follows no
/// redirect, and goes out by the gateway's link only.
public protocol GatewayProber: Sendable {
  @concurrent func probe(_ gateway: GatewayID, within limit: Interval) async -> GatewayReport
  /// Asks who we are there and whether access is open (D3).
  @concurrent func clarify(_ gateway: GatewayID, within limit: Interval) async -> ClientReport
  /// The one port-80 request that makes some gateways notice their client (B9).
  @concurrent func register(_ gateway: GatewayID, within limit: Interval) async
}

/// Knocks at a target outside, over one link (C9). Laws: it answers within the limit and sends nothing secret.
public protocol EgressProbe: Sendable {
  @concurrent func reach(_ target: EgressTarget, over link: LinkName, within limit: Interval) async -> Egress
}

/// Holds money and makes payments of it.
///
/// Laws: one id is one payment, with another order it is a conflict; an id that nobody prepared is a conflict; what
/// `prepare` returned survives a loss of power; money of one payment never serves another; a verdict may be given twice,
/// another one after it is a conflict; settled ids are kept until `forget`; a mint that says nothing costs the limit and
/// no more, then it is `mintUnreachable`; a call that fails, by cancellation too, has changed nothing for which the
/// provider can't answer later (what a mint may have served is found by the chore `recover`).
public protocol PaymentProvider: Sendable {
  /// The greatest number of steps in the asked range that can be paid, and its cost: gross = price + fee + overpaid.
  /// Has no effect; what it names can be prepared under its gross as the limit.
  @concurrent func quote(_ request: QuoteRequest) async throws(PaymentFailure) -> Quote
  /// Fails above the order's limit, and asks no mint unless the order allows it.
  @concurrent func prepare(
    _ order: PaymentOrder, within limit: Interval
  ) async throws(PaymentFailure) -> PreparedPayment
  /// From the host to the courier, past the machine. The same token each time, also after a crash.
  @concurrent func bearer(of id: OperationID) async throws(PaymentFailure) -> Bearer
  /// Every payment that is not forgotten, with its order. Asks nobody.
  @concurrent func unsettled() async throws(PaymentFailure) -> [OpenPayment]
  /// Asks the mint what became of the proofs.
  @concurrent func inspect(_ id: OperationID, within limit: Interval) async throws(PaymentFailure) -> ProofTally
  /// The parts of a settlement sum up to the gross. `spent` and `released` ask no mint; `takenBack` without one is
  /// `mintUnreachable`, and the payment stays open.
  @concurrent func settle(
    _ id: OperationID, _ verdict: Verdict, within limit: Interval
  ) async throws(PaymentFailure) -> Settlement
  /// The journal has it: a settled id may go. An open one is a conflict; one that nobody knows is gone already.
  @concurrent func forget(_ id: OperationID) async throws(PaymentFailure)
  /// Costs what it says, at most the fee limit, and touches no prepared payment.
  @concurrent func perform(
    _ chore: Chore, feeLimit: Sats, within limit: Interval
  ) async throws(PaymentFailure) -> ChoreReport
  /// Delivers the whole of the funds at once, and again after each change, until cancelled; nothing after its end. What
  /// is to be recovered is delivered before the call that it was left from fails.
  @concurrent func watchFunds(_ deliver: @escaping @Sendable ([Funds]) -> Void) async throws(PaymentFailure)
}

/// Carries a token to a gateway. Laws: one connection, one request, no retry, no redirect, by the gateway's link only;
/// `notSent` only when not one byte of the body has left, also when cancelled; else it runs to its own limit, and silence
/// is `lost`.
public protocol PaymentCourier: Sendable {
  @concurrent func deliver(_ bearer: Bearer, to seller: Seller, within limit: Interval) async -> Delivery
}

/// Reads usage once. Laws: no reading is a failure, never zero and never a memory; it gives up a silent source by itself;
/// the machine keeps the cadence.
public protocol UsageMeter: Sendable {
  @concurrent func read(_ target: MeterTarget) async throws(MeterFailure) -> UsageReading
}

/// Why a journal can't. After `notDurable` nobody knows what is on disk: it must be rewritten whole (E4).
public enum JournalFailure: Error, Hashable, Sendable {
  case notWritable
  case notDurable
  case notReadable
  case cancelled
}

/// What a journal held when it was opened.
public struct JournalReplay: Hashable, Sendable {
  public var entries: [JournalEntry]
  /// Bytes of a torn tail that were cut (E4).
  public var cut: UInt64

  public init(entries: [JournalEntry], cut: UInt64 = 0) {
    self.entries = entries
    self.cut = cut
  }
}

/// Keeps what must survive. Laws: entries are durable, in order and whole when `append` returns, several appends at a
/// time too; after a crash one append is there as a whole or not at all; a checkpoint may replace everything before it; a
/// torn tail is cut, and said.
public protocol Journal: Sendable {
  /// After a failure what was written before is still whole, and a checkpoint as the first entry begins anew.
  @concurrent func append(_ entries: [JournalEntry]) async throws(JournalFailure)
  /// Changes nothing but to cut a torn tail: a second one gives the same entries.
  @concurrent func replay() async throws(JournalFailure) -> JournalReplay
}
