import TollGateCore
import TollGateTrace

/// What a probe has found, as a person reads it. Words from the wire are made harmless.
struct ProbeLines {
  let terminal: Terminal
  private let wording = Wording(now: .start)

  init(terminal: Terminal) { self.terminal = terminal }

  func text(_ findings: ProbeFindings) -> String {
    var lines = [terminal.paint("\(Wording.gateway(findings.gateway)), port \(findings.port)", .bold)]
    if let advertisement = findings.advertisement {
      lines.append(row("answer", "a TollGate; " + terminal.paint("the signature of its offer is right", .green)))
      lines += offer(advertisement)
    } else {
      lines.append(row("answer", terminal.paint(wording.reason(findings.byDefault.reason), .yellow)))
    }
    lines.append(row("usage", usage(findings.report.usage, findings.advertisement?.metric)))
    if let client = findings.client { lines.append(row("client", ProbeLines.words(client))) }
    return (lines + [""] + verdict(findings)).joined(separator: "\n") + "\n"
  }

  private func row(_ name: String, _ text: String) -> String {
    let margin = "  " + name + String(repeating: " ", count: max(1, 9 - name.count))
    let lines = HelpPage.wrapped(text, indent: margin.count).joined(separator: "\n")
    return margin + lines.dropFirst(margin.count)
  }

  private func offer(_ advertisement: Advertisement) -> [String] {
    var lines = [row("key", advertisement.key.traceText), row("sells", ProbeLines.words(advertisement))]
    for offer in advertisement.offers { lines.append(row("price", ProbeLines.words(offer))) }
    if advertisement.skippedOffers > 0 {
      lines.append(row("", "\(advertisement.skippedOffers) more prices make no sense"))
    }
    return lines
  }

  private static func words(_ advertisement: Advertisement) -> String {
    let what =
      switch advertisement.metric {
      case .milliseconds: "time"
      case .bytes: "data"
      case .other(let name): "'\(Wording.printable(name))'"
      }
    guard let size = advertisement.offers.first?.stepSize else { return what }
    let step =
      switch advertisement.metric {
      case .milliseconds, .bytes: Wording.service(size, of: advertisement.metric)
      case .other: "\(size)"
      }
    return "\(what), in steps of \(step)"
  }

  private static func words(_ offer: Offer) -> String {
    let unit = Wording.printable(offer.unit.name)
    let rate = ServicePrice(offer).map { " (\($0.isExact ? "" : "about ")\($0.number) \(unit) per \($0.measure))" }
    let least = offer.fewestSteps > 1 ? ", at least \(offer.fewestSteps) steps" : ""
    return "\(offer.price.count) \(unit) for a step\(rate ?? "")\(least), at \(offer.mint)"
  }

  private func usage(_ usage: UsageAnswer, _ metric: Metric?) -> String {
    func amount(_ count: UInt64) -> String {
      switch metric {
      case .milliseconds, .bytes: Wording.service(count, of: metric)
      case .other, nil: "\(count)"
      }
    }
    switch usage {
    case .reading(.usage(let used, let total)): return "\(amount(used)) of \(amount(total)) used"
    case .reading(.noSession): return "no session"
    case .reading(.odometer(let count)): return "\(count)"
    case .nothing(.unreachable(let failure)): return "\(wording.reason(.unreachable(failure)))"
    case .nothing(.unreadable): return "its answer is no reading"
    case .nothing(.linkGone): return "the link is gone"
    case .nothing(.cancelled): return "\(wording.reason(.unreachable(.cancelled)))"
    }
  }

  private static func words(_ client: ClientReport) -> String {
    let identity =
      switch client.identity {
      case .resolved: "it knows this device"
      case .unresolved: "it can't tell which device this is"
      case .silent: "it doesn't say whether it knows this device"
      }
    let access =
      switch client.access {
      case .active: "access is open"
      case .none: "no access is open"
      case .unknown: "nothing is said about access"
      }
    return "\(identity); \(access)"
  }
}

extension ProbeLines {
  private func verdict(_ findings: ProbeFindings) -> [String] {
    guard findings.advertisement != nil else { return ["So nothing would be bought here."] }
    let verdict = findings.byDefault
    guard !verdict.buys else { return ["The default policy would buy here."] }
    guard verdict.reason != .open else { return ["Access is open and paid for: there is nothing to buy now."] }
    var texts = ["The default policy would not buy here: \(wording.reason(verdict.reason))."]
    if verdict.reason == .noCeiling { texts.append(advice(findings)) }
    return texts.flatMap { HelpPage.wrapped($0, indent: 0) }
  }

  /// How to change that: no price is accepted before the owner has named one.
  private func advice(_ findings: ProbeFindings) -> String {
    let rest = findings.withMeans
    let obstacle =
      rest.buys ? "Then it takes money at its mint, and nothing else." : "Even then: \(wording.reason(rest.reason))."
    let best = (findings.advertisement?.offers ?? []).compactMap { offer in
      ServicePrice(offer).map { (unit: offer.unit, price: $0) }
    }.min { $0.price < $1.price }
    guard let best else { return obstacle }
    return "Name the highest price that you accept, as a ceiling of your policy: \(best.price.number)"
      + " \(Wording.printable(best.unit.name)) per \(best.price.measure) would do here. \(obstacle)"
  }
}
