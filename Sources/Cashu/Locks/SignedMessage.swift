package import TollGateCrypto

/// The hash of what has to be signed to spend locked proofs, or to have a mint's quote redeemed.
package enum SignedMessage {
  /// One secret alone (NUT-11, `SIG_INPUTS`).
  package static func digest(of secret: ProofSecret) -> Octets32 { SHA256.hash(secret.text.utf8.span) }

  /// A whole swap or melt (NUT-11, `SIG_ALL`): every input, every output, and the quote that is paid.
  package static func digest(of inputs: [Proof], outputs: [BlindedMessage], quote: String? = nil) -> Octets32 {
    var hash = SHA256()
    for input in inputs {
      hash.update(input.secret.text)
      hash.update(input.signature.hex)
    }
    for output in outputs { hash.update("\(output.amount.value)\(output.point.hex)") }
    if let quote { hash.update(quote) }
    return hash.digest
  }

  /// A quote of ours and what it is to be redeemed for (NUT-20).
  package static func digest(ofQuote quote: String, outputs: [BlindedMessage]) -> Octets32 {
    var hash = SHA256()
    hash.update(quote)
    for output in outputs { hash.update(output.point.hex) }
    return hash.digest
  }
}
