#if Netlink
  import TollGateCore

  /// The kernel's links, kept up with its messages; and which parts its messages have left in doubt.
  struct NetlinkPicture {
    private struct AddressKey: Hashable {
      var index: Int32
      var address: IPAddress
      var prefix: UInt8
      var peer: IPAddress?

      init(_ address: LinkPicture.Address) {
        (index, self.address, prefix, peer) = (address.index, address.address, address.prefix, address.peer)
      }
    }

    private var interfaces: [Int32: LinkPicture.Interface] = [:]
    private var addresses: [AddressKey: LinkPicture.Address] = [:]
    private var routes4: [LinkPicture.Route] = []
    private var routes6: [LinkPicture.Route] = []
    private var neighbours: [LinkPicture.Neighbour: MACAddress] = [:]
    /// Losses of carrier that were heard of, per interface, and a beginning that no earlier bearer of the index had.
    private var heardLosses: [Int32: UInt64] = [:]
    private var births: UInt64 = 0

    private var accessPoints: [LinkName: MACAddress] = [:]
    /// An interface may have another access point: they must be asked for before the next table.
    private(set) var mayHaveRoamed = true

    /// Must be dumped before the next table.
    var stale: NetlinkParts = .all
    /// Events since the last table that may have changed it.
    private(set) var changes: UInt64 = 0

    mutating func tableTaken() { changes = 0 }

    /// What an event changes at once, and what it leaves in doubt.
    mutating func hear(_ message: NetlinkMessage) {
      switch message {
      case .interface(let interface): hear(interface)
      case .interfaceGone(let index):
        interfaces[index] = nil
        heardLosses[index] = nil
        addresses = addresses.filter { $0.key.index != index }
        changes += 1
        doubt(.all)
      case .wireless:
        mayHaveRoamed = true
        changes += 1
      case .address(let address):
        if addresses.updateValue(address, forKey: AddressKey(address)) != address { changes += 1 }
      case .addressGone(let address):
        if addresses.removeValue(forKey: AddressKey(address)) != nil { changes += 1 }
        // IPv4 routes that need it go without a word.
        if !routes4.isEmpty { doubt(.routes4) }
      case .route(let route): doubtRoutes(route.family)
      case .routeGone(let family): doubtRoutes(family)
      case .neighbour(let neighbour, let mac): hear(neighbour, mac)
      case .other, .end: break
      }
    }

    private mutating func doubt(_ parts: NetlinkParts) { stale.formUnion(parts) }

    /// Which of several routes an event replaces it doesn't say: they are read anew.
    private mutating func doubtRoutes(_ family: AddressFamily) {
      changes += 1
      doubt(.routes(family))
    }

    private mutating func hear(_ interface: LinkPicture.Interface) {
      let old = interfaces[interface.index]
      let new = counted(interface, after: old)
      guard new != old else { return }
      interfaces[interface.index] = new
      mayHaveRoamed = true
      changes += 1
      // Going down takes IPv4 routes away without a word.
      if let old, old.up, !new.up { doubt(.all) }
    }

    private mutating func counted(
      _ interface: LinkPicture.Interface, after old: LinkPicture.Interface?
    ) -> LinkPicture.Interface {
      if old == nil {
        births += 1
        heardLosses[interface.index] = births << 32
      } else if let old, old.carrier, !interface.carrier {
        heardLosses[interface.index, default: 0] &+= 1
      }
      var interface = interface
      interface.losses &+= heardLosses[interface.index] ?? 0
      return interface
    }

    private mutating func hear(_ neighbour: LinkPicture.Neighbour, _ mac: MACAddress?) {
      guard neighbours[neighbour] != mac, isGateway(neighbour) else { return }
      neighbours[neighbour] = mac
      changes += 1
    }

    private func isGateway(_ neighbour: LinkPicture.Neighbour) -> Bool {
      (neighbour.address.isV4 ? routes4 : routes6).contains {
        $0.index == neighbour.index && $0.gateway == neighbour.address
      }
    }
  }

  extension NetlinkPicture {
    /// Puts a whole dump in the place of what was known.
    mutating func replace(_ part: NetlinkParts, with dump: [NetlinkMessage]) {
      switch part {
      case .interfaces: replaceInterfaces(dump)
      case .addresses:
        addresses.removeAll(keepingCapacity: true)
        for case .address(let address) in dump { addresses[AddressKey(address)] = address }
      case .routes4: routes4 = routes(dump)
      case .routes6: routes6 = routes(dump)
      case .neighbours:
        neighbours = [:]
        let gateways = Set(self.gateways)
        for case .neighbour(let neighbour, let mac?) in dump where gateways.contains(neighbour) {
          neighbours[neighbour] = mac
        }
      default: break
      }
    }

    private mutating func replaceInterfaces(_ dump: [NetlinkMessage]) {
      let old = interfaces
      interfaces = [:]
      for case .interface(let interface) in dump {
        interfaces[interface.index] = counted(interface, after: old[interface.index])
      }
      heardLosses = heardLosses.filter { interfaces[$0.key] != nil }
      mayHaveRoamed = true
    }

    /// A gateway that was none before brings its neighbours into doubt.
    private mutating func routes(_ dump: [NetlinkMessage]) -> [LinkPicture.Route] {
      let before = Set(gateways)
      let routes = dump.compactMap { message in if case .route(let route) = message { route } else { nil } }
      let isNew = routes.contains { $0.neighbour.map { !before.contains($0) } ?? false }
      if isNew { doubt(.neighbours) }
      return routes
    }

    private var gateways: [LinkPicture.Neighbour] {
      (routes4 + routes6).compactMap(\.neighbour)
    }

    mutating func replaceAccessPoints(_ found: [LinkName: MACAddress]) {
      accessPoints = found
      mayHaveRoamed = false
    }

    var whole: LinkPicture {
      var picture = LinkPicture()
      picture.interfaces = interfaces.values.map { interface in
        var interface = interface
        interface.accessPoint = accessPoints[interface.name]
        return interface
      }
      picture.addresses = Array(addresses.values)
      picture.routes = routes4 + routes6
      picture.neighbours = neighbours
      return picture
    }
  }
#endif
