import TollGateCrypto

/// A private key that has children (BIP-32).
struct ExtendedKey: Sendable, Secretive {
  /// What hardens a child's number: its parent's public key is not enough to find it.
  static let hardened: UInt32 = 1 << 31

  let key: Scalar
  private let chain: Octets32

  /// The root of a seed; one of 2^127 seeds has none.
  init?(seed: Span<UInt8>) {
    self.init(HMAC<SHA512>.code(key: Array("Bitcoin seed".utf8).span, seed), parent: nil)
  }

  private init?(_ digest: Octets64, parent: Scalar?) {
    guard let tweak = Scalar(digest.upper) else { return nil }
    guard let key = parent.map({ tweak.adding($0) }) ?? tweak else { return nil }
    self.key = key
    chain = digest.lower
  }

  /// One of 2^127 children does not exist.
  func child(_ number: UInt32) -> ExtendedKey? {
    var message =
      number & ExtendedKey.hardened == 0 ? Point(generatorTimes: key).compressed.bytes : [0] + key.octets.bytes
    defer { Wipe.bytes(&message) }
    for shift in stride(from: UInt32(24), through: 0, by: -8) { message.append(UInt8(number >> shift & 255)) }
    return ExtendedKey(HMAC<SHA512>.code(key: chain.bytes.span, message.span), parent: key)
  }
}

extension HMAC<SHA512> {
  fileprivate static func code(key: Span<UInt8>, _ message: Span<UInt8>) -> Octets64 {
    var code = HMAC(key: key)
    code.update(message)
    return code.code
  }
}
