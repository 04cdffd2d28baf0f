package import TollGateCore
import TollGateTrace

/// One screen that answers "am I online, what does it cost, and if not, why not?" (H1): at most 24 lines of 80 columns.
package struct WhyPage {
  static let width = 80
  static let height = 24

  private let station: Station
  private let now: Instant
  private let wording: Wording

  package init(_ station: Station, at now: Instant) {
    self.station = station
    self.now = now
    wording = Wording(now: now, ledger: station.ledger)
  }

  package var lines: [String] {
    let sessions = station.sessionViews(at: now)
    let gateways = station.gatewayViews()
    var lines = sessions.isEmpty ? noAccess(gateways) : sessions.flatMap(access)
    lines += [""] + wallet
    let told = Set(sessions.map(\.gateway))
    let others = gateways.filter { !told.contains($0.id) && !(sessions.isEmpty && $0.carrying) }
    if !others.isEmpty { lines += ["", "Other gateways"] + others.flatMap { gateway($0, indent: 2) } }
    return fitted(lines)
  }

  package var text: String { lines.joined(separator: "\n") + "\n" }

  private func access(_ session: SessionView) -> [String] {
    let offer = session.offer
    let price = "\(Wording.money(offer.price, offer.unit)) for \(Wording.service(offer.stepSize, of: offer.metric))"
    let used =
      "\(Wording.service(session.used, of: offer.metric)) of \(Wording.service(session.total, of: offer.metric))"
    let times = session.payments == 1 ? "1 payment" : "\(session.payments) payments"
    var lines = ["Paid access: yes, through \(Wording.gateway(session.gateway))"]
    lines += field(
      "lasts", session.ends.map { "it is used up \(wording.until($0)), as things go" } ?? "until it is used up")
    lines += field(
      "next", session.renews.map { "the next payment \(wording.until($0))" } ?? "no further payment is planned")
    lines += field("used", session.unmetered ? "\(used), by our own count: the gateway gives none" : used)
    lines += field("price", "\(price); \(Wording.money(session.spent, offer.unit)) in \(times) so far")
    if !session.egressProved { lines += field("note", "nothing outside has answered over it yet") }
    return lines
  }

  private func noAccess(_ gateways: [GatewayView]) -> [String] {
    let carrying = gateways.filter(\.carrying)
    if gateways.isEmpty {
      return ["Paid access: no, since there is no gateway"]
        + field("why", "no link that is looked at has a default route; 'tollgate links' shows them all")
    }
    guard let first = carrying.first else {
      return ["Paid access: no"] + field("why", "the uplink that carries the traffic is no gateway that may be paid")
    }
    return ["Paid access: no"] + field("why", "\(Wording.gateway(first.id)): \(wording.reason(first.reason))")
      + field("next", next(first)) + carrying.dropFirst().flatMap { gateway($0, indent: 2) }
  }

  private func gateway(_ view: GatewayView, indent: Int) -> [String] {
    HelpText.wrapped(
      "\(Wording.gateway(view.id)): \(wording.reason(view.reason)); \(next(view))", first: indent, rest: indent + 4)
  }

  private func next(_ view: GatewayView) -> String {
    if view.lookInFlight { return "it is being looked at now" }
    let last = view.lastLook.map { "looked at \(Wording.interval(now - $0)) ago, " } ?? ""
    return last + (view.nextLook.map { "looked at again \(wording.until($0))" } ?? "not looked at again by itself")
  }

  private var wallet: [String] {
    let funds = station.fundsInHand
    let held =
      funds.isEmpty
      ? ["nothing, or nothing that it could tell"]
      : funds.map {
        "\(Wording.money($0.available, $0.unit)) at \($0.mint)" + ($0.wantsRecovery ? " (and some at the mint)" : "")
      }
    var lines = ["Wallet"]
    for line in held.prefix(4) { lines += field("holds", line) }
    let open = station.ledger.payments.count { $0.isUnsettled }
    if open > 0 {
      lines += field(
        "open", open == 1 ? "1 payment whose end is not known yet" : "\(open) payments whose end is not known yet")
    }
    for limits in station.policy.purchase.units.prefix(2) {
      let spent = station.ledger.charged(limits.unit, link: nil, at: now)
      lines += field("budget", "\(Wording.money(spent, limits.unit)) of \(limits.inTotal.count) spent in a day")
    }
    if station.policy.purchase.ceilings.isEmpty {
      lines += field("note", "the config has no highest price, so nothing is bought")
    }
    return lines
  }

  private func field(_ name: String, _ text: String) -> [String] {
    let label = "  " + name + String(repeating: " ", count: max(8 - name.count, 1))
    var lines = HelpText.wrapped(text, first: label.count, rest: label.count)
    lines[0] = label + lines[0].dropFirst(label.count)
    return lines
  }

  /// What has no room is counted.
  private func fitted(_ lines: [String]) -> [String] {
    guard lines.count > WhyPage.height else { return lines }
    let cut = lines.count - WhyPage.height + 1
    return lines.prefix(WhyPage.height - 1) + ["  … and \(cut) more lines: 'tollgate gateways' shows all"]
  }
}

/// Text in the width of a terminal.
enum HelpText {
  static func wrapped(_ text: String, first: Int, rest: Int) -> [String] {
    var lines: [String] = []
    var line = String(repeating: " ", count: first)
    var isEmpty = true
    for word in text.split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > WhyPage.width {
        lines.append(line)
        line = String(repeating: " ", count: rest)
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }
}
