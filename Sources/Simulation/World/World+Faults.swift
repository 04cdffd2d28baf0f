import TollGateCore

extension World {
  /// Does what the script says. What the machine hears of it at once comes back as an event.
  mutating func apply(_ fault: Fault) -> Event? {
    noteService()
    settleTraffic()
    defer {
      settleTraffic()
      noteService()
    }
    trouble(for: .zero)
    switch fault {
    case .link(let name, let fault):
      if let index = kernel.interfaces.firstIndex(where: { $0.name == name }) { linkFault(index, fault) }
      tellLinks()
    case .gateway(let peer, let fault):
      if gateways.indices.contains(peer) { gatewayFault(peer, fault) }
    case .mint(let mint, let fault):
      if mints.indices.contains(mint) { mintFault(mint, fault) }
    case .journal(let fault): journalFault(fault)
    case .wallet(let fault): walletFault(fault)
    case .crash(let crash): arm(crash)
    case .netlinkMuted(let span):
      weather.mutedUntil = now + span
      trouble(for: span + .seconds(30))
    case .driverEnds(let driver): end(driver)
    case .traffic(let rate): bytesPerSecond = rate
    case .slowAnswers(let more, let span):
      weather.slow = more
      weather.slowUntil = now + span
      trouble(for: span + more)
    case .strayAnswers(let span):
      weather.strayUntil = now + span
      trouble(for: span + .seconds(5))
    case .fund(let purse): fund(purse)
    case .calm: calm()
    case .stop, .wallClock, .policy, .command: return owner(fault)
    }
    return nil
  }

  private mutating func calm() {
    weather.crash = nil
    journal.syncFails = false
    disk.syncFails = false
    for index in gateways.indices { gateways[index].deliveryFaults = [] }
    for index in mints.indices { mints[index].answersToLose = 0 }
  }

  private mutating func owner(_ fault: Fault) -> Event? {
    switch fault {
    case .stop(let downFor):
      guard isUp else { return nil }
      queue.add(.exits(life: life), at: now + .seconds(2))
      queue.add(.starts, at: now + .seconds(2) + downFor)
      trouble(for: .seconds(2) + downFor)
      return .stopping
    case .wallClock(let time): return .wallClockChanged(time)
    case .policy(let new):
      policy = new
      return .policyChanged(new)
    case .command(let command): return .commanded(command)
    default: return nil
    }
  }

  private mutating func linkFault(_ index: Int, _ fault: LinkFault) {
    switch fault {
    case .plug:
      guard !kernel.interfaces[index].plugged else { return }
      kernel.plug(index)
      beginLease(index)
    case .unplug: kernel.unplug(index)
    case .carrier(let carrier):
      kernel.setCarrier(index, carrier)
      if carrier { beginLease(index) }
    case .flaps(let count, let every):
      var at = now
      for _ in 0..<count {
        queue.add(.carrier(interface: index, false), at: at)
        queue.add(.carrier(interface: index, true), at: at + every / 2)
        at = at + every
      }
      trouble(for: every * Int64(count))
    case .roam(let network):
      kernel.roam(index, to: network)
      beginLease(index)
    case .rename(let name): kernel.rename(index, to: name)
    case .metric(let metric): kernel.interfaces[index].metric = metric
    case .lease(let family, true): kernel.lease(index, family)
    case .lease(let family, false): kernel.endLease(index, family)
    case .dhcp(let span): kernel.interfaces[index].dhcp = span
    case .temporaryAddressEnds: kernel.interfaces[index].temporary = false
    case .countersReset: kernel.interfaces[index].counters = Counters(received: 0, sent: 0)
    }
  }

  /// DHCP and router advertisements begin, if the link is up.
  mutating func beginLease(_ index: Int) {
    let interface = kernel.interfaces[index]
    guard interface.isUp else { return }
    queue.add(.lease(interface: index, .v4, exchange: interface.exchange), at: now + interface.dhcp)
    queue.add(
      .lease(interface: index, .v6, exchange: interface.exchange), at: now + interface.dhcp + .milliseconds(700))
  }

  mutating func leased(_ index: Int, _ family: AddressFamily, _ exchange: UInt32) -> Event? {
    guard kernel.interfaces[index].exchange == exchange else { return nil }
    noteService()
    kernel.lease(index, family)
    settleTraffic()
    noteService()
    tellLinks()
    return nil
  }

  mutating func setCarrier(_ index: Int, _ carrier: Bool) -> Event? {
    settleTraffic()
    noteService()
    kernel.setCarrier(index, carrier)
    if carrier { beginLease(index) }
    settleTraffic()
    noteService()
    tellLinks()
    return nil
  }

  mutating func gatewayFault(_ peer: Int, _ fault: GatewayFault) {
    gateways[peer].apply(fault, now)
    switch fault {
    case .restart(let span), .silent(let span), .portal(let span), .redirects(let span), .usage(_, let span),
      .notSelling(_, let span), .advertisement(_, let span), .noEgress(let span), .unresolvedClient(let span):
      trouble(for: span)
    case .strangerBuys(let amount):
      let here = kernel.interfaces.first { $0.isUp && $0.network == gateways[peer].setup.network }
      if let mac = gateways[peer].sessions.first?.mac ?? here?.mac { _ = add(amount, to: mac, peer, payment: nil) }
    case .strangerConsumes(let rate): weather.strangers[peer] = rate
    case .deliveries, .price, .stepSize, .metric, .mints, .newKey, .newKeyEachPayment, .impostor, .swapTakes,
      .gateTakes, .latency, .forgetsSession:
      return
    }
  }

  private mutating func mintFault(_ mint: Int, _ fault: MintFault) {
    switch fault {
    case .down(let span):
      mints[mint].downUntil = now + span
      trouble(for: span)
    case .slow(let more, let span):
      mints[mint].slow = more
      mints[mint].slowUntil = now + span
      trouble(for: span)
    case .answersLost(let count): mints[mint].answersToLose = count
    case .saysPending(let span):
      mints[mint].pendingUntil = now + span
      trouble(for: span)
    case .rotate(let fee): mints[mint].rotate(feePPK: fee)
    case .expire(let after): mints[mint].expireOldest(at: wallSeconds + after.wholeSeconds)
    }
    tellFunds()
  }

  private mutating func journalFault(_ fault: StoreFault) {
    switch fault {
    case .notWritable(let span):
      journal.notWritableUntil = now + span
      trouble(for: span)
    case .syncFails: journal.syncFails = true
    case .slow(let more, let span):
      journal.slow = more
      journal.slowUntil = now + span
      trouble(for: span)
    }
  }

  private mutating func walletFault(_ fault: StoreFault) {
    switch fault {
    case .notWritable(let span):
      disk.notWritableUntil = now + span
      trouble(for: span)
    case .syncFails: disk.syncFails = true
    case .slow(let more, let span):
      disk.slow = more
      disk.slowUntil = now + span
      trouble(for: span)
    }
  }
}
