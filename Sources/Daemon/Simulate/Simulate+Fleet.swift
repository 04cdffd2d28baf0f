#if Simulation
  import TollGateCore
  import TollGateJSON
  import TollGateSimulation
  import TollGateTrace

  extension Simulate {
    /// Many devices, each with its own world and its own chance, and one table.
    func fleet() -> ExitCode {
      let devices = options.number("devices") ?? 10
      let days = options.number("days") ?? 1
      var sum = Totals()
      var rows: [(seed: UInt64, totals: Totals, violations: [Violation])] = []
      for index in 0..<devices {
        var script = Script.random(seed: seed &+ index)
        script.until = .start + .days(Int64(clamping: days))
        var life = LifeRun()
        life.run(script)
        sum.add(life.totals)
        rows.append((script.seed, life.totals, life.violations))
        if terminal.isWatched { terminal.murmur("\r\(index + 1) of \(devices) devices") }
      }
      if terminal.isWatched { terminal.murmur("\r") }
      let failed = rows.filter { !$0.violations.isEmpty }
      options.has("json") ? terminal.say(json(rows)) : tell(rows, sum)
      return failed.isEmpty ? .fine : .failed
    }

    private func tell(_ rows: [(seed: UInt64, totals: Totals, violations: [Violation])], _ sum: Totals) {
      terminal.say(row(["seed", "online", "no access", "payments", "spent", "no service", "stranded", "verdict"]))
      for (seed, totals, violations) in rows.prefix(40) {
        let numbers = [
          "\(seed)", Self.percent(totals.online, of: totals.simulated), Wording.interval(totals.gap),
          "\(totals.purchases)", "\(totals.spent.count)", "\(totals.unserved.count)", "\(totals.stranded.count)",
        ]
        terminal.say(row(numbers + [violations.isEmpty ? "fine" : "✗ \(violations[0])"]))
      }
      if rows.count > 40 { terminal.say("  … and \(rows.count - 40) more devices") }
      terminal.say("\nAll \(rows.count) devices")
      TotalsTable(totals: sum).lines.forEach { terminal.say($0) }
    }

    private func row(_ cells: [String]) -> String {
      let widths = [12, 9, 14, 10, 9, 12, 10]
      let padded = zip(cells, widths).map { String(repeating: " ", count: max($1 - $0.count, 1)) + $0 }
      return padded.joined() + "  " + (cells.last ?? "")
    }

    /// In tenths, rounded down: nobody is told 100 % who missed a second.
    private static func percent(_ part: Interval, of whole: Interval) -> String {
      let tenths = part.wholeMilliseconds * 1000 / max(whole.wholeMilliseconds, 1)
      return "\(tenths / 10).\(tenths % 10) %"
    }

    private func json(_ rows: [(seed: UInt64, totals: Totals, violations: [Violation])]) -> String {
      var out = JSONWriter()
      out.beginArray()
      for row in rows {
        out.beginObject()
        out.key("seed")
        out.number(row.seed)
        out.key("totals")
        TotalsTable(totals: row.totals).write(&out)
        out.key("violations")
        out.beginArray()
        for violation in row.violations { out.string("\(violation)") }
        out.endArray()
        out.endObject()
      }
      out.endArray()
      return out.text
    }
  }
#endif
