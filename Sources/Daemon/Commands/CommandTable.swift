/// Everything that can be typed after `tollgate`. The parser, the help and their tests all read this table.
enum CommandTable {
  static let all: [Command] =
    [RunCommand.command] + OwnerCommands.all + [
      ConfigCommand.command, WalletCommand.command, LinksCommand.command, ProbeCommand.command, SimulateCommand.command,
      ReplayCommand.command, SandboxCommand.command, version, help,
    ]

  static let version = Command(
    name: "version", operands: 0...0, usage: ["version [--json]"], summary: "Print the version and what this build has",
    options: [Option("json", .flag, "print it as one JSON object")]
  ) { invocation, terminal in
    terminal.say(invocation.options.has("json") ? Version.json : Version.text)
    return .fine
  }

  static let help = Command(
    name: "help", operands: 0...1, usage: ["help [COMMAND]"], summary: "Say what a command does and takes"
  ) { invocation, terminal in
    guard let name = invocation.operands.first else {
      terminal.murmur(HelpPage(commands: all).overview)
      return .fine
    }
    do throws(UsageMistake) {
      terminal.murmur(HelpPage(commands: all).page(of: try CommandLineRun.command(named: name)))
      return .fine
    } catch {
      return CommandLineRun.refuse(error, terminal)
    }
  }
}
