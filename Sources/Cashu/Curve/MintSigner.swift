package import TollGateCrypto

/// A mint's private key for one amount. The same request gives the same signature and proof, so that nothing depends on
/// random numbers.
package struct MintSigner: Sendable, Secretive {
  private let secret: Scalar
  package let key: Point

  package init(_ secret: Scalar) {
    self.secret = secret
    key = Point(generatorTimes: secret)
  }

  package func sign(_ blinded: Point) -> (signature: Point, dleq: DLEQ) {
    let signature = blinded.multiplied(by: secret)
    for counter in 0...UInt8.max {
      let nonce = self.nonce([key, blinded, signature], counter)
      guard let nonce else { continue }
      let e = DLEQ.hash([Point(generatorTimes: nonce), blinded.multiplied(by: nonce), key, signature])
      guard let s = Scalar(e).flatMap({ nonce.adding($0.multiplied(by: secret)) }) else { continue }
      return (signature, DLEQ(e: e, s: s.octets))
    }
    preconditionFailure("256 hashes and not one of them a scalar")
  }

  /// Whether this is the signature of the secret under this key: what a mint asks before it takes a proof.
  package func hasSigned(_ secret: ProofSecret, _ signature: Point) -> Bool { hasSigned(secret.point, signature) }

  /// The same for the point of a secret, where that is at hand.
  package func hasSigned(_ point: Point, _ signature: Point) -> Bool { point.multiplied(by: secret) == signature }

  private func nonce(_ points: [Point], _ counter: UInt8) -> Scalar? {
    var code = HMAC<SHA256>(key: secret.octets.bytes)
    code.update(Array("Cashu_DLEQ_R_v1".utf8))
    for point in points {
      let (x, y) = point.coordinates
      code.update([4])
      code.update(x)
      code.update(y)
    }
    code.update([counter])
    return Scalar(code.code)
  }
}
