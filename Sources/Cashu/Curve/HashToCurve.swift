package import TollGateCrypto

/// The point of a message whose logarithm nobody knows (NUT-00).
package enum HashToCurve {
  private static let separator = "Secp256k1_HashToCurve_Cashu_"

  /// Every second hash is the x of a point, so that this ends after two tries on average.
  package static func point(of message: Span<UInt8>) -> Point {
    var hash = SHA256()
    hash.update(separator)
    hash.update(message)
    let digest = hash.digest
    for counter in 0...UInt32.max {
      let places = InlineArray<4, UInt8> { UInt8(truncatingIfNeeded: counter >> (8 * UInt32($0))) }
      var candidate = SHA256()
      candidate.update(digest)
      candidate.update(places.span)
      if let point = Point(evenWithX: candidate.digest) { return point }
    }
    preconditionFailure("four billion hashes and not one of them on the curve")
  }
}
