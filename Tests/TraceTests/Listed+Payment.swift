import TollGateCore
import TollGateTrace

extension Payment.Service: Listed {
  enum Kind: CaseIterable {
    case none, unknown, awaited, granted, there, short, blind
  }

  var kind: Kind {
    switch self {
    case .none: .none
    case .unknown: .unknown
    case .awaited: .awaited
    case .granted: .granted
    case .there: .there
    case .short: .short
    case .blind: .blind
    }
  }
}

extension Payment.Money: Listed {
  enum Kind: CaseIterable {
    case reserved, unknown, held, stranded, releasing, claimedSpent, presumedSpent, spent, takingBack, returned
  }

  var kind: Kind {
    switch self {
    case .reserved: .reserved
    case .unknown: .unknown
    case .held: .held
    case .stranded: .stranded
    case .releasing: .releasing
    case .claimedSpent: .claimedSpent
    case .presumedSpent: .presumedSpent
    case .spent: .spent
    case .takingBack: .takingBack
    case .returned: .returned
    }
  }
}

extension Chore: Listed {
  enum Kind: CaseIterable {
    case makeChange, rotate, recover
  }

  var kind: Kind {
    switch self {
    case .makeChange: .makeChange
    case .rotate: .rotate
    case .recover: .recover
    }
  }
}

extension PaymentFailure: Listed {
  enum Kind: CaseIterable {
    case insufficient, noExactChange, mintUnreachable, notWritable, conflict, cancelled
  }

  var kind: Kind {
    switch self {
    case .insufficient: .insufficient
    case .noExactChange: .noExactChange
    case .mintUnreachable: .mintUnreachable
    case .notWritable: .notWritable
    case .conflict: .conflict
    case .cancelled: .cancelled
    }
  }
}

extension EgressTarget: Listed {
  enum Kind: CaseIterable {
    case host, mint
  }

  var kind: Kind {
    switch self {
    case .host: .host
    case .mint: .mint
    }
  }
}

extension EgressPolicy: Listed {
  enum Kind: CaseIterable {
    case off, host, anyMint
  }

  var kind: Kind {
    switch self {
    case .off: .off
    case .host: .host
    case .anyMint: .anyMint
    }
  }
}

extension JournalFailure: Listed {
  enum Kind: CaseIterable {
    case notWritable, notDurable, notReadable, cancelled
  }

  var kind: Kind {
    switch self {
    case .notWritable: .notWritable
    case .notDurable: .notDurable
    case .notReadable: .notReadable
    case .cancelled: .cancelled
    }
  }
}

extension NoticeCode: Listed {
  enum Kind: CaseIterable {
    case macAddressLookupFailed, deviceUnresolved, clientNotRegistered, serviceUnavailable, noReachableMints
    case unsupportedMediaType, tooManyRequests, mintNotAccepted, keysetExpired, belowSwapFee, invalidToken
    case lockedToken, invalidRequest, invalidEvent, invalidMACAddress, sessionError, gateOpenFailed, grantPending
    case tokenSpent, processingFailed, processingTimeout, outcomeUnknown, duplicateInflight, mintUnreachable
    case mintRateLimited, internalError, unrecognised
  }

  var kind: Kind {
    switch self {
    case .macAddressLookupFailed: .macAddressLookupFailed
    case .deviceUnresolved: .deviceUnresolved
    case .clientNotRegistered: .clientNotRegistered
    case .serviceUnavailable: .serviceUnavailable
    case .noReachableMints: .noReachableMints
    case .unsupportedMediaType: .unsupportedMediaType
    case .tooManyRequests: .tooManyRequests
    case .mintNotAccepted: .mintNotAccepted
    case .keysetExpired: .keysetExpired
    case .belowSwapFee: .belowSwapFee
    case .invalidToken: .invalidToken
    case .lockedToken: .lockedToken
    case .invalidRequest: .invalidRequest
    case .invalidEvent: .invalidEvent
    case .invalidMACAddress: .invalidMACAddress
    case .sessionError: .sessionError
    case .gateOpenFailed: .gateOpenFailed
    case .grantPending: .grantPending
    case .tokenSpent: .tokenSpent
    case .processingFailed: .processingFailed
    case .processingTimeout: .processingTimeout
    case .outcomeUnknown: .outcomeUnknown
    case .duplicateInflight: .duplicateInflight
    case .mintUnreachable: .mintUnreachable
    case .mintRateLimited: .mintRateLimited
    case .internalError: .internalError
    case .unrecognised: .unrecognised
    }
  }
}

extension StopCause: Listed {
  enum Kind: CaseIterable {
    case blindInARow, blindOnLink, blindInTotal, refusal
  }

  var kind: Kind {
    switch self {
    case .blindInARow: .blindInARow
    case .blindOnLink: .blindOnLink
    case .blindInTotal: .blindInTotal
    case .refusal: .refusal
    }
  }
}

