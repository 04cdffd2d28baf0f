import TollGateCashu
import TollGateCrypto
import TollGateJSON

extension MintQuoteRecord {
  func write(to writer: inout JSONWriter) {
    writer.pair("quote", id)
    writer.pair("request", invoice)
    writer.pair("amount", amount)
    writer.pair("unit", unit)
    writer.pair(ifThere: "expiry", expiry)
    writer.pair(ifThere: "key", key?.hex)
    writer.pair("state", state.rawValue)
    writer.pair(ifThere: "polls", polls)
  }

  init(_ members: Members) throws(MessageFlaw) {
    self.init(
      id: try members.text("quote"), invoice: try members.text("request"), amount: try members.amount("amount").value,
      unit: try members.text("unit"), expiry: try members.optional("expiry", \.uint64),
      key: try members.optional("key") { $0.string.flatMap(CompressedPoint.init(hex:)) },
      state: try members.required("state") { $0.string.flatMap(MintQuote.State.init(rawValue:)) },
      polls: try members.optional("polls", \.uint64))
  }
}

extension MeltQuoteRecord {
  func write(to writer: inout JSONWriter) {
    writer.pair("quote", id)
    writer.pair("request", invoice)
    writer.pair("amount", amount)
    writer.pair("unit", unit)
    writer.pair("reserve", reserve)
    writer.pair(ifThere: "expiry", expiry)
    writer.pair("state", state.rawValue)
    writer.pair(ifThere: "preimage", preimage?.hex)
    writer.objects("change", change) { $0.write(to: &$1) }
    guard let flight else { return }
    writer.key("flight")
    writer.beginObject()
    writer.objects("inputs", flight.inputs) { $0.write(to: &$1) }
    writer.objects("blanks", flight.blanks) { blank, writer in
      writer.pair("id", blank.keyset.hex)
      writer.pair("B_", blank.point.hex)
    }
    writer.pair("fee", flight.fee)
    writer.pair(ifThere: "polls", flight.polls)
    writer.key("arrives")
    writer.bool(flight.arrives)
    writer.endObject()
  }

  init(_ members: Members) throws(MessageFlaw) {
    self.init(
      id: try members.text("quote"), invoice: try members.text("request"), amount: try members.amount("amount").value,
      unit: try members.text("unit"), reserve: try members.amount("reserve").value,
      expiry: try members.optional("expiry", \.uint64),
      state: try members.required("state") { $0.string.flatMap(MeltQuote.State.init(rawValue:)) },
      preimage: try members.optional("preimage") { $0.string.flatMap { Octets32(hex: $0) } },
      change: try members.list("change") { node throws(MessageFlaw) in try BlindSignature(node) },
      flight: try members.node("flight").map { node throws(MessageFlaw) in try Flight(Members(node)) })
  }
}

extension MeltQuoteRecord.Flight {
  fileprivate init(_ members: Members) throws(MessageFlaw) {
    self.init(
      inputs: try members.list("inputs") { node throws(MessageFlaw) in try SpentProof(Members(node)) },
      blanks: try members.list("blanks") { node throws(MessageFlaw) in
        let members = try Members(node)
        return BlankOutput(keyset: try members.keyset("id"), point: try members.point("B_"))
      },
      fee: try members.amount("fee").value, polls: try members.optional("polls", \.uint64),
      arrives: try members.required("arrives", \.bool))
  }
}
