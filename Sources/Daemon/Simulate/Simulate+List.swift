#if Simulation
  import TollGateJSON
  import TollGateSimulation

  extension Simulate {
    /// Every failure with a name: what happened before, what happens now.
    func list() -> ExitCode {
      options.has("json") ? terminal.say(jsonList) : tellList()
      return .fine
    }

    private func tellList() {
      terminal.say(terminal.paint("Failures with a name; 'tollgate simulate NAME' shows one.", .bold))
      for scenario in Scenario.all {
        terminal.say("\n\(terminal.paint(scenario.name, .bold))  \(terminal.paint("\(scenario.failure)", .faint))")
        tell("before", scenario.before, .red)
        tell("now", scenario.now, .green)
      }
      terminal.say("\n\(Scenario.all.count) scenarios.")
    }

    private func tell(_ when: String, _ words: String, _ colour: Terminal.Colour) {
      var lines = HelpPage.wrapped(words, indent: 10)
      let padding = String(repeating: " ", count: 8 - when.count)
      lines[0] = "  " + terminal.paint(when, colour) + padding + lines[0].dropFirst(10)
      lines.forEach { terminal.say($0) }
    }

    /// What a scenario is about, before it is run.
    func introduce(_ scenario: Scenario) {
      terminal.say("\(terminal.paint(scenario.name, .bold))  \(terminal.paint("\(scenario.failure)", .faint))")
      tell("before", scenario.before, .red)
      tell("now", scenario.now, .green)
      terminal.say("")
    }

    private var jsonList: String {
      var out = JSONWriter()
      out.beginArray()
      for scenario in Scenario.all {
        out.beginObject()
        for (key, value) in [
          ("name", scenario.name), ("failure", "\(scenario.failure)"), ("before", scenario.before),
          ("now", scenario.now),
        ] {
          out.key(key)
          out.string(value)
        }
        out.endObject()
      }
      out.endArray()
      return out.text
    }
  }
#endif
