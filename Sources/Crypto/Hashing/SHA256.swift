/// SHA-256 (FIPS 180-4), in pieces of any size, without an allocation.
package struct SHA256: HashFunction {
  package static let blockBytes = 64
  package typealias Digest = Octets32
  private var stream = BlockStream(SHA256State())

  package init() {}

  package mutating func update(_ bytes: Span<UInt8>) { stream.update(bytes) }

  package mutating func update(_ bytes: [UInt8]) { stream.update(bytes.span) }

  package mutating func update(_ text: String) { stream.update(text.utf8.span) }

  package mutating func update(_ octets: Octets32) {
    let words = octets.inMemory
    stream.update(words.span)
  }

  /// 64 digits in lower case: some protocols hash the spelling of a number.
  package mutating func update(hexOf octets: Octets32) {
    var digits = InlineArray<64, UInt8>(repeating: 0)
    for index in 0..<16 {
      let shift = UInt64(60 - 4 * index)
      digits[index] = Hex.digit(UInt8(octets.a >> shift & 15))
      digits[index + 16] = Hex.digit(UInt8(octets.b >> shift & 15))
      digits[index + 32] = Hex.digit(UInt8(octets.c >> shift & 15))
      digits[index + 48] = Hex.digit(UInt8(octets.d >> shift & 15))
    }
    stream.update(digits.span)
  }

  package static func bytes(of digest: Octets32) -> [UInt8] { digest.bytes }

  package var digest: Octets32 {
    var ended = stream
    ended.pad()
    return ended.state.octets
  }

  package static func hash(_ bytes: Span<UInt8>) -> Octets32 {
    var hash = SHA256()
    hash.update(bytes)
    return hash.digest
  }

  package static func hash(_ bytes: [UInt8]) -> Octets32 { hash(bytes.span) }
}
