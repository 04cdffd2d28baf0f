package import TollGateCrypto

/// Writes CBOR in its shortest form, every length before what it counts.
package struct CBORWriter {
  package private(set) var bytes: [UInt8] = []

  package init(reserving capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  package mutating func map(_ count: Int) { head(5, UInt64(count)) }

  package mutating func array(_ count: Int) { head(4, UInt64(count)) }

  package mutating func unsigned(_ value: UInt64) { head(0, value) }

  package mutating func bool(_ value: Bool) { bytes.append(value ? 0xF5 : 0xF4) }

  package mutating func text(_ text: String) {
    head(3, UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  package mutating func string(_ string: [UInt8]) {
    head(2, UInt64(string.count))
    bytes.append(contentsOf: string)
  }

  package mutating func octets32(_ octets: Octets32) {
    head(2, 32)
    octets.append(to: &bytes)
  }

  package mutating func point(_ point: CompressedPoint) {
    head(2, 33)
    bytes.append(point.prefix)
    point.x.append(to: &bytes)
  }

  /// A text of one letter.
  @inline(__always) mutating func key(_ key: CBORKey) {
    bytes.append(0x61)
    bytes.append(key.letter)
  }

  private mutating func head(_ major: UInt8, _ argument: UInt64) {
    let kind = major << 5
    let width: Int
    switch argument {
    case 0..<24: return bytes.append(kind | UInt8(argument))
    case 24...0xFF: (width, _) = (1, bytes.append(kind | 24))
    case 0x100...0xFFFF: (width, _) = (2, bytes.append(kind | 25))
    case 0x1_0000...0xFFFF_FFFF: (width, _) = (4, bytes.append(kind | 26))
    default: (width, _) = (8, bytes.append(kind | 27))
    }
    for place in (0..<width).reversed() { bytes.append(UInt8(argument >> UInt64(8 * place) & 255)) }
  }
}
