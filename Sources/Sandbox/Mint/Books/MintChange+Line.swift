import TollGateCashu
import TollGateCrypto
import TollGateJSON

extension MintChange {
  private enum Word: String {
    case founded, opened, revised, spent, signed, booked
    case mintQuote = "mint-quote"
    case meltQuote = "melt-quote"
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.pair("is", word.rawValue)
    switch self {
    case .founded(let seed): writer.pair("seed", seed.hex)
    case .opened(let plan): plan.write(to: &writer)
    case .revised(let info): info.write(to: &writer)
    case .mintQuote(let quote): quote.write(to: &writer)
    case .meltQuote(let quote): quote.write(to: &writer)
    case .spent(let proof): proof.write(to: &writer)
    case .signed(let point, let signature):
      writer.pair("B_", point.hex)
      signature.write(to: &writer)
    case .booked(let unit, let sums):
      writer.pair("unit", unit)
      writer.pair("issued", UInt64(clamping: sums.issued))
      writer.pair("fees", UInt64(clamping: sums.fees))
      writer.pair("paidOut", UInt64(clamping: sums.paidOut))
      writer.pair("kept", UInt64(clamping: sums.kept))
    }
    writer.endObject()
  }

  private var word: Word {
    switch self {
    case .founded: .founded
    case .opened: .opened
    case .revised: .revised
    case .mintQuote: .mintQuote
    case .meltQuote: .meltQuote
    case .spent: .spent
    case .signed: .signed
    case .booked: .booked
    }
  }

  init(_ members: Members) throws(MessageFlaw) {
    switch Word(rawValue: try members.text("is")) {
    case .founded: self = .founded(try members.octets32("seed"))
    case .opened: self = .opened(try KeysetPlan(members))
    case .revised: self = .revised(try KeysetInfo(members))
    case .mintQuote: self = .mintQuote(try MintQuoteRecord(members))
    case .meltQuote: self = .meltQuote(try MeltQuoteRecord(members))
    case .spent: self = .spent(try SpentProof(members))
    case .signed: self = .signed(try members.point("B_"), try BlindSignature(members))
    case .booked:
      let sums = MintSums(
        issued: try members.amount("issued").value, fees: try members.amount("fees").value,
        paidOut: try members.amount("paidOut").value, kept: try members.amount("kept").value)
      self = .booked(unit: try members.text("unit"), sums)
    case nil: throw .wrong("is")
    }
  }
}

extension KeysetPlan {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.pair("unit", unit)
    writer.pair("version", version.rawValue)
    writer.pair("fee", inputFee)
    writer.pair(ifThere: "expiry", finalExpiry)
    writer.pair("powers", UInt64(powers))
  }

  fileprivate init(_ members: Members) throws(MessageFlaw) {
    self.init(
      unit: try members.text("unit"),
      version: try members.required("version") { $0.string.flatMap(IDVersion.init(rawValue:)) },
      inputFee: try members.required("fee", \.uint64), finalExpiry: try members.optional("expiry", \.uint64),
      powers: try members.required("powers") { $0.uint64.flatMap { Int(exactly: $0) } })
  }
}

extension SpentProof {
  func write(to writer: inout JSONWriter) {
    writer.pair("Y", point.hex)
    writer.pair("amount", amount)
    writer.pair("id", keyset.hex)
    writer.pair(ifThere: "witness", witness)
  }

  init(_ members: Members) throws(MessageFlaw) {
    self.init(
      point: try members.point("Y"), amount: try members.amount("amount").value, keyset: try members.keyset("id"),
      witness: try members.optional("witness", \.string))
  }
}
