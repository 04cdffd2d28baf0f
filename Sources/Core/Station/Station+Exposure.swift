/// What was perhaps paid for nothing, and what stops because of it (C7).
extension Station {
  /// Marks sats that were paid for nothing; it is durable before the next purchase, since intents follow it in the journal.
  mutating func expose(_ payment: Payment, _ cause: BlindMark.Cause, _ sats: Sats) {
    expose(payment.id, payment.seller, payment.order.offer.unit, cause, sats)
  }

  mutating func expose(
    _ id: OperationID, _ seller: SellerID, _ unit: CurrencyUnit, _ cause: BlindMark.Cause, _ sats: Sats
  ) {
    let earlier = ledger.marks.filter { $0.id.payment == id }
    guard !earlier.contains(where: { $0.id.cause == cause }) else { return }
    // One payment is exposed once, and for no more than it was, however many things went wrong with it.
    let known = earlier.reduce(Sats.zero) { $0 + $1.sats }
    let mark = BlindMark(
      id: BlindMark.ID(payment: id, cause: cause), seller: seller, unit: unit, sats: sats - known, at: now)
    write(.marked(mark))
    report(.exposed(mark))
    guard earlier.isEmpty else { return }
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

  /// The session that has vanished last is there again with its allotment: it was not paid for nothing (D3).
  mutating func unexposeVanished(_ seller: SellerID) -> BlindMark? {
    guard let mark = ledger.marks.last(where: { $0.seller == seller && $0.id.cause == .vanished }) else { return nil }
    clear { $0.id == mark.id }
    return mark
  }

  /// A payment stands in its seller's run once, and what the owner has forgiven in none.
  private mutating func clear(_ belongs: (BlindMark) -> Bool) {
    for mark in ledger.marks.filter(belongs) {
      write(.cleared(mark.id))
      let stillStands = ledger.marks.contains { $0.id.payment == mark.id.payment && !$0.forgiven }
      guard !mark.forgiven, !stillStands else { continue }
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
  mutating func noteTrial(_ seller: SellerID) {
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
    forgiveUnknown(seller)
    lookAnew()
  }

  /// What nobody knows yet is forgiven too: it will not count again when it turns blind.
  private mutating func forgiveUnknown(_ seller: SellerID?) {
    for payment in ledger.payments where (seller == nil || payment.seller == seller) && payment.isUnheardOf {
      guard !ledger.marks.contains(where: { $0.id.payment == payment.id }) else { continue }
      let id = BlindMark.ID(payment: payment.id, cause: .blind)
      write(
        .marked(
          BlindMark(
            id: id, seller: payment.seller, unit: payment.order.offer.unit, sats: payment.gross, at: now, forgiven: true
          )))
    }
  }
}
