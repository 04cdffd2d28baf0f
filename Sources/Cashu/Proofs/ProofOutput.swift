import TollGateCrypto

/// Why a mint's signature makes no proof.
package enum SignatureFlaw: Error, Hashable, Sendable {
  case wrongAmount, wrongKeyset, noSuchKey, notAPoint
  /// The mint shows no proof that it has signed with its published key.
  case noDLEQ
  /// It shows a false one.
  case wrongDLEQ
}

/// A proof that is still to be signed: what must be on disk before its message leaves.
package struct ProofOutput: Hashable, Sendable {
  package let amount: Amount
  package let keyset: KeysetID
  package let secret: ProofSecret
  package let factor: BlindingFactor

  package init(amount: Amount, keyset: KeysetID, secret: ProofSecret, factor: BlindingFactor) {
    self.amount = amount
    self.keyset = keyset
    self.secret = secret
    self.factor = factor
  }

  /// Nothing for the one factor that blinds the secret into no point at all, which nobody can find.
  package var message: BlindedMessage? {
    factor.blind(secret).map { BlindedMessage(amount: amount, keyset: keyset, point: $0.compressed) }
  }

  /// The proof that a signature makes of this. What comes back in change or from a restore has the amount that the mint says;
  /// everything else must have the one that was asked for. A mint without NUT-12 has to be allowed.
  package func proof(
    from signed: BlindSignature, under keys: MintKeys, anyAmount: Bool = false, withoutDLEQ: Bool = false
  ) throws(SignatureFlaw) -> Proof {
    guard signed.keyset == keyset else { throw .wrongKeyset }
    guard anyAmount || signed.amount == amount else { throw .wrongAmount }
    guard let key = keys[signed.amount] else { throw .noSuchKey }
    guard let blinded = factor.blind(secret), let signature = Point(signed.signature),
      let unblinded = factor.unblind(signature, signedWith: key)
    else { throw .notAPoint }
    if let dleq = signed.dleq {
      guard dleq.holds(for: signature, of: blinded, under: key) else { throw .wrongDLEQ }
    } else if !withoutDLEQ {
      throw .noDLEQ
    }
    return Proof(
      amount: signed.amount, keyset: keyset, secret: secret, signature: unblinded.compressed,
      dleq: signed.dleq.map { ProofDLEQ($0, factor) })
  }
}
