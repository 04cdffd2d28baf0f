import CSecp256k1
import Glibc

// Every unsafe expression about libsecp256k1. What it calls an illegal argument can't come from here: points and scalars
// are made by its own parsers, and lengths are the ones that it asks for.

/// What the library keeps 64 bytes for: a parsed point, with or without the sign of its y.
typealias PointStorage = InlineArray<8, UInt64>

/// The one context of this process, blinded against side channels once and only read from then on.
@safe private struct Context: @unchecked Sendable {
  static let shared = Context()
  let pointer: OpaquePointer

  private init() {
    guard let made = unsafe secp256k1_context_create(UInt32(SECP256K1_CONTEXT_NONE)) else {
      preconditionFailure("no memory for the curve's context")
    }
    // Without random numbers it works as well, only without this second line of defence.
    if let seed = try? SecureRandom.octets32() {
      _ = unsafe lent(seed) { unsafe secp256k1_context_randomize(made, $0) }
    }
    unsafe pointer = made
  }
}

private var context: OpaquePointer {
  @inline(__always) get { unsafe Context.shared.pointer }
}

/// The value's memory as the C type that the library calls it.
@inline(__always) private func lent<Value: BitwiseCopyable, Pointee, Result>(
  _ value: Value, _ body: (UnsafePointer<Pointee>) -> Result
) -> Result {
  unsafe withUnsafePointer(to: value) { unsafe body(UnsafeRawPointer($0).assumingMemoryBound(to: Pointee.self)) }
}

@inline(__always) private func lent<Result>(_ octets: Octets32, _ body: (UnsafePointer<UInt8>) -> Result) -> Result {
  unsafe lent(octets.inMemory, body)
}

/// The value's memory for the library to write in; nil if it refuses.
@inline(__always) private func changed<Value: BitwiseCopyable, Pointee>(
  _ value: Value, _ body: (UnsafeMutablePointer<Pointee>) -> Int32
) -> Value? {
  var value = value
  let code = unsafe withUnsafeMutablePointer(to: &value) {
    unsafe body(UnsafeMutableRawPointer($0).assumingMemoryBound(to: Pointee.self))
  }
  return code == 1 ? value : nil
}

@inline(__always) private func changed(
  _ octets: Octets32, _ body: (UnsafeMutablePointer<UInt8>) -> Int32
) -> Octets32? {
  guard let made = unsafe changed(octets.inMemory, body) else { return nil }
  return Octets32(made.span, at: 0)
}

/// Calls about scalars; nil where a result would be zero, which is no scalar here.
enum ScalarCall {
  static func isScalar(_ octets: Octets32) -> Bool {
    unsafe lent(octets) { unsafe secp256k1_ec_seckey_verify(context, $0) } == 1
  }

  static func sum(_ one: Octets32, _ other: Octets32) -> Octets32? {
    unsafe lent(other) { other in unsafe changed(one) { unsafe secp256k1_ec_seckey_tweak_add(context, $0, other) } }
  }

  static func product(_ one: Octets32, _ other: Octets32) -> Octets32? {
    unsafe lent(other) { other in unsafe changed(one) { unsafe secp256k1_ec_seckey_tweak_mul(context, $0, other) } }
  }

  static func negation(_ scalar: Octets32) -> Octets32? {
    unsafe changed(scalar) { unsafe secp256k1_ec_seckey_negate(context, $0) }
  }
}

/// Calls about points; nil where a result would be the point at infinity, which is no point here.
enum PointCall {
  private static let blank = PointStorage(repeating: 0)

  /// 33 bytes, or 65 if there is a y.
  static func parsed(prefix: UInt8, _ x: Octets32, _ y: Octets32? = nil) -> PointStorage? {
    var bytes = InlineArray<65, UInt8>(repeating: prefix)
    put(x, into: &bytes, at: 1)
    if let y { put(y, into: &bytes, at: 33) }
    return unsafe lent(bytes) { bytes in
      unsafe changed(blank) { unsafe secp256k1_ec_pubkey_parse(context, $0, bytes, y == nil ? 33 : 65) }
    }
  }

  static func prefixAndX(_ point: PointStorage) -> (prefix: UInt8, x: Octets32) {
    let bytes = serialized(point, 33, UInt32(SECP256K1_EC_COMPRESSED))
    return (bytes[0], Octets32(bytes.span, at: 1))
  }

  static func coordinates(_ point: PointStorage) -> (x: Octets32, y: Octets32) {
    let bytes = serialized(point, 65, UInt32(SECP256K1_EC_UNCOMPRESSED))
    return (Octets32(bytes.span, at: 1), Octets32(bytes.span, at: 33))
  }

  private static func serialized(_ point: PointStorage, _ count: Int, _ form: UInt32) -> InlineArray<65, UInt8> {
    var length = count
    let blank = InlineArray<65, UInt8>(repeating: 0)
    let bytes = unsafe lent(point) { point in
      unsafe changed(blank) { unsafe secp256k1_ec_pubkey_serialize(context, $0, &length, point, form) }
    }
    return bytes ?? blank
  }

