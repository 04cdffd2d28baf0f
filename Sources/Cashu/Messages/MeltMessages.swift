package import TollGateJSON

/// To `/v1/melt/quote/{method}` (NUT-05, 23): what it costs to have an invoice paid.
package struct MeltQuoteRequest: MintMessage, Hashable {
  package let request: String
  package let unit: String

  package init(request: String, unit: String) {
    self.request = request
    self.unit = unit
  }

  package init(_ members: Members) throws(MessageFlaw) {
    request = try members.text("request")
    unit = try members.text("unit")
  }

  package func write(to writer: inout JSONWriter) {
    writer.member("request", request)
    writer.member("unit", unit)
  }
}

/// The quote, and also what comes of a melt.
package struct MeltQuote: MintMessage, Hashable {
  package enum State: String, Hashable, Sendable {
    case unpaid = "UNPAID"
    case pending = "PENDING"
    case paid = "PAID"
  }

  package var id: String
  package var amount: Amount
  package var feeReserve: Amount
  package var state: State
  /// In seconds since 1970.
  package var expiry: UInt64?
  package var preimage: String?
  /// For the first of the blank outputs, in their order (NUT-08).
  package var change: [BlindSignature]

  package init(
    id: String, amount: Amount, feeReserve: Amount, state: State, expiry: UInt64? = nil, preimage: String? = nil,
    change: [BlindSignature] = []
  ) {
    self.id = id
    self.amount = amount
    self.feeReserve = feeReserve
    self.state = state
    self.expiry = expiry
    self.preimage = preimage
    self.change = change
  }

  package init(_ members: Members) throws(MessageFlaw) {
    id = try members.text("quote")
    amount = try members.amount("amount")
    feeReserve = try members.amount("fee_reserve")
    state = try members.word("state")
    expiry = try members.moment("expiry")
    preimage = try members.optional("payment_preimage", \.string)
    change = try members.list(ifThere: "change") { node throws(MessageFlaw) in try BlindSignature(node) } ?? []
  }

  package func write(to writer: inout JSONWriter) {
    writer.member("quote", id)
    writer.member("amount", amount.value)
    writer.member("fee_reserve", feeReserve.value)
    writer.member("state", state.rawValue)
    writer.member(ifThere: "expiry", expiry)
    writer.member(ifThere: "payment_preimage", preimage)
    if !change.isEmpty { writer.list("change", change) }
  }
}

/// To `/v1/melt/{method}`. The outputs have no amount yet: the mint fills them with what the payment did not need.
package struct MeltRequest: MintMessage, Hashable {
  package let quote: String
  package let inputs: [Proof]
  package let outputs: [BlindedMessage]

  package init(quote: String, inputs: [Proof], outputs: [BlindedMessage] = []) {
    self.quote = quote
    self.inputs = inputs
    self.outputs = outputs
  }

  package init(_ members: Members) throws(MessageFlaw) {
    quote = try members.text("quote")
    inputs = try members.list("inputs") { node throws(MessageFlaw) in try Proof(node) }
    outputs = try members.list(ifThere: "outputs") { node throws(MessageFlaw) in try BlindedMessage(node) } ?? []
  }

  package func write(to writer: inout JSONWriter) {
    writer.member("quote", quote)
    writer.list("inputs", inputs)
    if !outputs.isEmpty { writer.list("outputs", outputs) }
  }
}
