/// The entry of `run` in the table; the work is done in Run/.
enum RunCommand {
  static let command = Command(
    name: "run", operands: 0...0, usage: ["run [--config FILE] [--state DIR]"],
    summary: "Be the daemon: find gateways, pay them, keep the access going",
    details: [
      "It stays in the foreground and logs to standard error, unless the configuration says otherwise. The first SIGTERM or"
        + " SIGINT stops purchases and lets payments arrive; a second one ends it at once. Neither loses money.",
      "SIGHUP reads the configuration again; one with mistakes changes nothing.",
    ],
    options: ConfigSource.options, examples: ["run", "run --config tollgate.json --state ./state"]
  ) { invocation, terminal in
    await DaemonRun(source: ConfigSource(invocation.options), terminal: terminal).run()
  }
}
