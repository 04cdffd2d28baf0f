#if Netlink
  import CLinux
  import Foundation
  import Testing
  import TollGateCore
  import TollGateLinkWatch
  import TollGateLinux
  import TollGateTestNetwork
  import TollGateNetlinkDriver
  import TollGatePollingDriver

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

      @Test("A2: a kernel that answers no dump ends the driver, and the driver ends when it is told to")
      func silentDump() async throws {
        let (network, saboteur) = try await (TestNetwork(), Saboteur())
        try await network.links("tg0")
        saboteur.silenceDumps()
        let impatient = NetlinkLinkSource(buffer: nil, in: network.namespace, intake: saboteur.intake(patience: 20))
        await #expect(throws: LinkFailure.broken(ETIMEDOUT)) { try await impatient.run { _ in } }
        let patient = NetlinkLinkSource(buffer: nil, in: network.namespace, intake: saboteur.intake(patience: .max))
        let run = Task { () async -> LinkFailure? in
          do throws(LinkFailure) { try await patient.run { _ in } } catch { return error }
          return nil
        }
        // It listens, so it is about to dump or does.
        try await eventually("its socket") { try await !Stranger.ports(in: network).isEmpty }
        run.cancel()
        #expect(await run.value == .cancelled)
      }

      @Test("A2, A10: a socket that never falls silent holds nobody who wants the driver to end")
      func endless() async throws {
        let (network, saboteur) = try await (TestNetwork(), Saboteur())
        let source = NetlinkLinkSource(buffer: nil, in: network.namespace, intake: saboteur.intake)
        let failure = try await watching(source) { _ in
          saboteur.hear { _ in .overflow }
          try await network.ip("link set lo down")
          try await eventually("many overflows") { source.health.overflows > 1_000 }
        }
        #expect(failure == .cancelled)
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
        saboteur.refuse(.max)
        let polling = { PollingLinkSource(every: .milliseconds(20), in: network.namespace) }
        let source = AutoLinks(
          CheckedLinks(
            NetlinkLinkSource(buffer: nil, in: network.namespace, intake: saboteur.intake), besides: polling(),
            clock: ContinuousClock()),
          else: polling(), pace: LinkWatchPace(firstWait: .milliseconds(100), longestWait: .milliseconds(100)),
          clock: ContinuousClock())
        try await watching(source) { deliveries in
          #expect(source.health.driver == "polling" && source.health.failure == .broken(EMFILE))
          let attachment = deliveries.attachment(of: "tg0")
          saboteur.refuse(0)
          try await eventually("netlink") { source.health.driver == "netlink" }
          try await network.ip("addr add 192.0.2.5/24 dev tg0")
          try await eventually("the table") { try await deliveries.agree(with: network) }
          #expect(source.health.restarts > 0)
          #expect(deliveries.attachment(of: "tg0") == attachment)
        }
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
