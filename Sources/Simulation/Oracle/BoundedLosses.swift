import TollGateCore

/// K9: sats paid and never credited stay within C7, over any keys, addresses, flaps and restarts.
struct BoundedLosses: Sendable {
  private struct Loss: Sendable {
    var payment: OperationID
    var seller: SellerID
    var unit: CurrencyUnit
    var sats: Sats
    var prepared: Instant
    var gateway: Int
    /// No later payment to the seller was credited in full.
    var isInRun = true
  }
  private var losses: [Loss] = []
  private var takings = 0
  private var credits = 0
  private var grants: [EventID] = []

  mutating func observe(_ step: Step, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings) {
    if case .commanded(.resume(let seller)) = step.event {
      losses.removeAll { seller == nil || $0.seller == seller }
    }
    let moved = takings < world.books.takings.count
    read(witness, world)
    if !losses.isEmpty { believe(step, witness, world) }
    for effect in step.effects {
      if case .ask(_, .prepare(let order)) = effect { checkRun(order, witness, world, &findings) }
    }
    guard moved else { return }
    for limits in world.policy.purchase.units {
      var sum = Sats.zero
      for loss in losses where loss.unit == limits.unit && witness.now - loss.prepared < Pace.exposureDay {
        sum += loss.sats
      }
      if sum > limits.blindBound {
        findings.add(9, "\(sum.count) sats were paid for nothing, more than \(limits.blindBound.count)")
      }
    }
  }

  private mutating func read(_ witness: Witness, _ world: borrowing World) {
    while takings < world.books.takings.count {
      let taking = world.books.takings[takings]
      takings += 1
      guard let order = witness.order(taking.payment) else { continue }
      losses.append(
        Loss(
          payment: taking.payment, seller: order.order.seller.id, unit: order.order.offer.unit, sats: taking.gross,
          prepared: order.at, gateway: taking.gateway))
    }
    while credits < world.books.credits.count {
      let credit = world.books.credits[credits]
      credits += 1
      guard let payment = credit.payment else {
        // Somebody else's purchase looks like ours: another device may share our address (C6).
        losses.removeAll { $0.gateway == credit.gateway && $0.seller.link == credit.link }
        continue
      }
      guard let order = witness.order(payment) else { continue }
      for index in losses.indices where losses[index].seller == order.order.seller.id { losses[index].isInRun = false }
      guard let index = losses.firstIndex(where: { $0.payment == payment }) else { continue }
      let wanted = order.order.allotment
      if credit.added >= wanted || wanted - credit.added <= order.order.offer.stepSize {
        losses.remove(at: index)
      } else {
        losses[index].sats = BoundedLosses.share(losses[index].sats, missing: wanted - credit.added, of: wanted)
      }
    }
  }

  /// The part of the sats for which nothing came, rounded down.
  private static func share(_ sats: Sats, missing: UInt64, of wanted: UInt64) -> Sats {
    Sats(wanted.dividingFullWidth(sats.count.multipliedFullWidth(by: missing)).quotient)
  }

  /// A seller that signs for what it doesn't give, or counts what it doesn't carry, can't be seen through from here (C6).
  private mutating func believe(_ step: Step, _ witness: Witness, _ world: borrowing World) {
    if case .answered(_, .delivered(.granted(let grant))) = step.event,
      case .deliver(let payment, let seller, _)? = witness.answered?.request, grant.key == seller.key,
      !grants.contains(grant.id)
    {
      grants.append(grant.id)
      losses.removeAll { $0.payment == payment }
    }
    guard case .answered(_, let answer) = step.event, world.substitute == nil else { return }
    let usage: UsageAnswer
    switch answer {
    case .looked(let report): usage = report.usage
    case .metered(let metered): usage = metered
    default: return
    }
    guard case .reading(.usage(_, let total)) = usage, total > 0 else { return }
    let ledger = world.station.ledger
    losses.removeAll { loss in
      guard case .there? = ledger.payment(loss.payment)?.service else { return false }
      return true
    }
  }

  /// Two in a row to one seller, or four in an hour on one link, stop it; then one an hour later (C7 a, b).
  private func checkRun(
    _ order: PaymentOrder, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings
  ) {
    guard world.substitute == nil, world.isUp else { return }
    let ledger = world.station.ledger
    let known = losses.filter { loss in
      ledger.payment(loss.payment).map { $0.service == .blind } ?? true
    }
    let run = known.filter { $0.seller == order.seller.id && $0.isInRun }
    if run.count >= Int(Pace.blindRun), let last = run.map(\.prepared).max(), witness.now - last < Pace.trials[0] {
      findings.add(9, "a seller is paid again after \(run.count) payments for nothing")
    }
    let link = order.seller.gateway.link
    let hour = known.filter { $0.seller.link == link && witness.now - $0.prepared < .hours(1) }
    if hour.count >= Pace.blindPerHour { findings.add(9, "\(hour.count) payments for nothing in an hour on one link") }
  }
}
