import TollGateCore

/// K11: a token goes only to the link, address and key that it was prepared for, or to its mint.
struct Addressees: Sendable {
  private struct KeyInUse: Sendable {
    var key: PublicKey
    var since: Instant
    var wasImpostor = Instant(nanoseconds: .min / 2)
  }
  private var keys: [KeyInUse] = []
  private var arrivals = 0

  mutating func observe(_ step: Step, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings) {
    for index in world.gateways.indices {
      if index >= keys.count { keys.append(KeyInUse(key: world.gateways[index].key, since: step.at)) }
      if keys[index].key != world.gateways[index].key {
        keys[index].key = world.gateways[index].key
        keys[index].since = step.at
      }
      if world.gateways[index].impersonates != nil { keys[index].wasImpostor = step.at }
    }
    for effect in step.effects {
      if case .ask(_, .deliver(let payment, let seller, _)) = effect { check(payment, seller, world, &findings) }
    }
    while arrivals < world.books.arrivals.count {
      let arrival = world.books.arrivals[arrivals]
      arrivals += 1
      check(arrival, witness, &findings)
    }
  }

  private func check(
    _ payment: OperationID, _ seller: Seller, _ world: borrowing World, _ findings: inout Findings
  ) {
    guard let order = world.wallet.kept(payment)?.order else { return }
    if order.seller.gateway.link != seller.gateway.link { findings.add(11, "a token leaves by another link") }
    if order.seller.gateway.address != seller.gateway.address { findings.add(11, "a token goes to another address") }
    if order.seller.key != seller.key { findings.add(11, "a token goes to another key") }
  }

  /// Between the look that a delivery relies on and its arrival, a key may change and a link may roam; nobody can know.
  private func check(_ arrival: Arrival, _ witness: Witness, _ findings: inout Findings) {
    guard arrival.key != arrival.seller.key, arrival.attachment == arrival.seller.gateway.attachment else { return }
    let settled = arrival.at - (Pace.freshness + .seconds(5))
    guard keys.indices.contains(arrival.gateway), keys[arrival.gateway].since < settled,
      keys[arrival.gateway].wasImpostor < settled
    else { return }
    findings.add(11, "a token arrives at another key than it was prepared for")
  }
}

/// K12: at the first byte sent, a fresh process could read token and order from disk.
struct Durability: Sendable {
  private var seen = 0

  mutating func observe(_ world: borrowing World, _ findings: inout Findings) {
    while seen < world.books.firstBytes.count {
      let first = world.books.firstBytes[seen]
      seen += 1
      if !first.intentIsDurable { findings.add(12, "a token leaves before its intent is on disk") }
      if !first.tokenIsDurable { findings.add(12, "a token leaves before it is on disk itself") }
    }
  }
}
