/// The eight words of SHA-256 between two blocks.
struct SHA256State: BlockState {
  static let blockBytes = 64
  private var lanes = Lanes(
    a: 0x6A09E667, b: 0xBB67AE85, c: 0x3C6EF372, d: 0xA54FF53A, e: 0x510E527F, f: 0x9B05688C,
    g: 0x1F83D9AB, h: 0x5BE0CD19)

  mutating func take(_ bytes: Span<UInt8>, at offset: Int) {
    var schedule = Schedule(bytes, at: offset)
    var after = lanes
    schedule.firstRounds(&after)
    schedule.secondRounds(&after)
    schedule.thirdRounds(&after)
    schedule.fourthRounds(&after)
    lanes.add(after)
  }

  var octets: Octets32 {
    func word(_ high: UInt32, _ low: UInt32) -> UInt64 { UInt64(high) << 32 | UInt64(low) }
    return Octets32(
      word(lanes.a, lanes.b), word(lanes.c, lanes.d), word(lanes.e, lanes.f), word(lanes.g, lanes.h))
  }
}

private struct Lanes {
  var a, b, c, d, e, f, g, h: UInt32

  /// One round; `input` is the word of the schedule plus the constant of the round.
  @inline(__always) mutating func round(_ input: UInt32) {
    let choice = g ^ (e & (f ^ g))
    let first = h &+ (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) &+ choice &+ input
    let majority = (a & b) | (c & (a | b))
    let second = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) &+ majority
    (h, g, f, e) = (g, f, e, d &+ first)
    (d, c, b, a) = (c, b, a, first &+ second)
  }

  @inline(__always) mutating func add(_ other: Lanes) {
    a &+= other.a
    b &+= other.b
    c &+= other.c
    d &+= other.d
    e &+= other.e
    f &+= other.f
    g &+= other.g
    h &+= other.h
  }
}

@inline(__always) private func turned(_ word: UInt32, _ places: UInt32) -> UInt32 {
  word &>> places | word &<< (32 &- places)
}

/// The newest sixteen words of the message schedule. The rounds are written out, so that every index is a constant and the
/// words stay in registers.
private struct Schedule {
  private var words: InlineArray<16, UInt32>

  @inline(__always) init(_ bytes: Span<UInt8>, at offset: Int) {
    words = InlineArray { bytes.bigEndian32(at: offset + 4 * $0) }
  }

  private subscript(_ index: Int) -> UInt32 { @inline(__always) get { words[index] } }

  /// Puts word t in the place of word t - 16, from the words t - 15, t - 7 and t - 2.
  @inline(__always) private mutating func extended(_ place: Int, _ t15: Int, _ t7: Int, _ t2: Int) -> UInt32 {
    let (old, new) = (words[t15], words[t2])
    let first = turned(old, 7) ^ turned(old, 18) ^ old &>> 3
    let second = turned(new, 17) ^ turned(new, 19) ^ new &>> 10
    words[place] = words[place] &+ first &+ words[t7] &+ second
    return words[place]
  }

  @inline(__always) func firstRounds(_ lanes: inout Lanes) {
    lanes.round(0x428A2F98 &+ self[0])
    lanes.round(0x71374491 &+ self[1])
    lanes.round(0xB5C0FBCF &+ self[2])
    lanes.round(0xE9B5DBA5 &+ self[3])
    lanes.round(0x3956C25B &+ self[4])
    lanes.round(0x59F111F1 &+ self[5])
    lanes.round(0x923F82A4 &+ self[6])
    lanes.round(0xAB1C5ED5 &+ self[7])
    lanes.round(0xD807AA98 &+ self[8])
    lanes.round(0x12835B01 &+ self[9])
    lanes.round(0x243185BE &+ self[10])
    lanes.round(0x550C7DC3 &+ self[11])
    lanes.round(0x72BE5D74 &+ self[12])
    lanes.round(0x80DEB1FE &+ self[13])
    lanes.round(0x9BDC06A7 &+ self[14])
    lanes.round(0xC19BF174 &+ self[15])
  }

