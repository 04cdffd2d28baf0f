#if Netlink
  import CLinux
  import Foundation
  import Synchronization
  import Testing
  import TollGateCore
  import TollGateLinkWatch
  import TollGateLinux
  import TollGateTestNetwork
  import TollGateNetlinkDriver
  import TollGatePollingDriver

  /// What a test does to the messages between kernel and driver.
  final class Saboteur: Sendable {
    private let next = Mutex<(@Sendable (NetlinkIntake.Reception) -> NetlinkIntake.Reception)?>(nil)
    private let refusals = Mutex(0)

    var intake: NetlinkIntake {
      NetlinkIntake(
        opening: { [self] in
          refusals.withLock { left in
            if left == 0 { return nil }
            left -= 1
            return SystemFailure(code: EMFILE)
          }
        },
        hearing: { [self] in next.withLock { $0 }?($0) ?? $0 })
    }

    func hear(_ change: (@Sendable (NetlinkIntake.Reception) -> NetlinkIntake.Reception)?) {
      next.withLock { $0 = change }
    }
    private let swallowed = Mutex(0)
    /// Datagrams that were lost.
    var lost: Int { swallowed.withLock { $0 } }

    func mute() {
      hear { [self] given in
        guard given == .heard else { return given }
        swallowed.withLock { $0 += 1 }
        return .lost
      }
    }

    func refuse(_ count: Int) { refusals.withLock { $0 = count } }

    /// The next look into the socket gives this, once.
    func once(_ reception: NetlinkIntake.Reception) {
      let isSpent = Mutex(false)
      hear { given in
        isSpent.withLock { spent in
          defer { spent = true }
          return spent ? given : reception
        }
      }
    }
  }

  extension RealKernel {
    @Suite
    struct NetlinkTroubleTests {
      private static let route = ["addr add 192.0.2.2/24 dev tg0", "route add default via 192.0.2.1 dev tg0"]

      @Test("A2: after an overflow a fresh dump shows what the lost events said")
      func overflow() async throws {
        let (network, saboteur) = try await (TestNetwork(), Saboteur())
        try await network.links("tg0")
        let source = NetlinkLinkSource(buffer: nil, in: network.namespace, intake: saboteur.intake)
        try await watching(source) { deliveries in
          saboteur.mute()
          try await network.batch(Self.route)
          // The address, its three routes, and the default route.
          try await eventually("the loss of every message") { saboteur.lost >= 5 }
          #expect(deliveries.newest?.routes.isEmpty == true)
          saboteur.once(.overflow)
          try await network.ip("link set lo down")
          try await eventually("the table") { try await deliveries.agree(with: network) }
          #expect(source.health.overflows == 1 && source.health.resyncs > 0)
        }
      }

      @Test("A2: a socket that dies is made anew, and nothing is missed")
      func death() async throws {
        let (network, saboteur) = try await (TestNetwork(), Saboteur())
        try await network.links("tg0")
        let source = NetlinkLinkSource(buffer: nil, in: network.namespace, intake: saboteur.intake)
        try await watching(source) { deliveries in
          saboteur.once(.broken(EBADF))
          try await network.batch(Self.route)
          try await eventually("the table") { try await deliveries.agree(with: network) }
          #expect(source.health.reopened == 1)
        }
      }

      @Test("A2: a socket that dies again and again ends the driver with its reason")
      func lastDeath() async throws {
        let (network, saboteur) = try await (TestNetwork(), Saboteur())
        saboteur.hear { _ in .broken(EBADF) }
        let source = NetlinkLinkSource(buffer: nil, in: network.namespace, intake: saboteur.intake)
        await #expect(throws: LinkFailure.broken(EBADF)) { try await source.run { _ in } }
      }

      @Test("A2: only the kernel's messages are believed")
      func strangers() async throws {
        let network = try await TestNetwork()
        try await network.links("tg0")
        let source = NetlinkLinkSource(buffer: nil, in: network.namespace)
        try await watching(source) { deliveries in
          try await Stranger.claimThatLoopbackIsGone(in: network)
          try await eventually("the stranger's message") { source.health.strangers == 1 }
          try await network.batch(Self.route)
          try await eventually("the table") { try await deliveries.agree(with: network) }
          #expect(deliveries.newest?.links.contains { $0.name.text == "lo" } == true)
        }
      }

      @Test("A2: storms of 20,000 routes end in the right table", arguments: [nil, 8192] as [Int32?], ["", "-6"])
      func routes(_ buffer: Int32?, _ family: String) async throws {
        let network = try await TestNetwork()
        try await network.links("tg0")
        try await network.batch(Self.route + ["addr add 2001:db8::2/64 dev tg0 nodad"])
        try await watching(NetlinkLinkSource(buffer: buffer, in: network.namespace)) { deliveries in
          try await network.batch(
            (0..<20_000).map { number in
              family.isEmpty
                ? "route add 10.\(number >> 8).\(number & 255).0/24 dev tg0"
                : "route add 2001:db8:1:\(String(number, radix: 16))::/64 dev tg0"
            } + ["route replace default via 192.0.2.7 dev tg0"])
          try await eventually("the table") { try await deliveries.agree(with: network) }
        }
      }

      @Test(
        "A2: a storm of addresses ends in the right table, also for a slow reader", arguments: [0, 100] as [UInt32])
      func addresses(_ microseconds: UInt32) async throws {
        let (network, saboteur) = try await (TestNetwork(), Saboteur())
        try await network.links("tg0")
        if microseconds > 0 {
          saboteur.hear { given in
            if given == .heard { usleep(microseconds) }
            return given
          }
        }
        let source = NetlinkLinkSource(buffer: 8192, in: network.namespace, intake: saboteur.intake)
        try await watching(source) { deliveries in
          let range = 0..<1_500
          try await network.batch(range.map { "addr add 10.\($0 >> 8).\($0 & 255).1/32 dev tg0" })
          try await network.batch(
            range.filter { $0 % 3 == 0 }.map { "addr del 10.\($0 >> 8).\($0 & 255).1/32 dev tg0" })
          try await eventually("the table") { try await deliveries.agree(with: network) }
          if microseconds > 0 {
            #expect(source.health.overflows > 0, "the storm was to overflow a socket of 8 KiB")
          }
        }
      }

      @Test("A10: a thousand flaps end in the right state, with few tables")
      func flaps() async throws {
        let network = try await TestNetwork()
        try await network.links("tg0")
        try await network.batch(Self.route)
        let source = NetlinkLinkSource(buffer: 1 << 20, in: network.namespace)
        try await watching(source) { deliveries in
          let first = deliveries.attachment(of: "tg0")
          let began = ContinuousClock.now
          try await network.batch(
            (0..<1_000).flatMap { _ in ["link set tg0 down", "link set tg0 up"] } + [Self.route[1]])
          try await eventually("the table") { try await deliveries.agree(with: network) }
          // A table each 10 ms at most, but the first.
          let longest = (ContinuousClock.now - began) / .milliseconds(10) + 2
          #expect(Double(deliveries.count) <= longest, "\(deliveries.count) tables")
          #expect(deliveries.attachment(of: "tg0") != first)
        }
      }

      @Test("A4: with netlink muted, checked finds a new gateway, counts it and goes on")
      func muted() async throws {
        let (network, saboteur) = try await (TestNetwork(), Saboteur())
        try await network.links("tg0")
        let source = CheckedLinks(
          NetlinkLinkSource(buffer: nil, in: network.namespace, intake: saboteur.intake),
          besides: PollingLinkSource(every: .milliseconds(20), in: network.namespace),
          pace: LinkWatchPace(settling: .milliseconds(20)), clock: ContinuousClock())
        try await watching(source) { deliveries in
          try await eventually("carrier") { try await deliveries.agree(with: network) }
          saboteur.mute()
          try await network.batch(Self.route)
          try await eventually("the table") { try await deliveries.agree(with: network) }
          try await eventually("the count") { source.health.missed > 0 }
        }
      }

      @Test("A5: with the socket refused, auto serves by polling, says so, and comes back")
      func refused() async throws {
        let (network, saboteur) = try await (TestNetwork(), Saboteur())
        try await network.links("tg0")
        try await network.batch(Self.route)
        saboteur.refuse(3)
        let polling = { PollingLinkSource(every: .milliseconds(20), in: network.namespace) }
        let source = AutoLinks(
          CheckedLinks(
            NetlinkLinkSource(buffer: nil, in: network.namespace, intake: saboteur.intake), besides: polling(),
            clock: ContinuousClock()),
          else: polling(), pace: LinkWatchPace(firstWait: .milliseconds(100)), clock: ContinuousClock())
        try await watching(source) { deliveries in
          #expect(source.health.driver == "polling" && source.health.failure == .broken(EMFILE))
          let attachment = deliveries.attachment(of: "tg0")
          try await eventually("netlink") { source.health.driver == "netlink" }
          try await network.ip("addr add 192.0.2.5/24 dev tg0")
          try await eventually("the table") { try await deliveries.agree(with: network) }
          #expect(source.health.restarts == 3)
          #expect(deliveries.attachment(of: "tg0") == attachment)
        }
      }

      @Test("A5: lives that begin and are cancelled leave no socket and no thread behind")
      func cycles() async throws {
        let network = try await TestNetwork()
        let source = NetlinkLinkSource(buffer: nil, in: network.namespace)
        for _ in 0..<200 { try await watching(source) { _ in } }
        #expect(try await Stranger.ports(in: network) == [])
        let inside = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").filter { task in
          let here = try? FileManager.default.attributesOfItem(atPath: "/run/netns/\(network.name)")[.systemFileNumber]
          let there = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/task/\(task)/ns/net")
          return there == "net:[\((here as? Int) ?? -1)]"
        }
        #expect(inside == [])
      }
    }
  }

  /// Another process, as far as netlink can tell.
  enum Stranger {
    /// The ports of sockets that hear events there.
    static func ports(in network: TestNetwork) async throws -> [UInt32] {
      try await DriverThread.run(in: network.namespace) { _ in
        let text = (try? String(contentsOfFile: "/proc/thread-self/net/netlink", encoding: .utf8)) ?? ""
        return text.split(separator: "\n").dropFirst().compactMap { line in
          let fields = line.split(separator: " ")
          guard fields.count > 3, fields[1] == "0", let port = UInt32(fields[2]), port != 0, fields[3] != "00000000"
          else { return nil }
          return port
        }
      }
    }

    static func claimThatLoopbackIsGone(in network: TestNetwork) async throws {
      let ports = try await ports(in: network)
      let sent = try await DriverThread.run(in: network.namespace) { _ in
        let socket = Glibc.socket(AF_NETLINK, Int32(SOCK_RAW.rawValue), NETLINK_ROUTE)
        defer { _ = close(socket) }
        // nlmsghdr (32 bytes in all, RTM_DELLINK) and an ifinfomsg of index 1.
        let claim: [UInt8] =
          [32, 0, 0, 0, 17, 0] + [UInt8](repeating: 0, count: 14) + [1] + [UInt8](repeating: 0, count: 11)
        return ports.map { port in
          var address = sockaddr_nl()
          address.nl_family = UInt16(AF_NETLINK)
          address.nl_pid = port
          return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
              unsafe sendto(socket, claim, claim.count, 0, $0, socklen_t(MemoryLayout<sockaddr_nl>.size))
            }
          }
        }
      }
      #expect(sent == [32])
    }
  }
#endif
