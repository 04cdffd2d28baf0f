#if Simulation
  import TollGateCore
  import TollGateSimulation
  import TollGateTrace

  /// `simulate`: picks what to run, and says what is missing.
  struct Simulate {
    let invocation: Invocation
    let terminal: Terminal

    var options: Options { invocation.options }
    var seed: UInt64 { options.number("seed") ?? 1 }

    func run() async -> ExitCode {
      do throws(UsageMistake) {
        try checkCombination()
        if options.has("list") { return list() }
        if options.has("story") { return story() }
        switch invocation.operands.first {
        case "random": return await random()
        case "fleet": return await fleet()
        case let name?: return try named(name)
        case nil: throw missing
        }
      } catch {
        return CommandLineRun.refuse(error, terminal)
      }
    }

    private var missing: UsageMistake {
      UsageMistake(
        message: "'simulate' needs to know what to simulate",
        hint: "try tollgate simulate --story, or tollgate simulate --list")
    }

    /// Options that would be ignored silently are mistakes.
    private func checkCombination() throws(UsageMistake) {
      let what = options.has("list") ? "--list" : options.has("story") ? "--story" : invocation.operands.first ?? ""
      if what.hasPrefix("--"), let extra = invocation.operands.first {
        throw UsageMistake(message: "\(what) stands alone, without '\(extra)'", hint: "leave one of them out")
      }
      for (option, places) in Self.places where options.has(option) && !places.contains(Self.kind(what)) {
        throw UsageMistake(
          message: "--\(option) means nothing here",
          hint: "it goes with \(places.map(\.words).joined(separator: " or "))")
      }
      if options.has("trace"), let other = ["record", "json"].first(where: options.has) {
        throw UsageMistake(
          message: "--trace prints nothing else, so --\(other) can't go with it", hint: "leave one out")
      }
      if options.number("count") ?? 1 > 1, let one = ["trace", "record", "svg"].first(where: options.has) {
        throw UsageMistake(message: "--\(one) shows one life, and --count asks for many", hint: "leave one of them out")
      }
    }

    private enum Kind: Hashable {
      case list, story, random, fleet, script

      var words: String {
        switch self {
        case .list: "--list"
        case .story: "--story"
        case .random: "'random'"
        case .fleet: "'fleet'"
        case .script: "a scenario or a file"
        }
      }
    }

    private static func kind(_ what: String) -> Kind {
      switch what {
      case "--list": .list
      case "--story": .story
      case "random": .random
      case "fleet": .fleet
      default: .script
      }
    }

    private static let places: [(String, [Kind])] = [
      ("seed", [.random, .fleet, .script, .story]), ("count", [.random]), ("days", [.fleet]), ("devices", [.fleet]),
      ("trace", [.random, .script]), ("record", [.random, .script]), ("svg", [.random, .script, .story]),
      ("json", [.random, .fleet, .script, .list]),
    ]

    /// Writes the files that were asked for; says why it can't.
    func save(_ text: @autoclosure () -> String, to option: String) -> ExitCode? {
      guard let path = options.text(option) else { return nil }
      do {
        try File.write(text(), to: path)
        return nil
      } catch {
        return CommandLineRun.refuse(error, "write", terminal, .cannotWrite)
      }
    }
  }
#endif
