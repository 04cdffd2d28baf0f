import TollGateCore
import TollGateJSON
import TollGateTrace

/// `replay`: a recording run through the machine once more.
enum ReplayCommand {
  static let command = Command(
    name: "replay", operands: 1...1, usage: ["replay FILE [--json]"],
    summary: "Run a recording again and compare every decision",
    details: [
      "Every decision of the machine follows from its state, the event and the time. A recording holds the events; this"
        + " runs them once more and prints each decision. The first one that differs is shown, and the exit code is 1."
    ],
    options: [Option("json", .flag, "print the decisions as JSON lines")],
    examples: ["simulate random --seed 7 --record day.jsonl", "replay day.jsonl"]
  ) { invocation, terminal in
    run(invocation.operands[0], asJSON: invocation.options.has("json"), terminal)
  }

  private static func run(_ path: String, asJSON: Bool, _ terminal: Terminal) -> ExitCode {
    let bytes: [UInt8]
    do throws(File.Failure) { bytes = try File.read(path) } catch {
      return CommandLineRun.refuse(error, "read", terminal, .noInput)
    }
    var teller = ReplayTeller(terminal: terminal, asJSON: asJSON)
    for part in RecordingParts(bytes) {
      do throws(TraceMistake) {
        guard try teller.replay(part.bytes, after: part.line) else { return .failed }
      } catch {
        terminal.complain("tollgate: '\(path)' can't be replayed: \(error.moved(by: part.line))")
        return .badData
      }
    }
    teller.finish()
    return .fine
  }
}
