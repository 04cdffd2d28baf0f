import CBenchmarks
import TollGateCrypto

/// The curve operations of ecash as a wallet composes them from Crypto, beside the same ones in C (section N). When the room
/// Cashu has them, its own take the place of `Ecash`.
struct CashuBenchmark {
  private let secrets: [UInt8]
  private let (mint, factor): (Scalar, Scalar)
  private static let secretCount = 256

  init?() {
    guard let mint = try? Scalar.random(), let factor = try? Scalar.random() else { return nil }
    (self.mint, self.factor) = (mint, factor)
    secrets = (0..<Self.secretCount).flatMap { Array(SHA256.hash(mint.octets.bytes + [UInt8($0)]).hex.utf8) }
  }

  private func secret(_ number: Int) -> ArraySlice<UInt8> {
    let start = number % Self.secretCount * 64
    return secrets[start..<start + 64]
  }

  func run() {
    let (key, factorBytes) = (Point(generatorTimes: mint), factor.octets.bytes)
    let keyBytes = key.compressed.bytes
    var (ours, theirs) = ([UInt8](), [UInt8](repeating: 0, count: 33))
    SideBySide.report("ecash: hash_to_curve", target: 90, count: 200) { count in
      for number in 0..<count { ours = Ecash.hashToCurve(secret(number)).compressed.bytes }
    } limit: { count in
      _ = unsafe tollgate_c_hash_to_curve(secrets, Self.secretCount, Int32(count), &theirs)
    }
    precondition(ours == theirs)
    SideBySide.report("ecash: blind", target: 90, count: 100) { count in
      for number in 0..<count { ours = Ecash.blind(secret(number), factor).compressed.bytes }
    } limit: { count in
      _ = unsafe tollgate_c_blind(secrets, Self.secretCount, factorBytes, Int32(count), &theirs)
    }
    precondition(ours == theirs)
    let blinded = Ecash.blind(secret(0), factor)
    let signature = blinded.multiplied(by: mint).compressed
    SideBySide.report("ecash: unblind", target: 90, count: 100) { count in
      for _ in 0..<count { ours = Ecash.unblind(signature, key, factor)?.compressed.bytes ?? [] }
    } limit: { count in
      _ = unsafe tollgate_c_unblind(signature.bytes, keyBytes, factorBytes, Int32(count), &theirs)
    }
    precondition(ours == theirs)
    precondition(CompressedPoint(ours).flatMap { Point($0) } == Ecash.hashToCurve(secret(0)).multiplied(by: mint))
    measureProof(of: blinded, key)
  }

  private func measureProof(of blinded: Point, _ key: Point) {
    guard let nonce = try? Scalar.random() else { return }
    let signature = blinded.multiplied(by: mint)
    let hash = Ecash.challenge(Point(generatorTimes: nonce), blinded.multiplied(by: nonce), key, signature)
    guard let e = Scalar(hash), let s = nonce.adding(e.multiplied(by: mint)) else { return }
    var (right, wanted) = (0, 0)
    let bytes = [blinded.compressed.bytes, signature.compressed.bytes, key.compressed.bytes]
    SideBySide.report("ecash: DLEQ check", target: 90, count: 50) { count in
      wanted += 2 * count
      for _ in 0..<count { right += Ecash.isProven(e, s, blinded, signature, key) ? 1 : 0 }
    } limit: { count in
      right += Int(unsafe tollgate_c_dleq(bytes[0], bytes[1], bytes[2], e.octets.bytes, s.octets.bytes, Int32(count)))
    }
    precondition(right == wanted && wanted > 0)
  }
}

private enum Ecash {
  static func hashToCurve(_ secret: ArraySlice<UInt8>) -> Point {
    var hash = SHA256()
    hash.update("Secp256k1_HashToCurve_Cashu_")
    hash.update(secret.span)
    let seed = hash.digest
    for number in UInt32.min..<1 << 16 {
      var hash = SHA256()
      hash.update(seed)
      hash.update([UInt8](unsafe withUnsafeBytes(of: number.littleEndian) { unsafe [UInt8]($0) }))
      if let point = Point(evenWithX: hash.digest) { return point }
    }
    preconditionFailure("half of all numbers are the x of a point")
  }

  static func blind(_ secret: ArraySlice<UInt8>, _ factor: Scalar) -> Point {
    guard let sum = hashToCurve(secret).adding(Point(generatorTimes: factor)) else { preconditionFailure() }
    return sum
  }

  static func unblind(_ signature: CompressedPoint, _ key: Point, _ factor: Scalar) -> Point? {
    Point(signature)?.subtracting(key.multiplied(by: factor))
  }

  static func challenge(_ points: Point...) -> Octets32 {
    var hash = SHA256()
    for point in points {
      let (x, y) = point.coordinates
      hash.update("04")
      hash.update(hexOf: x)
      hash.update(hexOf: y)
    }
    return hash.digest
  }

  static func isProven(_ e: Scalar, _ s: Scalar, _ blinded: Point, _ signature: Point, _ key: Point) -> Bool {
    guard let one = Point(generatorTimes: s).subtracting(key.multiplied(by: e)),
      let other = blinded.multiplied(by: s).subtracting(signature.multiplied(by: e))
    else { return false }
    return challenge(one, other, key, signature).equalsInConstantTime(e.octets)
  }
}
