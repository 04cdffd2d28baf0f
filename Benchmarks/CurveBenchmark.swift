import CSecp256k1
import TollGateCrypto

/// Points and hashes of Crypto against the same calls made as C makes them.
struct CurveBenchmark {
  private let context = BareContext()

  func run() {
    guard let scalar = try? Scalar.random() else { return }
    let point = Point(generatorTimes: scalar)
    let (x, message) = (point.compressed, [UInt8](repeating: 7, count: 1 << 16))
    var sink: UInt64 = 0
    let bare = context.point(x.bytes)
    let secret = scalar.octets.bytes
    SideBySide.report("point: parse", target: 90, count: 100) { count in
      for _ in 0..<count { sink &+= Point(x) == nil ? 1 : 0 }
    } limit: { count in
      for _ in 0..<count { sink &+= UInt64(context.point(x.bytes).data.0) }
    }
    SideBySide.report("point: multiply", target: 90, count: 100) { count in
      for _ in 0..<count { sink &+= point.multiplied(by: scalar) == point ? 1 : 0 }
    } limit: { count in
      for _ in 0..<count { sink &+= context.areEqual(context.product(bare, secret), bare) ? 1 : 0 }
    }
    SideBySide.report("point: generator times scalar", target: 90, count: 100) { count in
      for _ in 0..<count { sink &+= Point(generatorTimes: scalar) == point ? 1 : 0 }
    } limit: { count in
      for _ in 0..<count { sink &+= context.areEqual(context.generator(times: secret), bare) ? 1 : 0 }
    }
    SideBySide.report("point: add", target: 90, count: 500) { count in
      for _ in 0..<count { sink &+= point.adding(point) == nil ? 1 : 0 }
    } limit: { count in
      for _ in 0..<count { sink &+= UInt64(context.sum(bare, bare).data.0) }
    }
    SideBySide.report("SHA-256, 64 KiB (the library's own)", target: 90, count: 5) { count in
      for _ in 0..<count { sink &+= SHA256.hash(message).a }
    } limit: { count in
      for _ in 0..<count { sink &+= UInt64(context.hash(message)) }
    }
    precondition(sink > 0)
  }
}

/// libsecp256k1 without anything around it.
@safe struct BareContext {
  private let pointer = unsafe secp256k1_context_create(UInt32(SECP256K1_CONTEXT_NONE))

  func point(_ bytes: [UInt8]) -> secp256k1_pubkey {
    var point = secp256k1_pubkey()
    precondition(unsafe secp256k1_ec_pubkey_parse(pointer.unsafelyUnwrapped, &point, bytes, bytes.count) == 1)
    return point
  }

  func product(_ point: secp256k1_pubkey, _ scalar: [UInt8]) -> secp256k1_pubkey {
    var point = point
    precondition(unsafe secp256k1_ec_pubkey_tweak_mul(pointer.unsafelyUnwrapped, &point, scalar) == 1)
    return point
  }

  func generator(times scalar: [UInt8]) -> secp256k1_pubkey {
    var point = secp256k1_pubkey()
    precondition(unsafe secp256k1_ec_pubkey_create(pointer.unsafelyUnwrapped, &point, scalar) == 1)
    return point
  }

  func sum(_ one: secp256k1_pubkey, _ other: secp256k1_pubkey) -> secp256k1_pubkey {
    var (one, other, sum) = (one, other, secp256k1_pubkey())
    let code = unsafe withUnsafePointer(to: &one) { one in
      unsafe withUnsafePointer(to: &other) { other in
        let both: [UnsafePointer<secp256k1_pubkey>?] = unsafe [one, other]
        return unsafe secp256k1_ec_pubkey_combine(pointer.unsafelyUnwrapped, &sum, both, 2)
      }
    }
    precondition(code == 1)
    return sum
  }

  func areEqual(_ one: secp256k1_pubkey, _ other: secp256k1_pubkey) -> Bool {
    var (one, other) = (one, other)
    return unsafe secp256k1_ec_pubkey_cmp(pointer.unsafelyUnwrapped, &one, &other) == 0
  }

  func hash(_ message: [UInt8]) -> UInt8 {
    var hash = [UInt8](repeating: 0, count: 32)
    let code = unsafe secp256k1_tagged_sha256(
      pointer.unsafelyUnwrapped, &hash, message, 1, message, message.count)
    return code == 1 ? hash[0] : 0
  }

  /// Key parse and verification, and nothing else.
  func holds(_ signature: [UInt8], of hash: [UInt8], under key: [UInt8]) -> Bool {
    var parsed = secp256k1_xonly_pubkey()
    return unsafe secp256k1_xonly_pubkey_parse(pointer.unsafelyUnwrapped, &parsed, key) == 1
      && secp256k1_schnorrsig_verify(pointer.unsafelyUnwrapped, signature, hash, hash.count, &parsed) == 1
  }
}
