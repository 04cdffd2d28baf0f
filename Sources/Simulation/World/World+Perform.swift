import TollGateCore

extension World {
  /// Lets one foreseen thing happen. What the machine hears of it comes back as an event.
  mutating func perform(_ happening: Happening) -> Event? {
    switch happening {
    case .fault(let index): return apply(script.faults[index].fault)
    case .starts: return start()
    case .exits(let life):
      if isLife(life) { die(losesPower: false) }
      return nil
    case .linksArrive(let life): return isLife(life) ? linksArrive() : nil
    case .fundsArrive(let life): return isLife(life) ? fundsArrive() : nil
    case .driverEnded(let driver, let life): return isLife(life) ? .driverEnded(driver) : nil
    case .checksClock(let life): return isLife(life) ? checkClock() : nil
    case .clock(let event, let life): return isLife(life) ? event : nil
    case .lease(let interface, let family, let exchange): return leased(interface, family, exchange)
    case .carrier(let interface, let carrier): return setCarrier(interface, carrier)
    case .answer(let id, let answer): return respond(id, answer)
    case .stray(let id, let answer, let life): return isLife(life) ? .answered(id, answer) : nil
    case .gateOpens:
      noteService()
      return nil
    case .look, .clarify, .meter, .register, .egress: return performQuestion(happening)
    case .arrives, .gatewayTiresOf, .redeems, .credits, .replies: return performDelivery(happening)
    case .journalWritten, .walletWritten, .quote, .mintServes, .mintAnswers: return performStore(happening)
    }
  }

  var life: Int { books.lives.count }
  func isLife(_ number: Int) -> Bool { isUp && number == life }

  /// Begins what the machine asked for. Its answer will be a happening.
  mutating func execute(_ effect: Effect) {
    switch effect {
    case .ask(let id, let request): ask(id, request)
    case .record(let id, let entries): record(id, entries)
    case .cancel(let id): cancel(id)
    case .forget(let id): wallet.forget(id)
    case .begin(let driver): begin(driver)
    case .report: return
    }
  }

  private mutating func ask(_ id: OperationID, _ request: Request) {
    switch request {
    case .look(let gateway, let within): askLook(id, gateway, within)
    case .clarify(let gateway, let within): askClarify(id, gateway, within)
    case .register(let gateway, let within): askRegister(id, gateway, within)
    case .meter(let target): askMeter(id, target)
    case .quote(let requests):
      open(id, .provider(payment: nil))
      queue.add(.quote(id, requests), at: now + .milliseconds(1))
    case .prepare(let order): write(WalletWrite(id: id, kind: .prepare(order)), payment: order.id)
    case .deliver(let payment, let seller, let within): deliver(id, payment, seller, within)
    case .inspect(let payment): inspect(id, payment)
    case .settle(let payment, .takenBack): takeBack(id, payment)
    case .settle(let payment, let verdict):
      write(WalletWrite(id: id, kind: .settle(payment, verdict)), payment: payment)
    case .perform(let chore, let feeLimit): perform(id, chore, feeLimit)
    case .reach(let target, let link, let within): askEgress(id, target, link, within)
    }
  }

  mutating func open(_ id: OperationID, _ work: OpenOperation.Work) {
    operations.append(OpenOperation(id: id, begun: now, work: work))
  }

  mutating func close(_ id: OperationID) -> Bool {
    guard let index = operations.firstIndex(where: { $0.id == id }) else { return false }
    operations.remove(at: index)
    return true
  }

  func isOpen(_ id: OperationID) -> Bool { operations.contains { $0.id == id } || weather.ghosts.contains(id) }

  private mutating func cancel(_ id: OperationID) {
    guard close(id), now < weather.strayUntil, weather.ghosts.count < 64 else { return }
    weather.ghosts.append(id)
  }

  /// An answer arrives. Each operation hears one, unless answers go astray just now.
  mutating func respond(_ id: OperationID, _ answer: Answer) -> Event? {
    if !close(id) {
      guard let ghost = weather.ghosts.firstIndex(of: id) else { return nil }
      weather.ghosts.remove(at: ghost)
    }
    if now < weather.strayUntil, dice.below(2) == 0 {
      queue.add(.stray(id, answer, life: life), at: now + .milliseconds(Int64(dice.below(5000))))
    }
    return .answered(id, answer)
  }

  /// Network answers are late while everything is slow.
  var lateness: Interval { now < weather.slowUntil ? weather.slow : .zero }
}

/// The standing drivers.
extension World {
  private mutating func begin(_ driver: StandingDriver) {
    switch driver {
    case .links:
      watch.links = true
      watch.linksBegun = now
      watch.delivered = nil
      watch.linksDue = false
      tellLinks()
    case .funds:
      watch.funds = true
      watch.fundsDue = false
      tellFunds()
    }
  }

  /// The table has changed: netlink says so soon, or a poll within 30 s of its own rhythm if netlink is mute (A4).
  mutating func tellLinks() {
    guard watch.links, !watch.linksDue else { return }
    watch.linksDue = true
    let period = Interval.seconds(30).nanoseconds
    let sinceBegun = (now - watch.linksBegun).nanoseconds
    let muted = now < weather.mutedUntil && watch.delivered != nil
    let wait = muted ? Interval(nanoseconds: period - sinceBegun % period) : .milliseconds(2)
    queue.add(.linksArrive(life: life), at: now + wait)
  }

  mutating func linksArrive() -> Event? {
    guard watch.links, watch.linksDue else { return nil }
    watch.linksDue = false
    let table = kernel.table
    guard table != watch.delivered else { return nil }
    watch.delivered = table
    return .linksChanged(table)
  }

  mutating func tellFunds() {
    guard watch.funds, !watch.fundsDue else { return }
    watch.fundsDue = true
    queue.add(.fundsArrive(life: life), at: now + .milliseconds(1))
  }

  mutating func fundsArrive() -> Event? {
    guard watch.funds, watch.fundsDue else { return nil }
    watch.fundsDue = false
    return .fundsChanged(wallet.funds(mints))
  }

  mutating func end(_ driver: StandingDriver) {
    switch driver {
    case .links: watch.links = false
    case .funds: watch.funds = false
    }
    queue.add(.driverEnded(driver, life: life), at: now)
  }

  /// A clock without a battery is set as soon as the world outside can be asked.
  mutating func checkClock() -> Event? {
    if watch.clockIsRight { return nil }
    if !reachesOutside {
      queue.add(.checksClock(life: life), at: now + .seconds(16))
      return nil
    }
    watch.clockIsRight = true
    return .wallClockChanged(WallTime(seconds: wallSeconds, synchronised: true))
  }
}
