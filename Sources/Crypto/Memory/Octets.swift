/// 32 bytes as a value: digests, x coordinates, scalars. Four big-endian words, so that nothing is allocated to hold,
/// compare or hash them.
package struct Octets32: Hashable, Sendable, BitwiseCopyable, CustomStringConvertible, CustomReflectable {
  package let a: UInt64
  package let b: UInt64
  package let c: UInt64
  package let d: UInt64

  /// The four words, first word first.
  package init(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) {
    self.a = a
    self.b = b
    self.c = c
    self.d = d
  }

  package static let zero = Octets32(0, 0, 0, 0)

  /// Nobody can tell a digest from a secret (F7). Who wants to see one asks for its bytes.
  package var description: String { "•••" }
  package var customMirror: Mirror { Mirror(self, children: []) }

  /// Exactly 32 bytes, or nothing.
  package init?(_ bytes: Span<UInt8>) {
    guard bytes.count == 32 else { return nil }
    self.init(bytes, at: 0)
  }

  /// Exactly 32 bytes, or nothing.
  package init?(_ bytes: [UInt8]) { self.init(bytes.span) }

  init(_ bytes: Span<UInt8>, at offset: Int) {
    self.init(
      bytes.bigEndian64(at: offset), bytes.bigEndian64(at: offset + 8), bytes.bigEndian64(at: offset + 16),
      bytes.bigEndian64(at: offset + 24))
  }

  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    append(to: &bytes)
    return bytes
  }

  /// Takes the same time whatever the bytes are: for what an attacker may guess at, byte by byte.
  package func equalsInConstantTime(_ other: Octets32) -> Bool { difference(from: other) == 0 }

  fileprivate func difference(from other: Octets32) -> UInt64 {
    (a ^ other.a) | (b ^ other.b) | (c ^ other.c) | (d ^ other.d)
  }
}

extension Octets32: Comparable {
  /// In the order of the bytes.
  package static func < (x: Octets32, y: Octets32) -> Bool { (x.a, x.b, x.c, x.d) < (y.a, y.b, y.c, y.d) }
}

/// 64 bytes as a value: signatures and the digests of SHA-512.
package struct Octets64: Hashable, Sendable, BitwiseCopyable {
  package let upper: Octets32
  package let lower: Octets32

  package init(_ upper: Octets32, _ lower: Octets32) {
    self.upper = upper
    self.lower = lower
  }

  /// Exactly 64 bytes, or nothing.
  package init?(_ bytes: Span<UInt8>) {
    guard bytes.count == 64 else { return nil }
    self.init(Octets32(bytes, at: 0), Octets32(bytes, at: 32))
  }

  /// Exactly 64 bytes, or nothing.
  package init?(_ bytes: [UInt8]) { self.init(bytes.span) }

  package var bytes: [UInt8] { upper.bytes + lower.bytes }

  /// Takes the same time whatever the bytes are.
  package func equalsInConstantTime(_ other: Octets64) -> Bool {
    upper.difference(from: other.upper) | lower.difference(from: other.lower) == 0
  }
}
