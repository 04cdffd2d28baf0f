package import TollGateCashu
package import TollGateCore

/// Ways into a mint and out of it (NUT-04, 05, 08, 20, 23). The method is `bolt11` unless another is named.
extension MintClient {
  package func mintQuote(
    _ request: MintQuoteRequest, method: String = "bolt11", at mint: MintURL, within limit: Interval
  ) async throws(MintFailure) -> MintQuote {
    let quote: MintQuote = try await post("/v1/mint/quote/\(method.inPath)", request, mint, limit)
    try quote.checkName(quote.id)
    guard quote.amount ?? request.amount == request.amount else { throw .unreadable(.wrong("amount")) }
    guard quote.unit ?? request.unit == request.unit else { throw .unreadable(.wrong("unit")) }
    // A mint that drops the key would let anybody redeem the quote who sees its name.
    guard quote.key == request.key else { throw .unreadable(.wrong("pubkey")) }
    return quote
  }

  /// How a quote stands.
  package func mintQuote(
    named id: String, method: String = "bolt11", at mint: MintURL, within limit: Interval
  ) async throws(MintFailure) -> MintQuote {
    let quote: MintQuote = try await get("/v1/mint/quote/\(method.inPath)/\(id.inPath)", mint, limit)
    try quote.checkName(id)
    return quote
  }

  /// One signature for each output, in their order.
  package func mint(
    _ request: MintRequest, method: String = "bolt11", at mint: MintURL, within limit: Interval
  ) async throws(MintFailure) -> [BlindSignature] {
    let answer: SignaturesAnswer = try await post("/v1/mint/\(method.inPath)", request, mint, limit)
    return try answer.signatures.fitting(request.outputs)
  }

  package func meltQuote(
    _ request: MeltQuoteRequest, method: String = "bolt11", at mint: MintURL, within limit: Interval
  ) async throws(MintFailure) -> MeltQuote {
    let quote: MeltQuote = try await post("/v1/melt/quote/\(method.inPath)", request, mint, limit)
    try quote.checkName(quote.id)
    return quote
  }

  /// How a quote stands. Once it is paid, the change comes with it.
  package func meltQuote(
    named id: String, method: String = "bolt11", at mint: MintURL, within limit: Interval
  ) async throws(MintFailure) -> MeltQuote {
    let quote: MeltQuote = try await get("/v1/melt/quote/\(method.inPath)/\(id.inPath)", mint, limit)
    try quote.checkName(id)
    return quote
  }

  /// Has an invoice paid. The answer may say that it is still pending; its change is for the first of the blank outputs.
  package func melt(
    _ request: MeltRequest, method: String = "bolt11", at mint: MintURL, within limit: Interval
  ) async throws(MintFailure) -> MeltQuote {
    let quote: MeltQuote = try await post("/v1/melt/\(method.inPath)", request, mint, limit)
    try quote.checkName(request.quote)
    guard quote.change.count <= request.outputs.count else { throw .unreadable(.wrong("change")) }
    for (signature, output) in zip(quote.change, request.outputs) where signature.keyset != output.keyset {
      throw .unreadable(.wrong("id"))
    }
    return quote
  }
}

/// Both kinds of quotes have the name that was asked for, or a new one that can be one.
private protocol NamedQuote { var id: String { get } }
extension MintQuote: NamedQuote {}
extension MeltQuote: NamedQuote {}

extension NamedQuote {
  fileprivate func checkName(_ wanted: String) throws(MintFailure) {
    guard id == wanted, (1...MintClient.longestQuote).contains(id.utf8.count) else {
      throw .unreadable(.wrong("quote"))
    }
  }
}

extension String {
  /// As one step of a path, whatever it is: the names of quotes are a mint's choice.
  fileprivate var inPath: String {
    var text = ""
    for byte in utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x7E: text.unicodeScalars.append(Unicode.Scalar(byte))
      default: text += byte < 16 ? "%0" : "%"; text += String(byte, radix: 16, uppercase: true)
      }
    }
    return text
  }
}
