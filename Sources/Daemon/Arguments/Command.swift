/// One command: what it is called, what it takes, what it does.
struct Command: Sendable {
  let name: String
  /// How many things without dashes it takes.
  let operands: ClosedRange<Int>
  /// The ways to call it, without the program's name.
  let usage: [String]
  let summary: String
  /// What the help says below the usage, a paragraph each.
  var details: [String] = []
  var options: [Option] = []
  /// Calls worth copying.
  var examples: [String] = []
  let run: @Sendable (Invocation, Terminal) async -> ExitCode
}

/// What a person has typed, once the parser has found no fault with it.
struct Invocation: Hashable, Sendable {
  var operands: [String] = []
  var options = Options()
  /// `--help` was among it: nothing is run.
  var wantsHelp = false
}
