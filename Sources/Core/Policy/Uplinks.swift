/// A gateway that the link table names, before anybody has looked at it.
public struct Uplink: Hashable, Sendable {
  public var id: GatewayID
  public var metric: UInt32
  /// The kernel prefers this one for its family (B8).
  public var carrying: Bool
}

extension LinkPolicy {
  /// Whether a link is looked at: ignore wins over only (A6).
  public func admits(_ link: LinkName) -> Bool {
    let name = Array(link.text.utf8)
    if ignore.contains(where: { Glob.matches(Array($0.utf8)[...], name[...]) }) { return false }
    return only.isEmpty || only.contains { Glob.matches(Array($0.utf8)[...], name[...]) }
  }

  /// The gateways that a table names, sorted (A6, A7).
  public func uplinks(in table: LinkTable) -> [Uplink] {
    var found: [Uplink] = []
    var preferred: [AddressFamily: DefaultRoute] = [:]
    for link in table.links where link.up && link.carrier && !link.loopback {
      for family in [AddressFamily.v4, .v6] {
        let own = table.addresses.filter { $0.link == link.name && $0.address.family == family && $0.usable }
        guard !own.isEmpty else { continue }
        let routes = table.routes.filter { $0.link == link.name && $0.family == family }
        let best = routes.reduce(nil as DefaultRoute?) { best, next in
          best.map { $0.metric <= next.metric ? $0 : next } ?? next
        }
        if let best, preferred[family].map({ best.metric < $0.metric }) ?? true { preferred[family] = best }
        // What the kernel prefers carries, also where nobody may look at it (B8).
        guard admits(link.name) else { continue }
        for address in gateways(of: link, best, own) {
          let id = GatewayID(link: link.name, address: address, attachment: link.attachment)
          found.append(Uplink(id: id, metric: best?.metric ?? .max, carrying: false))
        }
      }
    }
    for index in found.indices {
      let best = preferred[found[index].id.address.family]
      found[index].carrying = best?.link == found[index].id.link || best == nil
    }
    return found.sorted { $0.id < $1.id }
  }

  private func gateways(of link: Link, _ route: DefaultRoute?, _ own: [LinkAddress]) -> [IPAddress] {
    if let route {
      let named = route.gateway ?? (link.pointToPoint ? own.lazy.compactMap { $0.peer }.first : nil)
      return named.map { [$0] } ?? []
    }
    guard guesses else { return [] }
    for candidate in own {
      guard case .v4(let bits) = candidate.address, candidate.prefix < 31 else { continue }
      let hosts = UInt32.max >> UInt32(candidate.prefix)
      let network = bits & ~hosts
      return [1, 254].filter { $0 < hosts && network + $0 != bits }.map { .v4(network + $0) }
    }
    return []
  }
}

/// Names with `*` and `?`.
enum Glob {
  static func matches(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
    guard let first = pattern.first else { return name.isEmpty }
    if first == UInt8(ascii: "*") {
      let rest = pattern.dropFirst()
      return (name.startIndex...name.endIndex).contains { matches(rest, name[$0...]) }
    }
    guard let letter = name.first, first == letter || first == UInt8(ascii: "?") else { return false }
    return matches(pattern.dropFirst(), name.dropFirst())
  }
}
