/// `replay`: a recording run through the machine once more.
enum ReplayCommand {
  static let command = Command(
    name: "replay", operands: 1...1, usage: ["replay FILE [--json]"],
    summary: "Run a recording again and compare every decision",
    details: [
      "Every decision of the machine follows from its state, the event and the time. A recording holds the events; this"
        + " runs them once more and prints each decision. The first one that differs is shown, and the exit code is 1."
    ],
    options: [Option("json", .flag, "print the result as one JSON object")],
    examples: ["simulate random --seed 7 --record day.jsonl", "replay day.jsonl"]
  ) { invocation, terminal in
    terminal.complain("tollgate: replay is not built yet")
    return .unavailable
  }
}
