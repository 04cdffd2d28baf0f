/// Why a gateway isn't paid right now. Each is a state that `why` shows with the last look and the next (B4).
public enum Reason: Hashable, Sendable {
  case notLookedAtYet
  case unreachable(ReachFailure)
  case notATollGate(status: UInt16)
  case invalidAdvertisement(AdvertisementFlaw)
  case notSelling(NoticeCode)
  case busy(until: Instant)
  case untrusted(TrustRefusal)
  case unsupportedMetric
  /// The config has no ceiling for any offered unit (B7).
  case noCeiling
  case tooDear
  case noCommonMint
  case noFunds(available: Sats)
  case noExactChange
  case overBudget(BudgetBound)
  case unresolvedClient
  case refused(NoticeCode)
  case waitingForSettlement(OperationID)
  /// Access was paid, and nothing outside has answered yet (C9).
  case waitingForEgress
  case stopped(StopCause)
  case standby
  case walletNotWritable
  case journalNotWritable
  case mintOutOfReach
  /// The gateway gives no usage, and an allotment bought before may still run (E2).
  case allotmentMayStillRun
  /// The gateway says that access is open although its usage shows none (D3).
  case accessAlreadyOpen
  /// No reading yet; looked at again at once (E2).
  case usageUnread
  case clarifying
  case buying
  case open
  case shuttingDown
}

/// Which bound a purchase would break (C2, C3).
public enum BudgetBound: UInt8, Hashable, Sendable, CaseIterable { case purchase, link, total, exposure }

/// What stopped a seller, and so what ends the stop (C6, C7).
public enum StopCause: Hashable, Sendable {
  /// Two payments in a row without full credit.
  case blindInARow
  /// Four in an hour on this interface.
  case blindOnLink
  /// `max_blind` is reached.
  case blindInTotal
  /// A refusal that only a person, the config or another advertisement can mend.
  case refusal(NoticeCode)
}
