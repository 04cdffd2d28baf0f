#if Simulation
  import TollGateCore
  import TollGateJSON
  import TollGateSimulation
  import TollGateTrace

  extension Simulate {
    /// Many seeds, one after the other: what they came to, and which of them failed.
    func many(_ count: UInt64) -> ExitCode {
      var sum = Totals()
      var failed: [UInt64] = []
      for index in 0..<count {
        let seed = seed &+ index
        var life = LifeRun()
        life.run(.random(seed: seed))
        sum.add(life.totals)
        if !life.violations.isEmpty {
          failed.append(seed)
          tell(life, seed)
        }
        tellProgress(index + 1, of: count, failed.count)
      }
      if options.has("json") {
        terminal.say(json(sum, count, failed))
      } else {
        TotalsTable(totals: sum).lines.forEach { terminal.say($0) }
        terminal.say("\n\(TotalsTable.grouped(Int(count))) lives, \(failed.count) that the oracle objects to")
      }
      return failed.isEmpty ? .fine : .failed
    }

    private func tell(_ life: LifeRun, _ seed: UInt64) {
      terminal.complain("\rseed \(seed):")
      for violation in life.violations.prefix(3) { terminal.complain("  ✗ \(violation)") }
      terminal.complain("  tollgate simulate random --seed \(seed) shows it")
    }

    private func tellProgress(_ done: UInt64, of count: UInt64, _ failed: Int) {
      guard terminal.isWatched, done % max(count / 200, 1) == 0 || done == count else { return }
      terminal.murmur("\r\(done) of \(count), \(failed) failed\(done == count ? "\n" : "")")
    }

    private func json(_ sum: Totals, _ count: UInt64, _ failed: [UInt64]) -> String {
      var out = JSONWriter()
      out.beginObject()
      out.key("lives")
      out.number(count)
      out.key("totals")
      TotalsTable(totals: sum).write(&out)
      out.key("failed")
      out.beginArray()
      for seed in failed { out.number(seed) }
      out.endArray()
      out.endObject()
      return out.text
    }
  }
#endif
