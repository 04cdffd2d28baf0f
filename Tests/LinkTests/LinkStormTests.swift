#if Netlink
  import Foundation
  import Synchronization
  import TollGateTestNetwork
  import Testing
  import TollGateCore
  import TollGateNetlinkDriver

  extension RealKernel {
    @Suite
    struct LinkStormTests {
      static let buffers: [Int32] = [1 << 20, 8192]
      private static let route = ["addr add 192.0.2.2/24 dev tg0", "route add default via 192.0.2.1 dev tg0"]

      /// Spread over ten interfaces: on one alone the kernel's own time would be quadratic.
      private func addresses(_ count: Int) -> [String] {
        (0..<count).map { "addr add 10.\($0 >> 12).\($0 >> 4 & 255).\($0 & 15)/32 dev tg\($0 % 10)" }
      }

      private func tenLinks(_ network: TestNetwork) async throws {
        for number in 0..<10 { try await network.links("tg\(number)") }
        try await network.batch(Self.route)
      }

      @Test("A2: storms of 20,000 routes end in the right table", arguments: buffers, ["", "-6"])
      func routes(_ buffer: Int32, _ family: String) async throws {
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

      @Test("A2: storms of 10,000 addresses end in the right table", arguments: buffers)
      func addresses(_ buffer: Int32) async throws {
        let network = try await TestNetwork()
        try await tenLinks(network)
        let source = NetlinkLinkSource(buffer: buffer, in: network.namespace)
        try await watching(source) { deliveries in
          try await network.batch(addresses(10_000))
          try await eventually("every address") { deliveries.newest?.addresses.count ?? 0 > 10_000 }
          try await eventually("the table") { try await deliveries.agree(with: network) }
        }
      }

      @Test("A2: a reader slowed by 100 µs per message is right in the end, bounded by its backlog", arguments: buffers)
      func slowReader(_ buffer: Int32) async throws {
        let (network, saboteur) = try await (TestNetwork(), Saboteur())
        try await tenLinks(network)
        let gate = Gate()
        let source = NetlinkLinkSource(buffer: buffer, in: network.namespace, intake: saboteur.intake)
        try await watching(source) { deliveries in
          // The larger buffer holds more than two thousand messages; the reader sits still until all are sent.
          let count = buffer > 8192 ? 10_000 : 2_000
          saboteur.hold(gate, microseconds: 100)
          defer { gate.open() }
          try await network.batch(addresses(count))
          gate.open()
          let heard = source.health.messages
          try await eventually("every address") { deliveries.newest?.addresses.count ?? 0 > count }
          try await eventually("the table") { try await deliveries.agree(with: network) }
          let backlog = source.health.messages - heard
          // The kernel doubles what it is asked for, a message takes half a KiB at least; and what is heard is counted
          // every 25 ms.
          #expect(backlog <= UInt64(buffer) * 2 / 512 + 512, "\(backlog) messages after the last change")
          #expect(source.health.overflows > 0, "the storm was to overflow the socket")
        }
      }

      @Test("A2: dumps that the kernel changes its mind under are taken again, and no table is made of them")
      func interrupted() async throws {
        let (network, saboteur) = try await (TestNetwork(), Saboteur())
        try await tenLinks(network)
        saboteur.interrupt(11)
        let source = NetlinkLinkSource(buffer: 1 << 20, in: network.namespace, intake: saboteur.intake)
        try await watching(source) { deliveries in
          #expect(saboteur.interruptionsLeft == 0 && source.health.interrupted >= 11)
          try await eventually("the table") { try await deliveries.agree(with: network) }
          saboteur.interrupt(3)
          try await network.batch(["route replace default via 192.0.2.7 dev tg0"])
          try await eventually("the table") { try await deliveries.agree(with: network) }
          #expect(saboteur.interruptionsLeft == 0 && source.health.interrupted >= 14)
        }
      }

      @Test("A2: a kernel that changes its mind under real dumps is noticed")
      func reallyInterrupted() async throws {
        let network = try await TestNetwork()
        try await tenLinks(network)
        try await network.batch(addresses(4_000))
        // Overflows all the time, so that the addresses are dumped while they change.
        let source = NetlinkLinkSource(buffer: 4096, in: network.namespace)
        let churn = (0..<3_000).flatMap {
          ["addr add 172.16.\($0 >> 8).\($0 & 255)/32 dev tg1", "addr del 172.16.\($0 >> 8).\($0 & 255)/32 dev tg1"]
        }
        try await watching(source) { deliveries in
          try await eventually("an interrupted dump") {
            try await network.batch(churn)
            return source.health.interrupted > 0
          }
          try await eventually("the table") { try await deliveries.agree(with: network) }
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
    }
  }
#endif
