/// The entry of `probe` in the table; the work is done in Probe/.
enum ProbeCommand {
  static let command = Command(
    name: "probe", operands: 0...1,
    usage: ["probe HOST [--interface IF] [--port N] [--json]", "probe --interface IF [--port N] [--json]"],
    summary: "Look at one gateway: what it sells, at what price, and whether it would be paid",
    details: [
      "HOST is an IP address; fe80::1%wlan0 names the link with it, as --interface does. Without HOST it is the gateway"
        + " of that link. The requests go out by this link or not at all, once each; nothing is paid.",
      "The offer is believed only under a right signature. Whether it would be bought is decided as the program"
        + " itself decides it, by the policy of a fresh install. The exit code is 0 for an offer with a right signature,"
        + " whether or not it would be bought, and 1 for everything else.",
    ],
    options: [
      Option("interface", .text("IF"), "the link to use"),
      Option("port", .number("N", 1...65535), "where the gateway listens (default 2121)"),
      Option("json", .flag, "print what was found as one JSON line"),
    ],
    examples: ["probe --interface wlan0", "probe 10.21.0.1", "probe fe80::1%wlan0 --json"]
  ) { invocation, terminal in
    let options = invocation.options
    do throws(UsageMistake) {
      let aim = try ProbeAim(host: invocation.operands.first, interface: options.text("interface"))
      let port = options.number("port").flatMap { UInt16(exactly: $0) } ?? 2121
      return await Probe(terminal: terminal, asJSON: options.has("json"), port: port).run(aim)
    } catch {
      return CommandLineRun.refuse(error, terminal)
    }
  }
}
