import Foundation
import TestNetworks
import TollGateCore

/// A link table as a set, so that two of them can be compared without order and without numbers of attachments.
struct LinkFacts: Hashable {
  var links: Set<Link>
  var addresses: Set<LinkAddress>
  var routes: Set<DefaultRoute>

  init(_ table: LinkTable) {
    links = Set(
      table.links.map { link in
        var link = link
        link.attachment = Attachment(0)
        return link
      })
    addresses = Set(table.addresses)
    routes = Set(table.routes)
  }

  /// What `ip -json` says.
  init(of network: TestNetwork) async throws {
    let devices = try await network.json("addr show")
    links = Set(devices.compactMap(LinkFacts.link))
    addresses = Set(devices.flatMap(LinkFacts.addresses))
    let routes4 = try await network.json("-4 route show default table main").compactMap { LinkFacts.route($0, .v4) }
    let routes6 = try await network.json("-6 route show default table main").compactMap { LinkFacts.route($0, .v6) }
    routes = Set(routes4 + routes6)
  }

  private static func link(_ device: [String: Any]) -> Link? {
    guard let name = device["ifname"] as? String, let index = device["ifindex"] as? Int,
      let flags = device["flags"] as? [String]
    else { return nil }
    let isEther = device["link_type"] as? String == "ether"
    return Link(
      name: LinkName(name), index: Int32(index), mac: isEther ? (device["address"] as? String).flatMap(mac) : nil,
      up: flags.contains("UP"), carrier: flags.contains("UP") && !flags.contains("NO-CARRIER"),
      loopback: flags.contains("LOOPBACK"), pointToPoint: flags.contains("POINTOPOINT"))
  }

  private static func addresses(_ device: [String: Any]) -> [LinkAddress] {
    let infos = device["addr_info"] as? [[String: Any]] ?? []
    return infos.compactMap { info in
      guard let name = device["ifname"] as? String, let local = (info["local"] as? String).flatMap(ip),
        let prefix = info["prefixlen"] as? Int
      else { return nil }
      return LinkAddress(
        link: LinkName(name), address: local, prefix: UInt8(prefix),
        peer: local.isV4 ? (info["address"] as? String).flatMap(ip) : nil,
        usable: info["tentative"] == nil && info["dadfailed"] == nil)
    }
  }

  private static func route(_ route: [String: Any], _ family: AddressFamily) -> DefaultRoute? {
    guard (route["type"] as? String ?? "unicast") == "unicast" else { return nil }
    let hop = (route["nexthops"] as? [[String: Any]])?.first ?? route
    guard let name = hop["dev"] as? String else { return nil }
    return DefaultRoute(
      link: LinkName(name), family: family, gateway: (hop["gateway"] as? String).flatMap(ip),
      metric: UInt32(route["metric"] as? Int ?? 0))
  }

  private static func mac(_ text: String) -> MACAddress? {
    UInt64(text.filter { $0 != ":" }, radix: 16).map { MACAddress($0) }
  }

  static func ip(_ text: String) -> IPAddress? {
    var four = in_addr()
    if unsafe inet_pton(AF_INET, text, &four) == 1 { return .v4(UInt32(bigEndian: four.s_addr)) }
    var bytes = [UInt8](repeating: 0, count: 16)
    guard unsafe inet_pton(AF_INET6, text, &bytes) == 1 else { return nil }
    func word(_ part: ArraySlice<UInt8>) -> UInt64 { part.reduce(0) { $0 << 8 | UInt64($1) } }
    return .v6(word(bytes[..<8]), word(bytes[8...]))
  }
}
