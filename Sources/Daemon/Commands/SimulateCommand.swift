/// The entry of `simulate` in the table; the work is done in Simulate/, where the trait brings it.
enum SimulateCommand {
  static let command = Command(
    name: "simulate", operands: 0...1,
    usage: [
      "simulate SCENARIO [OPTION …]", "simulate FILE [OPTION …]", "simulate random [--seed N] [--count N] [OPTION …]",
      "simulate fleet [--devices N] [--days N] [--seed N]", "simulate --story | --list",
    ],
    summary: "Run the decisions in a simulated world: virtual time, no network, no money",
    details: [
      "SCENARIO is a failure with a name: its rival's behaviour is told in one line, then what happens here. FILE is a"
        + " scenario that you have written (JSON; docs/scenarios.md). 'random' makes a world and its troubles out of a"
        + " seed; the same seed is the same life on every machine. 'fleet' runs many devices and sums them up.",
      "An oracle watches every step and counts money from the books of the simulated gateways and mints. If it objects,"
        + " the exit code is 1.",
    ],
    options: [
      Option("list", .flag, "list the scenarios: what happened before, what happens now"),
      Option("story", .flag, "tell a simulated day; every scene is checked"),
      Option("seed", .number("N", 0...(.max)), "the seed of chance (default 1)"),
      Option("count", .number("N", 1...10_000_000), "random: so many seeds, from --seed on (default 1)"),
      Option("days", .number("N", 1...3650), "fleet: simulated days per device (default 1)"),
      Option("devices", .number("N", 1...1_000_000), "fleet: how many devices (default 10)"),
      Option("trace", .flag, "print every event and effect as JSON lines, and nothing else"),
      Option("record", .file, "write a recording that 'tollgate replay' can run again"),
      Option("svg", .file, "draw allotment, usage, payments and gaps over time"),
      Option("json", .flag, "print the totals as one JSON object"),
    ],
    examples: [
      "simulate --story", "simulate --list", "simulate random --seed 7", "simulate random --seed 1 --count 1000",
      "simulate fleet --devices 100 --days 7", "simulate docs/examples/restart.json --svg restart.svg",
    ]
  ) { invocation, terminal in
    #if Simulation
      await Simulate(invocation: invocation, terminal: terminal).run()
    #else
      refuse(terminal)
    #endif
  }

  static func refuse(_ terminal: Terminal) -> ExitCode {
    terminal.complain(
      "tollgate: this build has no simulator\n  build it with the trait Simulation: swift build --traits Simulation")
    return .unavailable
  }
}
