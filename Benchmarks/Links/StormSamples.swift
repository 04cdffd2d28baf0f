#if Netlink
  import CBenchmarks
  import Glibc

  /// What storms have cost one watcher.
  struct StormSamples {
    /// Milliseconds of processor for each storm.
    private(set) var processor: [Double] = []
    /// Milliseconds from the last change to the right table.
    private(set) var lateness: [Double] = []

    private static let metric: UInt32 = 77

    mutating func add(_ watcher: RunningWatcher, _ storm: LinkStormBenchmark.Storm, _ base: RunningWatcher.Sum) throws {
      var wanted = base
      if storm.kind == tollgate_addresses {
        wanted.addresses += Int(storm.count) + 1
      } else {
        wanted.metrics += UInt64(Self.metric)
      }
      let before = watcher.processorTime
      let asked = try change(storm, remove: 0)
      if watcher.kind.keepsTable {
        guard let right = watcher.moment(of: wanted) else {
          throw BenchmarkFailure("\(watcher.kind.name) never had the right table")
        }
        lateness.append(Double(right - asked) / 1e6)
      }
      watcher.rest()
      if watcher.isAlive { processor.append((watcher.processorTime - before) * 1e3) }
      _ = try change(storm, remove: 1)
      if watcher.kind.keepsTable, watcher.moment(of: base) == nil {
        throw BenchmarkFailure("\(watcher.kind.name) never had the first table again")
      }
      watcher.rest()
    }

    private func change(_ storm: LinkStormBenchmark.Storm, remove: Int32) throws -> Int64 {
      let asked = tollgate_link_storm(storm.kind, storm.count, Self.metric, remove)
      guard asked > 0 else { throw BenchmarkFailure("the storm failed with system error \(-asked)") }
      return asked
    }
  }

  extension Report {
    static func line(_ cells: String...) {
      print(zip(cells, [52, 18, 12, 0]).map { $0 + String(repeating: " ", count: max(1, $1 - $0.count)) }.joined())
    }

    static func storm(_ name: String, _ samples: [Watcher: StormSamples]) {
      let ours = Spread(samples[.ours]?.processor ?? [])
      for watcher in Watcher.allCases {
        guard let sample = samples[watcher] else { continue }
        let (cpu, late) = (Spread(sample.processor), Spread(sample.lateness))
        if cpu.count == 0 {
          line("\(name): \(watcher.name)", "ended with the first overflow")
        } else {
          let ratio = ours.p50 / cpu.p50
          line(
            "\(name): \(watcher.name)", "\(cpu.p50.tenths) ms \(cpu.noise)",
            watcher.isOurs ? "" : "\(Double(Int(ratio * 100)) / 100)",
            late.count == 0 ? "" : "\(late.p50.tenths) / \(late.p99.tenths) / \(late.most.tenths) ms")
        }
      }
      _ = fflush(nil)
    }
  }

  /// Some samples in order.
  struct Spread {
    private let sorted: [Double]

    init(_ samples: [Double]) { sorted = samples.sorted() }

    private func place(_ part: Double) -> Double {
      sorted.isEmpty ? 0 : sorted[min(Int(Double(sorted.count) * part), sorted.count - 1)]
    }
    var count: Int { sorted.count }
    var p50: Double { place(0.5) }
    var p99: Double { place(0.99) }
    var most: Double { sorted.last ?? 0 }
    var noise: String { p50 > 0 ? "±\(Int((most - (sorted.first ?? 0)) / 2 / p50 * 100)) %" : "" }
  }

  extension Double {
    fileprivate var tenths: String { "\(Double(Int(self * 10)) / 10)" }
  }
#endif
