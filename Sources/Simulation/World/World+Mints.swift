import TollGateCore

/// The wallet's requests to mints: written down, sent, served, answered. Between any two of these the world may end.
extension World {
  func errand(_ id: OperationID, _ mint: Int, _ kind: MintErrand.Kind) -> MintErrand {
    MintErrand(id: id, mint: mint, life: life, kind: kind)
  }

  mutating func sendErrand(_ id: OperationID, _ mint: Int, _ kind: MintErrand.Kind) {
    let arrival = now + mints[mint].delay(now) + lateness
    queue.add(.mintServes(errand(id, mint, kind)), at: min(arrival, max(now, end(of: id))))
  }

  /// When the wallet gives its mint up: all that belongs to one call has one limit, and the funds are told within it.
  private func end(of id: OperationID) -> Instant {
    (operations.first { $0.id == id }?.begun ?? now) + mintLimit - tellingFunds
  }

  private var tellingFunds: Interval { .milliseconds(2) }

  /// No answer will come: what the mint may have done is the recovery's business.
  private mutating func giveUp(_ errand: MintErrand, at time: Instant) -> Event? {
    if let swap = swap(of: errand) { wallet.interrupt(swap) }
    tellFunds()
    let end = max(now, min(time, end(of: errand.id))) + tellingFunds
    queue.add(.answer(errand.id, failure(errand, .mintUnreachable)), at: end)
    return nil
  }

  private mutating func fail(_ id: OperationID, _ answer: Answer) {
    queue.add(.answer(id, answer), at: now + .milliseconds(50))
  }

  mutating func inspect(_ id: OperationID, _ payment: OperationID) {
    open(id, .provider(payment: payment))
    guard let kept = wallet.kept(payment) else { return fail(id, .inspectionFailed(.conflict)) }
    guard reaches(mint: kept.mint) else { return fail(id, .inspectionFailed(.mintUnreachable)) }
    sendErrand(id, kept.mint, .inspect(payment))
  }

  mutating func takeBack(_ id: OperationID, _ payment: OperationID) {
    open(id, .provider(payment: payment))
    guard let kept = wallet.kept(payment) else { return fail(id, .settlementFailed(.conflict)) }
    if let settled = kept.settled, settled.pending == .zero {
      return fail(id, kept.verdict == .takenBack ? .settled(settled) : .settlementFailed(.conflict))
    }
    guard now >= disk.notWritableUntil else { return fail(id, .settlementFailed(.notWritable)) }
    guard reaches(mint: kept.mint) else { return fail(id, .settlementFailed(.mintUnreachable)) }
    sendErrand(id, kept.mint, .takeBack(payment))
  }

  mutating func perform(_ id: OperationID, _ chore: Chore, _ feeLimit: Sats) {
    open(id, .chore)
    guard let index = wallet.account(chore.mint, chore.unit) else {
      return fail(id, .performed(ChoreReport(moved: .zero, fee: .zero)))
    }
    let mint = wallet.accounts[index].mint
    guard reaches(mint: mint) else { return fail(id, .choreFailed(.mintUnreachable)) }
    guard now >= disk.notWritableUntil else { return fail(id, .choreFailed(.notWritable)) }
    let plan: WalletModel.Errand
    switch chore {
    case .recover: return sendErrand(id, mint, .recover(chore))
    case .rotate: plan = wallet.rotate(index, feeLimit: feeLimit, mints: mints, wall: wallSeconds)
    case .makeChange(_, _, let payment, let count):
      plan = wallet.makeChange(index, payment: payment.count, count: count, feeLimit: feeLimit, mints: mints)
    }
    switch plan {
    case .nothing:
      tellFunds()
      fail(id, .performed(ChoreReport(moved: .zero, fee: .zero)))
    case .tooDear: fail(id, .choreFailed(.insufficient(available: .zero)))
    case .swap(let number):
      let inputs = wallet.swaps.last?.inputs ?? []
      let (sum, fee) = (Sats(mints[mint].sum(inputs)), Sats(mints[mint].fee(inputs)))
      tellFunds()
      sendErrand(id, mint, .chore(chore, swap: number, moved: sum - fee, fee: fee))
    }
  }

  /// The request is at the mint, if there still is a way. A mint that would be later than the limit never serves it.
  mutating func mintServes(_ errand: MintErrand) -> Event? {
    guard isLife(errand.life) else { return nil }
    mints[errand.mint].requests += 1
    guard now < end(of: errand.id) else { return giveUp(errand, at: now) }
    guard reaches(mint: errand.mint) else { return giveUp(errand, at: now + .seconds(2)) }
    switch errand.kind {
    case .inspect(let payment):
      guard let kept = wallet.kept(payment) else { return respond(errand.id, .inspectionFailed(.conflict)) }
      return respond(errand.id, .inspected(mints[errand.mint].tally(kept.proofs, now: now)))
    case .change(_, let swap), .chore(_, let swap, _, _): return serve(errand, swap: swap)
    case .takeBack(let payment): return serveTakeBack(errand, payment)
    case .recover(let chore): return recover(errand, chore)
    }
  }

