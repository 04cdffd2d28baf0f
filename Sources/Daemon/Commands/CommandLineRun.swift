import TollGateTrace

/// One run of the program: words in, exit code out.
enum CommandLineRun {
  static func run(_ words: [String], on terminal: Terminal) async -> ExitCode {
    guard let first = words.first else {
      terminal.complain(HelpPage(commands: CommandTable.all).overview)
      return .usage
    }
    switch first {
    case "--help", "-h": return await run(["help"] + words.dropFirst(), on: terminal)
    case "--version": return await run(["version"] + words.dropFirst(), on: terminal)
    default: break
    }
    do {
      let command = try command(named: first)
      let invocation = try ArgumentParser(command: command).parse(words.dropFirst())
      if invocation.wantsHelp {
        terminal.murmur(HelpPage(commands: CommandTable.all).page(of: command))
        return .fine
      }
      return await command.run(invocation, terminal)
    } catch {
      return refuse(error, terminal)
    }
  }

  static func command(named name: String) throws(UsageMistake) -> Command {
    if let command = CommandTable.all.first(where: { $0.name == name }) { return command }
    let hint = Spelling.nearest(name, among: CommandTable.all.map(\.name)).map { "did you mean '\($0)'?" }
    throw UsageMistake(
      message: name.hasPrefix("-") ? "there is no option \(name)" : "there is no command '\(name)'",
      hint: hint ?? "'tollgate help' lists the commands")
  }

  static func refuse(_ mistake: UsageMistake, _ terminal: Terminal) -> ExitCode {
    terminal.complain("tollgate: \(mistake.message)\n  \(mistake.hint)")
    return .usage
  }

  static func refuse(_ failure: File.Failure, _ doing: String, _ terminal: Terminal, _ code: ExitCode) -> ExitCode {
    terminal.complain("tollgate: can't \(doing) '\(failure.path)': \(failure.reason)")
    return code
  }
}
