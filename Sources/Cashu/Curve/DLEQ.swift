package import TollGateCrypto

/// A mint's proof that it has signed with the key that it publishes for the amount, and not with one that marks its buyer
/// or that it will not know tomorrow (NUT-12).
package struct DLEQ: Hashable, Sendable {
  package let e: Octets32
  package let s: Octets32

  package init(e: Octets32, s: Octets32) {
    self.e = e
    self.s = s
  }

  /// The hash over the spelling of the uncompressed points.
  package static func hash(_ points: [Point]) -> Octets32 {
    var hash = SHA256()
    for point in points {
      let (x, y) = point.coordinates
      hash.update("04")
      hash.update(hexOf: x)
      hash.update(hexOf: y)
    }
    return hash.digest
  }

  /// Whether it holds for a signature as it comes from the mint.
  package func holds(for signature: Point, of blinded: Point, under key: Point) -> Bool {
    guard let minusE = Scalar(e)?.negated, let scalar = Scalar(s),
      let first = key.multiplied(by: minusE).adding(generatorTimes: scalar),
      let second = blinded.multiplied(by: scalar).adding(signature.multiplied(by: minusE))
    else { return false }
    return DLEQ.hash([first, second, key, signature]).equalsInConstantTime(e)
  }
}

/// The mint's proof with what its signature was blinded with, so that whoever is paid can check it without the mint.
package struct ProofDLEQ: Hashable, Sendable {
  package let dleq: DLEQ
  package let factor: BlindingFactor

  package init(_ dleq: DLEQ, _ factor: BlindingFactor) {
    self.dleq = dleq
    self.factor = factor
  }

  /// Whether it holds for an unblinded signature, as it stands in a token.
  package func holds(for signature: Point, of secret: ProofSecret, under key: Point) -> Bool {
    guard let blinded = factor.blind(secret),
      let blindSignature = signature.adding(key.multiplied(by: factor.scalar))
    else { return false }
    return dleq.holds(for: blindSignature, of: blinded, under: key)
  }
}
