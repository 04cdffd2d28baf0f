import TollGateCore

/// K4: what left the wallet is at most what is charged, and that is at most the budget.
struct BudgetsHold: Sendable {
  private struct Spent: Sendable {
    var hour: Int64
    var link: LinkName?
    var unit: CurrencyUnit
    var sats: Sats
  }
  private var spent: [Spent] = []
  private var takings = 0
  private var fees = Sats.zero

  mutating func observe(_ step: Step, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings) {
    let moved = count(witness, world)
    for effect in step.effects {
      if case .ask(_, .prepare(let order)) = effect { checkOrder(order, witness, world, &findings) }
    }
    guard world.isUp, world.substitute == nil, witness.isRunning, moved || isStart(step) else { return }
    for limits in world.policy.purchase.units {
      let left = sum(limits.unit, witness.now.hour)
      let charged = world.station.ledger.charged(limits.unit, link: nil, at: witness.now)
      if left > charged {
        findings.add(4, "\(left.count) sats have left the wallet and \(charged.count) are charged")
      }
    }
  }

  private func isStart(_ step: Step) -> Bool { if case .started = step.event { true } else { false } }

  private mutating func count(_ witness: Witness, _ world: borrowing World) -> Bool {
    let (count, paid) = (world.books.takings.count, world.books.walletFees)
    guard takings < count || fees != paid else { return false }
    while takings < world.books.takings.count {
      let taking = world.books.takings[takings]
      takings += 1
      guard let order = witness.order(taking.payment) else { continue }
      spent.append(
        Spent(hour: order.hour, link: order.order.seller.gateway.link, unit: order.order.offer.unit, sats: taking.gross)
      )
    }
    // Swaps say nothing of their unit: such worlds have one. An hour earlier, since a chore may span two.
    if fees != world.books.walletFees, let unit = world.policy.purchase.units.first?.unit {
      spent.append(Spent(hour: witness.now.hour - 1, unit: unit, sats: world.books.walletFees - fees))
    }
    fees = world.books.walletFees
    return true
  }

  private func sum(_ unit: CurrencyUnit, _ hour: Int64, link: LinkName? = nil) -> Sats {
    var sum = Sats.zero
    for each in spent where each.unit == unit && each.hour > hour - Pace.budgetHours {
      if link == nil || each.link == link { sum += each.sats }
    }
    return sum
  }

  private func checkOrder(
    _ order: PaymentOrder, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings
  ) {
    guard let limits = world.policy.purchase.limits(order.offer.unit) else {
      return findings.add(4, "something is bought in a unit without a budget")
    }
    let link = order.seller.gateway.link
    if order.limit > limits.perPurchase { findings.add(4, "one purchase may cost \(order.limit.count) sats") }
    let onLink = sum(limits.unit, witness.now.hour, link: link) + order.limit
    if onLink > limits.perLink { findings.add(4, "\(onLink.count) sats go over one link in a day") }
    let inTotal = sum(limits.unit, witness.now.hour) + order.limit
    if inTotal > limits.inTotal { findings.add(4, "\(inTotal.count) sats go out in a day") }
    guard world.substitute == nil, world.isUp else { return }
    let charged = world.station.ledger.charged(limits.unit, link: nil, at: witness.now)
    if charged > limits.inTotal { findings.add(4, "\(charged.count) sats are charged of \(limits.inTotal.count)") }
  }
}
