import Glibc
import TollGateCore

extension IPAddress {
  /// An address as people write it, without a zone.
  init?(text: String) {
    var (four, six) = (in_addr(), in6_addr())
    if unsafe inet_pton(AF_INET, text, &four) == 1 {
      self = .v4(UInt32(bigEndian: four.s_addr))
    } else if unsafe inet_pton(AF_INET6, text, &six) == 1 {
      self = unsafe withUnsafeBytes(of: six) { bytes in
        unsafe .v6(
          UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
          UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
      }
    } else {
      return nil
    }
  }

  /// Whether both begin with the same bits; never across families.
  func shares(bits: UInt8, with other: IPAddress) -> Bool {
    switch (self, other) {
    case (.v4(let a), .v4(let b)): (a ^ b).leadingZeroBitCount >= min(bits, 32)
    case (.v6(let a, let c), .v6(let b, let d)):
      a == b ? 64 + (c ^ d).leadingZeroBitCount >= min(bits, 128) : (a ^ b).leadingZeroBitCount >= bits
    case (.v4, .v6), (.v6, .v4): false
    }
  }
}
