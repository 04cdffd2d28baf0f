package import TollGateCrypto

/// The numbered secrets of one keyset. A number is used once: the same secret twice loses the money of one of them.
package struct SecretBranch: Sendable, Secretive {
  private enum Way: Sendable {
    case paths(ExtendedKey)
    case codes(HMAC<SHA256>)
  }

  package let keyset: KeysetID
  private let way: Way

  init?(seed: Span<UInt8>, _ keyset: KeysetID) {
    self.keyset = keyset
    switch keyset {
    case .legacy:
      let path = [129_372, 0, SecretBranch.number(of: keyset)].map { ExtendedKey.hardened | $0 }
      var node = ExtendedKey(seed: seed)
      for number in path { node = node?.child(number) }
      guard let node else { return nil }
      way = .paths(node)
    case .current:
      var code = HMAC<SHA256>(key: seed)
      code.update(Array("Cashu_KDF_HMAC_SHA256".utf8))
      code.update(keyset.bytes)
      way = .codes(code)
    }
  }

  /// The number that stands for a keyset in a path.
  package static func number(of keyset: KeysetID) -> UInt32 { UInt32(keyset.short % 0x7FFF_FFFF) }

  /// Nothing beyond the numbers that a path has, and for one of 2^127 numbers; whoever asks takes the next one.
  package subscript(counter: UInt32) -> (secret: ProofSecret, factor: BlindingFactor)? {
    switch way {
    case .paths(let branch):
      guard counter < ExtendedKey.hardened, let node = branch.child(ExtendedKey.hardened | counter),
        let secret = node.child(0), let factor = node.child(1)
      else { return nil }
      return (ProofSecret(secret.key.octets), BlindingFactor(factor.key))
    case .codes(let code):
      guard let factor = Scalar(reducing: SecretBranch.digest(code, counter, 1)) else { return nil }
      return (ProofSecret(SecretBranch.digest(code, counter, 0)), BlindingFactor(factor))
    }
  }

  private static func digest(_ branch: HMAC<SHA256>, _ counter: UInt32, _ purpose: UInt8) -> Octets32 {
    var code = branch
    code.update(UInt64(counter).bytes + [purpose])
    return code.code
  }
}

extension Scalar {
  /// The number's rest on division by the order of the curve; nothing for zero.
  package init?(reducing octets: Octets32) {
    if let scalar = Scalar(octets) {
      self = scalar
      return
    }
    guard octets != .zero else { return nil }
    // Twice the order is more than 2^256: what is no scalar is less than one order above one.
    let order: [UInt64] = [0xFFFF_FFFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF_FFFE, 0xBAAE_DCE6_AF48_A03B, 0xBFD2_5E8C_D036_4141]
    var words = [octets.a, octets.b, octets.c, octets.d]
    var borrow: UInt64 = 0
    for index in (0..<4).reversed() {
      let (first, under) = words[index].subtractingReportingOverflow(order[index])
      let (second, below) = first.subtractingReportingOverflow(borrow)
      words[index] = second
      borrow = under || below ? 1 : 0
    }
    self.init(Octets32(words[0], words[1], words[2], words[3]))
  }
}
