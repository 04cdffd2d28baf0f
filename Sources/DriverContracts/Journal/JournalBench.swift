public import TollGateCore

/// A disk under a journal, with the ways in which disks and power fail.
public protocol JournalBench: Bench {
  /// Opens the journal as the disk has it. The one opened before is not used again.
  func open() async throws(BenchFailure) -> any Journal
  /// Loss of power: all that was not synced is gone.
  func crash() async throws(BenchFailure)
  /// Loss of power while these are appended together: all but the last of their bytes are on the disk. Says how many.
  func tear(_ entries: [JournalEntry]) async throws(BenchFailure) -> UInt64
  /// A disk without room, until told otherwise.
  func fill(_ full: Bool) async throws(BenchFailure)
}
