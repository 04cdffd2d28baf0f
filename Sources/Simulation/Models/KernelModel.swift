package import TollGateCore

/// The device's interfaces as its kernel sees them, and the networks that they hang on.
package struct KernelModel: Hashable, Sendable {
  package struct Interface: Hashable, Sendable {
    package var name: LinkName
    package var mac: MACAddress
    package var index: Int32
    package var plugged: Bool
    package var carrier: Bool
    package var pointToPoint: Bool
    package var metric: UInt32
    package var network: Int?
    package var attachment: Attachment
    package var v4: Lease?
    package var v6: Lease?
    package var temporary: Bool
    package var dhcp: Interval
    package var counters: Counters
    /// Moves with everything that makes a running DHCP exchange pointless.
    var exchange: UInt32

    package var isUp: Bool { plugged && carrier && network != nil }
  }

  /// An own address and the default gateway that came with it.
  package struct Lease: Hashable, Sendable {
    package var own: IPAddress
    package var gateway: IPAddress
  }

  package internal(set) var interfaces: [Interface] = []
  let networks: [NetworkSetup]
  private var lastIndex: Int32 = 1
  private var lastAttachment: UInt64 = 0

  init(links: [LinkSetup], networks: [NetworkSetup]) {
    self.networks = networks
    for link in links {
      interfaces.append(
        Interface(
          name: link.name, mac: link.mac, index: 0, plugged: false, carrier: link.network != nil,
          pointToPoint: link.pointToPoint, metric: link.metric, network: link.network, attachment: Attachment(0),
          temporary: false, dhcp: link.dhcp, counters: Counters(received: 0, sent: 0), exchange: 0))
      if link.plugged { plug(interfaces.count - 1) }
    }
  }

  package func index(of name: LinkName) -> Int? { interfaces.firstIndex { $0.name == name && $0.plugged } }

  /// The whole of it, as a link source delivers it (A1). Up without carrier has no gateways (A6).
  package var table: LinkTable {
    var table = LinkTable()
    for each in interfaces where each.plugged {
      table.links.append(
        Link(
          name: each.name, index: each.index, mac: each.mac, up: true, carrier: each.carrier && each.network != nil,
          pointToPoint: each.pointToPoint, attachment: each.attachment))
      guard each.isUp else { continue }
      for lease in [each.v4, each.v6].compactMap({ $0 }) {
        let peer = each.pointToPoint ? lease.gateway : nil
        table.addresses.append(
          LinkAddress(link: each.name, address: lease.own, prefix: lease.own.isV4 ? 24 : 64, peer: peer))
        table.routes.append(
          DefaultRoute(
            link: each.name, family: lease.own.family, gateway: each.pointToPoint ? nil : lease.gateway,
            metric: each.metric))
      }
      if each.temporary, let lease = each.v6 {
        table.addresses.append(LinkAddress(link: each.name, address: temporary(lease.own), prefix: 64))
      }
    }
    return table
  }

  private func temporary(_ own: IPAddress) -> IPAddress {
    if case .v6(let high, let low) = own { .v6(high, low ^ 0xFFFF) } else { own }
  }

  /// Which interface the kernel prefers for everything that isn't bound: the lowest metric that has a route.
  package var carrying: Int? {
    var best: Int?
    for (index, each) in interfaces.enumerated() where each.isUp && (each.v4 != nil || each.v6 != nil) {
      guard let old = best else {
        best = index
        continue
      }
      if each.metric < interfaces[old].metric { best = index }
    }
    return best
  }

  /// Whether a packet to this address, bound to this link, finds an own address and a carrier.
  package func canSend(_ link: LinkName, to address: IPAddress) -> Bool {
    guard let index = index(of: link), interfaces[index].isUp else { return false }
    return address.isV4 ? interfaces[index].v4 != nil : interfaces[index].v6 != nil
  }
}

extension KernelModel {
  /// A new index and a new attachment: the device was made anew.
  mutating func plug(_ index: Int) {
    lastIndex += 1
    interfaces[index].plugged = true
    interfaces[index].index = lastIndex
    interfaces[index].counters = Counters(received: 0, sent: 0)
    renew(index)
  }

  mutating func unplug(_ index: Int) {
    interfaces[index].plugged = false
    withdraw(index)
  }

  mutating func setCarrier(_ index: Int, _ carrier: Bool) {
    guard interfaces[index].carrier != carrier else { return }
    interfaces[index].carrier = carrier
    if carrier { renew(index) } else { withdraw(index) }
  }

  mutating func roam(_ index: Int, to network: Int?) {
    interfaces[index].network = network.flatMap { networks.indices.contains($0) ? $0 : nil }
    interfaces[index].carrier = interfaces[index].network != nil
    withdraw(index)
    if interfaces[index].carrier { renew(index) }
  }

  mutating func rename(_ index: Int, to name: LinkName) {
    guard !interfaces.contains(where: { $0.name == name }) else { return }
    interfaces[index].name = name
    lastAttachment += 1
    interfaces[index].attachment = Attachment(lastAttachment)
  }

  private mutating func renew(_ index: Int) {
    lastAttachment += 1
    interfaces[index].attachment = Attachment(lastAttachment)
    interfaces[index].exchange += 1
  }

  private mutating func withdraw(_ index: Int) {
    interfaces[index].exchange += 1
    interfaces[index].v4 = nil
    interfaces[index].v6 = nil
    interfaces[index].temporary = false
  }

  /// What DHCP and router advertisements of the present network give.
  mutating func lease(_ index: Int, _ family: AddressFamily) {
    guard interfaces[index].isUp, let network = interfaces[index].network else { return }
    let host = UInt32(100 + index)
    switch family {
    case .v4:
      guard case .v4(let router) = networks[network].router else { return }
      interfaces[index].v4 = Lease(own: .v4(router & 0xFFFF_FF00 | host), gateway: .v4(router))
    case .v6:
      guard case .v6(let high, let low) = networks[network].router6 else { return }
      let own = IPAddress.v6(0x2001_0DB8_0000_0000 | UInt64(network), interfaces[index].mac.bits)
      interfaces[index].v6 = Lease(own: own, gateway: .v6(high, low))
      interfaces[index].temporary = true
    }
  }

  mutating func endLease(_ index: Int, _ family: AddressFamily) {
    if family == .v4 { interfaces[index].v4 = nil } else { interfaces[index].v6 = nil }
  }

  mutating func count(_ index: Int, bytes: UInt64) {
    interfaces[index].counters.received &+= bytes - bytes / 8
    interfaces[index].counters.sent &+= bytes / 8
  }
}
