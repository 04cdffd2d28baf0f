import Glibc
package import TollGateCore

extension IPAddress {
  /// An address as people write it, without a zone.
  package init?(text: String) {
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
}
