import TollGateCore

/// K2: at most one payment per seller is prepared, delivered, held, or unknown and not yet blind or presumed spent.
struct OnePayment: Sendable {
  private struct Claim: Sendable {
    var payment: OperationID
    var at: Instant
    var grace: Interval
  }
  /// "Taken" answers, heard by the machine.
  private var claims: [Claim] = []
  private var blind: [OperationID] = []

  mutating func observe(_ step: Step, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings) {
    if world.substitute != nil { return observePilot(step, witness, world, &findings) }
    guard world.isUp else { return }
    hear(step, witness)
    let payments = world.station.ledger.payments
    guard !payments.isEmpty else { return }
    for (place, payment) in payments.enumerated() where isOpen(payment) {
      for other in payments.dropFirst(place + 1) where other.seller == payment.seller && isOpen(other) {
        findings.add(2, "two payments to one seller are open: \(payment.id.number) and \(other.id.number)")
      }
    }
    for payment in payments where payment.service == .blind && !blind.contains(payment.id) {
      blind.append(payment.id)
      checkBlindness(payment, witness, world, &findings)
    }
  }

  private mutating func hear(_ step: Step, _ witness: Witness) {
    guard case .answered(_, .delivered(.notice(let notice))) = step.event,
      case .deliver(let payment, _, _)? = witness.answered?.request
    else { return }
    let grace = notice.code == .grantPending ? Pace.pendingGrace : Pace.claimGrace
    if notice.code.answerClass == .taken || notice.saysSpent {
      claims.append(Claim(payment: payment, at: witness.now, grace: grace))
    }
  }

  private func isOpen(_ payment: Payment) -> Bool {
    switch (payment.money, payment.service) {
    case (.stranded, _), (.releasing, _), (.returned, _), (.presumedSpent, _): false
    case (.reserved, _), (.held, _): true
    case (_, .unknown), (_, .awaited): true
    default: false
    }
  }

  /// Blind is what waits for nobody any more: that must have been earned by time or by a mint (C6, C7).
  private func checkBlindness(
    _ payment: Payment, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings
  ) {
    let fate = world.fate(of: payment.id)
    if fate.unspent + fate.pending + fate.expired == .zero { return }
    for claim in claims where claim.payment == payment.id && witness.now >= claim.at + claim.grace { return }
    let first = payment.firstAttempt ?? witness.now
    // Of the minutes that count, the first and the last may be no longer than a moment each.
    if witness.now - first >= .minutes(Int64(Pace.blindMinutesSilent) - 2) { return }
    findings.add(2, "payment \(payment.id.number) is given up as blind after \((witness.now - first).wholeSeconds) s")
  }

  /// Of a stranger's policy only the books speak: a second token goes out while the first is unspent and uncredited.
  private func observePilot(
    _ step: Step, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings
  ) {
    for effect in step.effects {
      guard case .ask(_, .deliver(let id, let seller, _)) = effect else { continue }
      for order in witness.orders
      where order.order.id != id && order.order.seller.id == seller.id && order.deliveries > 0 {
        if world.books.credits.contains(where: { $0.payment == order.order.id }) { continue }
        let fate = world.fate(of: order.order.id)
        if fate.unspent > .zero { findings.add(2, "a second token goes out while the first is still good") }
      }
    }
  }
}
