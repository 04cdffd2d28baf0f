/// How budgets are read off the ledger. They are kept by hours of running time, so that no clock can refill them (C3).
extension Ledger {
  /// What was charged in the rolling day, for one link or for all. The hour that is just leaving the day counts whole, so
  /// that no 24 hours see more than the budget.
  public func charged(_ unit: CurrencyUnit, link: LinkName?, at now: Instant) -> Sats {
    var sum = Sats.zero
    for line in budget where line.unit == unit && line.hour >= now.hour - Pace.budgetHours {
      if link == nil || line.link == link { sum += line.charged }
    }
    return sum
  }

  /// The budget line of an hour after `sats` more, or less, were charged to it.
  func line(hour: Int64, link: LinkName?, unit: CurrencyUnit, adding more: Sats, removing less: Sats) -> BudgetLine {
    let old = budget.first { $0.hour == hour && $0.link == link && $0.unit == unit }
    return BudgetLine(hour: hour, link: link, unit: unit, charged: (old?.charged ?? .zero) + more - less)
  }

  /// What may still be paid to a seller on this link in one purchase, and which bound says so.
  public func allowance(_ limits: UnitPolicy, link: LinkName, at now: Instant) -> (sats: Sats, bound: BudgetBound) {
    var tightest = (sats: limits.perPurchase, bound: BudgetBound.purchase)
    let others = [
      (sats: limits.perLink - charged(limits.unit, link: link, at: now), bound: BudgetBound.link),
      (sats: limits.inTotal - charged(limits.unit, link: nil, at: now), bound: .total),
      (sats: limits.blindBound - exposed(limits.unit, at: now), bound: .exposure),
    ]
    for other in others where other.sats < tightest.sats { tightest = other }
    return tightest
  }
}

/// What we may have paid for nothing (C7).
extension Ledger {
  /// Marked sats of the rolling day, and those of payments that nobody has credited yet.
  public func exposed(_ unit: CurrencyUnit, at now: Instant) -> Sats {
    var sum = Sats.zero
    for mark in marks where mark.unit == unit && !mark.forgiven && now - mark.at < Pace.exposureDay { sum += mark.sats }
    for payment in payments where payment.order.offer.unit == unit && payment.isExposed && !isMarked(payment) {
      sum += payment.gross
    }
    return sum
  }

  /// Bad payments on one interface within the hour, whatever the key; those that nobody knows about yet are bad (C7 b).
  func blindPayments(on link: LinkName, at now: Instant) -> Int {
    var bad: [OperationID] = []
    for mark in marks where mark.seller.link == link && !mark.forgiven && now - mark.at < .hours(1) {
      if !bad.contains(mark.id.payment) { bad.append(mark.id.payment) }
    }
    let unknown = payments.count {
      $0.seller.link == link && $0.isUnheardOf && !isMarked($0) && now - $0.begun < .hours(1)
    }
    return bad.count + unknown
  }

  private func isMarked(_ payment: Payment) -> Bool { marks.contains { $0.id.payment == payment.id } }

  /// What stops a seller now. `trial` says that one payment of minimum size is due all the same (C7).
  public func stop(_ seller: SellerID, advertisement: EventID, at now: Instant) -> (cause: StopCause, trial: Bool)? {
    let record = self.seller(seller)
    if let refusal = record?.refusal, refusal.advertisement == advertisement { return (.refusal(refusal.code), false) }
    if blindPayments(on: seller.link, at: now) >= Pace.blindPerHour { return (.blindOnLink, false) }
    if let record, record.run >= Pace.blindRun {
      return (.blindInARow, record.nextTrial.map { now >= $0 } ?? false)
    }
    return nil
  }
}
