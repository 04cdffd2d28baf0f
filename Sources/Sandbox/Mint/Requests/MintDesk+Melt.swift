import TollGateCashu
import TollGateCrypto
import TollGateJSON

extension MintDesk {
  mutating func meltQuote(_ body: AskedBody) throws(MintMistake) -> [UInt8] {
    let request = try body.read { members throws(MessageFlaw) in try MeltQuoteRequest(members) }
    try checkUnit(request.unit)
    let amount: UInt64
    switch FakeInvoice.read(request.request, unit: request.unit) {
    case .amount(let asked): amount = asked
    case .amountless: throw .amountlessInvoice
    case .unreadable: throw .invoiceUnreadable
    }
    guard amount <= MintDesk.most else { throw .amountTooGreat }
    let own = ownQuote(of: request.request)
    if let own, own.state != .unpaid { throw .invoicePaid }
    if let own, own.unit != request.unit { throw .unitMismatch }
    let quote = MeltQuoteRecord(
      id: MintDesk.name("melt quote \(ledger.meltQuotes.count)", ledger.seed), invoice: request.request,
      amount: amount, unit: request.unit, reserve: own == nil ? terms.lightning.reserve(for: amount) : 0,
      expiry: terms.quoteLife.map(now.saturatingSum(with:)))
    try commit([.meltQuote(quote)])
    return MeltQuoteBody.written(quote)
  }

  /// Asking is what moves a payment on.
  mutating func meltQuoteState(_ id: String) throws(MintMistake) -> [UInt8] {
    guard var quote = ledger.meltQuotes[id] else { throw .quoteUnknown }
    if let flight = quote.flight, let polls = flight.polls {
      if polls > 0 {
        quote.flight?.polls = polls - 1
        try commit([.meltQuote(quote)])
      } else {
        quote = try land(quote, flight)
      }
    }
    return MeltQuoteBody.written(quote)
  }

  mutating func melt(_ body: AskedBody) throws(MintMistake) -> [UInt8] {
    let asked = try body.list("inputs") { node throws(MessageFlaw) in try AskedProof(node) }
    let askedOutputs = try body.list("outputs", isOptional: true) { node throws(MessageFlaw) in try AskedOutput(node) }
    let id = try body.read { members throws(MessageFlaw) in try members.text("quote") }
    guard var quote = ledger.meltQuotes[id] else { throw .quoteUnknown }
    switch quote.state {
    case .paid: throw .invoicePaid
    case .pending: throw .quotePending
    case .unpaid: if isOver(quote.expiry) { throw .quoteExpired }
    }
    let inputs = try check(asked)
    guard inputs.unit == quote.unit else { throw .unitMismatch }
    let outputs = try askedOutputs.isEmpty ? nil : check(askedOutputs)
    guard outputs?.unit ?? quote.unit == quote.unit else { throw .unitMismatch }
    // None of the three reaches a quarter of what fits into 128 bits.
    let needed = UInt128(quote.amount) + UInt128(quote.reserve) + UInt128(inputs.fee)
    guard UInt128(inputs.sum) >= needed else {
      throw .inputsTooSmall(inputs.sum, needed: UInt64(clamping: needed))
    }
    try checkLocks(inputs, outputs?.messages ?? [], quote: id)
    try checkUnspent(inputs)
    if let outputs { try checkUnsigned(outputs) }
    if ownQuote(of: quote.invoice).map({ $0.state != .unpaid }) ?? false { throw .invoicePaid }
    if disturbance.payment == .fails { throw .paymentFailed }
    let flight = MeltQuoteRecord.Flight(
      inputs: inputs.spent, blanks: (outputs?.messages ?? []).map { BlankOutput(keyset: $0.keyset, point: $0.point) },
      fee: inputs.fee, polls: disturbance.paymentPolls, arrives: disturbance.payment != .failsLater)
    if disturbance.payment == nil { return MeltQuoteBody.written(try land(quote, flight), disturbance) }
    quote.state = .pending
    quote.flight = flight
    try commit([.meltQuote(quote)])
    return MeltQuoteBody.written(quote)
  }

  /// The payment has arrived or failed: the inputs are gone and their change is signed, or they are free again.
  private mutating func land(
    _ asked: MeltQuoteRecord, _ flight: MeltQuoteRecord.Flight
  ) throws(MintMistake) -> MeltQuoteRecord {
    var quote = asked
    quote.flight = nil
    var own = ownQuote(of: quote.invoice)
    guard flight.arrives, own.map({ $0.state == .unpaid }) ?? true else {
      quote.state = .unpaid
      try commit([.meltQuote(quote)])
      return quote
    }
    let cost = own == nil ? terms.lightning.cost(of: quote.reserve) : 0
    let given = flight.inputs.reduce(UInt64(0)) { $0 + $1.amount }
    let rest = given - flight.fee - quote.amount - cost
    let signed = try change(of: rest, flight.blanks)
    let kept = rest - signed.reduce(UInt64(0)) { $0 + $1.1.amount.value }
    quote.state = .paid
    quote.preimage = SHA256.hash(Array(quote.id.utf8))
    quote.change = signed.map(\.1)
    var changes: [MintChange] = [
      .meltQuote(quote),
      .booked(unit: quote.unit, MintSums(fees: flight.fee, paidOut: quote.amount + cost, kept: kept)),
    ]
    own?.state = .paid
    if let own { changes.append(.mintQuote(own)) }
    try commit(changes + flight.inputs.map(MintChange.spent) + signed.map { .signed($0.0, $0.1) })
    return quote
  }

  /// The largest first, as far as there are outputs for them.
  private func change(
    of rest: UInt64, _ blanks: [BlankOutput]
  ) throws(MintMistake) -> [(CompressedPoint, BlindSignature)] {
    var signed: [(CompressedPoint, BlindSignature)] = []
    guard let first = blanks.first, let keyset = ledger.keyset(first.keyset) else { return [] }
    let amounts = Amount(rest).powersOfTwo.reversed().filter { keyset.signer(of: $0.value) != nil }
    for (amount, blank) in zip(amounts, blanks) {
      guard let point = Point(blank.point), let keyset = ledger.keyset(blank.keyset) else { continue }
      signed.append((blank.point, try sign(point, for: amount.value, keyset)))
    }
    return signed
  }

  private func ownQuote(of invoice: String) -> MintQuoteRecord? {
    ledger.invoices[invoice].flatMap { ledger.mintQuotes[$0] }
  }
}

/// As Nutshell 0.21.0 writes it.
enum MeltQuoteBody {
  static func written(_ quote: MeltQuoteRecord, _ disturbance: MintDisturbance = MintDisturbance()) -> [UInt8] {
    var writer = JSONWriter(reserving: 512)
    writer.beginObject()
    writer.pair("quote", quote.id)
    writer.pair("amount", quote.amount)
    writer.pair("unit", quote.unit)
    writer.pair("method", "bolt11")
    writer.pair("request", quote.invoice)
    writer.pair("fee_reserve", quote.reserve)
    writer.pair("state", quote.state.rawValue)
    writer.key("expiry")
    if let expiry = quote.expiry { writer.number(expiry) } else { writer.null() }
    writer.key("payment_preimage")
    if let preimage = quote.preimage { writer.string(preimage.hex) } else { writer.null() }
    if quote.change.isEmpty {
      writer.key("change")
      writer.null()
    } else {
      writer.objects("change", disturbance.spoilt(quote.change)) { $0.write(to: &$1) }
    }
    writer.endObject()
    return writer.bytes
  }
}
