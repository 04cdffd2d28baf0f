/// Everything that can happen to the station, in the past tense.
public enum Event: Hashable, Sendable {
  /// The host is up: what the journal and the provider remember (E1). Nothing is decided before it.
  case started(StartUp)
  case linksChanged(LinkTable)
  case answered(OperationID, Answer)
  case fundsChanged([Funds])
  case policyChanged(Policy)
  case wallClockChanged(WallTime)
  case commanded(Command)
  /// A driver that should never end has ended (A5).
  case driverEnded(StandingDriver)
  /// `deadline` has come.
  case wokeUp
  /// No new purchase from here on; begun deliveries may finish.
  case stopping
}

/// What the host found when it started.
public struct StartUp: Hashable, Sendable {
  /// Drawn at random by the host, once per start; makes operation ids unique over all lives.
  public var epoch: UInt64
  public var journal: JournalReplay
  public var payments: [OpenPayment]

  public init(epoch: UInt64, journal: JournalReplay, payments: [OpenPayment]) {
    self.epoch = epoch
    self.journal = journal
    self.payments = payments
  }
}

/// Answers, each to the effect that asked.
public enum Answer: Hashable, Sendable {
  case looked(GatewayReport)
  case clarified(ClientReport)
  case registered
  case metered(UsageAnswer)
  case quoted([QuoteAnswer])
  case prepared(PreparedPayment)
  case prepareFailed(PaymentFailure)
  case delivered(Delivery)
  case inspected(ProofTally)
  case inspectionFailed(PaymentFailure)
  case settled(Settlement)
  case settlementFailed(PaymentFailure)
  case performed(ChoreReport)
  case choreFailed(PaymentFailure)
  case egress(Egress)
  case recorded
  case recordFailed(JournalFailure)
}

/// A quote, or why there is none, in the order of the requests.
public enum QuoteAnswer: Hashable, Sendable {
  case quote(Quote)
  case none(PaymentFailure)
}

/// What the owner says.
public enum Command: Hashable, Sendable {
  /// Forgive what stopped this seller; `nil` forgives all (C7).
  case resume(SellerID?)
  /// Look at every gateway now (B4).
  case probeNow
}

/// Drivers that run for ever, and are begun again when they end.
public enum StandingDriver: UInt8, Hashable, Sendable, CaseIterable { case links, funds }
