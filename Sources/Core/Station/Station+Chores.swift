/// Work at mints that no purchase waits for: change, rotation, recovery (F5). One at a time.
struct ChoreState: Hashable, Sendable {
  var running: Running?
  var turns: [Turn] = []
  /// Mints whose rotation waits for a clock that somebody vouches for; said once.
  var waitingForClock: [MintURL] = []

  var isRunning: Bool { if case .some = running { true } else { false } }

  struct Running: Hashable, Sendable {
    let chore: Chore
    let feeLimit: Sats
    let hour: Int64
    /// The record of its charge, which is durable before it begins.
    let writtenIn: UInt64
    var isAsked = false
  }

  /// When a mint's next chore may begin.
  struct Turn: Hashable, Sendable {
    let mint: MintURL
    var next: Instant
    var backoff = Backoff()
    /// When it was last asked what became of interrupted requests.
    var recovered = Instant.start
  }
}

/// Whether the wallet's store takes writes (E5).
struct WalletState: Hashable, Sendable {
  var brokenUntil: Instant?
  var backoff = Backoff()

  func isWritable(_ now: Instant) -> Bool { brokenUntil.map { $0 <= now } ?? true }

  /// How long it is left alone still.
  func left(_ now: Instant) -> Interval { max((brokenUntil ?? now) - now, Pace.firstWait) }

  mutating func worked() {
    brokenUntil = nil
    backoff.reset()
  }
}

extension Station {
  mutating func walletFailed(_ failure: PaymentFailure) {
    report(.walletFailed(failure))
    let wait = wallet.backoff.next(first: Pace.walletWait, ceiling: Pace.longestWait, dice: &dice)
    wallet.brokenUntil = now + wait
  }

  private enum Need { case recovery, rotation, change }

  /// What a balance needs, the most urgent first.
  private func need(_ fund: Int) -> Need? {
    if funds[fund].wantsRecovery { return .recovery }
    let wantsRotation = funds[fund].onInactiveKeyset || expiresSoon(fund)
    let wantsChange =
      funds[fund].wantsChange && funds[fund].available > .zero && policy.purchase.readyPayments > 0
    guard wantsRotation || wantsChange, feeLimit(funds[fund].unit) > .zero else { return nil }
    return wantsRotation ? .rotation : .change
  }

  /// The balance that is next to be taken care of, and when.
  private var nextTurn: (fund: Int, need: Need, due: Instant)? {
    guard phase == .running, !chores.isRunning, journal.health == .writable else { return nil }
    var next: (fund: Int, need: Need, due: Instant)?
    for fund in funds.indices {
      guard let need = need(fund) else { continue }
      let due = max(turn(funds[fund].mint), wallet.brokenUntil ?? .start)
      if next.map({ due < $0.due }) ?? true { next = (fund, need, due) }
    }
    return next
  }

  private func turn(_ mint: MintURL) -> Instant {
    chores.turns.firstIndex { $0.mint == mint }.map { chores.turns[$0].next } ?? .start
  }

  private func chore(for need: Need, _ fund: Funds) -> Chore {
    switch need {
    case .recovery: .recover(mint: fund.mint, unit: fund.unit)
    case .rotation: .rotate(mint: fund.mint, unit: fund.unit)
    case .change:
      .makeChange(
        mint: fund.mint, unit: fund.unit, payment: usualPayment(fund.unit), count: policy.purchase.readyPayments)
    }
  }

  /// Expiry is a date: without a clock that somebody vouches for it can't be judged (E6, K20).
  private func expiresSoon(_ fund: Int) -> Bool {
    guard let expires = funds[fund].expires, let wall, wall.synchronised else { return false }
    let (seconds, tooLate) = wall.seconds.addingReportingOverflow((now - wallToldAt).wholeSeconds)
    let (left, overflow) = expires.subtractingReportingOverflow(seconds)
    return tooLate || (overflow ? expires < seconds : left <= Pace.rotateBefore.wholeSeconds)
  }

  /// What the newest purchase in this unit has cost, or the most that one may cost.
  private func usualPayment(_ unit: CurrencyUnit) -> Sats {
    let newest = ledger.sellers.compactMap { $0.stretch }.filter { $0.offer.unit == unit && $0.newest > .zero }
    return newest.max { $0.granted < $1.granted }?.newest ?? policy.purchase.limits(unit)?.perPurchase ?? Sats(1)
  }

