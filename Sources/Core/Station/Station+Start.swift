/// A driver that runs for ever, or waits to be begun again (A5).
struct DriverState: Hashable, Sendable {
  let driver: StandingDriver
  var restart: Instant?
  var backoff = Backoff()

  init(driver: StandingDriver) { self.driver = driver }
}

extension [DriverState] {
  /// It delivers: the next end starts its waits anew.
  mutating func noteWork(_ driver: StandingDriver) {
    for index in indices where self[index].driver == driver { self[index].backoff.reset() }
  }
}

/// Start, stop, and what the owner and the config say (E1).
extension Station {
  /// Joins what the journal and the provider remember, before anything is decided.
  mutating func begin(_ start: StartUp) {
    phase = .running
    epoch = start.epoch
    ledger = Ledger(replaying: start.journal.entries)
    journal.entries = start.journal.entries.count
    now = max(now, ledger.last)
    report(.started(payments: UInt16(clamping: start.payments.count)))
    if start.journal.cut > 0 { report(.journalCut(bytes: start.journal.cut)) }
    for payment in ledger.payments { join(payment, start.payments.first { $0.order.id == payment.id }) }
    for open in start.payments where ledger.payment(open.order.id) == nil { adopt(open) }
    // A minute of the seller's own time that was begun in an earlier life may have been counted there (C7).
    for payment in ledger.payments where payment.sellerMinutes > 0 { sellers[meet(payment.seller)].minute = minute }
    noteMissingCeilings()
    for index in drivers.indices { out.append(.begin(drivers[index].driver)) }
    uplinksChanged()
  }

  /// Both stores know a payment, or the journal alone does (E1).
  private mutating func join(_ payment: Payment, _ open: OpenPayment?) {
    guard let open else { return joinForgotten(payment) }
    errands.append(Errand(payment: payment.id))
    if let settled = open.settled, payment.money == .spent || payment.money == .returned {
      return closeSettled(payment, settled)
    }
    switch payment.money {
    case .reserved, .unknown: possiblyDelivered(payment.id, open)
    case .held(let since): holdAgain(payment.id, since: since)
    case .claimedSpent, .presumedSpent: inspectLater(payment.id)
    case .stranded, .releasing, .takingBack, .spent: break
    case .returned: close(payment.id)
    }
  }

  /// A torn tail has cut off the lines that closed it.
  private mutating func closeSettled(_ payment: Payment, _ settled: Settlement) {
    update(payment.id) { $0.settlement = settled }
    if settled.spent > .zero, payment.service == .unknown || payment.isAwaited { turnBlind(payment.id) }
    close(payment.id)
  }

  /// Still its seller's next payment.
  private mutating func holdAgain(_ id: OperationID, since: Instant) {
    guard let errand = errandIndex(id) else { return }
    errands[errand].nextResend = now
    errands[errand].nextInspection = max(now, since + Pace.heldLimit)
  }

  /// An intent without a token is void. A token that the provider has lost can only have been spent.
  private mutating func joinForgotten(_ payment: Payment) {
    if payment.stage == .intended, payment.attempts == 0 { return void(payment, mintKnows: true) }
    update(payment.id) { $0.money = $0.money == .returned ? .returned : .spent }
    if payment.service == .unknown || payment.isAwaited { turnBlind(payment.id) }
    close(payment.id)
  }

  /// Prepared, and nobody knows how far its delivery came.
  private mutating func possiblyDelivered(_ id: OperationID, _ open: OpenPayment) {
    guard let payment = ledger.payment(id) else { return }
    let now = now
    update(id) {
      $0.stage = .underway
      $0.gross = open.prepared.gross
      $0.fee = open.prepared.fee
      $0.money = .unknown
      // What was blind is exposed and blocks nobody; a restart is no reason to think better of it (C7).
      if $0.service != .blind { $0.service = .unknown }
      $0.mayHaveArrived = true
      $0.attempts = max($0.attempts, 1)
      $0.firstAttempt = $0.firstAttempt ?? now
      $0.lastAttempt = now
    }
    if payment.stage == .intended, open.prepared.gross < payment.gross {
      charge(payment, more: .zero, less: payment.gross - open.prepared.gross)
    }
    // The waits go on where they were: a restart is no reason to knock more often.
    if let errand = errandIndex(id) { errands[errand].resends = UInt8(clamping: max(payment.attempts, 1) - 1) }
    planResend(id)
    inspectLater(id)
  }

