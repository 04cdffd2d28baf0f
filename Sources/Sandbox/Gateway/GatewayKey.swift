package import TollGateCrypto

/// What a sandbox signs with. Its signatures follow from the key and the text alone, so that the gateway stays a pure
/// value; a gateway that keeps money would add fresh randomness. The secret is never printed.
package final class GatewayKey: Sendable {
  private let own: SigningKey
  /// For answers that somebody else might have signed.
  private let other: SigningKey
  package var publicKey: Octets32 { own.publicKey }

  /// `nil` for a number that is no key.
  package init?(secret: Octets32) {
    guard let own = SigningKey(secret: secret) else { return nil }
    var seed = SHA256()
    seed.update("another key")
    seed.update(own.publicKey.bytes)
    guard let other = SigningKey(secret: seed.digest) else { return nil }
    self.own = own
    self.other = other
  }

  package static func random() throws(RandomFailure) -> GatewayKey {
    while true {
      if let key = GatewayKey(secret: try SecureRandom.octets32()) { return key }
    }
  }

  /// A body with a signed event in it, signed as the fault wants it.
  func written(_ fault: SignatureFault?, _ build: (borrowing SigningKey) -> [UInt8]) -> [UInt8] {
    guard let fault else { return build(own) }
    let body = fault == .otherKey ? build(other) : build(own)
    let signature: Octets64
    switch fault {
    case .otherKey: return body
    case .missing: return body.replacingSignature(member: "")
    case .forged: signature = Octets64(SHA256.hash(body), SHA256.hash(own.publicKey.bytes))
    case .ofOtherEvent: signature = own.sign(SHA256.hash(body), randomness: .zero)
    }
    return body.replacingSignature(member: ",\"sig\":\"\(signature.hex)\"")
  }
}

/// What may be wrong with a signature.
package enum SignatureFault: String, Hashable, Sendable, CaseIterable {
  /// Of the right length, and made up.
  case forged
  case missing
  /// By the right key, over something else.
  case ofOtherEvent = "of-other-event"
  /// Right, by a key that nobody has seen.
  case otherKey = "other-key"
}

extension [UInt8] {
  /// An event ends with its signature: 128 digits in a member of their own.
  fileprivate func replacingSignature(member: String) -> [UInt8] {
    let tail = last == UInt8(ascii: "\n") ? 2 : 1
    let length = ",\"sig\":\"\"".utf8.count + 128 + tail
    guard count >= length else { return self }
    return dropLast(length) + Array(member.utf8) + suffix(tail)
  }
}
