import TollGateCore
import TollGateHTTP

/// What a person wants looked at: an address, a link, or both.
struct ProbeAim: Hashable, Sendable {
  var address: IPAddress?
  /// The name of a link, or the number that the kernel has for it.
  var link: String?

  init(host: String?, interface: String?) throws(UsageMistake) {
    guard let host else {
      guard interface != nil else {
        throw UsageMistake(message: "'probe' needs something more", hint: "write tollgate probe HOST|--interface IF")
      }
      link = interface
      return
    }
    let parts = host.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let address = IPAddress(text: parts[0]), !address.isUnspecified else {
      throw UsageMistake(
        message: "'\(host)' is no IP address", hint: "gateways have addresses, not names: 10.21.0.1, fe80::1%wlan0")
    }
    let scope = parts.count > 1 ? parts[1] : interface
    guard scope != "", interface == nil || scope == interface else {
      throw UsageMistake(message: "'\(host)' names another link than --interface", hint: "name one link")
    }
    self.address = address
    link = scope
  }

  /// Why nothing can be looked at.
  enum Obstacle: Error, Hashable, Sendable {
    case noSuchLink(String)
    case noGateway(LinkName)
    case noWay(IPAddress)
    case severalWays(IPAddress, [LinkName])
  }

  /// The gateway that is meant, among the links that there are.
  func gateway(in table: LinkTable) throws(Obstacle) -> GatewayID {
    let place: Link
    if let link {
      place = try found(link, in: table)
    } else if let address {
      place = try way(to: address, in: table)
    } else {
      throw .noSuchLink("")
    }
    guard let address else { return try defaultGateway(of: place, in: table) }
    return GatewayID(link: place.name, address: address, attachment: place.attachment)
  }

  private func found(_ text: String, in table: LinkTable) throws(Obstacle) -> Link {
    if let link = table.links.first(where: { $0.name.text == text }) { return link }
    if let index = Int32(text), let link = table.links.first(where: { $0.index == index }) { return link }
    throw .noSuchLink(text)
  }

  /// The one that the machine itself would look at.
  private func defaultGateway(of link: Link, in table: LinkTable) throws(Obstacle) -> GatewayID {
    var policy = LinkPolicy()
    policy.ignore = []
    guard let uplink = policy.uplinks(in: table).first(where: { $0.id.link == link.name }) else {
      throw .noGateway(link.name)
    }
    return uplink.id
  }

  /// The link whose network the address is in, else the one by which the kernel would send it.
  private func way(to address: IPAddress, in table: LinkTable) throws(Obstacle) -> Link {
    var best: (bits: UInt8, links: [LinkName]) = (0, [])
    for own in table.addresses where own.usable && own.address.shares(bits: own.prefix, with: address) {
      if own.prefix > best.bits || best.links.isEmpty { best = (own.prefix, []) }
      if own.prefix == best.bits, !best.links.contains(own.link) { best.links.append(own.link) }
    }
    if best.links.isEmpty, !address.isLinkLocal {
      let routes = table.routes.filter { $0.family == address.family }
      best.links = routes.min { $0.metric < $1.metric }.map { [$0.link] } ?? []
    }
    guard best.links.count < 2 else { throw .severalWays(address, best.links) }
    guard let link = table.links.first(where: { $0.name == best.links.first }) else { throw .noWay(address) }
    return link
  }
}

extension ProbeAim.Obstacle {
  var words: String {
    switch self {
    case .noSuchLink(let name): "there is no link '\(name)'\n  'tollgate links' lists them"
    case .noGateway(let link): "\(link) names no gateway: it is down, or has no address or no default route"
    case .noWay(let address): "no link leads to \(address)\n  --interface IF names one"
    case .severalWays(let address, let links):
      "several links lead to \(address)\n  write \(links.map { "\(address)%\($0)" }.joined(separator: " or "))"
    }
  }
}
