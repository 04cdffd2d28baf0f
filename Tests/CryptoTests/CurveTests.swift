import Testing
import TollGateCrypto

@Suite struct CurveTests {
  static let generator = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
  static let generatorY = "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"
  static let order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"

  static func scalar(_ number: UInt64) throws -> Scalar { try #require(Scalar(Octets32(0, 0, 0, number))) }

  static func point(_ number: UInt64) throws -> Point { Point(generatorTimes: try scalar(number)) }

  @Test("a scalar is a number from 1 to the order less one")
  func range() throws {
    let order = try #require(Octets32(hex: Self.order))
    #expect(Scalar(.zero) == nil && Scalar(order) == nil && Scalar(Octets32(.max, .max, .max, .max)) == nil)
    let last = try #require(Scalar(Octets32(order.a, order.b, order.c, order.d - 1)))
    #expect(try last == Self.scalar(1).negated)
    #expect(try last.adding(Self.scalar(1)) == nil)
    #expect(try last.adding(Self.scalar(3)) == Self.scalar(2))
    #expect(try last.multiplied(by: last) == Self.scalar(1))
  }

  @Test("scalars add, multiply and negate as numbers do")
  func arithmetic() throws {
    #expect(try Self.scalar(7).adding(Self.scalar(5)) == Self.scalar(12))
    #expect(try Self.scalar(7).multiplied(by: Self.scalar(5)) == Self.scalar(35))
    #expect(try Self.scalar(7).negated.adding(Self.scalar(9)) == Self.scalar(2))
    #expect(try Scalar.random() != Scalar.random())
  }

  @Test("F7: a scalar and its bytes show as dots, however they are looked at")
  func dots() throws {
    let scalar = try Self.scalar(123_456)
    var dumped = ""
    dump(scalar, to: &dumped)
    dump([scalar.octets], to: &dumped)
    #expect("\(scalar) \(scalar.octets)" == "••• •••")
    for text in ["\([scalar])", String(reflecting: scalar), String(reflecting: scalar.octets), dumped] {
      #expect(text.contains("•••") && !text.contains("123456"), "\(text)")
    }
  }

  @Test("the generator and its negation have the bytes that SEC 2 gives them")
  func generatorBytes() throws {
    let point = try Self.point(1)
    #expect(point.compressed.hex == Self.generator)
    #expect(point.coordinates.x.hex == Self.generator.dropFirst(2) && point.coordinates.y.hex == Self.generatorY)
    #expect(point.negated.compressed.hex == "03" + Self.generator.dropFirst(2))
    #expect(Point(x: point.coordinates.x, y: point.coordinates.y) == point)
    #expect(Point(evenWithX: point.coordinates.x) == point)
  }

  @Test("points parse back, and what is on no curve is refused")
  func parsing() throws {
    let compressed = try #require(CompressedPoint(hex: Self.generator))
    #expect(compressed.bytes.count == 33 && CompressedPoint(compressed.bytes) == compressed)
    let point = try #require(Point(compressed))
    #expect(try point == Self.point(1))
    #expect(Point(x: point.coordinates.x, y: point.coordinates.x) == nil)
    for prefix in 0...255 as ClosedRange<UInt8> where prefix != 2 && prefix != 3 {
      #expect(Point(CompressedPoint(prefix: prefix, x: compressed.x)) == nil)
    }
    #expect(Point(evenWithX: Octets32(0, 0, 0, 5)) == nil)
    #expect(Point(evenWithX: Octets32(.max, .max, .max, .max)) == nil)
    #expect(CompressedPoint([2]) == nil && CompressedPoint(hex: String(Self.generator.dropLast())) == nil)
    #expect(CompressedPoint(hex: "zz" + Self.generator.dropFirst(2)) == nil)
  }

  @Test("points add, subtract, negate and multiply, and infinity is no point")
  func points() throws {
    let (two, three, five) = (try Self.point(2), try Self.point(3), try Self.point(5))
    #expect(two.adding(three) == five && five.subtracting(three) == two)
    #expect(try two.adding(two) == Self.point(4))
    #expect(two.subtracting(two) == nil && two.adding(two.negated) == nil)
    #expect(try two.multiplied(by: Self.scalar(21)) == Self.point(42))
    #expect(try two.multiplied(by: Self.scalar(1).negated) == two.negated)
    #expect(try two.adding(generatorTimes: Self.scalar(3)) == five)
    #expect(try two.adding(generatorTimes: Self.scalar(2).negated) == nil)
    #expect(two != three && two != two.negated)
  }

  /// NUT-00: the first point among hashes that count upwards.
  static func hashToCurve(_ message: [UInt8]) -> Point? {
    var hash = SHA256()
    hash.update("Secp256k1_HashToCurve_Cashu_")
    hash.update(message)
    let inner = hash.digest
    for counter in 0..<100 as Range<UInt8> {
      var outer = SHA256()
      outer.update(inner)
      outer.update([counter, 0, 0, 0])
      if let point = Point(evenWithX: outer.digest) { return point }
    }
    return nil
  }

  @Test("hash, parse and multiply make the points of NUT-00")
  func nut00() throws {
    let zero = Self.hashToCurve([UInt8](repeating: 0, count: 32))
    #expect(zero?.compressed.hex == "024cce997d3b518f739663b757deaec95bcd9473c30a14ac2fd04023a739d1a725")
    let message = Self.hashToCurve(Array("test_message".utf8))
    let blinding = try #require(Octets32(hex: "0000000000000000000000000000000000000000000000000000000000000001"))
    let blinded = message?.adding(generatorTimes: try #require(Scalar(blinding)))
    #expect(blinded?.compressed.hex == "025cc16fe33b953e2ace39653efb3e7a7049711ae1d8a2f7a9108753f1cdea742b")
  }
}
