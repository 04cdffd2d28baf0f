package import TollGateCrypto

/// A coin: a secret, and a mint's signature of it. `Keyset` is how it names the keyset of the signature: in full where it goes
/// to a mint, perhaps shortened where it comes in a token.
package struct ProofOf<Keyset: Hashable & Sendable>: Hashable, Sendable {
  package var amount: Amount
  package var keyset: Keyset
  package var secret: ProofSecret
  /// The signature. That it is a point of the curve is not checked yet.
  package var signature: CompressedPoint
  package var dleq: ProofDLEQ?
  /// What opens a locked secret, as the text that it travels as.
  package var witness: String?

  package init(
    amount: Amount, keyset: Keyset, secret: ProofSecret, signature: CompressedPoint, dleq: ProofDLEQ? = nil,
    witness: String? = nil
  ) {
    self.amount = amount
    self.keyset = keyset
    self.secret = secret
    self.signature = signature
    self.dleq = dleq
    self.witness = witness
  }

  package func naming<Other>(_ keyset: Other) -> ProofOf<Other> {
    ProofOf<Other>(
      amount: amount, keyset: keyset, secret: secret, signature: signature, dleq: dleq, witness: witness)
  }
}

package typealias Proof = ProofOf<KeysetID>
package typealias TokenProof = ProofOf<KeysetReference>

/// What a proof's own evidence says of it, without asking the mint.
package enum ProofEvidence: Hashable, Sendable {
  /// The mint has signed this secret with its key of this amount. It may have been spent since.
  case signedByMint
  /// There is nothing to check.
  case none
  /// The evidence is false: whoever made this proof, the mint's key has not.
  case wrong
  /// The keyset has no key for the amount.
  case noSuchKey
}

extension ProofOf {
  /// Checked against the keys of the proof's keyset.
  package func evidence(under keys: MintKeys) -> ProofEvidence {
    guard let key = keys[amount] else { return .noSuchKey }
    guard let signature = Point(signature) else { return .wrong }
    guard let dleq else { return .none }
    return dleq.holds(for: signature, of: secret, under: key) ? .signedByMint : .wrong
  }
}
