public import TollGateCore
import TollGateLinux

/// The journal in one file of the state folder. A thread of its own writes it, one append after the other.
public final class FileJournal: Journal {
  private let thread: SerialThread<JournalFile>

  /// The folder is there, and nobody else writes in it.
  public init(in folder: String) async throws(JournalFailure) {
    thread = try await SerialThread.begin("tollgate-journal", orElse: { _ in JournalFailure.notWritable }) {
      () throws(JournalFailure) in try JournalFile(in: folder)
    }
  }

  @concurrent public func append(_ entries: [JournalEntry]) async throws(JournalFailure) {
    guard !Task.isCancelled else { throw .cancelled }
    try await thread.run { file throws(JournalFailure) in try file.append(entries) }
  }

  @concurrent public func replay() async throws(JournalFailure) -> JournalReplay {
    guard !Task.isCancelled else { throw .cancelled }
    return try await thread.run { file throws(JournalFailure) in try file.replay() }
  }
}
