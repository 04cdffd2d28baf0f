import TollGateCashu
import TollGateJSON

extension MintMistake {
  /// As this kind of mint answers.
  func reply(_ profile: MintProfile) -> MintReply {
    switch self {
    case .noSuchPath: MintMistake.reply(404, text, code: nil)
    case .methodNotAllowed: MintMistake.reply(405, text, code: nil)
    case .broken: MintMistake.reply(500, text, code: nil)
    case .unreadable, .listTooLong, .amountNotPositive:
      profile == .nutshell ? validation : MintMistake.reply(400, text, code: code(profile))
    default: MintMistake.reply(400, text, code: code(profile))
    }
  }

  func code(_ profile: MintProfile) -> UInt64 { profile == .nuts ? numbers.nuts : numbers.nutshell }

  /// Of Nutshell 0.21.0, and of the specification (facts/cashu.md, A6 and B6).
  private var numbers: (nutshell: UInt64, nuts: UInt64) {
    switch self {
    case .noOutputs(let atQuote): (atQuote ? 11000 : 0, 11000)
    case .noInputs, .secretTooLong, .witnessTooLong: (11000, 11000)
    case .outputNotAPoint, .severalKeysets: (11000, 11000)
    case .amountNotPositive, .amountTooGreat: (11006, 11006)
    case .listTooLong(let key, _, _): (11000, key == "outputs" ? 11015 : 11014)
    case .inputKeysetUnknown: (0, 12001)
    case .outputKeysetUnknown: (11000, 12001)
    case .keysNotFound: (12001, 12001)
    case .keysetInactive: (12002, 12002)
    case .keysetExpired: (12002, 12003)
    case .severalUnits: (11000, 11009)
    case .unitMismatch: (11000, 11010)
    case .noSecret, .proofWrong: (10001, 10001)
    case .locked: (11000, 10001)
    case .spent: (11001, 11001)
    case .inputsPending: (11002, 11002)
    case .alreadySigned: (11003, 11003)
    case .outputsPending: (11004, 11004)
    case .outputsExceedInputs, .unbalanced, .wrongAmountForQuote, .inputsTooSmall: (11000, 11005)
    case .duplicateInputs: (11007, 11007)
    case .duplicateOutputs: (11008, 11008)
    case .amountlessInvoice: (0, 11011)
    case .unitWithoutKeyset: (11013, 11013)
    case .unitUnknown: (0, 11013)
    case .quoteUnpaid: (20001, 20001)
    case .quoteIssued: (20002, 20002)
    case .paymentFailed: (20004, 20004)
    case .quotePending: (20005, 20005)
    case .invoicePaid: (20006, 20006)
    case .quoteExpired: (20007, 20007)
    case .quoteSignatureWrong: (20008, 20008)
    default: (0, 0)
    }
  }

  private static func reply(_ status: UInt16, _ text: String, code: UInt64?) -> MintReply {
    var writer = JSONWriter()
    writer.beginObject()
    writer.pair("detail", text)
    if let code { writer.pair("code", code) }
    writer.endObject()
    return MintReply(status, writer.bytes)
  }

  /// The list of one framework for Python; it has no number.
  private var validation: MintReply {
    var (type, member): (String, String?) = ("value_error", nil)
    switch self {
    case .listTooLong(let key, _, _): (type, member) = ("too_long", key)
    case .amountNotPositive: (type, member) = ("greater_than", "amount")
    case .unreadable(.notJSON): type = "json_invalid"
    case .unreadable(.notAnObject): type = "model_attributes_type"
    case .unreadable(.missing(let key)): (type, member) = ("missing", key)
    case .unreadable(.wrong(let key)), .unreadable(.repeated(let key)): member = key
    default: break
    }
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("detail")
    writer.beginArray()
    writer.beginObject()
    writer.pair("type", type)
    writer.key("loc")
    writer.beginArray()
    writer.string("body")
    if let member { writer.string(member) }
    writer.endArray()
    writer.pair("msg", text)
    writer.endObject()
    writer.endArray()
    writer.endObject()
    return MintReply(422, writer.bytes)
  }
}
