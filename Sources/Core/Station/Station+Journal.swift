/// Write-ahead: what spends waits until its record is durable (design §2.9).
struct JournalState: Hashable, Sendable {
  /// Records up to this operation are durable.
  var durable: UInt64 = 0
  /// Changes of the event at hand, not yet handed to the host.
  var pending: [JournalEntry] = []
  /// The operation that will carry them.
  var record: OperationID?
  var health = Health.writable
  /// Entries since the whole ledger was written last.
  var entries = 0
  /// Something changed after the ledger was handed over to be written anew.
  var missed = false
  var backoff = Backoff()
  /// Closed payments that the provider may forget once their end is durable.
  var closing: [Closing] = []

  struct Closing: Hashable, Sendable {
    let payment: OperationID
    let writtenIn: UInt64
  }

  enum Health: Hashable, Sendable {
    /// Next: broken.
    case writable
    /// A record failed: nobody knows what is on disk (E4). Next: rewriting.
    case broken(retry: Instant)
    /// The whole ledger is being written anew. Next: writable, broken.
    case rewriting(OperationID)
  }

  func isDurable(_ record: UInt64) -> Bool { health == .writable && record <= durable }
}

extension Station {
  /// The only way in which the ledger changes.
  mutating func write(_ change: LedgerChange) {
    let entry = JournalEntry(at: now, change: change)
    ledger.apply(entry)
    journal.pending.append(entry)
    if journal.record == nil { journal.record = newOperation() }
  }

  /// The record that carries what was written last.
  var currentRecord: UInt64 { journal.record?.number ?? journal.durable }

  /// Hands the changes of this event to the host as one record.
  mutating func flushRecords() {
    guard let id = journal.record else { return }
    journal.record = nil
    let entries = journal.pending
    journal.pending.removeAll(keepingCapacity: true)
    // While nobody knows what is on disk only a whole ledger helps; it will hold these changes too.
    guard journal.health == .writable else {
      journal.missed = true
      return
    }
    works.append(Work(id: id, purpose: .record))
    journal.entries += entries.count
    out.append(.record(id, journal.entries > Pace.entriesKept ? [checkpoint()] : entries))
  }

  /// The whole ledger as one entry, which takes the place of everything before it: a journal must not grow for ever.
  private mutating func checkpoint() -> JournalEntry {
    journal.entries = 0
    let entry = JournalEntry(at: now, change: .checkpoint(ledger))
    ledger.apply(entry)
    return entry
  }

  mutating func recorded(_ id: OperationID) {
    switch journal.health {
    case .writable:
      journal.durable = max(journal.durable, id.number)
      for errand in errands where errand.writtenIn == id.number {
        if let payment = ledger.payment(errand.payment), !payment.blocksSeller { lookAtSeller(payment.seller) }
      }
    case .rewriting(let checkpoint) where checkpoint == id:
      journal.durable = max(journal.durable, id.number)
      journal.health = .writable
      journal.backoff.reset()
      report(.journalRecovered)
      rewriteIfBehind()
      lookAnew()
    case .rewriting, .broken: break
    }
  }

  /// Changes that came while the ledger was being rewritten stand in no record yet.
  private mutating func rewriteIfBehind() {
    guard journal.missed else { return }
    journal.missed = false
    write(.checkpoint(ledger))
  }

  mutating func recordFailed(_ id: OperationID, _ failure: JournalFailure) {
    report(.journalFailed(failure))
    // Several records may fall with one failure: that is one wait, not several.
    if case .broken = journal.health { return }
    let wait = journal.backoff.next(first: Pace.journalWait, ceiling: Pace.longestWait, dice: &dice)
    journal.health = .broken(retry: now + wait)
    abandonUndeliveredPurchases(.journalNotWritable)
  }

  mutating func advanceJournal() -> Instant {
    forgetClosed()
    guard case .broken(let retry) = journal.health else { return .never }
    guard retry <= now else { return retry }
    let id = newOperation()
    journal.health = .rewriting(id)
    journal.missed = false
    works.append(Work(id: id, purpose: .record))
    out.append(.record(id, [checkpoint()]))
    return .never
  }

  private mutating func forgetClosed() {
    guard !journal.closing.isEmpty else { return }
    guard journal.health == .writable else { return }
    let durable = journal.durable
    for closing in journal.closing where closing.writtenIn <= durable { out.append(.forget(closing.payment)) }
    journal.closing.removeAll { $0.writtenIn <= durable }
  }
}
