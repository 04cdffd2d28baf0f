/// What an answer or a reading does to the two ledgers of a payment (C6).
extension Station {
  mutating func delivered(_ id: OperationID, _ delivery: Delivery) {
    guard let payment = ledger.payment(id), let errand = errandIndex(id) else { return }
    report(.deliveryAnswered(id, delivery))
    errands[errand].activity = .idle
    let purchase = endDelivery(id, payment.seller)
    if case .notice(let notice) = delivery {
      if case .signed(payment.order.seller.key) = notice.proof { update(id) { $0.answeredSigned = true } }
      if let wait = notice.retryAfter { hush(payment.order.seller.gateway.place, wait) }
    }
    switch Finding(delivery, to: payment.order, counted: record(payment.seller).grants) {
    case .granted(let grant): granted(id, grant, purchase)
    case .taken(let code): taken(id, code)
    case .refused(let kind, let code): refused(id, kind, code)
    case .nothingLeft: nothingLeft(id)
    case .unclear(let code): unclear(id, code)
    }
  }

  /// The purchase is over with its delivery; its money may go on.
  private mutating func endDelivery(_ id: OperationID, _ seller: SellerID) -> Purchase? {
    guard let index = sellerIndex(seller), case .delivering(id) = sellers[index].purchase?.phase else { return nil }
    let purchase = sellers[index].purchase
    sellers[index].purchase = nil
    return purchase
  }

  private mutating func granted(_ id: OperationID, _ grant: Grant, _ purchase: Purchase?) {
    guard let payment = ledger.payment(id) else { return }
    let credit = Baseline.credit(payment.baseline, total: grant.allotment)
    unexpose(id)
    update(id) {
      $0.service = payment.order.isShort(credit) ? .short(credit: credit) : .granted(credit: credit)
      $0.money = .spent
    }
    amend(payment.seller) {
      $0.grants = Array(($0.grants + [grant.id]).suffix(Pace.grantsKept))
    }
    let seller = meet(payment.seller)
    // A token may have been sent again on a later attachment than it was made for: there the seller has proved itself.
    sellers[seller].proven = (purchase?.gateway ?? payment.order.seller.gateway).attachment
    if let purchase {
      sellers[seller].purchaseTimes = Array((sellers[seller].purchaseTimes + [now - purchase.begun]).suffix(32))
    }
    credited(seller, id, credit, total: grant.allotment)
  }

  /// Service came: the session opens or grows, and the run of blind payments is over, unless it fell short (C7).
  private mutating func credited(_ seller: Int, _ id: OperationID, _ credit: UInt64, total: UInt64) {
    guard let payment = ledger.payment(id) else { return }
    if payment.order.isShort(credit) {
      expose(payment, .short, payment.order.unpaidFor(credit, of: payment.gross))
    } else {
      creditInFull(payment.seller)
    }
    creditSession(seller, payment, total: total)
  }

  private mutating func taken(_ id: OperationID, _ code: NoticeCode) {
    let until = now + (code == .grantPending ? Pace.pendingGrace : Pace.claimGrace)
    if let errand = errandIndex(id) { errands[errand].heldSince = nil }
    update(id) {
      $0.mayHaveArrived = true
      $0.money = .claimedSpent
      $0.service = .awaited(until: until)
    }
    inspectLater(id)
    standAtSeller(id, .waitingForSettlement(id))
  }

  private mutating func refused(_ id: OperationID, _ kind: AnswerClass, _ code: NoticeCode) {
    guard let payment = ledger.payment(id), let errand = errandIndex(id) else { return }
    if kind == .notTakenStopAndTell, let advertisement = advertisement(of: payment) {
      amend(payment.seller) { $0.refusal = SellerRefusal(code: code, advertisement: advertisement) }
    }
    // An earlier attempt may have arrived: this refusal says nothing about it.
    guard !payment.mayHaveArrived else { return unclear(id, code) }
    if kind == .notTakenSameSellerLater {
      let since = errands[errand].heldSince ?? now
      errands[errand].heldSince = nil
      hold(id, since: since)
    } else {
      update(id) {
        $0.money = .stranded
        $0.service = .none
      }
    }
    standAtSeller(id, .refused(code))
  }