  private func swap(of errand: MintErrand) -> UInt64? {
    switch errand.kind {
    case .change(_, let swap), .chore(_, let swap, _, _): swap
    case .takeBack(let payment): wallet.takingBack(payment)?.number
    case .inspect, .recover: nil
    }
  }

  private mutating func serveTakeBack(_ errand: MintErrand, _ payment: OperationID) -> Event? {
    if let swap = wallet.takingBack(payment) { return serve(errand, swap: swap.number) }
    switch wallet.takeBack(payment, mints: mints, now: now, wall: wallSeconds) {
    case .settled(let settlement):
      tellFunds()
      crashIf(.afterSettled)
      return isUp ? respond(errand.id, .settled(settlement)) : nil
    case .swap(let number): return serve(errand, swap: number)
    case nil: return respond(errand.id, .settlementFailed(.conflict))
    }
  }

  private mutating func serve(_ errand: MintErrand, swap number: UInt64) -> Event? {
    guard let swap = wallet.swaps.first(where: { $0.number == number }) else {
      return respond(errand.id, failure(errand, .mintUnreachable))
    }
    let outputs: [Int]
    do {
      outputs = try mints[errand.mint].swap(
        swap.inputs, number: number, wanted: swap.wanted, now: now, wall: wallSeconds)
    } catch {
      return refused(errand, swap, error)
    }
    noteSwap(swap)
    crashIf(.afterMintAccepted)
    guard isUp else { return nil }
    if mints[errand.mint].answersToLose > 0 {
      mints[errand.mint].answersToLose -= 1
      return giveUp(errand, at: now + .seconds(5))
    }
    let reply = now + mints[errand.mint].latency / 2 + script.setup.sync
    guard reply <= end(of: errand.id) else { return giveUp(errand, at: reply) }
    queue.add(.mintAnswers(errand, outputs: outputs), at: reply)
    return nil
  }

  /// Counted once per swap: a repeated request costs nothing.
  mutating func noteSwap(_ swap: WalletModel.Swap) {
    guard books.swaps.last(where: { $0 == swap.number }) == nil else { return }
    books.swaps.append(swap.number)
    books.walletFees += Sats(mints[swap.mint].fee(swap.inputs))
  }

  private mutating func refused(
    _ errand: MintErrand, _ swap: WalletModel.Swap, _ refusal: MintModel.Refusal
  ) -> Event? {
    if refusal == .silent { wallet.interrupt(swap.number) } else { wallet.abandon(swap.number) }
    if refusal == .spent {
      wallet.remove(swap.inputs.filter { mints[swap.mint].proofs[$0].state != .unspent }, mint: swap.mint)
    }
    if refusal == .expired {
      for input in swap.inputs
      where mints[swap.mint].hasExpired(mints[swap.mint].proofs[input].keyset, wall: wallSeconds) {
        wallet.setUse([input], mint: swap.mint, .expired)
      }
    }
    tellFunds()
    return respond(errand.id, failure(errand, .mintUnreachable))
  }

  func failure(_ errand: MintErrand, _ failure: PaymentFailure) -> Answer {
    switch errand.kind {
    case .change: .prepareFailed(failure)
    case .inspect: .inspectionFailed(failure)
    case .takeBack: .settlementFailed(failure)
    case .chore, .recover: .choreFailed(failure)
    }
  }

  mutating func mintAnswered(_ errand: MintErrand, _ outputs: [Int]) -> Event? {
    defer { tellFunds() }
    switch errand.kind {
    case .change(let order, let swap):
      let end = wallet.finish(swap, outputs: outputs, mints: mints, makesPayment: true)
      guard let prepared = end.prepared else { return respond(errand.id, .prepareFailed(.mintUnreachable)) }
      noteToken(order.id)
      return respond(errand.id, .prepared(prepared))
    case .takeBack(let payment):
      guard let swap = wallet.takingBack(payment),
        let settlement = wallet.finish(swap.number, outputs: outputs, mints: mints, makesPayment: false).settled
      else { return respond(errand.id, .settlementFailed(.mintUnreachable)) }
      crashIf(.afterSettled)
      return isUp ? respond(errand.id, .settled(settlement)) : nil
    case .chore(_, let swap, let moved, let fee):
      _ = wallet.finish(swap, outputs: outputs, mints: mints, makesPayment: false)
      return respond(errand.id, .performed(ChoreReport(moved: moved, fee: fee)))
    case .inspect, .recover: return nil
    }
  }

  /// Asks the mint about every interrupted request: what it has served is fetched, the rest is undone.
  private mutating func recover(_ errand: MintErrand, _ chore: Chore) -> Event? {
    var report = ChoreReport(moved: .zero, fee: .zero)
    for swap in wallet.swaps
    where swap.isInterrupted && swap.mint == errand.mint && wallet.unit(of: swap, in: mints[swap.mint]) == chore.unit {
      if let done = mints[swap.mint].signed.first(where: { $0.swap == swap.number }) {
        report.moved += Sats(mints[swap.mint].sum(done.proofs))
        _ = wallet.finish(swap.number, outputs: done.proofs, mints: mints, makesPayment: false)
      } else {
        wallet.abandon(swap.number)
      }
    }
    tellFunds()
    return respond(errand.id, .performed(report))
  }
}
