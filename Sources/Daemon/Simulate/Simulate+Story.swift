#if Simulation
  import TollGateCore
  import TollGateSimulation
  import TollGateTrace

  extension Simulate {
    /// A day with everything in it, told while it happens; a watching person gets time to read.
    func story() -> ExitCode {
      var teller = Story.teller(seed: seed)
      terminal.say(terminal.paint("A simulated day of a device that pays for its own internet access", .bold))
      terminal.say(
        terminal.paint("Virtual time, model gateways and mints; no network and no money is touched.", .faint))
      teller.tell { tell($0) }
      let ending = Story.ending(of: teller)
      terminal.say("")
      terminal.say(terminal.paint("What the day came to", .bold))
      TotalsTable(totals: teller.onlooker.totals).lines.forEach { terminal.say($0) }
      terminal.say("")
      for claim in ending { tell(.claim(claim.words, held: claim.held)) }
      if let failed = save(drawing(of: teller), to: "svg") { return failed }
      guard teller.allHeld, ending.allSatisfy(\.held) else {
        terminal.say(terminal.paint("The day did not go as told: see the lines marked with ✗.", .red))
        return .failed
      }
      return .fine
    }

    private func drawing(of teller: Storyteller) -> String {
      var chart = teller.onlooker.chart
      chart.title = "A simulated day: cafés, an impostor, a loss of power, a silent mint"
      return chart.svg
    }

    func tell(_ piece: Storyteller.Piece) {
      switch piece {
      case .scene(let title, let words, let at):
        terminal.say("\n\(terminal.paint(Wording.clock(at), .faint))  \(terminal.paint(title, .bold))")
        for line in HelpPage.wrapped(words, indent: 12) { terminal.say(line) }
        terminal.flush()
        terminal.pause(milliseconds: 350)
      case .line(let line): terminal.say("  " + painted(line))
      case .summary(let words): terminal.say("  " + terminal.paint("            \(words)", .faint))
      case .claim(let words, let held):
        let mark = held ? terminal.paint("✓", .green) : terminal.paint("✗", .red)
        terminal.say("          \(mark) \(words)")
      }
      terminal.flush()
      terminal.pause(milliseconds: 45)
    }

    func painted(_ line: Timeline.Line) -> String {
      let time = terminal.paint(Wording.clock(line.at), .faint)
      let text =
        switch line.kind {
        case .world: terminal.paint("· \(line.text)", .cyan)
        case .said(.trouble): terminal.paint(line.text, .yellow)
        case .said(.detail): terminal.paint(line.text, .faint)
        case .said(.news): line.text
        }
      return "\(time)  \(text)"
    }
  }
#endif