  /// The token is the seller's next payment (C6).
  private mutating func hold(_ id: OperationID, since: Instant) {
    guard let errand = errandIndex(id) else { return }
    let wait = errands[errand].backoff.next(first: Pace.firstWait, ceiling: Pace.longestWait, dice: &dice)
    errands[errand].nextResend = now + wait
    if let payment = ledger.payment(id), let seller = sellerIndex(payment.seller) {
      sellers[seller].retryAt = now + wait
    }
    update(id) {
      $0.money = .held(since: since)
      $0.service = .none
    }
    errands[errand].nextInspection = max(since + Pace.heldLimit, now + wait)
  }

  private mutating func nothingLeft(_ id: OperationID) {
    guard let payment = ledger.payment(id), let errand = errandIndex(id) else { return }
    if payment.mayHaveArrived {
      unclear(id, nil)
    } else if let since = errands[errand].heldSince {
      errands[errand].heldSince = nil
      hold(id, since: since)
    } else {
      update(id) {
        $0.service = .none
        $0.money = .releasing
      }
      standAtSeller(id, .unreachable(.cutOff))
    }
  }

  private mutating func unclear(_ id: OperationID, _ code: NoticeCode?) {
    // It may have arrived now: whatever becomes of it, it is not simply held any more.
    if let errand = errandIndex(id) { errands[errand].heldSince = nil }
    update(id) {
      $0.mayHaveArrived = true
      $0.money = .unknown
      $0.service = .unknown
      if code?.saysDoNotResend ?? false { $0.doNotResend = true }
    }
    planResend(id, postponed: code?.onlyPostpones ?? false)
    inspectLater(id)
    standAtSeller(id, .waitingForSettlement(id))
  }

  private func advertisement(of payment: Payment) -> EventID? {
    gateways.first { $0.id.place == payment.order.seller.gateway.place }?.advertisement?.id
  }

  /// Shows at the seller's gateway what became of its delivery, and looks again by its backoff.
  private mutating func standAtSeller(_ id: OperationID, _ reason: Reason) {
    guard let payment = ledger.payment(id), let index = gatewayIndex(payment.order.seller.gateway) else { return }
    guard let seller = sellerIndex(payment.seller), !gateways[index].isBusy else { return }
    if sellers[seller].readings.isEmpty { sellers[seller].nextReading = now }
    refused(seller, index, reason)
  }
}

extension Station {
  /// A reading may prove that an unsettled payment was credited, whatever its answers said (C6).
  mutating func weighUsage(_ seller: Int, used: UInt64, total: UInt64) {
    let id = sellers[seller].id
    guard let payment = ledger.payments.first(where: { $0.seller == id && awaitsCredit($0) }) else { return }
    guard Baseline.grew(payment.baseline, used: used, total: total) else { return }
    let credit = Baseline.credit(payment.baseline, total: total)
    update(payment.id) {
      $0.service = payment.order.isShort(credit) ? .short(credit: credit) : .there(credit: credit)
      // A mint that has said so already is not asked again.
      if $0.money != .spent { $0.money = .presumedSpent }
    }
    inspectLater(payment.id)
    credited(seller, payment.id, credit, total: total)
  }

  /// Delivered, answered or given up, and not yet credited. While the answer may still come, it comes first.
  private func awaitsCredit(_ payment: Payment) -> Bool {
    guard payment.service == .unknown || payment.isAwaited, payment.mayHaveArrived else { return false }
    if let errand = errandIndex(payment.id), case .delivering = errands[errand].activity { return false }
    return true
  }

  /// Nothing came for it in time, or it is proven spent: paid for nothing, as far as anybody can tell (C7).
  mutating func turnBlind(_ id: OperationID) {
    guard let payment = ledger.payment(id) else { return }
    // The mark first: a record that is cut off between the two must not lose the exposure.
    expose(payment, .blind, payment.gross)
    update(id) { $0.service = .blind }
    lookAnew()
  }
}
