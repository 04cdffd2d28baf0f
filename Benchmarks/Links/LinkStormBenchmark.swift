#if Netlink
  import CBenchmarks
  import Glibc
  import TollGateLinux

  /// Storms of changes in a network of its own: the time from the last change to the right table, and the processor time
  /// beside a C loop and `ip monitor`, in turns.
  struct LinkStormBenchmark {
    struct Storm {
      var name: String
      var kind: tollgate_storm
      var count: Int32
    }

    static let storms = [
      Storm(name: "20,000 IPv4 routes", kind: tollgate_routes4, count: 20_000),
      Storm(name: "20,000 IPv6 routes", kind: tollgate_routes6, count: 20_000),
      Storm(name: "10,000 addresses", kind: tollgate_addresses, count: 10_000),
    ]
    private static let buffers: [Int32] = [1 << 20, 8 << 10]
    private static let turns = 5

    let runs: Int
    /// A part of the storms' names; empty for all.
    let only: String

    /// `links [RUNS [NAME]]`
    static func run(_ arguments: ArraySlice<String>) async {
      guard geteuid() == 0 else {
        return print("\nlink storms: not measured, they need root for a network of their own")
      }
      let storms = LinkStormBenchmark(
        runs: arguments.first.flatMap { Int($0) } ?? 50, only: arguments.dropFirst().first ?? "")
      do {
        try await DriverThread.run(in: .own) { _ throws(SystemFailure) in
          let code = tollgate_own_network()
          guard code == 0 else { throw SystemFailure(code: code) }
          storms.measure()
        }
      } catch {
        print("\nlink storms: not measured, system error \(error.code)")
      }
    }

    /// `watch KIND BUFFER`, which the benchmark starts by itself.
    static func watch(_ arguments: ArraySlice<String>) async {
      guard let kind = arguments.first.flatMap({ Watcher(rawValue: $0) }),
        let buffer = arguments.last.flatMap({ Int32($0) })
      else { return print("watch is for the benchmark of link storms alone") }
      await kind.watch(buffer: buffer)
    }

    private func measure() {
      do {
        try prepare()
        print("\nlink storms, \(runs) of each, a fifth for the others")
        print("target: the right table within 100 ms of the last change, processor at most twice the C loop's")
        Report.line("storm, buffer: watcher", "processor", "ours / its", "p50 / p99 / max after the last change")
        for storm in Self.storms where only.isEmpty || storm.name.contains(only) {
          for buffer in Self.buffers { try measure(storm, buffer) }
        }
      } catch {
        print("link storms: \(error)")
      }
    }

    private func measure(_ storm: Storm, _ buffer: Int32) throws {
      var samples: [Watcher: StormSamples] = [:]
      for _ in 0..<Self.turns {
        for kind in Watcher.allCases where kind != .slow || buffer == Self.buffers[0] {
          let watcher = try RunningWatcher(kind, buffer: buffer)
          defer { watcher.stop() }
          let base = RunningWatcher.Sum(addresses: Self.ownAddresses)
          guard !kind.keepsTable || watcher.moment(of: base) != nil else {
            throw BenchmarkFailure("\(kind.name) has no first table")
          }
          for _ in 0..<max(runs / (kind.isOurs ? 1 : 5) / Self.turns, 1) {
            try samples[kind, default: StormSamples()].add(watcher, storm, base)
          }
        }
      }
      Report.storm("\(storm.name), \(buffer >> 10) KiB", samples)
    }

    /// Link-local addresses would come in their own time; ours are these and loopback's two.
    private static let ownAddresses = 3

    private func prepare() throws {
      var lines = ["link set lo up"]
      for number in 0..<10 {
        lines += [
          "link add s\(number) type veth peer name p\(number)", "link set s\(number) addrgenmode none",
          "link set p\(number) addrgenmode none", "link set p\(number) up", "link set s\(number) up",
        ]
      }
      lines.append("addr add 2001:db8::2/64 dev s0 nodad")
      let text = lines.joined(separator: "\n")
      let code = unsafe tollgate_ip_batch(text, text.utf8.count)
      guard code == 0 else { throw BenchmarkFailure("ip can't make the network: system error \(code)") }
    }
  }

  struct BenchmarkFailure: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
  }
#else
  enum LinkStormBenchmark {
    static func run(_ arguments: ArraySlice<String>) async { print("\nlink storms: this build has no netlink driver") }
    static func watch(_ arguments: ArraySlice<String>) async {}
  }
#endif
