package import TollGateCore

extension Wording {
  /// How much a note matters to somebody who reads along.
  package static func weight(_ note: Note) -> Weight {
    switch note {
    case .gatewayFound, .gatewayLost, .paymentAdopted, .paymentVoided, .sessionOpened,
      .sellerSpeaksAgain,
      .egressProved, .stopEnded, .journalRecovered, .started, .advertisementChanged(_, compatible: true):
      .news
    case .gatewayStands(_, let reason, _): weight(reason)
    case .sessionEnded(let story): story.end == .usedUp || story.end == .linkLost ? .news : .trouble
    case .deliveryBegun(_, let attempt): attempt > 1 ? .news : .detail
    case .deliveryAnswered(_, .granted): .news
    // The grant has said so already.
    case .paymentClosed(_, .granted, .spent, _), .purchaseBegun: .detail
    case .paymentClosed: .news
    case .deliveryAnswered, .keyChanged, .advertisementChanged, .sellerSilent, .renewalFailed, .purchaseFailed,
      .meterTooFast, .egressMissing, .exposed, .missingCeilings, .journalCut, .journalFailed, .walletFailed,
      .driverBegun, .egressOff, .settlementUnsound:
      .trouble
    case .offersSkipped, .paymentStands, .sessionCredited, .meterDrift, .unmetered, .choreDone, .choreFailed,
      .rotationWaitsForClock, .staleAnswer, .impossibleAnswer:
      .detail
    }
  }

  private static func weight(_ reason: Reason) -> Weight {
    switch reason {
    case .notLookedAtYet, .usageUnread, .clarifying, .buying, .open, .waitingForSettlement, .waitingForEgress: .detail
    case .standby, .shuttingDown, .accessAlreadyOpen: .news
    case .unreachable, .notATollGate, .invalidAdvertisement, .notSelling, .busy, .untrusted, .unsupportedMetric,
      .noCeiling, .tooDear, .noCommonMint, .noFunds, .noExactChange, .overBudget, .unresolvedClient, .refused, .stopped,
      .walletNotWritable, .journalNotWritable, .mintOutOfReach, .allotmentMayStillRun:
      .trouble
    }
  }
}
