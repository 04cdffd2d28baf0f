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
    /// Interfaces that since the last table lost their carrier, or went.
    private var losers: Set<Int32> = []

    private var accessPoints: [LinkName: MACAddress] = [:]
    /// An interface may have another access point: they must be asked for before the next table.
    private(set) var mayHaveRoamed = true

    /// Must be dumped before the next table.
    var stale: NetlinkParts = .all
    /// Events since the last table that may have changed it.
    private(set) var changes: UInt64 = 0

    mutating func tableTaken() {
      changes = 0
      losers = []
    }

    /// What an event changes at once, and what it leaves in doubt.
    mutating func hear(_ message: NetlinkMessage) {
      switch message {
      case .interface(let interface): hear(interface)
      case .interfaceGone(let index):
        interfaces[index] = nil
        losers.insert(index)
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
      guard interface != old else { return }
      note(interface, after: old)
      interfaces[interface.index] = interface
      mayHaveRoamed = true
      changes += 1
      // Going down takes IPv4 routes away without a word.
      if let old, old.up, !interface.up { doubt(.all) }
      // Coming up brings an address of the kernel's own, of which it says nothing while it checks it.
      if interface.up, interface.carrier, old.map({ !$0.up || !$0.carrier }) ?? true { doubt(.addresses) }
    }

    private mutating func note(_ new: LinkPicture.Interface, after old: LinkPicture.Interface?) {
      if old?.carrier == true, !new.carrier { losers.insert(new.index) }
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
        note(interface, after: old[interface.index])
        interfaces[interface.index] = interface
      }
      losers.formUnion(old.keys.filter { interfaces[$0] == nil })
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
        interface.losses.heard = losers.contains(interface.index)
        return interface
      }
      picture.addresses = Array(addresses.values)
      picture.routes = routes4 + routes6
      picture.neighbours = neighbours
      return picture
    }
  }
#endif
