/// The entry of `sandbox` in the table; the work is done in Sandbox/, where the trait brings it.
enum SandboxCommand {
  static let command = Command(
    name: "sandbox", operands: 1...1, usage: ["sandbox gateway [OPTION …]"],
    summary: "Run a gateway to try a buyer against: no money, and every fault on demand",
    details: [
      "It sells to whoever sends a token such as sandbox21-anything, worth 21 sats, each of them once. What it does wrong"
        + " is ordered at its control port while it runs (docs/sandbox.md).",
      "It ends with SIGINT or SIGTERM, and with the process that has started it.",
    ],
    options: [
      Option("address", .text("IP"), "where it listens (default 127.0.0.1)"),
      Option("interface", .text("IF"), "listen on this interface alone; needed for fe80:: addresses"),
      Option("gateway-port", .number("N", 0...65_535), "its port; 0 is any free one (default 2121)"),
      Option("control-port", .number("N", 0...65_535), "the port for orders, on 127.0.0.1 (default 2122)"),
      Option("registration-port", .number("N", 0...65_535), "a port where clients register, usually 80 (default none)"),
      Option("needs-registration", .flag, "let nobody through who has not registered"),
      Option(
        "profile", .choice(["cd7a937", "alpha4", "rc1"]),
        "the version that it is like: cd7a937, alpha4 or rc1 (default rc1)"),
      Option(
        "metric", .choice(["milliseconds", "bytes"]), "what it sells: milliseconds or bytes (default milliseconds)"),
      Option("step", .number("N", 1...(.max)), "the size of a step (default 60000 ms or 22020096 bytes)"),
      Option("price", .number("N", 1...(.max)), "the price of a step (default 1)"),
      Option("unit", .text("UNIT"), "the unit of the price (default sat)"),
      Option("mint", .text("URL"), "the mint whose tokens it wants (default https://sandbox.invalid)"),
      Option("minimum-steps", .number("N", 0...(.max)), "the fewest steps that it sells (default 1)"),
      Option("key", .text("HEX"), "its secret key, 64 digits (default a new one each time)"),
      Option(
        "clients", .choice(["derived", "neighbours"]),
        "how it tells them apart: derived from the address, or as the kernel's neighbours (default derived)"),
      Option("rate", .number("N", 0...1_000_000), "requests per minute and address; 0 is no limit (default 10)"),
      Option("traffic", .number("N", 0...(.max)), "bytes per second that a client uses up by itself (default 0)"),
      Option("json", .flag, "print a JSON line at the start and for each request"),
    ],
    examples: [
      "sandbox gateway", "sandbox gateway --metric bytes --traffic 1000000 --json", "sandbox gateway --profile cd7a937",
    ]
  ) { invocation, terminal in
    guard invocation.operands == ["gateway"] else {
      return CommandLineRun.refuse(
        UsageMistake(
          message: "'sandbox' has no '\(invocation.operands.first ?? "")'", hint: "write tollgate sandbox gateway"),
        terminal)
    }
    #if Sandbox
      return await SandboxRun(options: invocation.options, terminal: terminal).run()
    #else
      terminal.complain(
        "tollgate: this build has no sandbox\n  build it with the trait Sandbox: swift build --traits Sandbox")
      return .unavailable
    #endif
  }
}
