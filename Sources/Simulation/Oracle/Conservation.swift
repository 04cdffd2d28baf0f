import TollGateCore

/// K1: every sat is in exactly one place.
struct Conservation: Sendable {
  /// Everything that can move a sat moves one of these.
  private struct Mark: Equatable {
    var coins = 0
    var kept = 0
    var swaps = 0
    var takings = 0
    var fees = Sats.zero
    var funded = Sats.zero
    var payments = 0
  }
  private var mark = Mark()

  mutating func observe(_ step: Step, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings) {
    let new = Mark(
      coins: world.wallet.coins.count, kept: world.wallet.kept.count, swaps: world.wallet.swaps.count,
      takings: world.books.takings.count, fees: world.books.walletFees, funded: world.books.funded,
      payments: world.station.ledger.payments.count)
    guard new != mark || Conservation.movesMoney(step) else { return }
    mark = new
    checkBooks(world, &findings)
    checkPurse(world, &findings)
    if world.isUp, world.substitute == nil { checkLedger(step, witness, world, &findings) }
  }

  private static func movesMoney(_ step: Step) -> Bool {
    for effect in step.effects { if case .ask(_, .settle) = effect { return true } }
    guard case .answered(_, let answer) = step.event else { return false }
    switch answer {
    case .settled, .performed, .prepared: return true
    default: return false
    }
  }

  /// The mints' own sums.
  private func checkBooks(_ world: borrowing World, _ findings: inout Findings) {
    let world = copy world
    var unspent: UInt64 = 0
    let mints = world.mints
    for mint in mints { for proof in mint.proofs where proof.state == .unspent { unspent += proof.amount } }
    var taken = Sats.zero
    for taking in world.books.takings { taken += taking.gross }
    let sum = Sats(unspent) + taken + world.books.walletFees
    if sum != world.books.funded {
      findings.add(1, "the mints account for \(sum.count) sats of \(world.books.funded.count)")
    }
  }

  /// Each unspent proof lies in the purse once, or is an output that its mint owes us.
  private func checkPurse(_ world: borrowing World, _ findings: inout Findings) {
    let world = copy world
    for index in world.mints.indices {
      var places = [UInt8](repeating: 0, count: world.mints[index].proofs.count)
      for coin in world.wallet.coins where coin.mint == index { places[coin.proof] &+= 1 }
      for swap in world.wallet.swaps where swap.mint == index {
        guard let done = world.mints[index].signed.first(where: { $0.swap == swap.number }) else { continue }
        for proof in done.proofs { places[proof] &+= 1 }
      }
      for (proof, count) in places.enumerated() where count != 1 {
        let state = world.mints[index].proofs[proof].state
        if count > 1 { findings.add(1, "proof \(proof) of mint \(index) lies in \(count) places at once") }
        if count == 0, state == .unspent {
          findings.add(1, "\(world.mints[index].proofs[proof].amount) unspent sats of mint \(index) are nowhere")
        }
      }
    }
  }

  /// Nothing reserved is forgotten by the machine, and nothing is written off that its mint still honours.
  private func checkLedger(_ step: Step, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings) {
    for kept in world.wallet.kept where (kept.settled.map { $0.pending > .zero } ?? true) {
      let id = kept.order.id
      guard let payment = world.station.ledger.payment(id) else {
        findings.add(1, "\(kept.prepared.gross.count) sats are reserved for a payment that the machine has closed")
        continue
      }
      if payment.stage == .underway, payment.gross != kept.prepared.gross {
        findings.add(1, "a payment of \(kept.prepared.gross.count) sats is known as one of \(payment.gross.count)")
      }
    }
    for effect in step.effects {
      guard case .ask(_, .settle(let id, let verdict)) = effect else { continue }
      // After a crash a verdict may be given again (E1); proofs that the first has freed may be in another token by now.
      if world.wallet.kept(id)?.settled?.pending == .zero { continue }
      let fate = world.fate(of: id)
      if verdict == .spent, fate.unspent + fate.pending > .zero {
        findings.add(1, "\((fate.unspent + fate.pending).count) sats are written off that their mint calls unspent")
      }
      if verdict == .released, fate.taken > .zero {
        findings.add(1, "\(fate.taken.count) sats are called free that a gateway has redeemed")
      }
    }
  }
}
