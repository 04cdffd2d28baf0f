/// The entry of `sandbox` in the table; the work is done in Sandbox/, where the trait brings it.
enum SandboxCommand {
  static let command = Command(
    name: "sandbox", operands: 1...1, usage: ["sandbox gateway [OPTION …]", "sandbox mint [OPTION …]"],
    summary: "Run a gateway or a mint to try a buyer against: no real money, and every fault on demand",
    details: [
      "The gateway sells to whoever sends a token such as sandbox21-anything, worth 21 sats, each of them once; with"
        + " --redeem, for real tokens of its mint. The mint signs ecash for invoices that pay themselves. What they do"
        + " wrong is ordered at their control ports while they run (docs/sandbox.md).",
      "They end with SIGINT or SIGTERM, and with the process that has started them.",
    ],
    options: shared + gateway + mint,
    examples: [
      "sandbox gateway", "sandbox gateway --metric bytes --traffic 1000000 --json", "sandbox gateway --profile cd7a937",
      "sandbox mint --fee 100 --state mint", "sandbox gateway --mint http://127.0.0.1:3338 --redeem",
    ]
  ) { invocation, terminal in
    let what = invocation.operands.first ?? ""
    guard let others = ["gateway": mint, "mint": gateway][what] else {
      return CommandLineRun.refuse(
        UsageMistake(
          message: "'sandbox' has no '\(what)'", hint: "write tollgate sandbox gateway or tollgate sandbox mint"),
        terminal)
    }
    if let option = others.first(where: { invocation.options.has($0.name) }) {
      return CommandLineRun.refuse(
        UsageMistake(message: "'sandbox \(what)' has no --\(option.name)", hint: "the other sandbox has it"), terminal)
    }
    #if Sandbox
      return what == "mint"
        ? await SandboxMintRun(options: invocation.options, terminal: terminal).run()
        : await SandboxRun(options: invocation.options, terminal: terminal).run()
    #else
      terminal.complain(
        "tollgate: this build has no sandbox\n  build it with the trait Sandbox: swift build --traits Sandbox")
      return .unavailable
    #endif
  }

  private static let shared = [
    Option("address", .text("IP"), "where it listens (default 127.0.0.1)"),
    Option("interface", .text("IF"), "listen on this interface alone; needed for fe80:: addresses"),
    Option("control-port", .number("N", 0...65_535), "for orders, on 127.0.0.1 (default 2122, of a mint 2123)"),
    Option("unit", .text("UNIT"), "the unit of the price; of a mint, one or several with commas (default sat)"),
    Option("json", .flag, "print a JSON line at the start and for each request"),
  ]

  private static let gateway = [
    Option("gateway-port", .number("N", 0...65_535), "its port; 0 is any free one (default 2121)"),
    Option("registration-port", .number("N", 0...65_535), "a port where clients register, usually 80 (default none)"),
    Option("needs-registration", .flag, "let nobody through who has not registered"),
    Option(
      "profile", .choice(["cd7a937", "alpha4", "rc1"]),
      "the version that it is like: cd7a937, alpha4 or rc1 (default rc1)"),
    Option(
      "metric", .choice(["milliseconds", "bytes"]), "what it sells: milliseconds or bytes (default milliseconds)"),
    Option("step", .number("N", 1...(.max)), "the size of a step (default 60000 ms or 22020096 bytes)"),
    Option("price", .number("N", 1...(.max)), "the price of a step (default 1)"),
    Option("mint", .text("URL"), "the mint whose tokens it wants (default https://sandbox.invalid)"),
    Option("redeem", .flag, "swap tokens at the mint, which must be http and an address; only then they count"),
    Option("minimum-steps", .number("N", 0...(.max)), "the fewest steps that it sells (default 1)"),
    Option("key", .text("HEX"), "its secret key, 64 digits (default a new one each time)"),
    Option(
      "clients", .choice(["derived", "neighbours"]),
      "how it tells them apart: derived from the address, or as the kernel's neighbours (default derived)"),
    Option("rate", .number("N", 0...1_000_000), "requests per minute and address; 0 is no limit (default 10)"),
    Option("traffic", .number("N", 0...(.max)), "bytes per second that a client uses up by itself (default 0)"),
  ]

  private static let mint = [
    Option("mint-port", .number("N", 0...65_535), "the mint's port; 0 is any free one (default 3338)"),
    Option("fee", .number("N", 0...1_000_000), "what it keeps for 1000 inputs (default 0)"),
    Option("keyset-version", .choice(["00", "01"]), "how the ids of its keysets begin: 00 or 01 (default 01)"),
    Option("state", .text("DIR"), "keep the books there; older ones go on (default in memory)"),
    Option(
      "errors", .choice(["nutshell", "nuts"]), "refuse as Nutshell does, or as the NUTs say (default nutshell)"),
    Option("polls", .number("N", 0...1_000_000), "an invoice is paid after N questions (default 0)"),
    Option("never-paid", .flag, "no invoice is ever paid but by an order"),
    Option("cache", .flag, "give the same answer to the same request (NUT-19)"),
  ]
}
