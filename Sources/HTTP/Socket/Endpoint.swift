package import TollGateCore

/// Where to connect to, or to listen. Names are not looked up: gateways have addresses.
package struct Endpoint: Hashable, Sendable, CustomStringConvertible {
  package var address: IPAddress
  package var port: UInt16

  package init(_ address: IPAddress, _ port: UInt16) {
    self.address = address
    self.port = port
  }

  /// As in `Host:` and in a URL. A zone means something on this machine only, and has no place there.
  package var description: String { address.isV4 ? "\(address):\(port)" : "[\(address)]:\(port)" }
}
