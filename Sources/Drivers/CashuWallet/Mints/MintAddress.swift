import TollGateCore
import TollGateHTTP

/// What has to be known of a mint's address to send something there. Addresses come from tokens and advertisements, too.
struct MintAddress: Hashable {
  enum Host: Hashable {
    case address(IPAddress)
    case name(String)
  }

  private static let longest = 512
  private static let longestName = 253

  let isSecure: Bool
  let host: Host
  let port: UInt16
  /// Host and port as they were written, for `Host:` and URLs.
  let authority: String
  /// Before the paths of requests: empty, or `/` and more, without one at its end.
  let prefix: String

  /// Nothing for what nobody could reach.
  init?(_ mint: MintURL) {
    let text = mint.text
    guard text.utf8.count <= Self.longest, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C }) else {
      return nil
    }
    isSecure = text.hasPrefix("https://")
    guard isSecure || text.hasPrefix("http://") else { return nil }
    let rest = text.dropFirst(isSecure ? 8 : 7)
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    authority = String(rest[..<slash])
    prefix = String(rest[slash...])
    guard let (host, port) = Self.read(rest[..<slash], defaultPort: isSecure ? 443 : 80) else { return nil }
    (self.host, self.port) = (host, port)
  }

  private static func read(_ authority: Substring, defaultPort: UInt16) -> (Host, UInt16)? {
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]"), let host = IPAddress(text: String(authority[..<end].dropFirst())),
        let port = port(authority[end...].dropFirst(), or: defaultPort)
      else { return nil }
      return (.address(host), port)
    }
    let end = authority.firstIndex(of: ":") ?? authority.endIndex
    let name = String(authority[..<end])
    guard let port = port(authority[end...], or: defaultPort) else { return nil }
    if let address = IPAddress(text: name) { return (.address(address), port) }
    return isName(name) ? (.name(name), port) : nil
  }

  private static func port(_ text: Substring, or usual: UInt16) -> UInt16? {
    if text.isEmpty { return usual }
    let digits = text.dropFirst()
    guard text.first == ":", digits.utf8.allSatisfy({ 0x30 <= $0 && $0 <= 0x39 }) else { return nil }
    return UInt16(digits).flatMap { $0 == 0 ? nil : $0 }
  }

  private static func isName(_ name: String) -> Bool {
    (1...longestName).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
      }
  }
}
