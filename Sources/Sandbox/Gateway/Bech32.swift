import TollGateCrypto

/// Keys as people pass them on (NIP-19, BIP-173).
enum Bech32 {
  private static let letters = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
  private static let generator: [UInt32] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3]

  static func npub(_ key: Octets32) -> String { text("npub", key.bytes) }

  private static func text(_ prefix: String, _ bytes: [UInt8]) -> String {
    let figures = fives(bytes)
    let spread = prefix.utf8.map { $0 >> 5 } + [0] + prefix.utf8.map { $0 & 31 }
    let sum = checksum(spread + figures + [UInt8](repeating: 0, count: 6)) ^ 1
    let check = (0..<6).map { UInt8(sum >> UInt32(5 * (5 - $0)) & 31) }
    return prefix + "1" + String(decoding: (figures + check).map { letters[Int($0)] }, as: UTF8.self)
  }

  /// Groups of five bits, the last one filled up with zeros.
  private static func fives(_ bytes: [UInt8]) -> [UInt8] {
    var (held, bits): (UInt32, UInt32) = (0, 0)
    var figures: [UInt8] = []
    for byte in bytes {
      held = held << 8 & 0xFFF | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        figures.append(UInt8(held >> bits & 31))
      }
    }
    return bits > 0 ? figures + [UInt8(held << (5 - bits) & 31)] : figures
  }

  private static func checksum(_ figures: [UInt8]) -> UInt32 {
    var sum: UInt32 = 1
    for figure in figures {
      let top = sum >> 25
      sum = (sum & 0x1FF_FFFF) << 5 ^ UInt32(figure)
      for (place, value) in generator.enumerated() where top >> UInt32(place) & 1 == 1 { sum ^= value }
    }
    return sum
  }
}
