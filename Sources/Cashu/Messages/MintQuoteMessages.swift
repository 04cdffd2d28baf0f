package import TollGateCrypto
package import TollGateJSON

/// To `/v1/mint/quote/{method}` (NUT-04, 20, 23): an invoice to be paid.
package struct MintQuoteRequest: MintMessage, Hashable {
  package let amount: Amount
  package let unit: String
  package let note: String?
  /// Whose signature redeems the quote.
  package let key: CompressedPoint?

  package init(amount: Amount, unit: String, note: String? = nil, key: CompressedPoint? = nil) {
    self.amount = amount
    self.unit = unit
    self.note = note
    self.key = key
  }

  package init(_ members: Members) throws(MessageFlaw) {
    amount = try members.amount("amount")
    unit = try members.text("unit")
    note = try members.optional("description", \.string)
    key = try members.optional("pubkey", Members.point)
  }

  package func write(to writer: inout JSONWriter) {
    writer.member("amount", amount.value)
    writer.member("unit", unit)
    writer.member(ifThere: "description", note)
    writer.member(ifThere: "pubkey", key?.hex)
  }
}

package struct MintQuote: MintMessage, Hashable {
  package enum State: String, Hashable, Sendable {
    case unpaid = "UNPAID"
    case paid = "PAID"
    case issued = "ISSUED"
  }

  package var id: String
  /// The invoice.
  package var request: String
  /// Older mints don't repeat it.
  package var amount: Amount?
  package var unit: String?
  package var state: State
  /// In seconds since 1970.
  package var expiry: UInt64?
  package var key: CompressedPoint?

  package init(
    id: String, request: String, amount: Amount?, unit: String?, state: State, expiry: UInt64? = nil,
    key: CompressedPoint? = nil
  ) {
    self.id = id
    self.request = request
    self.amount = amount
    self.unit = unit
    self.state = state
    self.expiry = expiry
    self.key = key
  }

  /// One mint writes an empty key where there is none.
  package init(_ members: Members) throws(MessageFlaw) {
    id = try members.text("quote")
    request = try members.text("request")
    amount = try members.optional("amount", \.uint64).map(Amount.init)
    unit = try members.optional("unit", \.string)
    state = try members.word("state")
    expiry = try members.moment("expiry")
    let isKeyEmpty = try members.node("pubkey")?.string == ""
    key = isKeyEmpty ? nil : try members.optional("pubkey", Members.point)
  }

  package func write(to writer: inout JSONWriter) {
    writer.member("quote", id)
    writer.member("request", request)
    writer.member(ifThere: "amount", amount?.value)
    writer.member(ifThere: "unit", unit)
    writer.member("state", state.rawValue)
    writer.member(ifThere: "expiry", expiry)
    writer.member(ifThere: "pubkey", key?.hex)
  }
}

/// To `/v1/mint/{method}`: signatures for a quote that is paid.
package struct MintRequest: MintMessage, Hashable {
  package let quote: String
  package let outputs: [BlindedMessage]
  package let signature: Octets64?

  package init(quote: String, outputs: [BlindedMessage], signature: Octets64? = nil) {
    self.quote = quote
    self.outputs = outputs
    self.signature = signature
  }

  package init(_ members: Members) throws(MessageFlaw) {
    quote = try members.text("quote")
    outputs = try members.list("outputs") { node throws(MessageFlaw) in try BlindedMessage(node) }
    signature = try members.optional("signature") { $0.string.flatMap { Octets64(hex: $0) } }
  }

  package func write(to writer: inout JSONWriter) {
    writer.member("quote", quote)
    writer.list("outputs", outputs)
    writer.member(ifThere: "signature", signature?.hex)
  }
}
