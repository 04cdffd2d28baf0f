#if Netlink
  import CLinux
  import Foundation
  import TollGateTestNetwork
  import Testing
  import TollGateCore
  import TollGateNetlinkDriver

  extension RealKernel {
    @Suite
    struct LinkLivesTests {
      @Test("A5: a thousand lives that begin and are cancelled leave no descriptor, no thread and no memory behind")
      func cycles() async throws {
        // In a process of its own, where nothing else takes and gives back.
        try await Alone.run("LinkTests.RealKernel/LinkLivesTests") {
          let network = try await TestNetwork()
          let source = NetlinkLinkSource(buffer: 1 << 16, in: network.namespace)
          func live(_ times: Int) async throws -> (descriptors: Int, threads: Int, bytes: Int) {
            for _ in 0..<times { await Self.oneLife(of: source) }
            return (
              try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count,
              try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count, Int(mallinfo2().uordblks)
            )
          }
          // The first fill the caches that the C library keeps for threads.
          let (before, after) = (try await live(1_000), try await live(1_000))
          // The pool of tasks may have come to one thread for each processor only now.
          let pool = ProcessInfo.processInfo.activeProcessorCount
          try #require(after.descriptors <= before.descriptors && after.threads <= before.threads + pool)
          // Less than a hundred bytes for each life.
          try #require(after.bytes < before.bytes + 100_000)
        }
      }

      /// Ended as soon as it has spoken.
      private static func oneLife(of source: some LinkSource) async {
        let (tables, inbox) = AsyncStream<Void>.makeStream()
        await withTaskGroup(of: Void.self) { group in
          group.addTask { try? await source.run { _ in inbox.yield() } }
          for await _ in tables { break }
          group.cancelAll()
        }
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
