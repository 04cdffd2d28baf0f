package import TollGateCrypto

extension ProofOf {
  /// The witness as it is meant, if there is one and it can be read.
  package var lockWitness: LockWitness? { witness.flatMap(LockWitness.init(text:)) }
}

extension [Proof] {
  /// Whether the witnesses of these inputs open every lock among them, as a mint checks it before a swap or a melt.
  package func areOpened(outputs: [BlindedMessage], quote: String? = nil, at seconds: UInt64) -> Bool {
    let kinds = map(\.secret.kind)
    let isSignedTogether = kinds.contains {
      if case .locked(let lock) = $0 { lock.flag == .all } else { false }
    }
    if isSignedTogether {
      guard Set(kinds).count == 1, let first, case .locked(let lock) = kinds[0] else { return false }
      let digest = SignedMessage.digest(of: self, outputs: outputs, quote: quote)
      return lock.isOpened(by: first.lockWitness, signing: digest, at: seconds)
    }
    return zip(self, kinds).allSatisfy { proof, kind in
      switch kind {
      case .bearer: true
      case .unknown, .unspendable: false
      case .locked(let lock):
        lock.isOpened(by: proof.lockWitness, signing: SignedMessage.digest(of: proof.secret), at: seconds)
      }
    }
  }

  /// Signs what is locked to this key, for exactly these outputs; bearer proofs stay as they are. Nothing if one of them can't
  /// be opened with it alone. Signatures that are there stay.
  package func opened(
    with key: borrowing SigningKey, outputs: [BlindedMessage], quote: String? = nil, at seconds: UInt64,
    randomness: Octets32
  ) -> [Proof]? {
    var opened = self
    var isSignedTogether = false
    for (place, proof) in enumerated() {
      switch proof.secret.kind {
      case .bearer: continue
      case .unknown, .unspendable: return nil
      case .locked(let lock):
        switch lock.access(with: key.publicKey, at: seconds) {
        case .anybody: continue
        case .withOthers, .closed: return nil
        case .signature: break
        }
        if lock.flag == .all { isSignedTogether = true }
        guard lock.flag == .inputs || place == 0 else { continue }
        let digest =
          lock.flag == .all
          ? SignedMessage.digest(of: self, outputs: outputs, quote: quote) : SignedMessage.digest(of: proof.secret)
        var witness = proof.lockWitness ?? LockWitness()
        witness.signatures.append(key.sign(digest, randomness: randomness))
        opened[place].witness = witness.text
      }
    }
    guard !isSignedTogether || opened.areOpened(outputs: outputs, quote: quote, at: seconds) else { return nil }
    return opened
  }
}

/// The key of a mint's quote, which nobody but us can redeem then (NUT-20).
package enum QuoteSignature {
  package static func sign(
    quote: String, outputs: [BlindedMessage], with key: borrowing SigningKey, randomness: Octets32
  ) -> Octets64 {
    key.sign(SignedMessage.digest(ofQuote: quote, outputs: outputs), randomness: randomness)
  }

  package static func isRight(
    _ signature: Octets64, quote: String, outputs: [BlindedMessage], under key: CompressedPoint
  ) -> Bool {
    guard Point(key) != nil, let verifier = VerifyingKey(key.x) else { return false }
    return verifier.accepts(signature, of: SignedMessage.digest(ofQuote: quote, outputs: outputs))
  }
}
