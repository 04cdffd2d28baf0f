package import TollGateCrypto

/// What hides a secret from the mint that signs it. Who has it can link a payment to its buyer: it never goes to a mint.
package struct BlindingFactor: Hashable, Sendable, Secretive {
  package let scalar: Scalar

  package init(_ scalar: Scalar) { self.scalar = scalar }

  /// Nothing for zero, and for the order of the curve and beyond.
  package init?(_ octets: Octets32) {
    guard let scalar = Scalar(octets) else { return nil }
    self.scalar = scalar
  }

  package static func random() throws(RandomFailure) -> BlindingFactor { BlindingFactor(try Scalar.random()) }

  package func hash(into hasher: inout Hasher) { hasher.combine(scalar.octets) }

  /// The point that the mint signs; nothing if it would be the one at infinity, which nobody can bring about.
  package func blind(_ secret: ProofSecret) -> Point? { blind(secret.point) }

  package func blind(_ point: Point) -> Point? { point.adding(generatorTimes: scalar) }

  /// The signature of the secret itself, out of the one of its blinded form.
  package func unblind(_ signature: Point, signedWith key: Point) -> Point? {
    signature.subtracting(key.multiplied(by: scalar))
  }
}
