import TollGateCore
import TollGateStandard

/// The entry of `links` in the table; the work is done in Links/.
enum LinksCommand {
  static let command = Command(
    name: "links", operands: 0...0, usage: ["links [--follow] [--driver KIND] [--json]"],
    summary: "Show the links, addresses and gateways that this machine has",
    details: [
      "The table is what decisions are made from. Below it stands how well the driver hears the kernel: a missed event is"
        + " counted, and cured by looking anew.",
      "KIND is netlink (the kernel's own events), polling (looks once a second, needs no library), checked (netlink, and a"
        + " look every 30 s that finds what was missed) or auto (checked, and polling where netlink doesn't work).",
    ],
    options: [
      Option("follow", .flag, "go on, and show the table again at every change"),
      Option("driver", .choice(LinkDriver.allCases.map(\.rawValue)), "how to look: see above (default auto)"),
      Option("json", .flag, "print each table as one JSON line"),
    ],
    examples: ["links", "links --follow", "links --driver polling --json"]
  ) { invocation, terminal in
    // The parser has let only known kinds through.
    let driver = invocation.options.text("driver").flatMap { LinkDriver(rawValue: $0) } ?? .auto
    let options = invocation.options
    return await LinkReport(terminal: terminal, asJSON: options.has("json"), follows: options.has("follow")).run(driver)
  }
}
