import TollGateCore

/// The version of the reference that a sandbox is like (facts/tollgate.md §1 and §9). `cd7a937` is recorded byte for byte;
/// of the later ones the differences are known, not every byte.
package enum SandboxProfile: String, Hashable, Sendable, CaseIterable {
  case cd7a937, alpha4, rc1

  private var isOld: Bool { self == .cd7a937 }

  /// The advertisement says what it is; the old one leaves that to a guess from its bytes.
  var namesAdvertisementType: Bool { !isOld }
  var hasSessionState: Bool { !isOld }
  /// Says in headers whom it has answered.
  var namesClientInHeaders: Bool { !isOld }
  /// A purchase after the end begins anew; the old one adds it to what was used up.
  var replacesSpentAllotment: Bool { !isOld }
  /// Refuses a token of somebody whom it can't let through, instead of taking it.
  var refusesUnregistered: Bool { !isOld }
  /// Refuses a token that it is working on.
  var refusesDuplicates: Bool { self == .rc1 }
  /// Never advertises or wants fewer steps than one.
  var floorsMinimumSteps: Bool { self == .rc1 }
  /// Answers a client without a hardware address in plain JSON, and `/whoami` without one with an empty address.
  var answersUnresolvedPlainly: Bool { !isOld }

  /// How this version tells that a token was not redeemed.
  func notice(of refusal: TokenRefusal) -> (code: NoticeCode, text: String) {
    let failed = "Payment processing failed: "
    switch refusal {
    case .malformed(let detail): return (.invalidToken, "Invalid cashu token: \(detail)")
    case .spent where isOld: return (.processingFailed, failed + "could not swap proofs: proofs already spent")
    case .spent: return (.tokenSpent, "Token has already been spent")
    case .locked:
      return (
        isOld ? .processingFailed : .lockedToken,
        failed + "token has spending conditions and cannot be spent by the gateway"
      )
    case .mintNotAccepted(let detail): return (isOld ? .processingFailed : .mintNotAccepted, failed + detail)
    case .belowSwapFee:
      return (isOld ? .processingFailed : .belowSwapFee, failed + "could not swap proofs: no outputs provided.")
    case .mintUnreachable(let detail): return (isOld ? .processingFailed : .mintUnreachable, failed + detail)
    case .keysetExpired: return (isOld ? .processingFailed : .keysetExpired, failed + "keyset has expired")
    case .mintRateLimited: return (.mintRateLimited, failed + "too many requests")
    case .failed(let detail): return (.processingFailed, failed + detail)
    }
  }

  /// The mint has not answered: whether the token is redeemed is open.
  var unknownOutcome: (code: NoticeCode, text: String) {
    isOld
      ? (.processingTimeout, "Payment processing timed out")
      : (.outcomeUnknown, "Payment outcome unknown, do not send this token again")
  }
}
