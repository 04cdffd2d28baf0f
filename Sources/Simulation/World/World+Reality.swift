package import TollGateCore

/// What is really so at this moment, whatever the machine believes.
extension World {
  /// The index of the mint with this address.
  package func mint(_ url: MintURL) -> Int? { mints.firstIndex { $0.url == url } }

  /// Whether packets over this interface reach the world outside: a free uplink, or a gate that is open.
  package func carries(_ link: LinkName) -> Bool {
    guard let interface = kernel.index(of: link) else { return false }
    return carries(interface)
  }

  func carries(_ interface: Int) -> Bool {
    let each = kernel.interfaces[interface]
    guard each.isUp, each.v4 != nil || each.v6 != nil, let network = each.network else { return false }
    if kernel.networks[network].isFree { return true }
    for door in doors where door.network == network && gateways[door.gateway].carries(each.mac, now) { return true }
    return false
  }

  /// Whether anything outside can be reached, by any link.
  package var reachesOutside: Bool {
    for interface in kernel.interfaces.indices where carries(interface) { return true }
    return false
  }

  /// Whether the device can reach this mint: it is up, and some link leads outside.
  package func reaches(mint index: Int) -> Bool { mints[index].isUp(now) && reachesOutside }

  /// Whether the link that the kernel prefers is served, paid or free.
  package var isServed: Bool { kernel.carrying.map { carries($0) } ?? false }

  func reach(_ target: EgressTarget, over link: LinkName) -> Bool {
    guard carries(link) else { return false }
    guard case .mint(let url) = target else { return true }
    return mint(url).map { mints[$0].isUp(now) } ?? false
  }

  /// What became of a token, by the books of its mint.
  package func fate(of payment: OperationID) -> TokenFate {
    guard let token = books.token(of: payment) else { return TokenFate() }
    var fate = TokenFate()
    let mint = mints[token.mint]
    for index in token.proofs {
      let proof = mint.proofs[index]
      let amount = Sats(proof.amount)
      switch proof.state {
      case .taken: fate.taken += amount
      case .swapped: fate.returned += amount
      case .unspent:
        if mint.hasExpired(proof.keyset, wall: wallSeconds) {
          fate.expired += amount
        } else if now < mint.pendingUntil {
          fate.pending += amount
        } else {
          fate.unspent += amount
        }
      }
    }
    return fate
  }

  /// When the last trouble that ends by itself is over; `nil` while there is one that does not.
  package var troubledUntil: Instant? {
    for gateway in gateways where gateway.impersonates != nil || gateway.takesNewKeys || !gateway.deliveryFaults.isEmpty
    {
      return nil
    }
    if weather.crash != nil { return nil }
    return weather.troubledUntil
  }
}

/// Traffic flows where a gate is open, and the books follow.
extension World {
  /// Counts what has flowed, and lets it flow on at the rates of now.
  mutating func settleTraffic() {
    let carrying = kernel.carrying
    for peer in gateways.indices {
      for index in gateways[peer].sessions.indices {
        let mac = gateways[peer].sessions[index].mac
        guard let interface = kernel.interfaces.firstIndex(where: { $0.mac == mac }) else { continue }
        let each = kernel.interfaces[interface]
        let isOurs = interface == carrying && each.network == gateways[peer].setup.network
        let bytes = gateways[peer].setRate(
          index, own: isOurs ? bytesPerSecond : 0, stranger: weather.strangers[peer], now)
        kernel.count(interface, bytes: bytes)
      }
    }
  }

  /// Writes down which gates have opened or closed since it was last asked, each at its own moment.
  mutating func noteService() {
    var open: [Gate] = []
    for peer in gateways.indices {
      gateways[peer].settle(now)
      for session in gateways[peer].sessions where session.isOpen(now) {
        open.append(Gate(gateway: peer, mac: session.mac, link: session.link, opened: max(session.opens, .start)))
      }
    }
    for gate in gates where !open.contains(where: { $0.gateway == gate.gateway && $0.mac == gate.mac }) {
      let session = gateways[gate.gateway].session(gate.mac)
      let closed = session.map { $0.hasEnded ? min($0.closes ?? now, now) : now } ?? now
      books.access.append(AccessChange(at: closed, gateway: gate.gateway, link: gate.link, isOpen: false))
    }
    for gate in open where !gates.contains(where: { $0.gateway == gate.gateway && $0.mac == gate.mac }) {
      books.access.append(AccessChange(at: now, gateway: gate.gateway, link: gate.link, isOpen: true))
    }
    gates = open
    let served = isServed
    if served != (books.service.last?.isServed ?? false) {
      let last = books.access.last.map { $0.isOpen == served ? $0.at : now } ?? now
      books.service.append(
        ServiceChange(at: served ? now : max(last, books.service.last?.at ?? last), isServed: served))
    }
  }
}
