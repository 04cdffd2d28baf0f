import Synchronization
import TollGateCore

/// Lets appends reach the journal in the order in which the machine asked for them, though each is a task of its own.
final class JournalPen: Sendable {
  /// A place in the queue: it comes when the one before it is done.
  struct Turn: Sendable {
    fileprivate let entries: [JournalEntry]
    fileprivate let before: AsyncStream<Void>?
    fileprivate let after: AsyncStream<Void>.Continuation
  }

  private let journal: any Journal
  private let last = Mutex<AsyncStream<Void>?>(nil)

  init(_ journal: any Journal) { self.journal = journal }

  func take(_ entries: [JournalEntry]) -> Turn {
    let (done, finish) = AsyncStream<Void>.makeStream()
    let before = last.withLock { last in
      defer { last = done }
      return last
    }
    return Turn(entries: entries, before: before, after: finish)
  }

  func write(_ turn: Turn) async -> JournalFailure? {
    defer { turn.after.finish() }
    if let before = turn.before { for await _ in before {} }
    do throws(JournalFailure) {
      try await journal.append(turn.entries)
      return nil
    } catch {
      return error
    }
  }
}
