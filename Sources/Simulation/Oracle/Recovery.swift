import TollGateCore

/// K14: no sat stays unknown, held, blind or at a mint 10 minutes after that mint is reachable.
struct Recovery: Sendable {
  static let limit = Interval.minutes(10)
  private static let every = Interval.seconds(5)

  private struct Waiting: Sendable {
    var payment: OperationID?
    var swap: UInt64?
    var since: Instant
  }
  private var reachable: [Instant] = []
  private var waiting: [Waiting] = []
  private var next = Instant.start
  private var quietSince = Instant.start
  /// How far the machine's clock is behind the world's: after a restart it goes on from the last durable moment (E6).
  private var behind = Interval.zero

  mutating func observe(_ step: Step, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings) {
    noteClock(step.at - witness.now)
    noteActivity(step, witness)
    guard step.at >= next else { return }
    // Between two steps of a sleeping machine nobody has looked at the mints.
    let world = copy world
    let gap = step.at - next
    next = step.at + Recovery.every
    let works =
      world.isUp && witness.isRunning && step.at >= world.disk.notWritableUntil
      && step.at >= world.journal.notWritableUntil
    if !works { quietSince = step.at }
    for index in world.mints.indices {
      if index >= reachable.count { reachable.append(step.at) }
      if !world.reaches(mint: index) || step.at < world.mints[index].pendingUntil || gap > .minutes(2)
        || step.at < world.mints[index].slowUntil || step.at < world.weather.slowUntil
      {
        reachable[index] = step.at
      }
    }
    collect(step, world)
    guard works else { return }
    for each in waiting { check(each, step, world, &findings) }
  }

  /// What the machine has not lived through it could not use: every wait is by its own clock.
  private mutating func noteClock(_ lag: Interval) {
    defer { behind = lag }
    guard lag > behind else { return }
    for index in waiting.indices { waiting[index].since = waiting[index].since + (lag - behind) }
  }

  /// A delivery begins the wait anew: its mint is asked 70 s after it. An answer that the grant is pending gives the seller
  /// ten minutes of its own, after which there is still the end to be written down (C6).
  private mutating func noteActivity(_ step: Step, _ witness: Witness) {
    if case .answered(_, .delivered(.notice(let notice))) = step.event, notice.code == .grantPending,
      case .deliver(let payment, _, _)? = witness.answered?.request,
      let index = waiting.firstIndex(where: { $0.payment == payment })
    {
      waiting[index].since = step.at + .minutes(1)
    }
    for effect in step.effects {
      guard case .ask(_, .deliver(let payment, _, _)) = effect,
        let index = waiting.firstIndex(where: { $0.payment == payment })
      else { continue }
      waiting[index].since = step.at
    }
  }

  private mutating func collect(_ step: Step, _ world: borrowing World) {
    if waiting.isEmpty, world.wallet.kept.isEmpty, world.wallet.swaps.isEmpty { return }
    let kept = world.wallet.kept
    let swaps = world.wallet.swaps
    waiting.removeAll { each in
      if let payment = each.payment {
        return !kept.contains { $0.order.id == payment && ($0.settled.map { $0.pending > .zero } ?? true) }
      }
      return !swaps.contains { $0.number == each.swap }
    }
    for each in kept where (each.settled.map { $0.pending > .zero } ?? true) {
      let id = each.order.id
      if !waiting.contains(where: { $0.payment == id }) { waiting.append(Waiting(payment: id, since: step.at)) }
    }
    for swap in swaps where !waiting.contains(where: { $0.swap == swap.number }) {
      waiting.append(Waiting(swap: swap.number, since: step.at))
    }
  }

  private func check(_ each: Waiting, _ step: Step, _ world: borrowing World, _ findings: inout Findings) {
    let mint: Int?
    if let payment = each.payment {
      mint = world.wallet.kept(payment)?.mint
    } else {
      mint = world.wallet.swaps.first { $0.number == each.swap }?.mint
    }
    guard let mint, reachable.indices.contains(mint) else { return }
    let since = max(max(each.since, reachable[mint]), quietSince)
    guard step.at - since > Recovery.limit else { return }
    if let payment = each.payment {
      let known = world.station.ledger.payment(payment)
      findings.add(
        14,
        "a payment waits \((step.at - since).wholeSeconds) s at a mint in reach: \(known.map { "\($0.money), \($0.service)" } ?? "unknown to the machine")"
      )
    } else {
      findings.add(14, "a mint in reach owes us the outputs of a request for \((step.at - since).wholeSeconds) s")
    }
  }
}

/// K20: no balance stays on a keyset within 7 days of its expiry while its mint is reachable.
struct Expiry: Sendable {
  private struct Late: Sendable {
    var mint: Int
    var keyset: Int
    var since: Instant
  }
  private var late: [Late] = []
  private var next = Instant.start

  private static func hasExpiry(_ mints: [MintModel]) -> Bool {
    mints.contains { $0.keysets.contains { $0.expires != nil } }
  }

  mutating func observe(_ step: Step, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings) {
    guard step.at >= next else { return }
    next = step.at + .seconds(10)
    // Nothing here expires, as in most worlds.
    guard Expiry.hasExpiry(world.mints) else { return }
    let world = copy world
    let works =
      world.isUp && witness.isRunning && world.watch.clockIsRight && world.substitute == nil
      && step.at >= world.disk.notWritableUntil && step.at >= world.journal.notWritableUntil
    for mint in world.mints.indices {
      for keyset in world.mints[mint].keysets.indices {
        let isLate =
          works && world.reaches(mint: mint) && step.at >= world.mints[mint].pendingUntil
          && isNear(world.mints[mint].keysets[keyset], world.wallSeconds) && hasBalance(mint, keyset, world)
        let index = late.firstIndex { $0.mint == mint && $0.keyset == keyset }
        if !isLate {
          if let index { late.remove(at: index) }
        } else if let index {
          if step.at - late[index].since > Recovery.limit {
            late[index].since = step.at
            findings.add(20, "a balance stays on a keyset that expires within 7 days")
          }
        } else {
          late.append(Late(mint: mint, keyset: keyset, since: step.at))
        }
      }
    }
  }

  private func isNear(_ keyset: MintModel.Keyset, _ wall: Int64) -> Bool {
    guard let expires = keyset.expires else { return false }
    return expires - wall < Interval.days(7).wholeSeconds && expires > wall
  }

  private func hasBalance(_ mint: Int, _ keyset: Int, _ world: borrowing World) -> Bool {
    // A keyset that nothing can be moved to is no better.
    let unit = world.mints[mint].keysets[keyset].unit
    guard let active = world.mints[mint].activeKeyset(unit), active != keyset else { return false }
    var proofs: [Int] = []
    for coin in world.wallet.coins where coin.mint == mint && coin.keyset == keyset && coin.use == .free {
      proofs.append(coin.proof)
    }
    return world.mints[mint].sum(proofs) > world.mints[mint].fee(proofs)
  }
}
