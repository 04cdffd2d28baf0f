import CBenchmarks
import TollGateCashu
import TollGateCrypto

/// The curve operations of ecash beside the same ones in C (section N).
struct CashuBenchmark {
  private let secrets: [UInt8]
  private let mint: Scalar
  private let factor: BlindingFactor
  private static let secretCount = 256

  init?() {
    guard let mint = try? Scalar.random(), let factor = try? BlindingFactor.random() else { return nil }
    (self.mint, self.factor) = (mint, factor)
    secrets = (0..<Self.secretCount).flatMap { Array(SHA256.hash(mint.octets.bytes + [UInt8($0)]).hex.utf8) }
  }

  private func point(_ number: Int) -> Point {
    let start = number % Self.secretCount * 64
    return HashToCurve.point(of: secrets[start..<start + 64].span)
  }

  private func unblinded(_ signature: CompressedPoint, _ key: Point) -> Point? {
    Point(signature).flatMap { factor.unblind($0, signedWith: key) }
  }

  func run() {
    let (key, factorBytes) = (Point(generatorTimes: mint), factor.scalar.octets.bytes)
    let keyBytes = key.compressed.bytes
    var (ours, theirs) = ([UInt8](), [UInt8](repeating: 0, count: 33))
    SideBySide.report("ecash: hash_to_curve", target: 90, count: 200) { count in
      for number in 0..<count { ours = point(number).compressed.bytes }
    } limit: { count in
      _ = unsafe tollgate_c_hash_to_curve(secrets, Self.secretCount, Int32(count), &theirs)
    }
    precondition(ours == theirs)
    SideBySide.report("ecash: blind", target: 90, count: 100) { count in
      for number in 0..<count { ours = factor.blind(point(number))?.compressed.bytes ?? [] }
    } limit: { count in
      _ = unsafe tollgate_c_blind(secrets, Self.secretCount, factorBytes, Int32(count), &theirs)
    }
    precondition(ours == theirs)
    guard let blinded = factor.blind(point(0)) else { return }
    let signature = blinded.multiplied(by: mint).compressed
    SideBySide.report("ecash: unblind", target: 90, count: 100) { count in
      for _ in 0..<count { ours = unblinded(signature, key)?.compressed.bytes ?? [] }
    } limit: { count in
      _ = unsafe tollgate_c_unblind(signature.bytes, keyBytes, factorBytes, Int32(count), &theirs)
    }
    precondition(ours == theirs)
    precondition(CompressedPoint(ours).flatMap { Point($0) } == point(0).multiplied(by: mint))
    measureProof(of: blinded, key)
  }

  private func measureProof(of blinded: Point, _ key: Point) {
    guard let nonce = try? Scalar.random() else { return }
    let signature = blinded.multiplied(by: mint)
    let hash = DLEQ.hash([Point(generatorTimes: nonce), blinded.multiplied(by: nonce), key, signature])
    guard let e = Scalar(hash), let s = nonce.adding(e.multiplied(by: mint)) else { return }
    let proof = DLEQ(e: e.octets, s: s.octets)
    var (right, wanted) = (0, 0)
    let bytes = [blinded.compressed.bytes, signature.compressed.bytes, key.compressed.bytes]
    SideBySide.report("ecash: DLEQ check", target: 90, count: 50) { count in
      wanted += 2 * count
      for _ in 0..<count { right += proof.holds(for: signature, of: blinded, under: key) ? 1 : 0 }
    } limit: { count in
      right += Int(unsafe tollgate_c_dleq(bytes[0], bytes[1], bytes[2], e.octets.bytes, s.octets.bytes, Int32(count)))
    }
    precondition(right == wanted && wanted > 0)
  }
}
