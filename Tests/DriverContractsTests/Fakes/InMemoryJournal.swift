import Synchronization
import TollGateCore
import TollGateDriverContracts

enum JournalFlaw: String, CaseIterable, Sendable {
  case haunted = "a new journal is empty"
  case forgetful = "what was appended survives a loss of power"
  case reversing = "entries come back in the order in which they were appended"
  case lossy = "every kind of entry comes back as it was"
  case abridging = "a checkpoint comes back as it was"
  case consuming = "a replay changes nothing"
  case touchy = "an append of nothing is harmless"
  case overzealous = "a checkpoint replaces what came before it"
  case silentAboutTears = "a torn tail is cut, and its bytes are counted"
  case piecemeal = "an append that was torn is cut as a whole"
  case buried = "appends go on behind a tail that was cut"
  case confident = "what cannot be written is said, and harms nothing written before"
  case resigned = "after a failed append the journal can be written again"
  case racing = "appends at the same time are all whole"
  case halfHearted = "a cancelled append happened or did not, and tells the truth"
}

/// A disk in memory that forgets what was not synced.
final class PaperDisk: JournalBench {
  enum Record {
    case entry(JournalEntry)
    case torn(UInt64)
  }

  struct State {
    var written: [Record] = []
    var synced: [Record] = []
    var full = false
    var failed = false
    var replays = 0
  }

  let state = Mutex(State())
  let flaw: JournalFlaw?
  let meeting = Rendezvous()

  init(_ flaw: JournalFlaw? = nil) { self.flaw = flaw }

  func open() -> any Journal {
    state.withLock { $0.replays = 0 }
    return InMemoryJournal(disk: self)
  }
  func crash() { state.withLock { $0.written = $0.synced } }
  func fill(_ full: Bool) { state.withLock { $0.full = full } }
  func tear(_ entries: [JournalEntry]) -> UInt64 {
    state.withLock { state in
      let whole = flaw == .piecemeal ? entries.dropLast().map(Record.entry) : []
      state.written = state.synced + whole + [.torn(17)]
      state.synced = state.written
    }
    return 17
  }
}

/// Keeps entries in an array.
struct InMemoryJournal: Journal {
  let disk: PaperDisk

  @concurrent func append(_ entries: [JournalEntry]) async throws(JournalFailure) {
    let flaw = disk.flaw
    if Task.isCancelled {
      if flaw == .halfHearted { write(Array(entries.prefix(1))) }
      throw .cancelled
    }
    if flaw == .touchy, entries.isEmpty { throw .notWritable }
    var stale: [PaperDisk.Record]?
    if flaw == .racing {
      stale = disk.state.withLock { $0.written }
      await disk.meeting.meet()
    }
    let (full, failed) = disk.state.withLock { state in
      if state.full { state.failed = true }
      return (state.full, state.failed)
    }
    if full, flaw == .confident { return }
    if full || failed && flaw == .resigned { throw .notWritable }
    write(flaw == .reversing ? entries.reversed() : entries.map(spoiled), over: stale)
  }

  private func write(_ entries: [JournalEntry], over stale: [PaperDisk.Record]? = nil) {
    disk.state.withLock { state in
      if let stale { state.written = stale }
      let before = state.written
      for entry in entries {
        if case .checkpoint = entry.change {
          state.written = []
          if disk.flaw == .overzealous { continue }
        }
        state.written.append(.entry(entry))
      }
      state.synced = disk.flaw == .forgetful ? before : state.written
    }
  }

  private func spoiled(_ entry: JournalEntry) -> JournalEntry {
    var entry = entry
    if disk.flaw == .lossy, case .payment(var payment) = entry.change {
      payment.settlement = nil
      entry.change = .payment(payment)
    }
    if disk.flaw == .abridging, case .checkpoint(var ledger) = entry.change {
      ledger.stories = []
      entry.change = .checkpoint(ledger)
    }
    return entry
  }

  @concurrent func replay() async throws(JournalFailure) -> JournalReplay {
    disk.state.withLock { state in
      var replay = JournalReplay(entries: [])
      state.replays += 1
      if disk.flaw == .consuming, state.replays > 1 { return replay }
      var whole: [PaperDisk.Record] = []
      for record in state.written {
        switch record {
        case .entry(let entry):
          if disk.flaw == .buried, replay.cut > 0 { continue }
          replay.entries.append(entry)
          whole.append(record)
        case .torn(let bytes):
          replay.cut += disk.flaw == .silentAboutTears ? 0 : bytes
          if disk.flaw == .buried { whole.append(record) }
        }
      }
      (state.written, state.synced) = (whole, disk.flaw == .forgetful ? state.synced : whole)
      if disk.flaw == .haunted, whole.isEmpty {
        replay.entries = [JournalEntry(at: .start, change: .closed(OperationID(epoch: 1, number: 1)))]
      }
      return replay
    }
  }
}
