package import TollGateCrypto

/// Under which conditions a secret can be spent (NUT-10, 11, 14). Keys are x coordinates: signatures don't tell a point from
/// its negation.
package struct SpendingLock: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case publicKey
    /// Whoever shows 32 bytes with this hash, besides the signatures.
    case hash(Octets32)
  }

  /// What a signature covers: its own secret, or the whole request.
  package enum Flag: String, Hashable, Sendable {
    case inputs = "SIG_INPUTS"
    case all = "SIG_ALL"
  }

  package let kind: Kind
  package let flag: Flag
  package let keys: [Octets32]
  /// How many of the keys must sign.
  package let needed: Int
  /// In seconds since 1970; after it, the refund keys may spend as well, and anybody if there are none.
  package let locktime: UInt64?
  package let refundKeys: [Octets32]
  package let refundNeeded: Int
  /// The lock as it was written, but for its nonce: inputs that are signed together must agree in it.
  let spelling: [String]

  package func isOver(at seconds: UInt64) -> Bool { locktime.map { seconds > $0 } ?? false }
}

/// What a secret asks of whoever spends it.
package enum SecretKind: Hashable, Sendable {
  /// Nothing: whoever has the text has the money.
  case bearer
  case locked(SpendingLock)
  /// A lock of a kind, or in a form, that came after this program. The text must be kept as it is.
  case unknown(kind: String)
  /// A known lock that nobody can open, or that a mint may understand otherwise than we do.
  case unspendable
}

/// Whether one key opens a lock now.
package enum LockAccess: Hashable, Sendable {
  case signature
  /// Its time is over, and it names nobody to give the money back to.
  case anybody
  /// The key is one of several that must sign.
  case withOthers
  /// Not with this key, or not yet.
  case closed
}

extension SpendingLock {
  /// For the owner of this key, without any preimage.
  package func access(with key: Octets32, at seconds: UInt64) -> LockAccess {
    var isNamed = false
    if isOver(at: seconds) {
      if refundKeys.isEmpty { return .anybody }
      if refundKeys.contains(key) {
        if refundNeeded <= 1 { return .signature }
        isNamed = true
      }
    }
    if kind == .publicKey, keys.contains(key) {
      if needed <= 1 { return .signature }
      isNamed = true
    }
    return isNamed ? .withOthers : .closed
  }

  /// Whether a witness opens it; `digest` is the hash of what had to be signed.
  package func isOpened(by witness: LockWitness?, signing digest: Octets32, at seconds: UInt64) -> Bool {
    if isOver(at: seconds), refundKeys.isEmpty { return true }
    guard let witness else { return false }
    if isShown(by: witness), witness.signers(among: keys, of: digest) >= needed { return true }
    return isOver(at: seconds) && witness.signers(among: refundKeys, of: digest) >= refundNeeded
  }

  private func isShown(by witness: LockWitness) -> Bool {
    guard case .hash(let hash) = kind else { return true }
    return witness.preimage.map { SHA256.hash($0.bytes) == hash } ?? false
  }
}
