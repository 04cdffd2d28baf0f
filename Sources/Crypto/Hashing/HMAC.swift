/// HMAC (RFC 2104). The two keyed states are made once, so that many messages under one key cost two blocks less each.
package struct HMAC<Hash: HashFunction>: Sendable, BitwiseCopyable {
  private let outer: Hash
  private let keyed: Hash
  private var inner: Hash

  package init(key: Span<UInt8>) {
    var pad = [UInt8](repeating: 0, count: Hash.blockBytes)
    if key.count > Hash.blockBytes {
      var hash = Hash()
      hash.update(key)
      pad = HMAC.padded(hash.digest)
    } else {
      for index in 0..<key.count { pad[index] = key[index] }
    }
    inner = HMAC.state(&pad, flipped: 0x36)
    outer = HMAC.state(&pad, flipped: 0x36 ^ 0x5C)
    keyed = inner
    Wipe.bytes(&pad)
  }

  package init(key: [UInt8]) { self.init(key: key.span) }

  package mutating func update(_ bytes: Span<UInt8>) { inner.update(bytes) }

  package mutating func update(_ bytes: [UInt8]) { inner.update(bytes.span) }

  package mutating func update(_ digest: Hash.Digest) { inner.update(digest) }

  /// What the message so far comes to.
  package var code: Hash.Digest {
    var hash = outer
    hash.update(inner.digest)
    return hash.digest
  }

  /// Begins the next message under the same key.
  package mutating func restart() { inner = keyed }

  /// Leaves the pad flipped: the second flip undoes the first.
  private static func state(_ pad: inout [UInt8], flipped mask: UInt8) -> Hash {
    for index in pad.indices { pad[index] ^= mask }
    var hash = Hash()
    hash.update(pad.span)
    return hash
  }

  private static func padded(_ digest: Hash.Digest) -> [UInt8] {
    var bytes = Hash.bytes(of: digest)
    bytes += [UInt8](repeating: 0, count: Hash.blockBytes - bytes.count)
    return bytes
  }
}

/// PBKDF2 (RFC 8018 §5.2) with HMAC-SHA512, as BIP-39 turns words into a seed.
package enum PBKDF2 {
  /// At least one round; as many bytes as are asked for.
  package static func sha512(password: Span<UInt8>, salt: Span<UInt8>, rounds: Int, count: Int) -> SecretBytes {
    var derived = SecretBytes(count: max(count, 0))
    var code = HMAC<SHA512>(key: password)
    defer { Wipe.value(&code) }
    var done = 0
    var number: UInt32 = 0
    while done < derived.count {
      number &+= 1
      code.restart()
      code.update(salt)
      code.update((0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * UInt32($0))) })
      var block = repeated(&code, rounds: rounds).bytes
      for byte in block.prefix(derived.count - done) {
        derived.set(byte, at: done)
        done += 1
      }
      Wipe.bytes(&block)
    }
    return derived
  }

  private static func repeated(_ code: inout HMAC<SHA512>, rounds: Int) -> Octets64 {
    var link = code.code
    defer { Wipe.value(&link) }
    var sum = link
    for _ in 1..<max(rounds, 1) {
      code.restart()
      code.update(link)
      link = code.code
      sum = sum ^ link
    }
    return sum
  }
}

extension Octets32 {
  static func ^ (x: Octets32, y: Octets32) -> Octets32 { Octets32(x.a ^ y.a, x.b ^ y.b, x.c ^ y.c, x.d ^ y.d) }
}

extension Octets64 {
  static func ^ (x: Octets64, y: Octets64) -> Octets64 { Octets64(x.upper ^ y.upper, x.lower ^ y.lower) }
}
