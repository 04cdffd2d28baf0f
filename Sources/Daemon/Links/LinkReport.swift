import TollGateCore

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
    let (tables, inbox) = AsyncStream<LinkTable>.makeStream(bufferingPolicy: .bufferingNewest(1))
    return await withTaskGroup(of: LinkFailure?.self) { group in
      group.addTask { @concurrent in
        defer { inbox.finish() }
        do throws(LinkFailure) {
          try await source.run { inbox.yield($0) }
          return nil
        } catch {
          return error
        }
      }
      await show(tables, of: source)
      group.cancelAll()
      if let failure = await group.next() ?? nil, failure != .cancelled { return refuse(failure) }
      return .fine
    }
  }

  private func show(_ tables: AsyncStream<LinkTable>, of source: any HealthyLinkSource) async {
    var last: LinkTable?
    for await table in tables where table != last {
      if asJSON {
        terminal.murmur(LinkLines.json(table, source.health) + "\n")
      } else {
        if last != nil { terminal.say("") }
        terminal.murmur(LinkLines(terminal: terminal).text(table, source.health))
      }
      last = table
      if !follows { return }
    }
  }

  private func refuse(_ failure: LinkFailure) -> ExitCode {
    let reason =
      switch failure {
      case .notPermitted: "the system doesn't permit it"
      case .notSupported: "this kernel doesn't offer it"
      case .broken(let code): "the driver broke (system error \(code))"
      case .unknownLink, .cancelled: "it was stopped"
      }
    terminal.complain("tollgate: can't watch the links: \(reason)\n  'tollgate links --driver polling' needs the least")
    return .failed
  }
}
