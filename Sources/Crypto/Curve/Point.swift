/// A point in the 33 bytes in which it travels. It need not lie on the curve: `Point` decides.
package struct CompressedPoint: Hashable, Sendable {
  /// 2 for an even y, 3 for an odd one.
  package let prefix: UInt8
  package let x: Octets32

  package init(prefix: UInt8, x: Octets32) {
    self.prefix = prefix
    self.x = x
  }

  /// Exactly 33 bytes, or nothing.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count == 33 else { return nil }
    prefix = bytes[0]
    x = Octets32(bytes.span, at: 1)
  }

  /// Exactly 66 digits, or nothing.
  package init?(hex: String) {
    guard hex.utf8.count == 66, let bytes = Hex.bytes(hex) else { return nil }
    self.init(bytes)
  }

  package var bytes: [UInt8] {
    var bytes = [prefix]
    x.append(to: &bytes)
    return bytes
  }

  package var hex: String { Hex.text([prefix]) + x.hex }
}

/// A point of the curve, never the one at infinity.
package struct Point: Equatable, Sendable {
  private let storage: PointStorage

  private init(_ storage: PointStorage) { self.storage = storage }

  private init?(_ storage: PointStorage?) {
    guard let storage else { return nil }
    self.storage = storage
  }

  /// Nothing if no point has this x, or the prefix is neither 2 nor 3.
  package init?(_ compressed: CompressedPoint) {
    self.init(PointCall.parsed(prefix: compressed.prefix, compressed.x))
  }

  /// The point with this x and an even y, if there is one.
  package init?(evenWithX x: Octets32) { self.init(PointCall.parsed(prefix: 2, x)) }

  /// Nothing if this is no point of the curve.
  package init?(x: Octets32, y: Octets32) { self.init(PointCall.parsed(prefix: 4, x, y)) }

  /// The generator so many times, in a time that does not depend on the scalar.
  package init(generatorTimes scalar: Scalar) {
    self.init(Point.certain(PointCall.generator(times: scalar.octets)))
  }

  package var compressed: CompressedPoint {
    let (prefix, x) = PointCall.prefixAndX(storage)
    return CompressedPoint(prefix: prefix, x: x)
  }

  package var coordinates: (x: Octets32, y: Octets32) { PointCall.coordinates(storage) }

  package var negated: Point { Point(Point.certain(PointCall.negation(storage))) }

  /// Nothing if the sum is the point at infinity.
  package func adding(_ other: Point) -> Point? { Point(PointCall.sum(storage, other.storage)) }

  /// Nothing if the difference is the point at infinity.
  package func subtracting(_ other: Point) -> Point? { adding(other.negated) }

  /// Its time depends on the scalar.
  package func multiplied(by scalar: Scalar) -> Point {
    Point(Point.certain(PointCall.product(storage, scalar.octets)))
  }

  /// This point and the generator so many times, in one go; its time depends on the scalar. Nothing if the sum is the
  /// point at infinity.
  package func adding(generatorTimes scalar: Scalar) -> Point? {
    Point(PointCall.sumWithGenerator(storage, times: scalar.octets))
  }

  package static func == (one: Point, other: Point) -> Bool { PointCall.isEqual(one.storage, other.storage) }

  /// The order of the curve is prime: neither a negation nor a product with a scalar is ever infinity.
  private static func certain(_ storage: PointStorage?) -> PointStorage {
    guard let storage else { preconditionFailure("the library refused a point and a scalar of its own") }
    return storage
  }
}
