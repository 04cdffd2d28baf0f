import TollGateCashu

/// Why a request is refused.
enum MintMistake: Error, Hashable, Sendable {
  case noSuchPath, methodNotAllowed
  case unreadable(MessageFlaw)
  case listTooLong(key: String, most: Int, count: Int)
  case amountNotPositive, amountTooGreat
  case noInputs
  /// Nutshell numbers it one way when a quote is redeemed, another way elsewhere.
  case noOutputs(atQuote: Bool)
  case noSecret, secretTooLong, witnessTooLong
  case duplicateInputs, duplicateOutputs
  case inputKeysetUnknown(String), outputKeysetUnknown, keysNotFound(String)
  case keysetInactive, keysetExpired
  case severalKeysets, severalUnits, unitMismatch
  case signatureNotAPoint, outputNotAPoint
  case noKeyFor(UInt64)
  case proofWrong, spent, inputsPending, alreadySigned, outputsPending
  case outputsExceedInputs(UInt64, UInt64)
  case unbalanced(inputs: UInt64, fee: UInt64, outputs: UInt64)
  case wrongAmountForQuote, inputsTooSmall(UInt64, needed: UInt64)
  case quoteUnknown, quoteUnpaid, quoteIssued, quotePending, quoteExpired, invoicePaid, quoteSignatureWrong
  case unitWithoutKeyset(String), unitUnknown(String)
  case paymentFailed, invoiceUnreadable, amountlessInvoice
  case locked(String)
  /// The books can't be written.
  case broken
}

extension MintMistake {
  /// What is said of it, in Nutshell's words.
  var text: String {
    switch self {
    case .noSuchPath: "Not Found"
    case .methodNotAllowed: "Method Not Allowed"
    case .unreadable(let flaw): MintMistake.text(flaw)
    case .listTooLong(_, let most, let count): "List should have at most \(most) items after validation, not \(count)"
    case .amountNotPositive: "Input should be greater than 0"
    case .amountTooGreat: "amount is too great."
    case .noInputs: "no proofs provided."
    case .noOutputs: "no outputs provided."
    case .noSecret: "no secret in proofs"
    case .secretTooLong: "secret too long. max: \(ProofSecret.longest)"
    case .witnessTooLong: "witness too long. max: \(LockWitness.longest)"
    case .duplicateInputs: "Duplicate inputs provided"
    case .duplicateOutputs: "Duplicate outputs provided"
    case .inputKeysetUnknown(let id): "keyset \(id) unknown"
    case .outputKeysetUnknown: "keyset id unknown."
    case .keysNotFound(let id): "keyset not found: \(id)"
    case .keysetInactive: "keyset id inactive."
    case .keysetExpired: "keyset has expired."
    case .severalKeysets: "outputs have different keyset ids."
    case .severalUnits: "proofs or outputs are of several units."
    case .unitMismatch: "proofs and outputs are of different units."
    case .signatureNotAPoint: "The public key could not be parsed or is invalid."
    case .outputNotAPoint: "invalid blinded message."
    case .noKeyFor(let amount): "\(amount)"
    case .proofWrong: "proofs could not be verified"
    case .locked(let why): why
    default: moneyText
    }
  }

  private var moneyText: String {
    switch self {
    case .spent: "proofs already spent"
    case .inputsPending: "proofs are pending."
    case .alreadySigned: "outputs already signed"
    case .outputsPending: "outputs are pending."
    case .outputsExceedInputs(let inputs, let outputs):
      "input amounts (\(inputs)) less than output amounts (\(outputs))."
    case .unbalanced(let inputs, let fee, let outputs):
      "inputs (\(inputs)) - fees (\(fee)) vs outputs (\(outputs)) are not balanced."
    case .wrongAmountForQuote: "amount to mint does not match quote amount"
    case .inputsTooSmall(let given, let needed):
      "not enough inputs provided for melt. Provided: \(given), needed: \(needed)"
    case .quoteUnknown: "quote not found"
    case .quoteUnpaid: "quote not paid"
    case .quoteIssued: "quote already issued"
    case .quotePending: "quote is pending"
    case .quoteExpired: "quote expired"
    case .invoicePaid: "mint quote already paid"
    case .quoteSignatureWrong: "Signature for mint request invalid"
    case .unitWithoutKeyset(let unit): "unit '\(unit)' not supported in any keyset."
    case .unitUnknown(let unit): "'\(unit)'"
    case .paymentFailed: "Lightning payment failed."
    case .invoiceUnreadable: "Bech32 string is not valid."
    case .amountlessInvoice: "Amountless invoices are not supported."
    default: "Internal Server Error"
    }
  }

  private static func text(_ flaw: MessageFlaw) -> String {
    switch flaw {
    case .notJSON: "JSON decode error"
    case .notAnObject: "Input should be a valid dictionary or object to extract fields from"
    case .missing: "Field required"
    case .wrong, .repeated: "Input should be valid"
    }
  }
}
