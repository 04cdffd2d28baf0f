import TollGateCashu
import TollGateCrypto
import TollGateJSON

extension MintDesk {
  /// So much can't be asked for at once: all that a mint ever issues has to fit into an amount.
  static let most: UInt64 = 1 << 62

  mutating func mintQuote(_ body: AskedBody) throws(MintMistake) -> [UInt8] {
    let (amount, unit, key) = try body.read { members throws(MessageFlaw) in
      (try members.required("amount", \.number), try members.text("unit"), try members.optional("pubkey", \.string))
    }
    guard let amount = amount.uint64, amount > 0 else { throw .amountNotPositive }
    guard amount <= MintDesk.most, (ledger.sums[unit]?.issued ?? 0) + UInt128(amount) <= MintDesk.most else {
      throw .amountTooGreat
    }
    try checkUnit(unit)
    let id = MintDesk.name("mint quote \(ledger.mintQuotes.count)", ledger.seed)
    var quote = MintQuoteRecord(
      id: id, invoice: FakeInvoice.text(amount: amount, unit: unit, name: id), amount: amount, unit: unit,
      expiry: terms.quoteLife.map(now.saturatingSum(with:)),
      polls: disturbance.isNeverPaid ? nil : terms.lightning.polls)
    // Nutshell takes any text as a key here, and then nothing can be signed under it.
    quote.key = key.flatMap { CompressedPoint(hex: $0) ?? ($0.isEmpty ? nil : MintDesk.nobodysKey) }
    try commit([.mintQuote(quote)])
    return MintQuoteBody.written(quote, isNew: true)
  }

  /// Asking is what moves a fake payment on.
  mutating func mintQuoteState(_ id: String) throws(MintMistake) -> [UInt8] {
    guard var quote = ledger.mintQuotes[id] else { throw .quoteUnknown }
    if quote.state == .unpaid, !isOver(quote.expiry), let polls = quote.polls {
      if polls == 0 { quote.state = .paid } else { quote.polls = polls - 1 }
      try commit([.mintQuote(quote)])
    }
    return MintQuoteBody.written(quote, isNew: false)
  }

  mutating func mint(_ body: AskedBody) throws(MintMistake) -> [UInt8] {
    let asked = try body.list("outputs") { node throws(MessageFlaw) in try AskedOutput(node) }
    let (id, signature) = try body.read { members throws(MessageFlaw) in
      (try members.text("quote"), try members.optional("signature", \.string))
    }
    let outputs = try check(asked, atQuote: true)
    try checkUnsigned(outputs)
    guard var quote = ledger.mintQuotes[id] else { throw .quoteUnknown }
    if disturbance.isPending { throw .quotePending }
    if quote.state == .issued { throw .quoteIssued }
    if quote.state == .unpaid {
      if isOver(quote.expiry) { throw .quoteExpired }
      guard quote.polls == 0 else { throw .quoteUnpaid }
    }
    if let key = quote.key {
      guard let signature = signature.flatMap({ Octets64(hex: $0) }),
        QuoteSignature.isRight(signature, quote: id, outputs: outputs.messages, under: key)
      else { throw .quoteSignatureWrong }
    }
    guard outputs.unit == quote.unit else { throw .unitMismatch }
    guard try sum(of: outputs) == quote.amount else { throw .wrongAmountForQuote }
    let signatures = try sign(outputs)
    quote.state = .issued
    try commit(
      [.mintQuote(quote), .booked(unit: quote.unit, MintSums(issued: quote.amount))]
        + zip(outputs.messages, signatures).map { .signed($0.point, $1) })
    return SignaturesAnswer(disturbance.spoilt(signatures)).body
  }

  func checkUnit(_ unit: String) throws(MintMistake) {
    guard ledger.activeKeyset(of: unit, at: now) == nil else { return }
    let isKnown = ["sat", "msat", "usd", "eur", "btc", "auth"].contains(unit)
    throw isKnown ? .unitWithoutKeyset(unit) : .unitUnknown(unit)
  }

  func isOver(_ expiry: UInt64?) -> Bool { expiry.map { $0 < now } ?? false }

  /// On the curve by accident at most, and nobody knows its logarithm.
  private static let nobodysKey = CompressedPoint(prefix: 2, x: .zero)

  /// As long as a real mint's, and the same in every run of one seed.
  static func name(_ what: String, _ seed: Octets32) -> String {
    var hash = SHA256()
    hash.update(what)
    hash.update(seed)
    let digits = hash.digest.hex
    let cuts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return cuts.map { digits.dropFirst($0.lowerBound).prefix($0.count) }.joined(separator: "-")
  }
}

/// A quote as Nutshell 0.21.0 writes it: the answer that opens it differs from the later ones.
enum MintQuoteBody {
  static func written(_ quote: MintQuoteRecord, isNew: Bool) -> [UInt8] {
    var writer = JSONWriter(reserving: 512)
    writer.beginObject()
    writer.pair("quote", quote.id)
    writer.pair("request", quote.invoice)
    writer.pair("amount", quote.amount)
    writer.pair("unit", quote.unit)
    writer.pair("method", "bolt11")
    writer.pair("amount_paid", quote.state == .unpaid ? 0 : quote.amount)
    writer.pair("amount_issued", quote.state == .issued ? quote.amount : 0)
    writer.pair("state", quote.state.rawValue)
    writer.key("expiry")
    if isNew, let expiry = quote.expiry { writer.number(expiry) } else { writer.null() }
    writer.key("pubkey")
    if let key = quote.key { writer.string(key.hex) } else if isNew { writer.null() } else { writer.string("") }
    writer.endObject()
    return writer.bytes
  }
}
