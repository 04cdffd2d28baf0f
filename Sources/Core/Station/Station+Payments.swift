/// The money of every open payment, from the first write until the provider may forget it (C6, C8).
extension Station {
  func errandIndex(_ id: OperationID) -> Int? { errands.firstIndex { $0.payment == id } }

  /// Writes a new payment; its first delivery waits for this record.
  mutating func put(_ payment: Payment) {
    write(.payment(payment))
    guard let errand = errandIndex(payment.id) else { return }
    errands[errand].writtenIn = currentRecord
    errands[errand].intentIn = currentRecord
  }

  /// Changes an open payment, and says so where a ledger has moved.
  mutating func update(_ id: OperationID, _ change: (inout Payment) -> Void) {
    guard let old = ledger.payment(id) else { return }
    var new = old
    change(&new)
    guard new != old else { return }
    write(.payment(new))
    if let errand = errandIndex(id) {
      errands[errand].writtenIn = currentRecord
      // What is settled now needs no waiting for a mint that was to be asked later.
      if new.money != old.money, new.wantsVerdict { errands[errand].nextInspection = .never }
    }
    if new.service != old.service || new.money != old.money { report(.paymentStands(id, new.service, new.money)) }
  }

  /// Both ledgers are closed.
  mutating func close(_ id: OperationID) {
    guard let payment = ledger.payment(id) else { return }
    report(.paymentClosed(id, payment.service, payment.money, payment.settlement))
    write(.closed(id))
    errands.removeAll { $0.payment == id }
    journal.closing.append(JournalState.Closing(payment: id, writtenIn: currentRecord))
    lookAtSeller(payment.seller)
  }

  /// What held a seller up is gone: its gateways are looked at again at once.
  mutating func lookAtSeller(_ id: SellerID) {
    guard let seller = sellerIndex(id), !sellers[seller].hasSession else { return }
    for index in gateways.indices where gateways[index].seller == id {
      switch gateways[index].reason {
      case .waitingForSettlement, .stopped: lookAnew(index)
      default: break
      }
    }
  }

  /// Charges a payment's budget in the hour in which it was begun, or gives back to that hour (C3).
  mutating func charge(_ payment: Payment, more: Sats, less: Sats) {
    write(
      .charged(
        ledger.line(
          hour: payment.begun.hour, link: payment.seller.link, unit: payment.order.offer.unit, adding: more,
          removing: less)))
  }

  /// The next time that the same token may go out again: 35 s after the last began, then after growing waits (C6).
  /// An attempt that was only postponed does not use up the one that is left after "do not resend".
  mutating func planResend(_ id: OperationID, postponed: Bool = false) {
    guard let payment = ledger.payment(id), let errand = errandIndex(id) else { return }
    let last = payment.lastAttempt ?? now
    if payment.doNotResend {
      let isUsedUp = payment.insisted && !postponed
      errands[errand].nextResend = isUsedUp ? .never : last + Pace.reluctantResend
    } else {
      let resends = Int(errands[errand].resends)
      let wait = resends == 0 ? Pace.firstResend : Pace.resends[min(resends, Pace.resends.count) - 1]
      errands[errand].nextResend = last + wait
    }
    errands[errand].resends = min(errands[errand].resends, .max - 1) + 1
  }

  /// The mint is asked no sooner than 70 s after the last attempt began (C6).
  mutating func inspectLater(_ id: OperationID) {
    guard let payment = ledger.payment(id), let errand = errandIndex(id) else { return }
    errands[errand].nextInspection = max(now, (payment.lastAttempt ?? now) + Pace.beforeInspection)
  }

  /// When its gateway should be looked at so that a token can go there again.
  func resendTime(_ gateway: Int, _ seller: Int) -> Instant {
    let place = gateways[gateway].id.place
    guard !sellers[seller].isBuying, let payment = blocker(sellers[seller].id),
      let errand = errandIndex(ledger.payments[payment].id), errands[errand].isIdle,
      ledger.payments[payment].order.seller.gateway.place == place
    else { return .never }
    let isSendable =
      ledger.payments[payment].isHeld ? !sellers[seller].hasSession : ledger.payments[payment].money == .unknown
    guard isSendable else { return .never }
    // Looked at since, and still not sent: something else stands in the way, and the backoff goes on.
    guard errands[errand].nextResend > gateways[gateway].lastLook ?? .start else { return .never }
    return max(errands[errand].nextResend, rootTime(place))
  }
}

extension Station {
  /// Does what is due for the open payments, and says when something is due next.
  mutating func advancePayments() -> Instant {
    var due = Instant.never
    for errand in errands.indices { due = min(due, advancePayment(errand)) }
    return due
  }

  private mutating func advancePayment(_ errand: Int) -> Instant {
    let id = errands[errand].payment
    guard let payment = ledger.index(id) else { return .never }
    if blindTime(payment) <= now { turnBlind(id) }
    let next = step(payment, errand)
    guard let next, next.time <= now else { return min(blindTime(payment), next?.time ?? .never) }
    if let verdict = next.verdict { settle(id, verdict) } else { inspect(id) }
    return blindTime(payment)
  }

  /// When a payment counts as paid for nothing, if no service comes for it before (C7).
  private func blindTime(_ payment: Int) -> Instant {
    switch ledger.payments[payment].service {
    case .awaited(let until): return until
    case .unknown:
      let minutes =
        ledger.payments[payment].answeredSigned ? Pace.blindMinutesAnswered : Pace.blindMinutesSilent
      guard ledger.payments[payment].mayHaveArrived, ledger.payments[payment].sellerMinutes >= minutes else {
        return .never
      }
      return now
    case .none, .granted, .there, .short, .blind: return .never
    }
  }

