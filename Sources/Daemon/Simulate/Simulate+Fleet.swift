#if Simulation
  import TollGateCore
  import TollGateJSON
  import TollGateSimulation
  import TollGateTrace

  extension Simulate {
    /// Many devices, each with its own gateway, troubles and chance, and one table.
    func fleet() async -> ExitCode {
      let devices = options.number("devices") ?? 10
      let days = Int64(clamping: options.number("days") ?? 1)
      let seed = seed
      var rows: [(number: UInt64, life: LifeOutcome)] = []
      await SideBySide.run(devices) {
        .fleet(seed: seed, device: $0, days: days)
      } _: { life, number in
        rows.append((number, life))
        if terminal.isWatched, !options.has("json") { terminal.murmur("\r\(rows.count) of \(devices) devices") }
      }
      rows.sort { $0.number < $1.number }
      if terminal.isWatched { terminal.murmur("\r") }
      options.has("json") ? terminal.say(json(rows.map(\.life))) : tell(rows.map(\.life))
      return rows.allSatisfy { $0.life.violations.isEmpty } ? .fine : .failed
    }

    private func tell(_ lives: [LifeOutcome]) {
      terminal.say(row(["device", "online", "no access", "payments", "spent", "no service", "stranded", "the oracle"]))
      var sum = Totals()
      for (index, life) in lives.enumerated() {
        sum.add(life.totals)
        if index < 40 { terminal.say(row(index + 1, life)) }
      }
      if lives.count > 40 { terminal.say("  … and \(lives.count - 40) more devices") }
      terminal.say("\nIn all, \(lives.count == 1 ? "1 device" : "\(lives.count) devices"):")
      TotalsTable(totals: sum).lines.forEach { terminal.say($0) }
    }

    private func row(_ number: Int, _ life: LifeOutcome) -> String {
      let totals = life.totals
      let cells = [
        "\(number)", Self.percent(totals.online, of: totals.simulated), Wording.interval(totals.gap),
        "\(totals.purchases)", "\(totals.spent.count)", "\(totals.unserved.count)", "\(totals.stranded.count)",
      ]
      return row(cells + [life.violations.first.map { "✗ \($0)" } ?? "content"])
    }

    private func row(_ cells: [String]) -> String {
      let widths = [8, 9, 14, 10, 9, 12, 10]
      let padded = zip(cells, widths).map { String(repeating: " ", count: max($1 - $0.count, 1)) + $0 }
      return padded.joined() + "  " + (cells.last ?? "")
    }

    /// In tenths, rounded down: nobody is told 100 % who missed a second.
    private static func percent(_ part: Interval, of whole: Interval) -> String {
      let tenths = part.wholeMilliseconds * 1000 / max(whole.wholeMilliseconds, 1)
      return "\(tenths / 10).\(tenths % 10) %"
    }

    private func json(_ lives: [LifeOutcome]) -> String {
      var out = JSONWriter()
      out.beginArray()
      for (index, life) in lives.enumerated() {
        out.beginObject()
        out.key("device")
        out.number(index + 1)
        out.key("totals")
        TotalsTable(totals: life.totals).write(&out)
        out.key("violations")
        out.beginArray()
        for violation in life.violations { out.string("\(violation)") }
        out.endArray()
        out.endObject()
      }
      out.endArray()
      return out.text
    }
  }
#endif
