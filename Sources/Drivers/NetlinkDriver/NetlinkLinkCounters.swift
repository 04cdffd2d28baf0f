#if Netlink
  import CNetlink
  import Glibc
  public import TollGateCore
  package import TollGateLinux

  /// Byte counters from the kernel's description of a link, by libnl-route.
  public struct NetlinkLinkCounters: LinkCounters {
    private let namespace: NetworkNamespace

    package init(in namespace: NetworkNamespace) { self.namespace = namespace }

    public init() { self.init(in: .own) }

    @concurrent public func counters(of link: LinkName) async throws(LinkFailure) -> Counters {
      let found: Result<Counters, LinkFailure>
      do {
        found = try await DriverThread.run(in: namespace) { _ in
          Result { () throws(LinkFailure) in try NetlinkLinkCounters.read(link) }
        }
      } catch {
        throw LinkFailure(error)
      }
      return try found.get()
    }

    private static func read(_ link: LinkName) throws(LinkFailure) -> Counters {
      guard let socket = unsafe nl_socket_alloc() else { throw .broken(ENOMEM) }
      defer { unsafe nl_socket_free(socket) }
      guard unsafe nl_connect(socket, NETLINK_ROUTE) == 0 else { throw LinkFailure(.last) }
      var found: OpaquePointer?
      let code = unsafe rtnl_link_get_kernel(socket, 0, link.text, &found)
      guard code == 0, let found = unsafe found else {
        // A name too long for any interface is no interface either.
        let missing = [NLE_NODEV, NLE_OBJ_NOTFOUND, NLE_RANGE, NLE_INVAL].contains { Int32($0) == -code }
        throw missing ? .unknownLink : .broken(-code)
      }
      defer { unsafe rtnl_link_put(found) }
      return unsafe Counters(
        received: rtnl_link_get_stat(found, RTNL_LINK_RX_BYTES), sent: rtnl_link_get_stat(found, RTNL_LINK_TX_BYTES))
    }
  }
#endif
