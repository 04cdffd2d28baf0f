/// What somebody wants to be paid, and how (NUT-18). It proves nothing: whoever shows it may have written it.
package struct PaymentRequest: Hashable, Sendable {
  package struct Transport: Hashable, Sendable {
    /// `post` or `nostr`, or one that came later.
    package let kind: String
    package let target: String
    package let tags: [[String]]
  }

  /// The lock that the payment must have (NUT-10).
  package struct Lock: Hashable, Sendable {
    package let kind: String
    package let data: String
    package let tags: [[String]]
  }

  /// The longest text that is read.
  package static let longest = 1 << 14

  package internal(set) var id: String?
  /// Never without a unit.
  package internal(set) var amount: Amount?
  package internal(set) var unit: String?
  package internal(set) var isSingleUse: Bool?
  /// Empty for any mint.
  package internal(set) var mints: [String] = []
  package internal(set) var note: String?
  /// Empty for an answer on the way on which the request came.
  package internal(set) var transports: [Transport] = []
  package internal(set) var lock: Lock?

  package static func read(_ text: [UInt8]) throws(TokenFlaw) -> PaymentRequest {
    guard text.count <= longest else { throw .tooLong }
    let text = text.withoutSpaceAround
    guard text.starts(with: "creq".utf8), text.count > 5 else { throw .notAToken }
    guard text[text.startIndex + 4] == UInt8(ascii: "A") else { throw .unknownVersion }
    let characters = text.dropFirst(5)
    guard let bytes = Base64URL.bytes(characters.span) else { throw .badBase64 }
    var reader = CBORReader(bytes)
    do {
      let request = try reader.paymentRequest()
      try reader.end()
      return request
    } catch {
      throw .badCBOR(error)
    }
  }

  package static func read(_ text: String) throws(TokenFlaw) -> PaymentRequest { try read(Array(text.utf8)) }
}

extension CBORReader {
  fileprivate mutating func paymentRequest() throws(CBORMistake) -> PaymentRequest {
    let start = position
    var request = PaymentRequest()
    var mints: [String]?
    var transports: [PaymentRequest.Transport]?
    var items = try openMap()
    while try hasNext(&items) {
      switch try wordKey() {
      case "i": try fillIfThere(&request.id) { reader throws(CBORMistake) in try reader.text() }
      case "a": try fillIfThere(&request.amount) { reader throws(CBORMistake) in Amount(try reader.unsigned()) }
      case "u": try fillIfThere(&request.unit) { reader throws(CBORMistake) in try reader.text() }
      case "s": try fillIfThere(&request.isSingleUse) { reader throws(CBORMistake) in try reader.bool() }
      case "m": try fillIfThere(&mints) { reader throws(CBORMistake) in try reader.texts() }
      case "d": try fillIfThere(&request.note) { reader throws(CBORMistake) in try reader.text() }
      case "t":
        try fillIfThere(&transports) { reader throws(CBORMistake) in
          try reader.array { reader throws(CBORMistake) in
            let parts = try reader.parts(["t", "a", "g"])
            return PaymentRequest.Transport(kind: parts.first, target: parts.second, tags: parts.tags)
          }
        }
      case "nut10":
        try fillIfThere(&request.lock) { reader throws(CBORMistake) in
          let parts = try reader.parts(["k", "d", "t"])
          return PaymentRequest.Lock(kind: parts.first, data: parts.second, tags: parts.tags)
        }
      default: try skip()
      }
    }
    if request.amount != nil, request.unit == nil { throw mistake(.missingKey, at: start) }
    request.mints = mints ?? []
    request.transports = transports ?? []
    return request
  }

  private mutating func texts() throws(CBORMistake) -> [String] {
    try array { reader throws(CBORMistake) in try reader.text() }
  }

  /// Two texts and some tags, under these keys.
  private mutating func parts(
    _ keys: InlineArray<3, String>
  ) throws(CBORMistake) -> (first: String, second: String, tags: [[String]]) {
    let start = position
    var first, second: String?
    var tags: [[String]]?
    var items = try openMap()
    while try hasNext(&items) {
      switch try wordKey() {
      case keys[0]: try fill(&first) { reader throws(CBORMistake) in try reader.text() }
      case keys[1]: try fill(&second) { reader throws(CBORMistake) in try reader.text() }
      case keys[2]:
        try fillIfThere(&tags) { reader throws(CBORMistake) in
          try reader.array { reader throws(CBORMistake) in try reader.texts() }
        }
      default: try skip()
      }
    }
    guard let first, let second else { throw mistake(.missingKey, at: start) }
    return (first, second, tags ?? [])
  }
}