  /// Fees are charged like payments, to no link (C3).
  private func feeLimit(_ unit: CurrencyUnit) -> Sats {
    guard let limits = policy.purchase.limits(unit) else { return .zero }
    return min(Pace.choreFee, limits.inTotal - ledger.charged(unit, link: nil, at: now))
  }

  mutating func advanceChores() -> Instant {
    noteWaitingRotations()
    var due = Instant.never
    if let next = nextTurn {
      if next.due <= now { choose(next.need, funds[next.fund]) } else { due = next.due }
    }
    beginChore()
    return due
  }

  /// What a chore may cost is charged before it begins; asking what became of an old one costs nothing.
  private mutating func choose(_ need: Need, _ fund: Funds) {
    let limit = need == .recovery ? .zero : feeLimit(fund.unit)
    if limit > .zero {
      write(.charged(ledger.line(hour: now.hour, link: nil, unit: fund.unit, adding: limit, removing: .zero)))
    }
    let record = limit > .zero ? currentRecord : journal.durable
    chores.running = ChoreState.Running(
      chore: chore(for: need, fund), feeLimit: limit, hour: now.hour, writtenIn: record)
  }

  private mutating func beginChore() {
    guard phase == .running, chores.isRunning, let running = chores.running, !running.isAsked,
      journal.isDurable(running.writtenIn)
    else { return }
    chores.running?.isAsked = true
    ask(.perform(running.chore, feeLimit: running.feeLimit), for: .chore)
  }

  private mutating func noteWaitingRotations() {
    guard !(wall?.synchronised ?? false) else { return }
    for fund in funds.indices {
      guard case .some = funds[fund].expires, !chores.waitingForClock.contains(funds[fund].mint) else { continue }
      chores.waitingForClock.append(funds[fund].mint)
      report(.rotationWaitsForClock(funds[fund].mint))
    }
  }

  mutating func performed(_ done: ChoreReport) {
    guard let running = chores.running else { return }
    wallet.worked()
    endChore(running, fee: min(done.fee, running.feeLimit), after: Pace.choreWait, resets: true)
    report(.choreDone(running.chore, done))
  }

  mutating func choreFailed(_ failure: PaymentFailure) {
    guard let running = chores.running else { return }
    if failure == .notWritable { walletFailed(failure) }
    // A mint that did not answer may have served the request and kept its fee.
    let isUnclear = failure == .mintUnreachable && wantsRecovery(running.chore.mint, running.chore.unit)
    endChore(running, fee: isUnclear ? running.feeLimit : .zero, after: nil, resets: false)
    report(.choreFailed(running.chore, failure))
  }

  /// A request to this mint was interrupted, and nobody has asked yet what became of it.
  func wantsRecovery(_ mint: MintURL, _ unit: CurrencyUnit) -> Bool {
    funds.contains { $0.mint == mint && $0.unit == unit && $0.wantsRecovery }
  }

  /// A request to this mint was interrupted since then, whether or not somebody has asked about it meanwhile.
  func wasInterrupted(_ mint: MintURL, _ unit: CurrencyUnit, since: Instant) -> Bool {
    wantsRecovery(mint, unit) || chores.turns.contains { $0.mint == mint && $0.recovered > since }
  }

  private mutating func endChore(_ running: ChoreState.Running, fee: Sats, after wait: Interval?, resets: Bool) {
    let unit = running.chore.unit
    write(
      .charged(ledger.line(hour: running.hour, link: nil, unit: unit, adding: .zero, removing: running.feeLimit - fee)))
    chores.running = nil
    let mint = running.chore.mint
    if !chores.turns.contains(where: { $0.mint == mint }) {
      chores.turns.append(ChoreState.Turn(mint: mint, next: now))
    }
    guard let turn = chores.turns.firstIndex(where: { $0.mint == mint }) else { return }
    if resets { chores.turns[turn].backoff.reset() }
    if resets, case .recover = running.chore { chores.turns[turn].recovered = now }
    let backoff =
      wait
      ?? chores.turns[turn].backoff.next(
        first: Pace.choreWait, ceiling: Pace.longestChoreWait, dice: &dice)
    chores.turns[turn].next = now + backoff
  }

  /// A mint may be in reach again: its chores need not wait.
  mutating func doChoresAnew() {
    for index in chores.turns.indices {
      chores.turns[index].backoff.reset()
      chores.turns[index].next = min(chores.turns[index].next, now)
    }
  }
}
