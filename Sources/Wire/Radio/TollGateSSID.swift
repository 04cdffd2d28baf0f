import TollGateCrypto

/// The names of the networks that TollGates open: a prefix and four digits, and nothing to be learned from them.
package enum TollGateSSID {
  package static let prefix = "TollGate-"

  /// Case counts, and so does the dash; what follows is the owner's business.
  package static func isOne(_ ssid: [UInt8]) -> Bool { ssid.count <= 32 && ssid.starts(with: prefix.utf8) }

  /// As the gateways' own set-up names them.
  package static func name(_ number: UInt16) -> [UInt8] {
    let digits = Hex.text([UInt8(number >> 8), UInt8(number & 255)])
    return Array(prefix.utf8) + digits.utf8.map { $0 >= UInt8(ascii: "a") ? $0 - 32 : $0 }
  }
}
