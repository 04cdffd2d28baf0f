extension MintRefusal {
  /// What a refusal comes to for a wallet.
  package enum Meaning: Hashable, Sendable {
    case wrongProof
    case spent
    case pending
    case alreadySigned
    /// The fee is another than we think, or the sum is wrong.
    case unbalanced
    case duplicates
    case tooMany
    case unitUnsupported
    case amountOutOfRange
    case keysetUnknown
    case keysetInactive
    case keysetExpired
    case quoteUnpaid
    case quoteIssued
    case quotePending
    case quoteExpired
    case quoteUnknown
    case quoteSignatureWrong
    case invoicePaid
    case paymentFailed
    case mintingDisabled
    /// A lock was not opened.
    case locked
    case needsLogin
    /// Whether anything has happened can't be known: restore before anything else.
    case outcomeUnknown
    case other
  }

  package var meaning: Meaning {
    if let code, let meaning = MintRefusal.meanings[code] { return meaning }
    if status == 404 || status >= 500 { return .outcomeUnknown }
    let lowered = text.inLowerCase
    if let found = MintRefusal.phrases.first(where: { lowered.has($0.words) }) { return found.meaning }
    if lowered.hasPrefix("keyset "), lowered.hasSuffix(" unknown") { return .keysetUnknown }
    return status == 422 && lowered.has("at most") ? .tooMany : .other
  }

  /// The numbers of the specification that say what has happened. 11000 and the like say nothing.
  private static let meanings: [UInt64: Meaning] = [
    10001: .wrongProof, 11001: .spent, 11002: .pending, 11003: .alreadySigned, 11004: .pending, 11005: .unbalanced,
    11006: .amountOutOfRange, 11007: .duplicates, 11008: .duplicates, 11013: .unitUnsupported, 11014: .tooMany,
    11015: .tooMany, 12001: .keysetUnknown, 12002: .keysetInactive, 12003: .keysetExpired, 20001: .quoteUnpaid,
    20002: .quoteIssued, 20003: .mintingDisabled, 20004: .paymentFailed, 20005: .quotePending, 20006: .invoicePaid,
    20007: .quoteExpired, 20008: .quoteSignatureWrong, 20009: .quoteSignatureWrong, 30001: .needsLogin,
    30002: .needsLogin, 31001: .needsLogin, 31002: .needsLogin,
  ]

  /// What Nutshell says under a number that means nothing.
  private static let phrases: [(words: String, meaning: Meaning)] = [
    ("not balanced", .unbalanced), ("less than output amounts", .unbalanced), ("not enough inputs", .unbalanced),
    ("quote not found", .quoteUnknown), ("already spent", .spent), ("already signed", .alreadySigned),
    ("no signatures in proof", .locked), ("signature threshold", .locked), ("not enough pubkeys", .locked),
    ("htlc preimage", .locked), ("keyset id unknown", .keysetUnknown), ("keyset not found", .keysetUnknown),
  ]
}

extension String {
  func has(_ words: String) -> Bool {
    let (text, words) = (Array(utf8), Array(words.utf8))
    guard words.count <= text.count else { return false }
    return (0...text.count - words.count).contains { text[$0..<$0 + words.count].elementsEqual(words) }
  }
}
