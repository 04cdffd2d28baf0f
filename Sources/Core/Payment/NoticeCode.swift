/// Every code that a gateway is known to send (facts of three versions), and room for those to come.
public enum NoticeCode: Hashable, Sendable {
  case macAddressLookupFailed, deviceUnresolved, clientNotRegistered, serviceUnavailable, noReachableMints
  case unsupportedMediaType, tooManyRequests
  case mintNotAccepted, keysetExpired, belowSwapFee
  case invalidToken, lockedToken, invalidRequest, invalidEvent, invalidMACAddress
  case sessionError, gateOpenFailed, grantPending, tokenSpent
  case processingFailed, processingTimeout, outcomeUnknown, duplicateInflight, mintUnreachable, mintRateLimited
  case internalError
  case unrecognised(String)

  /// The word on the wire. 415 and 429 have none of their own; they are named by status.
  public var word: String {
    if case .unrecognised(let text) = self { return text }
    for (code, word) in NoticeCode.words where code == self { return word }
    return ""
  }

  public init(word: String) {
    for (code, known) in NoticeCode.words where known == word {
      self = code
      return
    }
    self = .unrecognised(word)
  }

  /// All known codes with their words.
  public static let words: [(NoticeCode, String)] = [
    (.macAddressLookupFailed, "mac-address-lookup-failed"), (.deviceUnresolved, "device-unresolved"),
    (.clientNotRegistered, "client-not-registered"), (.serviceUnavailable, "service-unavailable"),
    (.noReachableMints, "no-reachable-mints"), (.unsupportedMediaType, "415"), (.tooManyRequests, "429"),
    (.mintNotAccepted, "payment-error-mint-not-accepted"), (.keysetExpired, "payment-error-keyset-expired"),
    (.belowSwapFee, "payment-error-below-swap-fee"), (.invalidToken, "payment-error-invalid-token"),
    (.lockedToken, "payment-error-locked-token"), (.invalidRequest, "invalid-request"),
    (.invalidEvent, "invalid-event"), (.invalidMACAddress, "invalid-mac-address"), (.sessionError, "session-error"),
    (.gateOpenFailed, "gate-open-failed"), (.grantPending, "payment-received-grant-pending"),
    (.tokenSpent, "payment-error-token-spent"), (.processingFailed, "payment-processing-failed"),
    (.processingTimeout, "payment-processing-timeout"), (.outcomeUnknown, "payment-outcome-unknown"),
    (.duplicateInflight, "payment-duplicate-inflight"), (.mintUnreachable, "payment-error-mint-unreachable"),
    (.mintRateLimited, "mint-rate-limited"), (.internalError, "internal-error"),
  ]
}

/// What an answer means for the money: the table of C5.
public enum AnswerClass: UInt8, Hashable, Sendable, CaseIterable {
  case notTakenSameSellerLater
  case notTakenOtherMintOrOffer
  case notTakenStopAndTell
  case taken
  case maybe
}

extension NoticeCode {
  /// The row of C5 that this code stands in. Codes nobody knows may mean anything.
  public var answerClass: AnswerClass {
    switch self {
    case .macAddressLookupFailed, .deviceUnresolved, .clientNotRegistered, .serviceUnavailable, .noReachableMints,
      .unsupportedMediaType, .tooManyRequests:
      .notTakenSameSellerLater
    case .mintNotAccepted, .keysetExpired, .belowSwapFee:
      .notTakenOtherMintOrOffer
    case .invalidToken, .lockedToken, .invalidRequest, .invalidEvent, .invalidMACAddress:
      .notTakenStopAndTell
    case .sessionError, .gateOpenFailed, .grantPending, .tokenSpent:
      .taken
    case .processingFailed, .processingTimeout, .outcomeUnknown, .duplicateInflight, .mintUnreachable, .mintRateLimited,
      .internalError, .unrecognised:
      .maybe
    }
  }

  /// The gateway asks not to send the token again: it is sent once more at the most (C6).
  public var saysDoNotResend: Bool { self == .outcomeUnknown || self == .processingTimeout }
  /// The gateway is still busy with this token: an answer that only postpones (C6).
  public var onlyPostpones: Bool { self == .duplicateInflight || self == .tooManyRequests }
  /// Has a plain shape that is believed without a signature (C5).
  public var hasPlainShape: Bool {
    self == .unsupportedMediaType || self == .tooManyRequests || self == .deviceUnresolved
  }
}
