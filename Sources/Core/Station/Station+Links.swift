/// Links and the gateways that they name (A8–A10, B8, E3).
extension Station {
  mutating func linksChanged(_ newTable: LinkTable) {
    drivers.noteWork(.links)
    guard newTable != table else { return }
    let old = table
    table = newTable
    guard phase != .waitingForStart else { return }
    uplinksChanged()
    // A link that has changed may answer now: its waits begin anew (B4).
    for index in gateways.indices where !hasSession(at: index) {
      if !newTable.agrees(with: old, on: gateways[index].id.link) { lookAnew(index) }
    }
  }

  /// Brings the gateways in line with the table: the last state always wins.
  mutating func uplinksChanged() {
    let uplinks = policy.links.uplinks(in: table)
    for gateway in gateways where !uplinks.contains(where: { $0.id == gateway.id }) { lose(gateway) }
    gateways.removeAll { gateway in !uplinks.contains { $0.id == gateway.id } }
    for uplink in uplinks {
      if let index = gateways.firstIndex(where: { $0.id == uplink.id }) {
        if gateways[index].carrying != uplink.carrying {
          gateways[index].carrying = uplink.carrying
          if !uplink.carrying, policy.paid == .carrying { abandonPurchases(at: uplink.id, .standby) }
          lookAnew(index)
        }
      } else {
        find(uplink)
      }
    }
    moveSessions()
    rememberPlaces()
  }

  private mutating func find(_ uplink: Uplink) {
    let gateway = Gateway(id: uplink.id, carrying: uplink.carrying, phase: .resting(until: now))
    gateways.insert(gateway, at: gateways.firstIndex { uplink.id < $0.id } ?? gateways.endIndex)
    report(.gatewayFound(uplink.id))
  }

  /// Probes and meters of a lost gateway end at once; a begun delivery does not (A10).
  private mutating func lose(_ gateway: Gateway) {
    switch gateway.phase {
    case .looking(let id), .clarifying(let id, _): cancel(id)
    case .resting: break
    }
    cancelRegistration(gateway.id)
    cancelReadings(at: gateway.id)
    report(.gatewayLost(gateway.id))
    abandonPurchases(at: gateway.id, .unreachable(.noRoute))
  }

  private mutating func cancelRegistration(_ gateway: GatewayID) {
    // A registration has no state to come back to; its answer would say nothing.
    for work in works where work.purpose == .register(gateway) { cancel(work.id) }
  }

  /// A session lives on at another gateway of its seller on the same attachment, or it ends with its link (A9, E3).
  private mutating func moveSessions() {
    for index in sellers.indices {
      guard let session = sellers[index].session else { continue }
      guard !gateways.contains(where: { $0.id == session.gateway }) else { continue }
      let id = sellers[index].id
      let other = gateways.first {
        $0.seller == id && $0.id.attachment == session.gateway.attachment
      }
      if let other {
        sellers[index].session?.gateway = other.id
      } else {
        endSession(index, .linkLost)
      }
    }
  }

  /// Limits of a place outlive its gateways for a day (A10).
  private mutating func rememberPlaces() {
    for gateway in gateways {
      let place = gateway.id.place
      if let index = places.firstIndex(where: { $0.place == place }) {
        places[index].lastSeen = now
      } else {
        places.append(PlaceMemory(place: place, lastSeen: now))
      }
    }
    let present = gateways.map { $0.id.place }
    let now = now
    places.removeAll { now - $0.lastSeen > Pace.gatewayMemory && !present.contains($0.place) }
    while places.count > Pace.gatewaysKept, let index = places.firstIndex(where: { !present.contains($0.place) }) {
      places.remove(at: index)
    }
    forgetSellers()
  }

  /// A seller without gateway, session, purchase or payment stands in its record alone, once nothing that it has shown
  /// counts any more: its proof on this attachment (B6), a meter that ran too fast (C7).
  mutating func forgetSellers() {
    let kept = gateways.compactMap { $0.seller }
    let open = ledger.payments.map { $0.seller }
    let (table, now) = (table, now)
    sellers.removeAll { state in
      !state.hasSession && !state.isBuying && !kept.contains(state.id) && !open.contains(state.id)
        && (now >= state.ownUntil || state.own.gatewayUsed == 0)
        && !table.links.contains { $0.name == state.id.link && $0.attachment == state.proven }
    }
  }
}

extension Station {
  func gatewayIndex(_ id: GatewayID) -> Int? { gateways.firstIndex { $0.id == id } }
  func sellerIndex(_ id: SellerID) -> Int? { sellers.firstIndex { $0.id == id } }

  /// The state of a seller, made when it is first met.
  mutating func meet(_ id: SellerID) -> Int {
    if let index = sellerIndex(id) { return index }
    let index = sellers.firstIndex { id < $0.id } ?? sellers.endIndex
    sellers.insert(SellerState(id: id), at: index)
    return index
  }

  func record(_ id: SellerID) -> SellerRecord { ledger.seller(id) ?? SellerRecord(id: id, lastSeen: now) }

  /// Changes what must survive of a seller; writes only real changes.
  mutating func amend(_ id: SellerID, _ change: (inout SellerRecord) -> Void) {
    let old = record(id)
    var new = old
    change(&new)
    if new != old { write(.seller(new)) }
  }
}
