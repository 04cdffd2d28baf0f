import TollGateCore

/// What the machine itself does about a gateway: it is shown this one alone, and asked.
struct ProbeVerdict: Hashable, Sendable {
  /// It would ask the wallet for a payment.
  var buys: Bool
  /// Where it stands otherwise.
  var reason: Reason
}

extension ProbeVerdict {
  /// Events that it is shown before the last reason counts: more than any answer needs.
  private static let longest = 64

  init(on findings: ProbeFindings, policy: Policy, funds: [Funds]) {
    var policy = policy
    // The person has chosen this link.
    policy.links = LinkPolicy()
    policy.links.ignore = []
    var station = Station(policy: policy, seed: 1)
    var now = Instant.start
    var effects: [Effect] = []
    let start = StartUp(epoch: 1, journal: JournalReplay(entries: []), payments: [])
    for event in [.started(start), .fundsChanged(funds), .linksChanged(Self.table(findings.gateway))] as [Event] {
      effects += station.handle(event, at: now)
    }
    for _ in 0..<Self.longest {
      if effects.isEmpty {
        guard !Self.isFinal(station.reason), let deadline = station.deadline else { break }
        now = deadline
        effects = station.handle(.wokeUp, at: now)
        continue
      }
      switch effects.removeFirst() {
      case .ask(_, .quote):
        (buys, reason) = (true, .buying)
        return
      case .ask(let id, let request):
        if let answer = findings.answer(to: request) { effects += station.handle(.answered(id, answer), at: now) }
      case .record(let id, _): effects += station.handle(.answered(id, .recorded), at: now)
      case .cancel, .forget, .begin, .report: break
      }
    }
    (buys, reason) = (false, station.reason)
  }

  private static func isFinal(_ reason: Reason) -> Bool {
    switch reason {
    case .notLookedAtYet, .usageUnread, .clarifying: false
    default: true
    }
  }

  /// One link that leads to one gateway.
  private static func table(_ gateway: GatewayID) -> LinkTable {
    LinkTable(
      links: [Link(name: gateway.link, index: 1, attachment: gateway.attachment)],
      addresses: [LinkAddress(link: gateway.link, address: gateway.address, prefix: 0)],
      routes: [
        DefaultRoute(link: gateway.link, family: gateway.address.family, gateway: gateway.address, metric: 0)
      ])
  }
}

extension Station {
  fileprivate var reason: Reason { gatewayViews().first?.reason ?? .notLookedAtYet }
}

extension ProbeFindings {
  /// The same answer however often it is asked.
  fileprivate func answer(to request: Request) -> Answer? {
    switch request {
    case .look: .looked(report)
    case .clarify: .clarified(client ?? ClientReport(identity: .silent, access: .unknown))
    case .register: .registered
    case .meter: .metered(report.usage)
    default: nil
    }
  }
}
