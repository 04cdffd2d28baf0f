package import TollGateCore

/// The journal's file. Entries are durable once their sync has ended; a crash keeps some of the others, or none.
package struct JournalModel: Hashable, Sendable {
  struct Write: Hashable, Sendable {
    var id: OperationID
    var entries: [JournalEntry]
  }

  package internal(set) var entries: [JournalEntry] = []
  /// On its way to the disk, in order.
  var underway: [Write] = []
  /// Bytes of a torn tail, found at the next start.
  var torn: UInt64 = 0
  /// After a failed sync nobody knows what is on disk until everything was written anew (E4).
  package internal(set) var isDoubtful = false
  var doubtful: [JournalEntry] = []
  var notWritableUntil = Instant.start
  var syncFails = false
  var slow = Interval.zero
  var slowUntil = Instant.start
  private var busyUntil = Instant.start

  /// Takes a write and says when it will be done. Writes end in the order in which they began.
  mutating func begin(_ id: OperationID, _ entries: [JournalEntry], now: Instant, sync: Interval) -> Instant {
    underway.append(Write(id: id, entries: entries))
    busyUntil = max(busyUntil, now) + sync + (now < slowUntil ? slow : .zero)
    return busyUntil
  }

  /// The sync of the oldest write has ended. `nil` when it isn't there any more.
  mutating func end(_ id: OperationID, now: Instant) -> Answer? {
    guard let index = underway.firstIndex(where: { $0.id == id }) else { return nil }
    let write = underway.remove(at: index)
    if now < notWritableUntil { return .recordFailed(.notWritable) }
    if syncFails {
      syncFails = false
      isDoubtful = true
      doubtful = write.entries
      return .recordFailed(.notDurable)
    }
    let checkpoint = write.entries.lastIndex { if case .checkpoint = $0.change { true } else { false } }
    if isDoubtful, checkpoint == nil {
      doubtful += write.entries
      return .recordFailed(.notDurable)
    }
    isDoubtful = false
    doubtful = []
    if let checkpoint {
      entries = Array(write.entries[checkpoint...])
    } else {
      entries += write.entries
    }
    return .recorded
  }

  /// The process is gone. What it had not handed to the kernel is lost; a loss of power may also tear the last write, which
  /// then fails its checksum as a whole (E4).
  mutating func crash(losesPower: Bool, dice: inout Dice) {
    var tail = doubtful.isEmpty ? [] : [doubtful]
    for write in underway { tail.append(write.entries) }
    let kept = Int(dice.below(UInt64(tail.count + 1)))
    entries += tail.prefix(kept).joined()
    if losesPower, kept < tail.count { torn = dice.below(200) }
    underway = []
    doubtful = []
    isDoubtful = false
    syncFails = false
    busyUntil = .start
  }

  /// What a new process reads.
  mutating func replay() -> JournalReplay {
    defer { torn = 0 }
    return JournalReplay(entries: entries, cut: torn)
  }

  /// What a fresh process could read of this payment right now (K12).
  package func knows(_ payment: OperationID) -> Bool {
    for entry in entries.reversed() {
      switch entry.change {
      case .payment(let known) where known.id == payment: return true
      case .checkpoint(let ledger): return ledger.payment(payment) != nil
      default: continue
      }
    }
    return false
  }
}
