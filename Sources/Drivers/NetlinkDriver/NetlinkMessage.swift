#if Netlink
  import CLinux
  import Glibc
  package import TollGateCore

  /// One message of the kernel, as far as links need it.
  package enum NetlinkMessage: Hashable, Sendable {
    case interface(LinkPicture.Interface)
    case interfaceGone(Int32)
    /// News of the old wireless interface, perhaps of another access point.
    case wireless
    case address(LinkPicture.Address)
    case addressGone(LinkPicture.Address)
    /// A default route of the main table.
    case route(LinkPicture.Route)
    case routeGone(AddressFamily)
    /// Without a hardware address the entry says that it isn't known.
    case neighbour(LinkPicture.Neighbour, MACAddress?)
    case other
    case end(Int32)
  }

  /// A message with what its header says of the dump that it belongs to.
  package struct NetlinkFrame: Hashable, Sendable {
    package var message: NetlinkMessage
    /// The kernel's table has changed under the dump.
    package var interrupted: Bool
  }

  /// Reads messages out of a datagram; nothing in it is believed to fit.
  package enum NetlinkReader {
    private static let headerSize = 16

    package static func read(_ datagram: RawSpan, _ hear: (NetlinkFrame) -> Void) {
      var start = 0
      while let length = datagram.u32(start).map({ Int($0) }), length >= headerSize,
        length <= datagram.byteCount - start, let type = datagram.u16(start + 4), let flags = datagram.u16(start + 6)
      {
        let body = datagram.extracting(start + headerSize..<start + length)
        hear(NetlinkFrame(message: message(type, body), interrupted: flags & UInt16(NLM_F_DUMP_INTR) != 0))
        start += aligned(length)
      }
    }

    private static func message(_ type: UInt16, _ body: RawSpan) -> NetlinkMessage {
      switch Int(type) {
      case Int(RTM_NEWLINK): interface(body)
      case Int(RTM_DELLINK): interfaceGone(body)
      case Int(RTM_NEWADDR): address(body).map { .address($0) } ?? .other
      case Int(RTM_DELADDR): address(body).map { .addressGone($0) } ?? .other
      case Int(RTM_NEWROUTE): route(body, gone: false)
      case Int(RTM_DELROUTE): route(body, gone: true)
      case Int(RTM_NEWNEIGH): neighbour(body, gone: false)
      case Int(RTM_DELNEIGH): neighbour(body, gone: true)
      case Int(NLMSG_DONE), Int(NLMSG_ERROR): .end(body.u32(0).map { 0 &- Int32(truncatingIfNeeded: $0) } ?? 0)
      default: .other
      }
    }

    private static func aligned(_ length: Int) -> Int { (length + 3) & ~3 }

    /// Walks the attributes behind a fixed header.
    private static func attributes(_ body: RawSpan, after fixed: Int, _ see: (Int32, RawSpan) -> Void) {
      var start = fixed
      while let length = body.u16(start).map({ Int($0) }), length >= 4, length <= body.byteCount - start,
        let type = body.u16(start + 2)
      {
        see(Int32(type & 0x3FFF), body.extracting(start + 4..<start + length))
        start += aligned(length)
      }
    }
  }

  extension NetlinkReader {
    /// Bridges speak of their ports in messages of their own family, which are no news of the interface.
    private static func index(_ body: RawSpan) -> Int32? {
      guard body.byteCount >= 16, body.byte(0) == UInt8(AF_UNSPEC) else { return nil }
      return body.u32(4).map { Int32(bitPattern: $0) }
    }

    private static func interfaceGone(_ body: RawSpan) -> NetlinkMessage {
      index(body).map { .interfaceGone($0) } ?? .other
    }

    private static func interface(_ body: RawSpan) -> NetlinkMessage {
      guard let index = index(body), let kind = body.u16(2), let flags = body.u32(8) else { return .other }
      var name: String?
      var mac: MACAddress?
      var losses = CarrierLosses()
      // What is shown as running lags behind it.
      var hasCarrier = true
      var isWireless = false
      attributes(body, after: 16) { type, value in
        switch type {
        case Int32(IFLA_IFNAME): name = value.text
        case Int32(IFLA_ADDRESS): mac = value.mac
        case Int32(IFLA_CARRIER): hasCarrier = value.byte(0) != 0
        case Int32(IFLA_CARRIER_DOWN_COUNT): losses.counted = value.u32(0)
        case Int32(IFLA_WIRELESS): isWireless = true
        default: break
        }
      }
      // These come without addresses and are no news of the link itself.
      if isWireless { return .wireless }
      guard let name else { return .other }
      func has(_ flag: some BinaryInteger) -> Bool { flags & UInt32(truncatingIfNeeded: flag) != 0 }
      losses.isUnshown = has(IFF_RUNNING) && !hasCarrier
      return .interface(
        LinkPicture.Interface(
          index: index, name: LinkName(name), mac: kind == UInt16(tollgate_ethernet) ? mac : nil,
          up: has(IFF_UP), carrier: has(IFF_RUNNING), loopback: has(IFF_LOOPBACK),
          pointToPoint: has(IFF_POINTOPOINT), losses: losses))
    }

    private static func address(_ body: RawSpan) -> LinkPicture.Address? {
      guard body.byteCount >= 8, let family = family(body), let prefix = body.byte(1), let index = body.u32(4) else {
        return nil
      }
      var flags = UInt32(body.byte(2) ?? 0)
      var local: IPAddress?
      var far: IPAddress?
      attributes(body, after: 8) { type, value in
        switch type {
        case Int32(IFA_LOCAL): local = value.address(family)
        case Int32(IFA_ADDRESS): far = value.address(family)
        case Int32(IFA_FLAGS): flags = value.u32(0) ?? flags
        default: break
        }
      }
      guard let own = local ?? far else { return nil }
      // /proc tells no IPv6 peer, so neither do we.
      return LinkPicture.Address(
        index: Int32(bitPattern: index), address: own, prefix: prefix, peer: family == .v4 && far != own ? far : nil,
        usable: family == .v4 || flags & UInt32(IFA_F_TENTATIVE | IFA_F_DADFAILED) == 0)
    }

    private static func route(_ body: RawSpan, gone: Bool) -> NetlinkMessage {
      // The destination's length comes first: a storm is of routes that nobody waits for.
      guard body.byteCount >= 12, body.byte(1) == 0, body.byte(2) == 0, let family = family(body),
        body.byte(4) == UInt8(RT_TABLE_MAIN.rawValue), let flags = body.u32(8), flags & UInt32(RTM_F_CLONED) == 0
      else { return .other }
      if gone { return .routeGone(family) }
      guard body.byte(7) == UInt8(RTN_UNICAST) else { return .other }
      var route = LinkPicture.Route(index: 0, family: family, gateway: nil, metric: 0)
      attributes(body, after: 12) { type, value in
        switch type {
        case Int32(RTA_OIF.rawValue): route.index = Int32(bitPattern: value.u32(0) ?? 0)
        case Int32(RTA_GATEWAY.rawValue): route.gateway = value.address(family)
        case Int32(RTA_PRIORITY.rawValue): route.metric = value.u32(0) ?? 0
        case Int32(RTA_MULTIPATH.rawValue): firstHop(value, &route)
        default: break
        }
      }
      return route.index == 0 ? .other : .route(route)
    }

    private static func firstHop(_ hops: RawSpan, _ route: inout LinkPicture.Route) {
      guard let length = hops.u16(0).map({ Int($0) }), length >= 8, length <= hops.byteCount, let index = hops.u32(4)
      else { return }
      var gateway: IPAddress?
      let family = route.family
      attributes(hops.extracting(0..<length), after: 8) { type, value in
        if type == Int32(RTA_GATEWAY.rawValue) { gateway = value.address(family) }
      }
      route.index = Int32(bitPattern: index)
      route.gateway = gateway
    }

    private static func neighbour(_ body: RawSpan, gone: Bool) -> NetlinkMessage {
      guard body.byteCount >= 12, let family = family(body), let index = body.u32(4), let state = body.u16(8) else {
        return .other
      }
      var address: IPAddress?
      var mac: MACAddress?
      attributes(body, after: 12) { type, value in
        switch type {
        case Int32(NDA_DST): address = value.address(family)
        case Int32(NDA_LLADDR): mac = value.mac
        default: break
        }
      }
      guard let address else { return .other }
      let known = NUD_REACHABLE | NUD_STALE | NUD_DELAY | NUD_PROBE | NUD_PERMANENT
      let holds = !gone && Int32(state) & Int32(known) != 0
      return .neighbour(LinkPicture.Neighbour(index: Int32(bitPattern: index), address: address), holds ? mac : nil)
    }

    private static func family(_ body: RawSpan) -> AddressFamily? {
      switch body.byte(0).map({ Int32($0) }) {
      case AF_INET: .v4
      case AF_INET6: .v6
      default: nil
      }
    }
  }
#endif
