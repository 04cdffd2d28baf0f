import TollGateCore
import TollGateHost
import TollGateStandard

/// `config check`, `show` and `schema`.
enum ConfigCommand {
  static let command = Command(
    name: "config", operands: 1...1, usage: ["config check|show|schema|keys [--config FILE]"],
    summary: "Check the configuration, show it with all its defaults, or explain its keys",
    details: [
      "'check' tells every mistake with its line; 'show' prints the file as it holds, defaults included; 'keys' explains each"
        + " key; 'schema' prints a JSON schema for editors."
    ],
    options: [ConfigSource.options[0]], examples: ["config check", "config show --config tollgate.json", "config keys"]
  ) { invocation, terminal in
    switch invocation.operands[0] {
    case "keys":
      terminal.murmur(keys())
      return .fine
    case "schema":
      terminal.say(ConfigSchema.text(.standard))
      return .fine
    case "check", "show":
      do throws(ConfigSource.Obstacle) {
        let source = ConfigSource(invocation.options)
        let file = try source.read()
        if invocation.operands[0] == "show" {
          terminal.say(ConfigPages(.standard).text(of: file))
        } else {
          terminal.say("\(source.path): no mistakes")
          for line in warnings(file) { terminal.say("  " + line) }
        }
        return .fine
      } catch {
        return ConfigSource.refuse(error, terminal)
      }
    default:
      return CommandLineRun.refuse(
        UsageMistake(
          message: "'config' has no '\(invocation.operands[0])'", hint: "it has check, show, schema and keys"), terminal
      )
    }
  }

  /// What is no mistake, and still not what most people want (B7).
  private static func warnings(_ file: ConfigFile) -> [String] {
    let policy = file.configuration.policy
    var lines: [String] = []
    if policy.purchase.ceilings.isEmpty { lines.append("purchase.ceilings is empty: nothing will be bought") }
    if policy.purchase.units.isEmpty { lines.append("purchase.budgets is empty: nothing will be bought") }
    if policy.mints.isEmpty { lines.append("payment.mints is empty: nothing can be paid") }
    return lines
  }

  private static func keys() -> String {
    var text = ""
    for line in ConfigPages(.standard).lines {
      text += "\(line.path)\n" + HelpPage.wrapped("\(line.help).", indent: 4).joined(separator: "\n") + "\n"
      let fallback = line.fallback.isEmpty ? "" : "; \(line.fallback) where nothing is written"
      text += HelpPage.wrapped("Takes \(line.words)\(fallback).", indent: 4).joined(separator: "\n") + "\n"
    }
    return text
  }
}
