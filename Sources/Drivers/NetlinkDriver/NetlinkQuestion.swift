#if Netlink
  import CLinux
  import Glibc
  import TollGateCore

  /// The parts of a picture that are dumped apart.
  struct NetlinkParts: OptionSet, Hashable, Sendable {
    var rawValue: UInt8
    static let interfaces = NetlinkParts(rawValue: 1)
    static let addresses = NetlinkParts(rawValue: 2)
    static let routes4 = NetlinkParts(rawValue: 4)
    static let routes6 = NetlinkParts(rawValue: 8)
    static let neighbours = NetlinkParts(rawValue: 16)
    static let all: NetlinkParts = [.interfaces, .addresses, .routes4, .routes6, .neighbours]

    static func routes(_ family: AddressFamily) -> NetlinkParts { family == .v4 ? .routes4 : .routes6 }
  }

  /// A request for everything of one kind.
  struct NetlinkQuestion {
    let part: NetlinkParts
    let type: Int32
    /// The fixed header that this kind of request begins with.
    let body: [UInt8]

    /// In the order in which answers are needed.
    static let all = [
      NetlinkQuestion(part: .interfaces, type: Int32(RTM_GETLINK), body: zeros(MemoryLayout<ifinfomsg>.size)),
      NetlinkQuestion(part: .addresses, type: Int32(RTM_GETADDR), body: zeros(MemoryLayout<ifaddrmsg>.size)),
      NetlinkQuestion(part: .routes4, type: Int32(RTM_GETROUTE), body: mainTable(UInt8(AF_INET))),
      NetlinkQuestion(part: .routes6, type: Int32(RTM_GETROUTE), body: mainTable(UInt8(AF_INET6))),
      NetlinkQuestion(part: .neighbours, type: Int32(RTM_GETNEIGH), body: zeros(MemoryLayout<ndmsg>.size)),
    ]

    private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

    private static func mainTable(_ family: UInt8) -> [UInt8] {
      var body = zeros(MemoryLayout<rtmsg>.size)
      body[0] = family
      body[4] = UInt8(RT_TABLE_MAIN.rawValue)
      return body
    }
  }
#endif
