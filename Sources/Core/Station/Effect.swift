/// Everything that the station asks of the world, in the imperative. Data, never closures.
public enum Effect: Hashable, Sendable {
  case ask(OperationID, Request)
  /// Durable before it is answered (design §2.9).
  case record(OperationID, [JournalEntry])
  /// The work is no longer wanted; its answer, if one comes, is stale.
  case cancel(OperationID)
  /// The journal has this payment's end: the provider may forget it.
  case forget(OperationID)
  case begin(StandingDriver)
  case report(Note)
}

/// Work that has an answer.
public enum Request: Hashable, Sendable {
  case look(GatewayID, within: Interval)
  case clarify(GatewayID, within: Interval)
  case register(GatewayID, within: Interval)
  case meter(MeterTarget)
  case quote([QuoteRequest])
  case prepare(PaymentOrder)
  /// The host fetches the bearer and gives it to the courier.
  case deliver(payment: OperationID, to: Seller, within: Interval)
  case inspect(payment: OperationID)
  case settle(payment: OperationID, Verdict)
  case perform(Chore, feeLimit: Sats)
  case reach(EgressTarget, over: LinkName, within: Interval)
}
