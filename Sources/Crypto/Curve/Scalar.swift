/// A whole number from 1 to the order of the curve less one: what points are multiplied by. It shows as dots, since most
/// scalars are secret.
package struct Scalar: Equatable, Sendable, CustomStringConvertible, CustomReflectable {
  package let octets: Octets32

  /// Nothing for zero, and for the order of the curve and beyond.
  package init?(_ octets: Octets32) {
    guard ScalarCall.isScalar(octets) else { return nil }
    self.octets = octets
  }

  private init(checked octets: Octets32) { self.octets = octets }

  package static func random() throws(RandomFailure) -> Scalar {
    while true {
      if let scalar = Scalar(try SecureRandom.octets32()) { return scalar }
    }
  }

  /// Nothing if the sum is zero.
  package func adding(_ other: Scalar) -> Scalar? { ScalarCall.sum(octets, other.octets).map(Scalar.init(checked:)) }

  /// The order is prime, so that no product is zero.
  package func multiplied(by other: Scalar) -> Scalar {
    guard let product = ScalarCall.product(octets, other.octets) else { preconditionFailure("a product without zero") }
    return Scalar(checked: product)
  }

  package var negated: Scalar {
    guard let negation = ScalarCall.negation(octets) else { preconditionFailure("a negation without zero") }
    return Scalar(checked: negation)
  }

  /// Takes the same time whatever the numbers are.
  package static func == (one: Scalar, other: Scalar) -> Bool { one.octets.equalsInConstantTime(other.octets) }

  package var description: String { "•••" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
