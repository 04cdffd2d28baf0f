import TollGateCore

/// Everything that only reads: looks, meters, who we are, what answers outside.
extension World {
  /// Who answers at an address on a link right now.
  func gateway(_ link: LinkName, _ address: IPAddress) -> Int? {
    guard let interface = kernel.index(of: link), let network = kernel.interfaces[interface].network else { return nil }
    for door in doors where door.network == network && door.address == address { return door.gateway }
    return nil
  }

  func mac(_ link: LinkName) -> MACAddress? { kernel.index(of: link).map { kernel.interfaces[$0].mac } }

  /// There and back again, with whatever slows it.
  private func roundTrip(_ gateway: Int) -> Interval { gateways[gateway].latency * 2 + lateness }

  /// Asks somebody at an address: the happening finds out what they say. What can't be sent or is too slow is answered here.
  private mutating func send(
    _ id: OperationID, _ gateway: GatewayID, limit: Instant, _ happening: Happening, _ failed: (ReachFailure) -> Answer
  ) -> Bool {
    guard kernel.canSend(gateway.link, to: gateway.address) else {
      queue.add(.answer(id, failed(.noRoute)), at: now + .milliseconds(1))
      return false
    }
    guard let peer = self.gateway(gateway.link, gateway.address) else {
      queue.add(.answer(id, failed(.timedOut)), at: limit)
      return true
    }
    let at = now + roundTrip(peer)
    if at >= limit { queue.add(.answer(id, failed(.timedOut)), at: limit) } else { queue.add(happening, at: at) }
    return true
  }

  private mutating func note(_ gateway: GatewayID, _ kind: RequestRecord.Kind) {
    books.requests.append(RequestRecord(at: now, gateway: gateway, kind: kind))
  }

  mutating func askLook(_ id: OperationID, _ gateway: GatewayID, _ within: Interval) {
    open(id, .look(gateway))
    let limit = now + within
    let sent = send(id, gateway, limit: limit, .look(id, gateway, limit: limit)) {
      .looked(GatewayReport(offer: .unreachable($0), usage: .nothing(.unreachable($0))))
    }
    if sent {
      note(gateway, .root)
      note(gateway, .usage)
    }
  }

  mutating func askClarify(_ id: OperationID, _ gateway: GatewayID, _ within: Interval) {
    open(id, .clarify(gateway))
    let limit = now + within
    let sent = send(id, gateway, limit: limit, .clarify(id, gateway, limit: limit)) { _ in
      .clarified(ClientReport(identity: .silent, access: .unknown))
    }
    if sent { note(gateway, .clarify) }
  }

  mutating func askRegister(_ id: OperationID, _ gateway: GatewayID, _ within: Interval) {
    open(id, .register(gateway))
    if send(id, gateway, limit: now + within, .register(id, gateway), { _ in .registered }) { note(gateway, .port80) }
  }

  mutating func askMeter(_ id: OperationID, _ target: MeterTarget) {
    open(id, .meter(target))
    let limit = now + Pace.look
    guard target.kind == .gateway else {
      queue.add(.meter(id, target, limit: limit), at: now + .milliseconds(1))
      return
    }
    let sent = send(id, target.gateway, limit: limit, .meter(id, target, limit: limit)) {
      .metered(.nothing(.unreachable($0)))
    }
    if sent { note(target.gateway, .usage) }
  }

  mutating func askEgress(_ id: OperationID, _ target: EgressTarget, _ link: LinkName, _ within: Interval) {
    open(id, .egress(link))
    let limit = now + within
    queue.add(.egress(id, target, link, limit: limit), at: min(now + .milliseconds(40) + lateness, limit))
  }
}

extension World {
  mutating func performQuestion(_ happening: Happening) -> Event? {
    switch happening {
    case .look(let id, let gateway, let limit): return isOpen(id) ? look(id, gateway, limit) : nil
    case .clarify(let id, let gateway, let limit): return isOpen(id) ? clarify(id, gateway, limit) : nil
    case .meter(let id, let target, let limit): return isOpen(id) ? meter(id, target, limit) : nil
    case .register(let id, let gateway):
      if let peer = self.gateway(gateway.link, gateway.address), let mac = mac(gateway.link) {
        gateways[peer].register(mac, now)
      }
      return respond(id, .registered)
    case .egress(let id, let target, let link, let limit):
      guard isOpen(id) else { return nil }
      if reach(target, over: link) { return respond(id, .egress(.answered)) }
      queue.add(.answer(id, .egress(.silent)), at: max(limit, now))
      return nil
    default: return nil
    }
  }

  private mutating func look(_ id: OperationID, _ gateway: GatewayID, _ limit: Instant) -> Event? {
    guard let peer = self.gateway(gateway.link, gateway.address), let mac = mac(gateway.link) else {
      let gone = GatewayReport(offer: .unreachable(.cutOff), usage: .nothing(.unreachable(.cutOff)))
      return respond(id, .looked(gone))
    }
    let disguise = gateways[peer].impersonates.map { gateways[$0].advertisement(now, mints: mints) }
    let offer = gateways[peer].root(
      mac, now, mints: mints, disguise: disguise, over: gateway.address.family)
    let usage = gateways[peer].usage(mac, now, over: gateway.address.family)
    if case .busy = offer { markRefused(gateway) }
    let report = GatewayReport(
      offer: offer ?? .unreachable(.timedOut), usage: usage ?? .nothing(.unreachable(.timedOut)))
    if offer != nil, usage != nil { return respond(id, .looked(report)) }
    queue.add(.answer(id, .looked(report)), at: limit)
    return nil
  }

  /// The newest request to this root was one too many.
  mutating func markRefused(_ gateway: GatewayID) {
    let index = books.requests.lastIndex { $0.gateway == gateway && ($0.kind == .root || $0.kind == .delivery) }
    if let index { books.requests[index].refused = true }
  }

  private mutating func clarify(_ id: OperationID, _ gateway: GatewayID, _ limit: Instant) -> Event? {
    if let peer = self.gateway(gateway.link, gateway.address), let mac = mac(gateway.link),
      let report = gateways[peer].clarify(mac, now, over: gateway.address.family)
    {
      if report.askedRoot { note(gateway, .root) }
      return respond(id, .clarified(report))
    }
    queue.add(.answer(id, .clarified(ClientReport(identity: .silent, access: .unknown))), at: limit)
    return nil
  }

  private mutating func meter(_ id: OperationID, _ target: MeterTarget, _ limit: Instant) -> Event? {
    guard let interface = kernel.index(of: target.gateway.link) else {
      return respond(id, .metered(.nothing(.linkGone)))
    }
    switch target.kind {
    case .clock:
      return respond(id, .metered(.reading(.odometer(UInt64(max(machineNow.nanoseconds / 1_000_000, 0))))))
    case .counter:
      settleTraffic()
      let counters = kernel.interfaces[interface].counters
      return respond(id, .metered(.reading(.odometer(counters.received &+ counters.sent))))
    case .gateway:
      guard let peer = gateway(target.gateway.link, target.gateway.address) else {
        return respond(id, .metered(.nothing(.unreachable(.cutOff))))
      }
      let family = target.gateway.address.family
      if let usage = gateways[peer].usage(kernel.interfaces[interface].mac, now, over: family) {
        return respond(id, .metered(usage))
      }
      queue.add(.answer(id, .metered(.nothing(.unreachable(.timedOut)))), at: limit)
      return nil
    }
  }
}
