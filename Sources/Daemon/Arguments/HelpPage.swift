/// Renders the table of commands as the pages that a person reads. 80 columns, so that it fits any terminal.
struct HelpPage {
  static let width = 80
  let commands: [Command]

  /// The first page: all commands, their options, the exit codes.
  var overview: String {
    var lines = HelpPage.wrapped(
      "tollgate buys this device's internet access from TollGate gateways with Cashu ecash, by itself.", indent: 0)
    lines += ["", "Usage: tollgate COMMAND [OPTION …]", "", "Commands:"]
    lines += HelpPage.columns(commands.map { ($0.name, $0.summary) })
    for command in commands where !command.options.isEmpty {
      lines += ["", "Options of '\(command.name)':"] + HelpPage.columns(command.options.map { ($0.spelling, $0.help) })
    }
    lines += ["", "Every command takes --help; 'tollgate help COMMAND' says more.", ""]
    return (lines + HelpPage.exitCodes).joined(separator: "\n") + "\n"
  }

  /// The page of one command.
  func page(of command: Command) -> String {
    var lines = HelpPage.wrapped(command.summary + ".", indent: 0) + ["", "Usage:"]
    lines += command.usage.map { "  tollgate \($0)" }
    for paragraph in command.details { lines += [""] + HelpPage.wrapped(paragraph, indent: 0) }
    let options = command.options.map { ($0.spelling, $0.help) } + [("--help", "show this page")]
    lines += ["", "Options:"] + HelpPage.columns(options)
    if !command.examples.isEmpty { lines += ["", "Examples:"] + command.examples.map { "  tollgate \($0)" } }
    return (lines + [""] + HelpPage.exitCodes).joined(separator: "\n") + "\n"
  }

  private static var exitCodes: [String] {
    ["Exit codes:"] + columns(ExitCode.allCases.map { (String($0.rawValue), $0.meaning) })
  }

  /// Two columns; the second is wrapped and keeps its edge.
  static func columns(_ rows: [(String, String)]) -> [String] {
    let edge = 4 + (rows.map { $0.0.count }.max() ?? 0)
    return rows.flatMap { name, text in
      var lines = wrapped(text, indent: edge)
      let padding = String(repeating: " ", count: edge - 2 - name.count)
      lines[0] = "  " + name + padding + lines[0].dropFirst(edge)
      return lines
    }
  }

  static func wrapped(_ text: String, indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = margin
    for word in text.split(separator: " ") {
      if line.count > indent, line.count + 1 + word.count > width {
        lines.append(line)
        line = margin
      }
      line += (line.count > indent ? " " : "") + word
    }
    return lines + [line]
  }
}
