import TollGateCore

/// The pictures that the laws of links are tried with.
enum LinkScene {
  static let first = LinkName("tg0")
  static let second = LinkName("tg1")

  /// One link with an address and a default route; `host` tells pictures apart.
  static func link(_ name: LinkName, host: UInt32, metric: UInt32 = 100) -> LinkTable {
    let net: UInt32 = name == first ? 0xC000_0200 : 0xC633_6400
    return LinkTable(
      links: [Link(name: name, index: 0)],
      addresses: [LinkAddress(link: name, address: .v4(net | host), prefix: 24)],
      routes: [DefaultRoute(link: name, family: .v4, gateway: .v4(net | 1), metric: metric)])
  }

  static func both(host: UInt32) -> LinkTable { link(first, host: 2) + link(second, host: host, metric: 200) }

  /// What a picture and a delivered table have to agree in. Links of other names, the kernel's own link-local addresses
  /// and the order are the driver's business.
  static func same(_ table: LinkTable, _ picture: LinkTable) -> Bool {
    facts(of: table) == facts(of: picture)
  }

  static func facts(of table: LinkTable, on name: LinkName? = nil) -> Facts {
    let names = name.map { [$0] } ?? [first, second]
    return Facts(
      links: Set(
        table.links.filter { names.contains($0.name) }
          .map { Facts.Link(name: $0.name, up: $0.up, carrier: $0.carrier) }),
      addresses: Set(table.addresses.filter { names.contains($0.link) && !($0.address.isLinkLocal) }),
      routes: Set(table.routes.filter { names.contains($0.link) }))
  }

  struct Facts: Hashable {
    struct Link: Hashable {
      var name: LinkName
      var up: Bool
      var carrier: Bool
    }
    var links: Set<Link>
    var addresses: Set<LinkAddress>
    var routes: Set<DefaultRoute>
  }
}

extension LinkTable {
  static func + (a: LinkTable, b: LinkTable) -> LinkTable {
    LinkTable(links: a.links + b.links, addresses: a.addresses + b.addresses, routes: a.routes + b.routes)
  }

  func attachment(of name: LinkName) -> Attachment? { links.first { $0.name == name }?.attachment }
}
