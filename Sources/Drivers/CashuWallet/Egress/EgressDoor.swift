import TollGateCore
import TollGateHTTP

/// Where to knock, and how.
struct EgressDoor: Hashable {
  let address: MintAddress
  private let path: String

  /// A host is a URL, or a name or an address with or without a port; that is http. Nothing for what is neither.
  init?(_ target: EgressTarget) {
    switch target {
    case .mint(let mint):
      guard let address = MintAddress(mint) else { return nil }
      self.address = address
      path = "/v1/info"
    case .host(let text):
      let isURL = text.hasPrefix("http://") || text.hasPrefix("https://")
      guard let address = MintAddress(MintURL(isURL ? text : "http://\(text)")) else { return nil }
      self.address = address
      path = address.prefix.isEmpty ? "/" : ""
    }
  }

  var knock: HTTPRequest { HTTPRequest(.head, address.prefix + path, fields: ["Host": address.authority]) }
}
