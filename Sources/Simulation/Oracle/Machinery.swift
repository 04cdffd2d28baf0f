import TollGateCore

/// K5: an answer never changes an operation that is finished, nor one of another attachment.
struct StaleAnswers: Sendable {
  private struct Counted: Hashable, Sendable {
    var seller: SellerID
    var id: EventID
  }
  private var payments: [Payment] = []
  private var deadline: Instant?
  private var counted: [Counted] = []

  mutating func observe(_ step: Step, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings) {
    guard world.substitute == nil, world.isUp else { return }
    if witness.isStale, case .answered(let id, _) = step.event {
      if !step.effects.contains(.report(.staleAnswer(id))) { findings.add(5, "a stale answer goes unnoted") }
      let isDue = deadline.map { $0 <= witness.now } ?? false
      if !isDue, payments != world.station.ledger.payments { findings.add(5, "a stale answer has changed a payment") }
      if !isDue, step.effects.contains(where: { if case .ask = $0 { true } else { false } }) {
        findings.add(5, "a stale answer has set off work")
      }
    }
    if case .answered(_, .delivered(.granted(let grant))) = step.event { hear(grant, witness, world, &findings) }
    payments = world.station.ledger.payments
    deadline = world.deadline
  }

  /// A grant is counted once, for one payment (C6).
  private mutating func hear(
    _ grant: Grant, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings
  ) {
    guard case .deliver(let payment, let seller, _)? = witness.answered?.request, grant.key == seller.key else {
      return
    }
    let new = Counted(seller: seller.id, id: grant.id)
    let before = payments.first { $0.id == payment }
    let after = world.station.ledger.payment(payment)
    if counted.contains(new), let before, !before.isCredited, after?.isCredited ?? false {
      findings.add(5, "one grant is counted for two payments")
    }
    if before != nil, !counted.contains(new) { counted.append(new) }
  }
}

/// K6: the machine always wakes up again, never spins, and asks for little.
struct Wakefulness: Sendable {
  private var second = Int64.min
  private var effects = 0
  private var steps = 0

  mutating func observe(_ step: Step, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings) {
    guard world.isUp else { return }
    if let deadline = world.deadline, deadline <= step.machineAt {
      findings.add(6, "the deadline is not later than now after \(Wakefulness.name(step.event))")
    }
    count(step, witness, &findings)
    guard world.substitute == nil, witness.isRunning else { return }
    steps += 1
    // What no effect has followed has changed no schedule; a look at all of them now and then is enough.
    guard steps % 32 == 0 || isLinks(step.event) else { return }
    for view in world.station.gatewayViews() where view.nextLook == nil && !view.lookInFlight {
      findings.add(6, "a gateway is left without a look, in flight or planned: \(view.reason)")
    }
  }

  private func isLinks(_ event: Event) -> Bool { if case .linksChanged = event { true } else { false } }

  private mutating func count(_ step: Step, _ witness: Witness, _ findings: inout Findings) {
    let now = step.at.nanoseconds / Interval.seconds(1).nanoseconds
    if now != second {
      second = now
      effects = 0
    }
    let most = 50 * max(witness.uplinks.count, 1)
    let before = effects
    // What is said about it asks nothing of the world.
    for effect in step.effects { if case .report = effect { continue } else { effects += 1 } }
    if before <= most, effects > most { findings.add(6, "\(effects) effects in one second") }
  }

  static func name(_ event: Event) -> String {
    switch event {
    case .started: "a start"
    case .linksChanged: "new links"
    case .answered(_, let answer): "an answer: \(answer)"
    case .fundsChanged: "new funds"
    case .policyChanged: "a new policy"
    case .wallClockChanged: "a new clock"
    case .commanded: "a command"
    case .driverEnded: "the end of a driver"
    case .wokeUp: "waking up"
    case .stopping: "stopping"
    }
  }
}

/// K8: no meter or probe outlives its link; a begun delivery and the settling of its money do.
struct Lifetimes: Sendable {
  mutating func observe(_ step: Step, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings) {
    for cancelled in witness.cancelled {
      switch cancelled.request {
      case .deliver?: findings.add(8, "a begun delivery is cancelled")
      case .settle?, .inspect?: findings.add(8, "the settling of a payment is cancelled")
      case .prepare?: findings.add(8, "a payment is cancelled while it is being prepared")
      default: continue
      }
    }
    guard witness.linksDelivered else { return }
    for asked in witness.asked {
      switch asked.request {
      case .look(let gateway, _)?, .clarify(let gateway, _)?, .register(let gateway, _)?:
        if !witness.isPresent(gateway) { findings.add(8, "a probe outlives its link") }
      case .meter(let target)?:
        if !witness.isPresent(target.gateway) { findings.add(8, "a meter outlives its link") }
      case .reach(_, let link, _)?:
        if !witness.present.contains(where: { $0.link == link }) {
          findings.add(8, "an egress check outlives its link")
        }
      default: continue
      }
    }
  }
}
