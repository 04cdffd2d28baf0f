#if Simulation
  import Glibc
  import TollGateCore
  import TollGateJSON
  import TollGateSimulation
  import TollGateTrace

  extension Simulate {
    /// What a stretch of seeds came to.
    private struct Harvest: Sendable {
      var sum = Totals()
      var done: UInt64 = 0
      var failed: [(seed: UInt64, violations: [Violation])] = []

      mutating func live(_ seed: UInt64) {
        var life = LifeRun()
        life.run(.random(seed: seed))
        sum.add(life.totals)
        done += 1
        if !life.violations.isEmpty { failed.append((seed, life.violations)) }
      }

      mutating func add(_ other: Harvest) {
        sum.add(other.sum)
        done += other.done
        failed += other.failed
      }
    }

    /// Many seeds, as many at once as there are processors: what they came to, and which of them failed.
    func many(_ count: UInt64) async -> ExitCode {
      let harvest = await reap(count)
      if options.has("json") {
        terminal.say(json(harvest, count))
      } else {
        TotalsTable(totals: harvest.sum).lines.forEach { terminal.say($0) }
        terminal.say("\n\(TotalsTable.grouped(Int(count))) lives, \(harvest.failed.count) that the oracle objects to")
        for failure in harvest.failed.prefix(3) { tell(failure.seed, failure.violations) }
        if harvest.failed.count > 3 {
          terminal.say("\nAll of them: \(harvest.failed.map { "\($0.seed)" }.joined(separator: " "))")
        }
      }
      return harvest.failed.isEmpty ? .fine : .failed
    }

    private func reap(_ count: UInt64) async -> Harvest {
      let seed = seed
      let lanes = UInt64(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1))
      let portion: UInt64 = 25
      var harvest = Harvest()
      var next: UInt64 = 0
      await withTaskGroup(of: Harvest.self) { group in
        func begin() {
          guard next < count else { return }
          let portion = next..<min(next + portion, count)
          next = portion.upperBound
          group.addTask {
            var part = Harvest()
            for index in portion { part.live(seed &+ index) }
            return part
          }
        }
        for _ in 0..<lanes { begin() }
        for await part in group {
          harvest.add(part)
          tellProgress(harvest, of: count)
          begin()
        }
      }
      harvest.failed.sort { $0.seed < $1.seed }
      return harvest
    }

    /// A failing seed, what it broke, and the shortest script that breaks it too.
    private func tell(_ seed: UInt64, _ violations: [Violation]) {
      terminal.say("\n" + terminal.paint("seed \(seed): \(violations[0])", .red))
      terminal.say(
        "'tollgate simulate random --seed \(seed)' shows it; as a test, with all that isn't needed left out:")
      var shrinker = Shrinker(.random(seed: seed), breaking: violations[0].invariant)
      shrinker.shrink()
      terminal.say(shrinker.snippet)
    }

    private func tellProgress(_ harvest: Harvest, of count: UInt64) {
      guard terminal.isWatched, !options.has("json") else { return }
      let end = harvest.done == count ? "\n" : ""
      terminal.murmur("\r\(harvest.done) of \(count) lives, \(harvest.failed.count) failed\(end)")
    }

    private func json(_ harvest: Harvest, _ count: UInt64) -> String {
      var out = JSONWriter()
      out.beginObject()
      out.key("lives")
      out.number(count)
      out.key("totals")
      TotalsTable(totals: harvest.sum).write(&out)
      out.key("failed")
      out.beginArray()
      for failure in harvest.failed { out.number(failure.seed) }
      out.endArray()
      out.endObject()
      return out.text
    }
  }
#endif
