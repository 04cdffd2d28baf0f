/// A public key as BIP-340 has it, already parsed: what signatures are verified with.
package struct VerifyingKey: Sendable {
  private let storage: PointStorage

  /// Nothing if no point of the curve has this x.
  package init?(_ x: Octets32) {
    guard let storage = SchnorrCall.parsed(x) else { return nil }
    self.storage = storage
  }

  /// Whether the signature is this key's, of exactly this message.
  package func accepts(_ signature: Octets64, of message: Span<UInt8>) -> Bool {
    SchnorrCall.isSignature(signature, of: message, under: storage)
  }

  /// Whether the signature is this key's, of exactly this digest.
  package func accepts(_ signature: Octets64, of digest: Octets32) -> Bool {
    let words = digest.inMemory
    return accepts(signature, of: words.span)
  }
}

/// A secret key that signs by BIP-340. It can't be copied or printed, and is wiped at its end.
package struct SigningKey: ~Copyable, Sendable {
  private let pair: KeyPair
  /// The x-only public key.
  package let publicKey: Octets32

  /// Nothing for zero, and for the order of the curve and beyond.
  package init?(secret: Octets32) {
    guard let pair = KeyPair(secret: secret) else { return nil }
    publicKey = pair.publicX
    self.pair = pair
  }

  package static func random() throws(RandomFailure) -> SigningKey {
    while true {
      if let key = SigningKey(secret: try SecureRandom.octets32()) { return key }
    }
  }

  /// The same randomness gives the same signature; zeros are allowed, fresh numbers defend against side channels.
  package borrowing func sign(_ message: Span<UInt8>, randomness: Octets32) -> Octets64 {
    guard let signature = pair.signature(of: message, randomness: randomness) else {
      preconditionFailure("the library refused a key of its own")
    }
    return signature
  }

  package borrowing func sign(_ digest: Octets32, randomness: Octets32) -> Octets64 {
    let words = digest.inMemory
    return sign(words.span, randomness: randomness)
  }
}