  @inline(__always) mutating func secondRounds(_ lanes: inout Lanes) {
    lanes.round(0xE49B69C1 &+ extended(0, 1, 9, 14))
    lanes.round(0xEFBE4786 &+ extended(1, 2, 10, 15))
    lanes.round(0x0FC19DC6 &+ extended(2, 3, 11, 0))
    lanes.round(0x240CA1CC &+ extended(3, 4, 12, 1))
    lanes.round(0x2DE92C6F &+ extended(4, 5, 13, 2))
    lanes.round(0x4A7484AA &+ extended(5, 6, 14, 3))
    lanes.round(0x5CB0A9DC &+ extended(6, 7, 15, 4))
    lanes.round(0x76F988DA &+ extended(7, 8, 0, 5))
    lanes.round(0x983E5152 &+ extended(8, 9, 1, 6))
    lanes.round(0xA831C66D &+ extended(9, 10, 2, 7))
    lanes.round(0xB00327C8 &+ extended(10, 11, 3, 8))
    lanes.round(0xBF597FC7 &+ extended(11, 12, 4, 9))
    lanes.round(0xC6E00BF3 &+ extended(12, 13, 5, 10))
    lanes.round(0xD5A79147 &+ extended(13, 14, 6, 11))
    lanes.round(0x06CA6351 &+ extended(14, 15, 7, 12))
    lanes.round(0x14292967 &+ extended(15, 0, 8, 13))
  }

  @inline(__always) mutating func thirdRounds(_ lanes: inout Lanes) {
    lanes.round(0x27B70A85 &+ extended(0, 1, 9, 14))
    lanes.round(0x2E1B2138 &+ extended(1, 2, 10, 15))
    lanes.round(0x4D2C6DFC &+ extended(2, 3, 11, 0))
    lanes.round(0x53380D13 &+ extended(3, 4, 12, 1))
    lanes.round(0x650A7354 &+ extended(4, 5, 13, 2))
    lanes.round(0x766A0ABB &+ extended(5, 6, 14, 3))
    lanes.round(0x81C2C92E &+ extended(6, 7, 15, 4))
    lanes.round(0x92722C85 &+ extended(7, 8, 0, 5))
    lanes.round(0xA2BFE8A1 &+ extended(8, 9, 1, 6))
    lanes.round(0xA81A664B &+ extended(9, 10, 2, 7))
    lanes.round(0xC24B8B70 &+ extended(10, 11, 3, 8))
    lanes.round(0xC76C51A3 &+ extended(11, 12, 4, 9))
    lanes.round(0xD192E819 &+ extended(12, 13, 5, 10))
    lanes.round(0xD6990624 &+ extended(13, 14, 6, 11))
    lanes.round(0xF40E3585 &+ extended(14, 15, 7, 12))
    lanes.round(0x106AA070 &+ extended(15, 0, 8, 13))
  }

  @inline(__always) mutating func fourthRounds(_ lanes: inout Lanes) {
    lanes.round(0x19A4C116 &+ extended(0, 1, 9, 14))
    lanes.round(0x1E376C08 &+ extended(1, 2, 10, 15))
    lanes.round(0x2748774C &+ extended(2, 3, 11, 0))
    lanes.round(0x34B0BCB5 &+ extended(3, 4, 12, 1))
    lanes.round(0x391C0CB3 &+ extended(4, 5, 13, 2))
    lanes.round(0x4ED8AA4A &+ extended(5, 6, 14, 3))
    lanes.round(0x5B9CCA4F &+ extended(6, 7, 15, 4))
    lanes.round(0x682E6FF3 &+ extended(7, 8, 0, 5))
    lanes.round(0x748F82EE &+ extended(8, 9, 1, 6))
    lanes.round(0x78A5636F &+ extended(9, 10, 2, 7))
    lanes.round(0x84C87814 &+ extended(10, 11, 3, 8))
    lanes.round(0x8CC70208 &+ extended(11, 12, 4, 9))
    lanes.round(0x90BEFFFA &+ extended(12, 13, 5, 10))
    lanes.round(0xA4506CEB &+ extended(13, 14, 6, 11))
    lanes.round(0xBEF9A3F7 &+ extended(14, 15, 7, 12))
    lanes.round(0xC67178F2 &+ extended(15, 0, 8, 13))
  }
}
