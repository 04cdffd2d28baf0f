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

  /// Signs what is locked to this key, for exactly these outputs. Nothing if one of them can't be opened with it alone.
  /// Witnesses that came with the proofs are dropped: one of ours is enough, and a sender's could be too long for the mint.
  package func opened(
    with key: borrowing SigningKey, outputs: [BlindedMessage], quote: String? = nil, at seconds: UInt64,
    randomness: Octets32
  ) -> [Proof]? {
    var opened = self
    for (place, proof) in enumerated() {
      opened[place].witness = nil
      switch proof.secret.kind {
      case .bearer: continue
      case .unknown, .unspendable: return nil
      case .locked(let lock):
        switch lock.access(with: key.publicKey, at: seconds) {
        case .anybody: continue
        case .withOthers, .closed: return nil
        case .signature: break
        }
        guard lock.flag == .inputs || place == 0 else { continue }
        let digest =
          lock.flag == .all
          ? SignedMessage.digest(of: self, outputs: outputs, quote: quote) : SignedMessage.digest(of: proof.secret)
        opened[place].witness = LockWitness(signatures: [key.sign(digest, randomness: randomness)]).text
      }
    }
    // Inputs that are signed together must all have the same lock.
    return opened.areOpened(outputs: outputs, quote: quote, at: seconds) ? opened : nil
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
