/// What a driver has read from the kernel, by interface index, before it becomes a table.
package struct LinkPicture: Hashable, Sendable {
  package struct Interface: Hashable, Sendable {
    package var index: Int32
    package var name: LinkName
    package var mac: MACAddress?
    package var up: Bool
    package var carrier: Bool
    package var loopback: Bool
    package var pointToPoint: Bool
    package var losses: CarrierLosses
    /// Whom a wireless interface is joined to, where the driver can tell.
    package var accessPoint: MACAddress?

    package init(
      index: Int32, name: LinkName, mac: MACAddress?, up: Bool, carrier: Bool, loopback: Bool, pointToPoint: Bool,
      losses: CarrierLosses = CarrierLosses(), accessPoint: MACAddress? = nil
    ) {
      self.index = index
      self.name = name
      self.mac = mac
      self.up = up
      self.carrier = carrier
      self.loopback = loopback
      self.pointToPoint = pointToPoint
      self.losses = losses
      self.accessPoint = accessPoint
    }
  }

  package struct Address: Hashable, Sendable {
    package var index: Int32
    package var address: IPAddress
    package var prefix: UInt8
    package var peer: IPAddress?
    package var usable: Bool

    package init(index: Int32, address: IPAddress, prefix: UInt8, peer: IPAddress?, usable: Bool) {
      self.index = index
      self.address = address
      self.prefix = prefix
      self.peer = peer
      self.usable = usable
    }
  }

  package struct Route: Hashable, Sendable {
    package var index: Int32
    package var family: AddressFamily
    package var gateway: IPAddress?
    package var metric: UInt32

    package init(index: Int32, family: AddressFamily, gateway: IPAddress?, metric: UInt32) {
      self.index = index
      self.family = family
      self.gateway = gateway
      self.metric = metric
    }

    /// Whose hardware address matters.
    package var neighbour: Neighbour? { gateway.map { Neighbour(index: index, address: $0) } }
  }

  package struct Neighbour: Hashable, Sendable {
    package var index: Int32
    package var address: IPAddress

    package init(index: Int32, address: IPAddress) {
      self.index = index
      self.address = address
    }
  }

  package var interfaces: [Interface] = []
  package var addresses: [Address] = []
  package var routes: [Route] = []
  package var neighbours: [Neighbour: MACAddress] = [:]

  package init() {}
}

extension LinkPicture {
  /// The table in an order of its own, so that two drivers which see the same say the same. What belongs to no known
  /// interface is left out: its interface is about to appear, or gone.
  package func table(_ book: inout AttachmentBook) -> LinkTable {
    let interfaces = interfaces.sorted { $0.name < $1.name }
    var places: [Int32: Int] = [:]
    places.reserveCapacity(interfaces.count)
    for (place, each) in interfaces.enumerated() { places[each.index] = place }
    let routes = routes.compactMap { route in places[route.index].map { ($0, route) } }
      .sorted { LinkPicture.precedes($0, $1) }
    let names = interfaces.map { $0.name }
    return LinkTable(
      links: links(interfaces, places, &book),
      addresses: ranks(places).map { rank in
        let it = addresses[rank.position]
        return LinkAddress(
          link: names[rank.group / 2], address: it.address, prefix: it.prefix, peer: it.peer,
          usable: it.usable)
      },
      routes: routes.map { place, it in
        DefaultRoute(link: names[place], family: it.family, gateway: it.gateway, metric: it.metric)
      })
  }

  /// Where an address stands among the others, in few words: thousands of them are put in order again and again.
  private struct Rank {
    /// The place of the interface, IPv4 before IPv6.
    var group: Int
    var high: UInt64
    var low: UInt64
    var position: Int

    init(_ address: IPAddress, place: Int, position: Int) {
      self.position = position
      switch address {
      case .v4(let bits): (group, high, low) = (place * 2, 0, UInt64(bits))
      case .v6(let high, let low): (group, self.high, self.low) = (place * 2 + 1, high, low)
      }
    }
  }

  private func ranks(_ places: [Int32: Int]) -> [Rank] {
    var ranks: [Rank] = []
    ranks.reserveCapacity(addresses.count)
    for (position, it) in addresses.enumerated() {
      guard let place = places[it.index] else { continue }
      ranks.append(Rank(it.address, place: place, position: position))
    }
    ranks.sort { a, b in
      if a.group != b.group { return a.group < b.group }
      if a.high != b.high { return a.high < b.high }
      return a.low != b.low ? a.low < b.low : precedes(addresses[a.position], addresses[b.position])
    }
    return ranks
  }

  /// One address may be there several times, for several peers.
  private func precedes(_ a: Address, _ b: Address) -> Bool {
    if a.prefix != b.prefix { return a.prefix < b.prefix }
    guard let first = a.peer, let second = b.peer else { return a.peer == nil && b.peer != nil }
    return first < second
  }

  private func links(_ interfaces: [Interface], _ places: [Int32: Int], _ book: inout AttachmentBook) -> [Link] {
    var sightings = interfaces.map {
      AttachmentBook.Sighting(
        name: $0.name, index: $0.index, carrier: $0.carrier, losses: $0.losses, accessPoint: $0.accessPoint)
    }
    for case let gateway? in routes.lazy.map({ $0.neighbour }) {
      guard let place = places[gateway.index], let mac = neighbours[gateway] else { continue }
      let seen = AttachmentBook.Neighbour(address: gateway.address, mac: mac)
      if !sightings[place].neighbours.contains(seen) { sightings[place].neighbours.append(seen) }
    }
    return zip(interfaces, book.attach(sightings)).map { it, attachment in
      Link(
        name: it.name, index: it.index, mac: it.mac, up: it.up, carrier: it.carrier, loopback: it.loopback,
        pointToPoint: it.pointToPoint, attachment: attachment)
    }
  }

  private static func precedes(_ a: (Int, Route), _ b: (Int, Route)) -> Bool {
    if a.0 != b.0 { return a.0 < b.0 }
    if a.1.family != b.1.family { return a.1.family < b.1.family }
    if a.1.metric != b.1.metric { return a.1.metric < b.1.metric }
    guard let first = a.1.gateway, let second = b.1.gateway else { return a.1.gateway == nil && b.1.gateway != nil }
    return first < second
  }
}
