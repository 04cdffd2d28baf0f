/// The entry of `wallet` in the table; the work is done in Wallet/, where the trait brings it.
enum WalletCommand {
  static let command = Command(
    name: "wallet", operands: 1...3, usage: WalletVerb.allCases.map(\.usage),
    summary: "Look at the money that this device pays with, put some in, take it out",
    details: [
      "fund takes a token in: as an operand (other users of the machine can see it there), from a file, or from standard"
        + " input. topup asks a mint for an invoice and waits until it is paid. send prints a token, drain writes all that can be"
        + " spent into a file of tokens, and reclaim fetches back what nobody has redeemed.",
      "balance, history, check and mints say what there is. import reads the tokens-to-recover.txt of the Go module."
        + " restore reads the words of a seed from standard input and brings back what its mints have signed for it; check"
        + " --show-words shows the words of this wallet.",
      "Only one program at a time works in a folder. Tokens and words are money: they are printed where they are asked"
        + " for, and nowhere else (docs/wallet.md).",
    ],
    options: options,
    examples: [
      "wallet mints add https://mint.example", "wallet topup 100 --mint https://mint.example", "wallet balance",
      "wallet fund - --offline", "wallet send 21", "wallet drain --all --out tokens.txt --yes",
    ]
  ) { invocation, terminal in
    do throws(UsageMistake) {
      let order = try WalletOrder(invocation)
      #if Cashu
        return await WalletRun(order: order, terminal: terminal).run()
      #else
        terminal.complain(
          "tollgate: this build has no wallet, so no '\(order.verb.rawValue)'\n"
            + "  build it with the trait Cashu: swift build --traits Cashu")
        return .unavailable
      #endif
    } catch {
      return CommandLineRun.refuse(error, terminal)
    }
  }

  static let options = [
    Option("state", .text("DIR"), "where the wallet lies (default /var/lib/tollgate)"),
    Option("mint", .text("URL"), "the mint; needed where the wallet knows several"),
    Option("unit", .text("UNIT"), "what is counted (default sat)"),
    Option("offline", .flag, "ask no mint"),
    Option(
      "within", .number("N", 1...86_400), "seconds for all questions to mints (default 60; where all are asked 600)"),
    Option("resume", .flag, "topup: go on with the invoices that were not paid yet"),
    Option("wait", .number("N", 0...86_400), "topup: seconds to wait for the payment (default 600)"),
    Option("last", .number("N", 1...1_000_000), "history: so many entries (default 20)"),
    Option("out", .file, "drain: a new file, readable by its owner alone"),
    Option(
      "keep", .number("N", 0...(.max)),
      "drain: leave at least so much of each mint and unit, for renewals (default 100)"),
    Option("all", .flag, "drain: leave nothing"),
    Option("show-words", .flag, "check: print the words of the seed"),
    Option("yes", .flag, "don't ask before what can't be undone"),
    Option("progress", .flag, "say how far it is; with --json, as JSON lines before the last"),
    Option("json", .flag, "print what came of it as one JSON object"),
  ]
}
