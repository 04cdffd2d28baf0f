import TollGateCore
import TollGateHost
import TollGateJSON
import TollGateLinux

/// Commands that a running daemon answers.
struct Owner: Sendable {
  let source: ConfigSource
  let terminal: Terminal
  let asJSON: Bool

  /// Asks, and shows the answer.
  func ask(_ command: String, _ members: [(String, String)] = []) async -> ExitCode {
    // A configuration that can't be read doesn't keep its owner from asking: the usual socket is tried.
    let path = (try? source.read())?.configuration.control.socket ?? ControlSettings().socket
    var writer = JSONWriter()
    writer.beginObject()
    for (key, value) in [("command", command)] + members {
      writer.key(key)
      writer.string(value)
    }
    writer.endObject()
    do throws(SystemFailure) {
      return tell(try await ControlClient.ask(writer.bytes, at: path))
    } catch {
      terminal.complain(
        "tollgate: no daemon answers at '\(path)'\n  start one with 'tollgate run', or name its configuration: --config FILE"
      )
      return .failed
    }
  }

  private func tell(_ answer: [UInt8]) -> ExitCode {
    guard let node = try? JSONReader.read(answer), let ok = node["ok"]?.bool else {
      terminal.complain("tollgate: the daemon's answer can't be understood\n  is it of another version?")
      return .failed
    }
    if asJSON {
      terminal.say(String(decoding: answer, as: UTF8.self))
    } else if ok {
      terminal.murmur(node["text"]?.string ?? "")
    } else {
      terminal.complain("tollgate: \(node["problem"]?.string ?? "the daemon refuses")")
    }
    return ok ? .fine : .failed
  }
}

/// The entries of these commands in the table.
enum OwnerCommands {
  static let all = [
    command("why", "Say in one screen whether there is paid access, and if not, why not"),
    command("gateways", "List every gateway that is known, with the reason why it is paid or not"),
    command("sessions", "List open sessions, and those that have ended"), resume,
  ]

  private static let options =
    ConfigSource.options.filter { $0.name == "config" } + [Option("json", .flag, "print the answer as one JSON object")]

  private static func command(_ name: String, _ summary: String) -> Command {
    Command(name: name, operands: 0...0, usage: ["\(name) [--json]"], summary: summary, options: options) {
      invocation, terminal in
      await owner(invocation, terminal).ask(name)
    }
  }

  private static let resume = Command(
    name: "resume", operands: 0...1, usage: ["resume [GATEWAY] [--json]"],
    summary: "Forgive what has stopped a gateway, or all of them",
    details: ["GATEWAY is the beginning of its key, or the name of its link, as 'tollgate gateways' shows them."],
    options: options, examples: ["resume", "resume e220a8", "resume wlan0"]
  ) { invocation, terminal in
    await owner(invocation, terminal).ask("resume", invocation.operands.map { ("gateway", $0) })
  }

  private static func owner(_ invocation: Invocation, _ terminal: Terminal) -> Owner {
    Owner(
      source: ConfigSource(invocation.options), terminal: terminal, asJSON: invocation.options.has("json"))
  }
}
