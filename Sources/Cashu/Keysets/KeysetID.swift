package import TollGateCrypto

/// The name of a mint's set of keys, which follows from the keys themselves (NUT-02).
package enum KeysetID: Hashable, Sendable {
  /// Eight bytes, the first of them 00.
  case legacy(UInt64)
  /// What follows 01 in an id of 33 bytes.
  case current(Octets32)

  /// Nothing for the length or the first byte of anything else, such as the ids that mints had before 2024.
  package init?(_ bytes: Span<UInt8>) {
    switch (bytes.count, bytes.isEmpty ? 255 : bytes[0]) {
    case (8, 0): self = .legacy(bytes.word)
    case (33, 1):
      guard let digest = Octets32(bytes.extracting(1..<33)) else { return nil }
      self = .current(digest)
    default: return nil
    }
  }

  /// Digits in lower case: a mint knows its ids in one spelling.
  package init?(hex: String) {
    guard hex.utf8.count <= 66, let bytes = Hex.bytes(hex, letters: .lower) else { return nil }
    self.init(bytes.span)
  }

  package var bytes: [UInt8] {
    switch self {
    case .legacy(let word): word.bytes
    case .current(let digest): [1] + digest.bytes
    }
  }

  package var hex: String { Hex.text(bytes) }

  /// The first eight bytes: all that a token needs to say of it.
  package var short: UInt64 {
    switch self {
    case .legacy(let word): word
    case .current(let digest): 1 << 56 | digest.a >> 8
    }
  }
}

extension KeysetID: CustomStringConvertible {
  package var description: String { hex }
}

extension Span<UInt8> {
  /// The first eight bytes as a big-endian word.
  var word: UInt64 {
    var word: UInt64 = 0
    for index in 0..<Swift.min(count, 8) { word = word << 8 | UInt64(self[index]) }
    return word
  }
}

extension UInt64 {
  /// Eight bytes, the highest first.
  var bytes: [UInt8] { stride(from: UInt64(56), through: 0, by: -8).map { UInt8(self >> $0 & 255) } }
}
