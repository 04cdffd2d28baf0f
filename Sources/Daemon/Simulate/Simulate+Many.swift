#if Simulation
  import TollGateCore
  import TollGateJSON
  import TollGateSimulation
  import TollGateTrace

  extension Simulate {
    /// Many seeds: what they came to, and which of them failed.
    func many(_ count: UInt64) async -> ExitCode {
      let first = seed
      var sum = Totals()
      var failed: [LifeOutcome] = []
      var done: UInt64 = 0
      await SideBySide.run(count) {
        .random(seed: first &+ $0)
      } _: { outcome, _ in
        sum.add(outcome.totals)
        if !outcome.violations.isEmpty { failed.append(outcome) }
        done += 1
        tellProgress(done, of: count, failed: failed.count)
      }
      failed.sort { $0.seed < $1.seed }
      options.has("json") ? terminal.say(json(sum, count, failed)) : tell(sum, count, failed)
      return failed.isEmpty ? .fine : .failed
    }

    private func tell(_ sum: Totals, _ count: UInt64, _ failed: [LifeOutcome]) {
      TotalsTable(totals: sum).lines.forEach { terminal.say($0) }
      terminal.say("\n\(TotalsTable.grouped(Int(count))) lives, \(failed.count) that the oracle objects to")
      for outcome in failed.prefix(3) { tell(outcome) }
      if failed.count > 3 { terminal.say("\nAll of them: \(failed.map { "\($0.seed)" }.joined(separator: " "))") }
    }

    /// A failing seed, what it broke, and the shortest script that breaks it too.
    private func tell(_ outcome: LifeOutcome) {
      let (seed, broken) = (outcome.seed, outcome.violations[0])
      terminal.say("\n" + terminal.paint("seed \(seed): \(broken)", .red))
      terminal.say(
        "'tollgate simulate random --seed \(seed)' shows it; as a test, with all that isn't needed left out:")
      var shrinker = Shrinker(.random(seed: seed), breaking: broken.invariant)
      shrinker.shrink()
      terminal.say(shrinker.snippet)
    }

    private func tellProgress(_ done: UInt64, of count: UInt64, failed: Int) {
      guard terminal.isWatched, !options.has("json"), done % max(count / 200, 1) == 0 || done == count else { return }
      terminal.murmur("\r\(done) of \(count) lives, \(failed) failed\(done == count ? "\n" : "")")
    }

    private func json(_ sum: Totals, _ count: UInt64, _ failed: [LifeOutcome]) -> String {
      var out = JSONWriter()
      out.beginObject()
      out.key("lives")
      out.number(count)
      out.key("totals")
      TotalsTable(totals: sum).write(&out)
      out.key("failed")
      out.beginArray()
      for outcome in failed { out.number(outcome.seed) }
      out.endArray()
      out.endObject()
      return out.text
    }
  }
#endif
