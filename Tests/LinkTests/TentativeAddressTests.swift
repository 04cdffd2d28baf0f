#if Netlink
  import Foundation
  import Testing
  import TollGateCore
  import TollGateLinux
  import TollGateNetlinkDriver
  import TollGatePollingDriver
  import TollGateTestNetwork

  extension RealKernel {
    @Suite
    struct TentativeAddressTests {
      @Test("A2, A3: the link-local address that the kernel makes at a link's up is known while it is still checked")
      func own() async throws {
        let network = try await TestNetwork()
        try await network.batch(["link add tg0 type veth peer name tg0p", "link set tg0p up"])
        // Longer than anybody waits here.
        let isSet = try await DriverThread.run(in: network.namespace) { _ in
          let file = unsafe fopen("/proc/sys/net/ipv6/conf/tg0/dad_transmits", "w")
          guard let file = unsafe file else { return false }
          let isWritten = unsafe fputs("60", file) >= 0
          return unsafe fclose(file) == 0 && isWritten
        }
        try #require(isSet)
        try await watching(NetlinkLinkSource(buffer: 1 << 16, in: network.namespace)) { heard in
          try await watching(PollingLinkSource(every: .milliseconds(10), in: network.namespace)) { looked in
            for _ in 0..<3 {
              try await network.ip("link set tg0 up")
              for deliveries in [heard, looked] {
                try await eventually("the address that is checked") {
                  deliveries.newest?.addresses.contains { $0.link.text == "tg0" && !$0.usable } == true
                }
              }
              try await eventually("one table") {
                let kernel = try await LinkFacts(of: network)
                return [heard, looked].allSatisfy { $0.newest.map { LinkFacts($0) } == kernel }
              }
              try await network.ip("link set tg0 down")
              try await eventually("none") { heard.newest?.addresses.contains { $0.link.text == "tg0" } == false }
            }
          }
        }
      }
    }
  }
#endif