  /// The provider alone knows it: adopted as possibly delivered, or let go if it was settled (E1).
  private mutating func adopt(_ open: OpenPayment) {
    let id = open.order.id
    guard open.settled == nil else {
      out.append(.forget(id))
      return
    }
    var payment = Payment(order: open.order, reason: .retry, baseline: nil, begun: now)
    payment.gross = open.prepared.gross
    payment.stage = .prepared
    errands.append(Errand(payment: id))
    charge(payment, more: open.prepared.gross, less: .zero)
    put(payment)
    possiblyDelivered(id, open)
    report(.paymentAdopted(id))
  }

  private mutating func noteMissingCeilings() {
    let isBounded = policy.purchase.units.contains { limits in
      policy.purchase.ceilings.contains { $0.unit == limits.unit }
    }
    if !isBounded { report(.missingCeilings) }
  }

  mutating func stop() {
    guard phase == .running else { return }
    phase = .stopping
    abandonUndeliveredPurchases(.shuttingDown)
    for gateway in gateways {
      switch gateway.phase {
      case .looking(let id), .clarifying(let id, _): cancel(id)
      case .resting: break
      }
    }
    for index in gateways.indices where gateways[index].isBusy { gateways[index].phase = .resting(until: .never) }
  }

  mutating func commanded(_ command: Command) {
    guard phase == .running else { return }
    switch command {
    case .resume(let seller): resume(seller)
    case .probeNow:
      lookAnew()
      for index in gateways.indices { lookAnew(index) }
    }
  }

  mutating func policyChanged(_ new: Policy) {
    policy = new
    guard phase != .waitingForStart else { return }
    for record in ledger.sellers where record.refusal != nil { amend(record.id) { $0.refusal = nil } }
    noteMissingCeilings()
    // What was decided under the old policy is decided again.
    abandonUndeliveredPurchases(.notLookedAtYet)
    uplinksChanged()
    lookAnew()
  }

  mutating func fundsChanged(_ new: [Funds]) {
    drivers.noteWork(.funds)
    guard funds != new else { return }
    funds = new
    guard phase != .waitingForStart else { return }
    lookAnew()
  }

  mutating func driverEnded(_ driver: StandingDriver) {
    guard let index = drivers.firstIndex(where: { $0.driver == driver }), phase != .waitingForStart else { return }
    let wait = drivers[index].backoff.next(first: Pace.firstWait, ceiling: Pace.longestWait, dice: &dice)
    drivers[index].restart = now + wait
  }

  mutating func advanceDrivers() -> Instant {
    guard phase == .running else { return .never }
    var due = Instant.never
    for index in drivers.indices {
      guard let restart = drivers[index].restart else { continue }
      guard restart <= now else {
        due = min(due, restart)
        continue
      }
      drivers[index].restart = nil
      out.append(.begin(drivers[index].driver))
      report(.driverBegun(drivers[index].driver))
    }
    return due
  }
}

extension MintURL {
  /// Stands on this machine or on one of its own links: it would answer without any paid access (C9).
  func isLocal(to table: LinkTable) -> Bool {
    let bytes = Array(text.utf8)
    guard let start = bytes.firstIndex(of: UInt8(ascii: "/")).map({ $0 + 2 }), start <= bytes.count else { return true }
    let host = bytes[start...].prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ":") }
    if host.elementsEqual("localhost".utf8) || host.first == UInt8(ascii: "[") { return true }
    guard let bits = MintURL.ipv4(host) else { return false }
    if IPAddress.v4(bits).isLoopback { return true }
    return table.addresses.contains {
      guard case .v4(let own) = $0.address, $0.prefix > 0 else { return false }
      return (own ^ bits) >> (32 - UInt32(min($0.prefix, 32))) == 0
    }
  }

  /// The number of a dotted quad; nil for names.
  private static func ipv4(_ host: ArraySlice<UInt8>) -> UInt32? {
    let parts = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bits: UInt32 = 0
    for part in parts {
      guard (1...3).contains(part.count), part.allSatisfy({ 48 <= $0 && $0 <= 57 }) else { return nil }
      let value = part.reduce(UInt32(0)) { $0 * 10 + UInt32($1 - 48) }
      guard value < 256 else { return nil }
      bits = bits << 8 | value
    }
    return bits
  }
}
