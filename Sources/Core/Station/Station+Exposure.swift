/// What was perhaps paid for nothing, and what stops because of it (C7).
extension Station {
  /// Marks sats that were paid for nothing; it is durable before the next purchase, since intents follow it in the journal.
  mutating func expose(_ payment: Payment, _ cause: BlindMark.Cause, _ sats: Sats) {
    expose(payment.id, payment.seller, payment.order.offer.unit, cause, sats)
  }

  mutating func expose(
    _ id: OperationID, _ seller: SellerID, _ unit: CurrencyUnit, _ cause: BlindMark.Cause, _ sats: Sats
  ) {
    let mark = BlindMark(id: BlindMark.ID(payment: id, cause: cause), seller: seller, unit: unit, sats: sats, at: now)
    guard !ledger.marks.contains(where: { $0.id == mark.id }) else { return }
    write(.marked(mark))
    report(.exposed(mark))
    let undone = cause == .vanished || cause == .withoutEgress
    let now = now
    amend(seller) {
      // A credit that is undone had ended a run; the run goes on where it was.
      $0.run = min((undone ? max($0.run, $0.runBefore) : $0.run), .max - 1) + 1
      $0.runBefore = 0
      if $0.run >= Pace.blindRun, $0.nextTrial == nil {
        $0.trials = 0
        $0.nextTrial = now + Pace.trials[0]
      }
    }
  }

  /// The sats are back: nothing was lost on this payment (C7).
  mutating func unexpose(_ id: OperationID) {
    clear { $0.id.payment == id }
  }

  /// A session that had vanished is there again with its allotment: it was not paid for nothing (D3).
  mutating func unexposeVanished(_ seller: SellerID) {
    clear { $0.seller == seller && $0.id.cause == .vanished }
  }

  private mutating func clear(_ belongs: (BlindMark) -> Bool) {
    for mark in ledger.marks where belongs(mark) {
      write(.cleared(mark.id))
      amend(mark.seller) {
        if $0.run > 0 { $0.run -= 1 }
        if $0.run < Pace.blindRun { $0.nextTrial = nil }
      }
    }
  }

  /// A payment was credited in full: the run is over, unless that is undone later (C7).
  mutating func creditInFull(_ seller: SellerID) {
    let stopped = record(seller).run >= Pace.blindRun
    amend(seller) {
      $0.runBefore = $0.run
      $0.run = 0
      $0.trials = 0
      $0.nextTrial = nil
    }
    if stopped { report(.stopEnded(seller)) }
  }

  /// A payment of minimum size goes to a stopped seller: the next one only after a longer wait (C7).
  mutating func noteTrial(_ seller: SellerID, _ gateway: GatewayID) {
    guard record(seller).run >= Pace.blindRun else { return }
    let now = now
    amend(seller) {
      $0.trials = min($0.trials, 250) + 1
      $0.nextTrial = now + Pace.trials[min(Int($0.trials), Pace.trials.count - 1)]
    }
  }

  /// The owner says to go on (C7).
  mutating func resume(_ seller: SellerID?) {
    for record in ledger.sellers where seller == nil || record.id == seller {
      amend(record.id) {
        $0.run = 0
        $0.runBefore = 0
        $0.trials = 0
        $0.nextTrial = nil
        $0.refusal = nil
      }
    }
    for mark in ledger.marks where (seller == nil || mark.seller == seller) && !mark.forgiven {
      var forgiven = mark
      forgiven.forgiven = true
      write(.marked(forgiven))
    }
    lookAnew()
  }
}
