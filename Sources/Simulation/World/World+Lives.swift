import TollGateCore

/// Starts and ends of the process.
extension World {
  /// A fresh machine reads what the stores remember. Its time goes on from the last durable moment (E6).
  mutating func start() -> Event? {
    guard !isUp else { return nil }
    isUp = true
    watch = Watch(clockIsRight: watch.clockIsRight)
    let replay = journal.replay()
    lifeBegun = now
    machineBegun = Ledger(replaying: replay.entries).last
    let epoch = dice.next() >> 1
    let seed = dice.next()
    books.lives.append(Life(begun: now, machineBegun: machineBegun, epoch: epoch, seed: seed))
    station = Station(policy: policy, seed: seed)
    substitute = pilot?(policy, seed)
    let wall = watch.clockIsRight ? wallSeconds : (now - lifeBegun).wholeSeconds
    let clock = Event.wallClockChanged(WallTime(seconds: wall, synchronised: watch.clockIsRight))
    queue.add(.clock(clock, life: life), at: now)
    if !watch.clockIsRight { queue.add(.checksClock(life: life), at: now + .seconds(16)) }
    return .started(StartUp(epoch: epoch, journal: replay, payments: wallet.unsettled))
  }

  /// The process is gone, and with it everything that it had not written down.
  mutating func die(losesPower: Bool) {
    guard isUp else { return }
    isUp = false
    wakeAt = nil
    books.lives[books.lives.count - 1].ended = now
    journal.crash(losesPower: losesPower, dice: &dice)
    let kept = Int(dice.below(UInt64(walletWrites.count + 1)))
    for write in walletWrites.prefix(kept) { _ = apply(write) }
    walletWrites.removeAll()
    disk.busyUntil = now
    disk.syncFails = false
    serveRequestsUnderway()
    operations.removeAll()
    weather.ghosts.removeAll()
    if losesPower && !script.setup.keepsWallTime { watch.clockIsRight = false }
  }

  /// A request that had left may still reach its mint.
  private mutating func serveRequestsUnderway() {
    for swap in wallet.swaps {
      wallet.interrupt(swap.number)
      guard reaches(mint: swap.mint), dice.below(2) == 0 else { continue }
      let served = try? mints[swap.mint].swap(
        swap.inputs, number: swap.number, wanted: swap.wanted, now: now, wall: wallSeconds)
      if served != nil { noteSwap(swap) }
    }
  }

  mutating func crash(_ crash: Crash) {
    guard isUp else { return }
    die(losesPower: crash.losesPower)
    queue.add(.starts, at: now + crash.downFor)
    trouble(for: crash.downFor)
  }

  /// A crash that waits for its moment.
  mutating func crashIf(_ point: Crash.Point) {
    guard let crash = weather.crash, crash.point == point else { return }
    weather.crash = nil
    self.crash(crash)
  }

  mutating func countWrite() {
    guard let crash = weather.crash, case .atWrite = crash.point else { return }
    if weather.writesLeft > 1 {
      weather.writesLeft -= 1
    } else {
      weather.crash = nil
      self.crash(crash)
    }
  }

  mutating func arm(_ crash: Crash) {
    if case .now = crash.point { return self.crash(crash) }
    weather.crash = crash
    if case .atWrite(let number) = crash.point { weather.writesLeft = number }
  }

  mutating func trouble(for span: Interval) {
    weather.troubledUntil = max(weather.troubledUntil, now + span)
  }
}
