package import TollGateCore

extension Note: TracedChoice {
  package static let kinds = Kinds<Note>(
    gatewayNotes + sessionNotes + paymentNotes + householdNotes)

  private static let gatewayNotes: [Note] = [
    .gatewayFound(.blank), .gatewayLost(.blank), .gatewayStands(.blank, .notLookedAtYet, next: nil),
    .offersSkipped(.blank, 0), .keyChanged(.blank, was: .blank, now: .blank),
    .advertisementChanged(.blank, compatible: false), .sellerSilent(.blank), .sellerSpeaksAgain(.blank),
  ]

  private static let sessionNotes: [Note] = [
    .sessionOpened(.blank, total: 0, adopted: false), .sessionCredited(.blank, total: 0), .sessionEnded(.blank),
    .meterDrift(.blank, ruling: 0, checking: 0), .meterTooFast(.blank), .unmetered(.blank), .egressProved(.blank),
    .egressOff, .egressMissing(.blank), .exposed(.blank), .stopEnded(.blank),
  ]

  private static let paymentNotes: [Note] = [
    .purchaseBegun(.blank, .initial, .blank, steps: 0, gross: .zero), .purchaseFailed(.blank, .initial, .tooDear),
    .renewalFailed(.blank, .tooDear, left: .zero), .deliveryBegun(.blank, attempt: 0), .deliveryAnswered(.blank, .lost),
    .paymentStands(.blank, .unknown, .unknown), .paymentClosed(.blank, .unknown, .unknown, nil),
    .settlementUnsound(.blank, .blank), .paymentAdopted(.blank),
    .paymentVoided(.blank),
  ]

  private static let householdNotes: [Note] = [
    .choreDone(.blank, .blank), .choreFailed(.blank, .cancelled), .rotationWaitsForClock(.blank), .missingCeilings,
    .journalCut(bytes: 0), .journalFailed(.blank), .journalRecovered, .walletFailed(.blank), .driverBegun(.blank),
    .staleAnswer(.blank), .impossibleAnswer(.blank), .started(payments: 0),
  ]

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .gatewayFound, .gatewayLost, .gatewayStands, .offersSkipped, .keyChanged, .advertisementChanged, .sellerSilent,
      .sellerSpeaksAgain:
      try walkGateway(&f)
    case .sessionOpened, .sessionCredited, .sessionEnded, .meterDrift, .meterTooFast, .unmetered, .egressProved,
      .egressOff, .egressMissing, .exposed, .stopEnded:
      try walkSession(&f)
    case .purchaseBegun, .purchaseFailed, .renewalFailed, .deliveryBegun, .deliveryAnswered, .paymentStands,
      .paymentClosed, .settlementUnsound, .paymentAdopted, .paymentVoided:
      try walkPayment(&f)
    case .choreDone, .choreFailed, .rotationWaitsForClock, .missingCeilings, .journalCut, .journalFailed,
      .journalRecovered, .walletFailed, .driverBegun, .staleAnswer, .impossibleAnswer, .started:
      try walkHousehold(&f)
    }
  }
}
