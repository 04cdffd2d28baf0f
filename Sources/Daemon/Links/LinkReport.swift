import TollGateCore
import TollGateStandard

/// Shows what a link source says, once or until it is stopped.
struct LinkReport: Sendable {
  let terminal: Terminal
  let asJSON: Bool
  let follows: Bool

  func run(_ driver: LinkDriver) async -> ExitCode {
    guard let source = driver.make() else {
      terminal.complain(
        "tollgate: this build has no \(driver.rawValue) driver\n"
          + "  build it with the trait Netlink, or write --driver polling")
      return .unavailable
    }
    var last: LinkTable?
    let failure = await source.watch { table in
      guard table != last else { return true }
      show(table, of: source, isFirst: last == nil)
      last = table
      return follows
    }
    if let failure { return refuse(failure) }
    return .fine
  }

  private func show(_ table: LinkTable, of source: any HealthyLinkSource, isFirst: Bool) {
    if asJSON { return terminal.murmur(LinkLines.json(table, source.health) + "\n") }
    if !isFirst { terminal.say("") }
    terminal.murmur(LinkLines(terminal: terminal).text(table, source.health))
  }

  private func refuse(_ failure: LinkFailure) -> ExitCode {
    terminal.complain(
      "tollgate: can't watch the links: \(failure.words)\n  'tollgate links --driver polling' needs the least")
    return .failed
  }
}
