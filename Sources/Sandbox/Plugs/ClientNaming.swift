package import TollGateCore
import TollGateCrypto
import TollGateLinux
import TollGateTrace

/// Finds the hardware address that stands for an address. `nil` is a client that can't be told from others.
package struct ClientNaming: Sendable {
  private let find: @Sendable (String) -> MACAddress?

  package init(_ find: @escaping @Sendable (String) -> MACAddress?) { self.find = find }

  func mac(of address: String) -> MACAddress? { find(address) }

  /// Everybody is one client.
  package static func fixed(_ mac: MACAddress) -> ClientNaming { ClientNaming { _ in mac } }

  /// Every address is a client of its own, with an address of its own making: works on the loopback.
  package static let derived = ClientNaming { address in
    MACAddress(SHA256.hash(Array(address.utf8)).a & 0xFEFF_FFFF_FFFF | 0x0200_0000_0000)
  }

  /// As the gateways do it: from the neighbour table of our own network, which knows IPv4 alone, and
  /// nothing of the loopback.
  package static let neighbours = ClientNaming { address in
    (try? Descriptor.contents(of: "/proc/net/arp")).flatMap { mac(of: address, inTable: $0) }
  }

  /// Lines of address, type, flags, hardware address, mask and link; an entry without one has zeros.
  static func mac(of address: String, inTable table: [UInt8]) -> MACAddress? {
    for line in String(decoding: table, as: UTF8.self).split(separator: "\n").dropFirst() {
      let columns = line.split(separator: " ")
      guard columns.count > 3, columns[0] == address, let mac = MACAddress(traceText: String(columns[3])) else {
        continue
      }
      return mac.bits == 0 ? nil : mac
    }
    return nil
  }
}