  private static func put(_ octets: Octets32, into bytes: inout InlineArray<65, UInt8>, at place: Int) {
    let written = octets.inMemory
    for index in 0..<32 { bytes[place + index] = written[index] }
  }

  static func isEqual(_ one: PointStorage, _ other: PointStorage) -> Bool {
    unsafe lent(one) { one in unsafe lent(other) { unsafe secp256k1_ec_pubkey_cmp(context, one, $0) } } == 0
  }

  static func negation(_ point: PointStorage) -> PointStorage? {
    unsafe changed(point) { unsafe secp256k1_ec_pubkey_negate(context, $0) }
  }

  static func sum(_ one: PointStorage, _ other: PointStorage) -> PointStorage? {
    unsafe lent(one) { (one: UnsafePointer<secp256k1_pubkey>) in
      unsafe lent(other) { (other: UnsafePointer<secp256k1_pubkey>) in
        let both: InlineArray<2, UnsafePointer<secp256k1_pubkey>?> = unsafe [one, other]
        return unsafe withUnsafePointer(to: both) {
          let list = unsafe UnsafeRawPointer($0).assumingMemoryBound(to: UnsafePointer<secp256k1_pubkey>?.self)
          return unsafe changed(blank) { unsafe secp256k1_ec_pubkey_combine(context, $0, list, 2) }
        }
      }
    }
  }

  static func product(_ point: PointStorage, _ scalar: Octets32) -> PointStorage? {
    unsafe lent(scalar) { scalar in
      unsafe changed(point) { unsafe secp256k1_ec_pubkey_tweak_mul(context, $0, scalar) }
    }
  }

  static func sumWithGenerator(_ point: PointStorage, times scalar: Octets32) -> PointStorage? {
    unsafe lent(scalar) { scalar in
      unsafe changed(point) { unsafe secp256k1_ec_pubkey_tweak_add(context, $0, scalar) }
    }
  }

  static func generator(times scalar: Octets32) -> PointStorage? {
    unsafe lent(scalar) { scalar in unsafe changed(blank) { unsafe secp256k1_ec_pubkey_create(context, $0, scalar) } }
  }
}

/// Calls about BIP-340.
enum SchnorrCall {
  static func parsed(_ x: Octets32) -> PointStorage? {
    unsafe lent(x) { x in
      unsafe changed(PointStorage(repeating: 0)) { unsafe secp256k1_xonly_pubkey_parse(context, $0, x) }
    }
  }

  static func isSignature(_ signature: Octets64, of message: Span<UInt8>, under key: PointStorage) -> Bool {
    let words = signature.inMemory
    return unsafe message.withUnsafeBufferPointer { message in
      unsafe lent(words) { signature in
        unsafe lent(key) { key in
          unsafe secp256k1_schnorrsig_verify(
            context, signature, message.baseAddress, message.count, key)
        }
      }
    } == 1
  }
}

/// A secret key with its public half, in one place that is overwritten at its end.
@safe struct KeyPair: ~Copyable, @unchecked Sendable {
  private let place: UnsafeMutablePointer<secp256k1_keypair>

  init?(secret: Octets32) {
    let place = UnsafeMutablePointer<secp256k1_keypair>.allocate(capacity: 1)
    unsafe place.initialize(to: secp256k1_keypair())
    guard unsafe lent(secret, { unsafe secp256k1_keypair_create(context, place, $0) }) == 1 else {
      unsafe place.deallocate()
      return nil
    }
    unsafe self.place = place
  }

  deinit {
    unsafe explicit_bzero(place, MemoryLayout<secp256k1_keypair>.size)
    unsafe place.deallocate()
  }

  var publicX: Octets32 {
    var key = secp256k1_xonly_pubkey()
    _ = unsafe secp256k1_keypair_xonly_pub(context, &key, nil, place)
    return unsafe changed(Octets32.zero) { unsafe secp256k1_xonly_pubkey_serialize(context, $0, &key) } ?? .zero
  }

  func signature(of message: Span<UInt8>, randomness: Octets32) -> Octets64? {
    let blank = InlineArray<64, UInt8>(repeating: 0)
    let made = unsafe message.withUnsafeBufferPointer { message in
      unsafe lent(randomness) { (randomness: UnsafePointer<UInt8>) in
        var parameters = unsafe tollgate_schnorrsig_extraparams(UnsafeMutablePointer(mutating: randomness))
        return unsafe changed(blank) {
          unsafe secp256k1_schnorrsig_sign_custom(
            context, $0, message.baseAddress, message.count, place, &parameters)
        }
      }
    }
    return made.map { Octets64(Octets32($0.span, at: 0), Octets32($0.span, at: 32)) }
  }
}
