#if Netlink
  import Foundation
  import TestNetworks
  import Testing
  import TollGateCore
  import TollGateNetlinkDriver

  extension RealKernel {
    @Suite
    struct LinkLivesTests {
      @Test("A5: a thousand lives that begin and are cancelled leave no socket and no thread behind")
      func cycles() async throws {
        let network = try await TestNetwork()
        let source = NetlinkLinkSource(buffer: 1 << 16, in: network.namespace)
        for _ in 0..<1_000 { try await watching(source) { _ in } }
        #expect(try await Stranger.ports(in: network) == [])
        #expect(try threads(in: network) == [])
      }

      @Test("A5: lives of every driver that are cancelled leave no thread behind", arguments: RealDriver.allCases)
      func everyDriver(_ driver: RealDriver) async throws {
        let network = try await TestNetwork()
        for _ in 0..<50 { try await watching(driver.make(in: network)) { _ in } }
        #expect(try await Stranger.ports(in: network) == [])
        #expect(try threads(in: network) == [])
      }

      /// Threads of this process that are in that network.
      private func threads(in network: TestNetwork) throws -> [String] {
        let file = try FileManager.default.attributesOfItem(atPath: "/run/netns/\(network.name)")[.systemFileNumber]
        let there = try #require(file as? Int)
        return try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").filter { task in
          let here = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/task/\(task)/ns/net")
          return here == "net:[\(there)]"
        }
      }
    }
  }
#endif