  /// What is done next about a payment's money, and when; nil while something else must happen first.
  private func step(_ payment: Int, _ errand: Int) -> (time: Instant, verdict: Verdict?)? {
    guard errands[errand].isIdle, !isUnderway(payment) else { return nil }
    let inspection = errands[errand].nextInspection
    let verdict: Verdict
    switch ledger.payments[payment].money {
    case .reserved, .returned: return nil
    case .held, .unknown, .claimedSpent, .presumedSpent: return inspection == .never ? nil : (inspection, nil)
    case .releasing: verdict = .released
    // While service may still come for it, a spent token keeps its payment open.
    case .spent: if ledger.payments[payment].isAwaited { return nil } else { verdict = .spent }
    case .stranded, .takingBack: verdict = .takenBack
    }
    // The verdict follows its record: the answer is in the journal first (design §3).
    guard journal.isDurable(errands[errand].writtenIn) else { return nil }
    return (inspection == .never ? now : inspection, verdict)
  }

  /// A purchase is about to deliver this token, or does.
  private func isUnderway(_ payment: Int) -> Bool {
    guard let seller = sellerIndex(ledger.payments[payment].seller) else { return false }
    return sellers[seller].purchase?.payment == ledger.payments[payment].id
  }

  private mutating func inspect(_ id: OperationID) {
    guard let errand = errandIndex(id) else { return }
    errands[errand].activity = .inspecting
    ask(.inspect(payment: id), for: .inspect(id))
  }

  private mutating func settle(_ id: OperationID, _ verdict: Verdict) {
    guard let errand = errandIndex(id) else { return }
    errands[errand].activity = .settling(verdict)
    ask(.settle(payment: id, verdict), for: .settle(id))
  }

  mutating func inspected(_ id: OperationID, _ tally: ProofTally) {
    guard let payment = ledger.payment(id), let errand = errandIndex(id) else { return }
    errands[errand].activity = .idle
    // An answer about no proof at all proves nothing: the mint is asked again.
    guard tally.pending == .zero, tally.spent + tally.unspent > .zero else { return tryMintAgain(errand) }
    errands[errand].backoff.reset()
    if tally.unspent == .zero {
      provenSpent(payment)
    } else {
      update(id) { $0.money = .takingBack }
    }
  }

  /// Its mint says that every proof is spent: by the seller, whatever came of it.
  private mutating func provenSpent(_ payment: Payment) {
    update(payment.id) {
      $0.money = .spent
      $0.mayHaveArrived = true
      if case .held = payment.money { $0.service = .unknown }
    }
    if ledger.payment(payment.id)?.service == .unknown { turnBlind(payment.id) }
  }

  mutating func mintFailed(_ id: OperationID, _ failure: PaymentFailure) {
    guard let errand = errandIndex(id) else { return }
    errands[errand].activity = .idle
    if failure == .notWritable { walletFailed(failure) }
    tryMintAgain(errand)
  }

  private mutating func tryMintAgain(_ errand: Int) {
    errands[errand].nextInspection =
      now
      + errands[errand].backoff.next(
        first: Pace.inspectionWait, ceiling: Pace.longestInspectionWait, dice: &dice)
  }

  /// To forget the payment could lose its proofs: it stays open, as it was, and is asked for at a pace that costs nothing.
  private mutating func tryUnsound(_ errand: Int) {
    errands[errand].unsound = min(errands[errand].unsound, Pace.unsoundAnswers - 1) + 1
    guard errands[errand].unsound >= Pace.unsoundAnswers else { return tryMintAgain(errand) }
    errands[errand].nextInspection = now + Pace.unsoundWait
  }

  /// A mint may be in reach again: open questions are asked at once.
  mutating func askMintsAnew() {
    doChoresAnew()
    for index in errands.indices {
      errands[index].backoff.reset()
      guard errands[index].isIdle, errands[index].nextInspection != .never,
        errands[index].unsound < Pace.unsoundAnswers,
        let payment = ledger.payment(errands[index].payment)
      else { continue }
      let earliest = (payment.lastAttempt ?? .start) + Pace.beforeInspection
      errands[index].nextInspection = min(errands[index].nextInspection, max(now, earliest))
    }
  }

  mutating func settled(_ id: OperationID, _ settlement: Settlement) {
    guard let errand = errandIndex(id), case .settling(let verdict) = errands[errand].activity,
      let payment = ledger.payment(id)
    else { return }
    errands[errand].activity = .idle
    // Sats out of nowhere, or gone without a word: nothing follows from that but another question.
    guard settlement.all == payment.gross || payment.stage == .intended else {
      report(.settlementUnsound(id, settlement))
      return tryUnsound(errand)
    }
    errands[errand].unsound = 0
    if settlement.pending > .zero { return tryMintAgain(errand) }
    switch verdict {
    case .spent: update(id) { $0.settlement = settlement }
    case .released, .takenBack: cameBack(id, settlement)
    }
    close(id)
  }

  /// Sats are available again: their budget too, and what they stood for in exposure (C3, C7).
  private mutating func cameBack(_ id: OperationID, _ settlement: Settlement) {
    guard let payment = ledger.payment(id) else { return }
    update(id) {
      $0.money = settlement.spent > .zero ? .spent : .returned
      $0.settlement = settlement
    }
    // Never more than was charged; and after the payment, so that a record cut off between the two gives back nothing twice.
    let back = min(settlement.returned, payment.gross)
    if back > .zero { charge(payment, more: .zero, less: back) }
    if settlement.spent == .zero {
      unexpose(id)
    } else if !payment.isCredited, payment.service != .blind {
      update(id) { $0.service = .blind }
      expose(payment, .blind, settlement.spent)
    }
  }
}
