import TollGateCore
import TollGateLinux

/// One look at the links of the network that the calling thread is in.
struct ProcReading {
  /// Of the thread and not of the process: the thread may have moved to another network.
  private static let folder = "/proc/thread-self/net/"

  static func picture() throws(SystemFailure) -> LinkPicture {
    let questions = try InterfaceQuestions()
    var picture = LinkPicture()
    let accessPoints = AccessPoint.all()
    for device in ProcTables.devices(try text("dev")) {
      guard var interface = questions.interface(device.name) else { continue }
      interface.accessPoint = accessPoints[interface.name]
      picture.interfaces.append(interface)
    }
    var indexes: [String: Int32] = [:]
    for interface in picture.interfaces { indexes[interface.name.text] = interface.index }
    for (name, address) in try questions.addresses() {
      guard let index = indexes[name] else { continue }
      var address = address
      address.index = index
      picture.addresses.append(address)
    }
    picture.addresses += ProcTables.addresses6(try optionalText("if_inet6"))
    let routes = ProcTables.routes(try text("route")) + ProcTables.routes6(try optionalText("ipv6_route"))
    picture.routes = routes.compactMap { route in
      indexes[route.name].map {
        LinkPicture.Route(index: $0, family: route.family, gateway: route.gateway, metric: route.metric)
      }
    }
    for (name, address, mac) in ProcTables.neighbours(try text("arp")) {
      guard let index = indexes[name] else { continue }
      picture.neighbours[LinkPicture.Neighbour(index: index, address: address)] = mac
    }
    return picture
  }

  static func counters(of link: LinkName) throws(SystemFailure) -> Counters? {
    ProcTables.devices(try text("dev")).first { $0.name == link.text }?.counters
  }

  private static func text(_ name: String) throws(SystemFailure) -> [UInt8] {
    try Descriptor.contents(of: folder + name)
  }

  /// A kernel without IPv6 has no such file.
  private static func optionalText(_ name: String) throws(SystemFailure) -> [UInt8] {
    do {
      return try text(name)
    } catch  where error.code == 2 {
      return []
    }
  }
}
