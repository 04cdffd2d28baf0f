import TollGateCore

/// The two stores on the device. What they say is durable is; what is on its way when the power goes may be lost.
extension World {
  mutating func record(_ id: OperationID, _ entries: [JournalEntry]) {
    open(id, .record)
    let end = journal.begin(id, entries, now: now, sync: script.setup.sync)
    queue.add(.journalWritten(id), at: end)
    countWrite()
  }

  /// A write of the wallet: done when its sync is, in the order in which they began.
  mutating func write(_ write: WalletWrite, payment: OperationID) {
    open(write.id, .provider(payment: payment))
    walletWrites.append(write)
    disk.busyUntil = max(disk.busyUntil, now) + script.setup.sync + (now < disk.slowUntil ? disk.slow : .zero)
    queue.add(.walletWritten(write.id), at: disk.busyUntil)
    countWrite()
  }

  mutating func performStore(_ happening: Happening) -> Event? {
    switch happening {
    case .journalWritten(let id):
      guard let answer = journal.end(id, now: now) else { return nil }
      return respond(id, answer)
    case .walletWritten(let id): return walletWritten(id)
    case .quote(let id, let requests):
      let answers = reachesOutside
      return respond(id, .quoted(requests.map { quote($0, answers) }))
    case .mintServes(let errand): return mintServes(errand)
    case .mintAnswers(let errand, let outputs): return isLife(errand.life) ? mintAnswered(errand, outputs) : nil
    default: return nil
    }
  }

  private mutating func quote(_ request: QuoteRequest, _ outside: Bool) -> QuoteAnswer {
    let answers = outside && (mint(request.offer.mint).map { mints[$0].isUp(now) } ?? false)
    return wallet.quote(request, mints: mints, mintAnswers: answers)
  }

  private mutating func walletWritten(_ id: OperationID) -> Event? {
    guard let index = walletWrites.firstIndex(where: { $0.id == id }) else { return nil }
    let write = walletWrites.remove(at: index)
    if now < disk.notWritableUntil || disk.syncFails {
      disk.syncFails = false
      switch write.kind {
      case .prepare: return respond(id, .prepareFailed(.notWritable))
      case .settle: return respond(id, .settlementFailed(.notWritable))
      }
    }
    let answer = apply(write)
    tellFunds()
    if case .settle = write.kind { crashIf(.afterSettled) }
    guard isUp, let answer else { return nil }
    return respond(id, answer)
  }

  /// The write is on disk. `nil`: a mint has to answer before the wallet can.
  mutating func apply(_ write: WalletWrite) -> Answer? {
    switch write.kind {
    case .prepare(let order):
      switch wallet.prepare(order, mints: mints) {
      case .failed(let failure): return .prepareFailed(failure)
      case .done(let prepared):
        noteToken(order.id)
        return .prepared(prepared)
      case .swap(let inputs, let mint, let wanted):
        guard isUp, reaches(mint: mint) else { return .prepareFailed(.mintUnreachable) }
        let swap = wallet.open(inputs: inputs, mint: mint, wanted: wanted, for: .payment(order))
        sendErrand(write.id, mint, .change(order, swap: swap))
        return nil
      }
    case .settle(let payment, let verdict):
      switch wallet.settleHere(payment, verdict, mints: mints) {
      case .success(let settlement): return .settled(settlement)
      case .failure(let failure): return .settlementFailed(failure)
      case nil: return nil
      }
    }
  }

  /// The books learn of a token as soon as it is made.
  mutating func noteToken(_ payment: OperationID) {
    guard let kept = wallet.kept(payment), books.token(of: payment) == nil else { return }
    books.tokens.append(
      TokenRecord(
        payment: payment, mint: kept.mint, unit: kept.order.offer.unit, gross: kept.prepared.gross, at: now,
        proofs: kept.proofs))
  }

  /// Somebody pays proofs into the purse.
  mutating func fund(_ purse: PurseSetup) {
    guard mints.indices.contains(purse.mint) else { return }
    let proofs = mints[purse.mint].issue(purse.amounts.flatMap { Coins.powers(of: $0) }, purse.unit)
    wallet.add(proofs, mint: purse.mint, in: mints[purse.mint])
    books.funded += Sats(mints[purse.mint].sum(proofs))
    tellFunds()
  }
}
