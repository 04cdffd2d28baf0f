#if Simulation
  import TollGateCore
  import TollGateJSON
  import TollGateSimulation
  import TollGateTrace

  extension Simulate {
    /// A scenario by its name, or a file that holds one.
    func named(_ name: String) throws(UsageMistake) -> ExitCode {
      if let scenario = Scenario.named(name) { return show(scenario) }
      if name.hasSuffix(".json") || name.contains("/") { return file(name) }
      let names = ["random", "fleet"] + Scenario.all.map(\.name)
      let near = Spelling.nearest(name, among: names).map { "did you mean '\($0)'?" }
      throw UsageMistake(
        message: "there is no scenario '\(name)'",
        hint: near ?? "'tollgate simulate --list' lists them; a file's name ends in .json")
    }

    private func show(_ scenario: Scenario) -> ExitCode {
      var script = scenario.script
      if let seed = options.number("seed") { script.seed = seed }
      if !isQuiet { introduce(scenario) }
      // The expectations are about the whole life: the same seed lives it once more.
      let aftermath = scenario.play(seed: script.seed)
      let claims = scenario.expectations.map { (words: $0.words, held: $0.holds(aftermath)) }
      return show(script, title: "\(scenario.name): \(scenario.now)", claims: claims)
    }

    private var isQuiet: Bool { options.has("json") || options.has("trace") }

    private func file(_ path: String) -> ExitCode {
      let bytes: [UInt8]
      do { bytes = try File.read(path) } catch {
        return CommandLineRun.refuse(error, "read", terminal, .noInput)
      }
      switch ScenarioFile.read(bytes) {
      case .success(var file):
        if let seed = options.number("seed") { file.script.seed = seed }
        if !isQuiet, !file.about.isEmpty { terminal.say(file.about) }
        return show(file.script, title: file.about.isEmpty ? path : file.about)
      case .failure(let mistakes):
        for mistake in mistakes.list { terminal.complain(mistake.description(in: path)) }
        return .badData
      }
    }

    func random() async -> ExitCode {
      let count = options.number("count") ?? 1
      if count == 1 { return show(.random(seed: seed), title: "random life of seed \(seed)") }
      return await many(count)
    }

    /// One life with everything that a person may want to see of it.
    func show(_ script: Script, title: String, claims: [(words: String, held: Bool)] = []) -> ExitCode {
      var recording: File.Writer?
      do throws(File.Failure) {
        if let path = options.text("record") { recording = try File.Writer(path) }
      } catch {
        return CommandLineRun.refuse(error, "write", terminal, .cannotWrite)
      }
      var life = LifeRun(
        draws: options.has("svg"), record: recorder(recording), print: isQuiet ? nil : { terminal.say(painted($0)) })
      life.run(script)
      if let failed = save(life.svg(title), to: "svg") { return failed }
      if let failure = recording?.close() {
        return CommandLineRun.refuse(failure, "write", terminal, .cannotWrite)
      }
      tellEnd(of: life, script.seed, claims)
      return life.violations.isEmpty && claims.allSatisfy(\.held) ? .fine : .failed
    }

    private func recorder(_ file: File.Writer?) -> (([UInt8]) -> Void)? {
      if options.has("trace") { return { terminal.murmur(String(decoding: $0, as: UTF8.self)) } }
      return file.map { file in { file.write($0) } }
    }

    private func tellEnd(of life: LifeRun, _ seed: UInt64, _ claims: [(words: String, held: Bool)]) {
      let broken = life.violations.map { "\($0)" } + claims.filter { !$0.held }.map { "not so: \($0.words)" }
      if options.has("trace") {
        for sentence in broken { terminal.complain("✗ \(sentence)") }
      } else if options.has("json") {
        terminal.say(json(life, seed, broken))
      } else {
        terminal.say("")
        TotalsTable(totals: life.totals).lines.forEach { terminal.say($0) }
        if !claims.isEmpty { terminal.say("") }
        for claim in claims { tell(.claim(claim.words, held: claim.held)) }
        tellVerdict(life)
      }
    }

    private func tellVerdict(_ life: LifeRun) {
      guard !life.violations.isEmpty else {
        return terminal.say("\n" + terminal.paint("The oracle found nothing wrong.", .green))
      }
      terminal.say("\n" + terminal.paint("The oracle objects:", .red))
      for violation in life.violations { terminal.say("  ✗ \(violation)") }
    }

    private func json(_ life: LifeRun, _ seed: UInt64, _ broken: [String]) -> String {
      var out = JSONWriter()
      out.beginObject()
      out.key("seed")
      out.number(seed)
      out.key("totals")
      TotalsTable(totals: life.totals).write(&out)
      out.key("violations")
      out.beginArray()
      for sentence in broken { out.string(sentence) }
      out.endArray()
      out.endObject()
      return out.text
    }
  }

  extension LifeRun {
    func svg(_ title: String) -> String {
      var chart = onlooker.chart
      chart.title = title
      return chart.svg
    }
  }
#endif