extension Reason: Listed {
  enum Kind: CaseIterable {
    case notLookedAtYet, unreachable, notATollGate, invalidAdvertisement, notSelling, busy, untrusted
    case unsupportedMetric, noCeiling, tooDear, noCommonMint, noFunds, noExactChange, overBudget, unresolvedClient
    case refused, waitingForSettlement, waitingForEgress, stopped, standby, walletNotWritable, journalNotWritable
    case mintOutOfReach, allotmentMayStillRun, accessAlreadyOpen, usageUnread, clarifying, buying, open, shuttingDown
  }

  var kind: Kind {
    switch self {
    case .notLookedAtYet: .notLookedAtYet
    case .unreachable: .unreachable
    case .notATollGate: .notATollGate
    case .invalidAdvertisement: .invalidAdvertisement
    case .notSelling: .notSelling
    case .busy: .busy
    case .untrusted: .untrusted
    case .unsupportedMetric: .unsupportedMetric
    case .noCeiling: .noCeiling
    case .tooDear: .tooDear
    case .noCommonMint: .noCommonMint
    case .noFunds: .noFunds
    case .noExactChange: .noExactChange
    case .overBudget: .overBudget
    case .unresolvedClient: .unresolvedClient
    case .refused: .refused
    case .waitingForSettlement: .waitingForSettlement
    case .waitingForEgress: .waitingForEgress
    case .stopped: .stopped
    case .standby: .standby
    case .walletNotWritable: .walletNotWritable
    case .journalNotWritable: .journalNotWritable
    case .mintOutOfReach: .mintOutOfReach
    case .allotmentMayStillRun: .allotmentMayStillRun
    case .accessAlreadyOpen: .accessAlreadyOpen
    case .usageUnread: .usageUnread
    case .clarifying: .clarifying
    case .buying: .buying
    case .open: .open
    case .shuttingDown: .shuttingDown
    }
  }
}

extension Note: Listed {
  enum Kind: CaseIterable {
    case gatewayFound, gatewayLost, gatewayStands, offersSkipped, keyChanged, advertisementChanged, sellerSilent
    case sellerSpeaksAgain, purchaseBegun, purchaseFailed, renewalFailed, deliveryBegun, deliveryAnswered
    case paymentStands, paymentClosed, settlementUnsound, paymentAdopted, paymentVoided, sessionOpened, sessionCredited,
      sessionEnded
    case meterDrift, meterTooFast, unmetered, egressProved, egressOff, egressMissing, exposed, stopEnded, choreDone
    case choreFailed, rotationWaitsForClock, missingCeilings, journalCut, journalFailed, journalRecovered
    case walletFailed, driverBegun, staleAnswer, impossibleAnswer, started
  }

  var kind: Kind {
    switch self {
    case .gatewayFound: .gatewayFound
    case .gatewayLost: .gatewayLost
    case .gatewayStands: .gatewayStands
    case .offersSkipped: .offersSkipped
    case .keyChanged: .keyChanged
    case .advertisementChanged: .advertisementChanged
    case .sellerSilent: .sellerSilent
    case .sellerSpeaksAgain: .sellerSpeaksAgain
    case .purchaseBegun: .purchaseBegun
    case .purchaseFailed: .purchaseFailed
    case .renewalFailed: .renewalFailed
    case .deliveryBegun: .deliveryBegun
    case .deliveryAnswered: .deliveryAnswered
    case .paymentStands: .paymentStands
    case .paymentClosed: .paymentClosed
    case .settlementUnsound: .settlementUnsound
    case .paymentAdopted: .paymentAdopted
    case .paymentVoided: .paymentVoided
    case .sessionOpened: .sessionOpened
    case .sessionCredited: .sessionCredited
    case .sessionEnded: .sessionEnded
    case .meterDrift, .meterTooFast, .unmetered, .egressProved, .egressOff, .egressMissing, .exposed, .stopEnded,
      .choreDone, .choreFailed, .rotationWaitsForClock, .missingCeilings, .journalCut, .journalFailed,
      .journalRecovered, .walletFailed, .driverBegun, .staleAnswer, .impossibleAnswer, .started:
      laterKind
    }
  }

  private var laterKind: Kind {
    switch self {
    case .meterDrift: .meterDrift
    case .meterTooFast: .meterTooFast
    case .unmetered: .unmetered
    case .egressProved: .egressProved
    case .egressOff: .egressOff
    case .egressMissing: .egressMissing
    case .exposed: .exposed
    case .stopEnded: .stopEnded
    case .choreDone: .choreDone
    case .choreFailed: .choreFailed
    case .rotationWaitsForClock: .rotationWaitsForClock
    case .missingCeilings: .missingCeilings
    case .journalCut: .journalCut
    case .journalFailed: .journalFailed
    case .journalRecovered: .journalRecovered
    case .walletFailed: .walletFailed
    case .driverBegun: .driverBegun
    case .staleAnswer: .staleAnswer
    case .impossibleAnswer: .impossibleAnswer
    default: .started
    }
  }
}
