import Foundation
import Synchronization
import Testing
import TollGateCore
import TollGateDriverContracts
import TollGateTestNetwork

@testable import TollGateHost

/// A folder of a disk of its own, which is small, so that it can be full.
private final class DiskBench: JournalBench {
  let folder: ScratchDisk
  private let newest = Mutex<FileJournal?>(nil)

  init() throws(BenchFailure) {
    do { folder = try ScratchDisk(bytes: 256 << 10) } catch { throw BenchFailure("no disk: \(error)") }
  }

  func open() async throws(BenchFailure) -> any Journal {
    do throws(JournalFailure) {
      let journal = try await FileJournal(in: folder.path)
      newest.withLock { $0 = journal }
      return journal
    } catch {
      throw BenchFailure("the journal can't be opened: \(error)")
    }
  }

  /// What a process has handed to the kernel survives the process; that it is synced too is tried by what the kernel is asked.
  func crash() {}

  func tear(_ entries: [JournalEntry]) throws(BenchFailure) -> UInt64 {
    let torn = JournalRecord.bytes(of: entries).dropLast()
    do {
      let file = try FileHandle(forWritingTo: URL(filePath: folder.path + "/journal"))
      try file.seekToEnd()
      try file.write(contentsOf: Data(torn))
      try file.close()
    } catch {
      throw BenchFailure("can't tear: \(error)")
    }
    return UInt64(torn.count)
  }

  /// The last page of a file has room when the disk has none: entries that no law looks for take it.
  func fill(_ full: Bool) async throws(BenchFailure) {
    do { try folder.fill(full) } catch { throw BenchFailure("can't fill the disk: \(error)") }
    guard full, let newest = newest.withLock({ $0 }) else { return }
    let smallest = JournalEntry(at: .start, change: .closed(OperationID(epoch: 0, number: 0)))
    while true {
      do throws(JournalFailure) { try await newest.append([smallest]) } catch { return }
    }
  }
}

@Suite struct FileJournalTests {
  @Test(
    "E1, E4, E5: a journal in a file keeps the laws of journals",
    .enabled(if: ScratchDisk.isPossible, "\(ScratchDisk.need)"))
  func laws() async {
    let violations = await Laws.journal.check(within: .seconds(60)) { () throws(BenchFailure) -> any JournalBench in
      try DiskBench()
    }
    #expect(violations.isEmpty, "\(violations)")
  }

  @Test("E4: a bad byte anywhere in the last record cuts that record and no other")
  func flippedBytes() throws {
    let good = JournalRecord.heading + JournalRecord.bytes(of: [entry(1)])
    let last = JournalRecord.bytes(of: [entry(2)])
    for index in last.indices {
      var torn = last
      torn[index] ^= 0x10
      let read = try #require(JournalRecord.read(good + torn))
      #expect(read.entries == [entry(1)] && read.good == good.count, "byte \(index)")
    }
  }

  @Test("E4: a file cut at any byte gives the records that are whole")
  func everyCut() throws {
    let (one, two) = (JournalRecord.bytes(of: [entry(1)]), JournalRecord.bytes(of: [entry(2)]))
    let whole = JournalRecord.heading + one + two
    for end in JournalRecord.heading.count..<whole.count {
      let read = try #require(JournalRecord.read(Array(whole[..<end])))
      #expect(read.entries == (end < whole.count - two.count ? [] : [entry(1)]), "cut at \(end)")
    }
  }

  @Test("E4: what is no journal is not touched")
  func strangeFile() async throws {
    let folder = try TemporaryFolder()
    try Data("my diary\n".utf8).write(to: URL(filePath: folder.path + "/journal"))
    let journal = try await FileJournal(in: folder.path)
    await #expect(throws: JournalFailure.notReadable) { try await journal.replay() }
    #expect(try String(contentsOfFile: folder.path + "/journal", encoding: .utf8) == "my diary\n")
  }

  @Test("E4: what was cut is kept beside the journal")
  func tornIsKept() async throws {
    let folder = try TemporaryFolder()
    try await FileJournal(in: folder.path).append([entry(1)])
    let file = try FileHandle(forWritingTo: URL(filePath: folder.path + "/journal"))
    try file.seekToEnd()
    try file.write(contentsOf: Data("000000".utf8))
    try file.close()
    let replay = try await FileJournal(in: folder.path).replay()
    #expect(replay == JournalReplay(entries: [entry(1)], cut: 6))
    #expect(try String(contentsOfFile: folder.path + "/journal.torn", encoding: .utf8) == "000000")
  }

  @Test("E4: a checkpoint makes the file small again")
  func checkpointShrinks() async throws {
    let folder = try TemporaryFolder()
    let journal = try await FileJournal(in: folder.path)
    for number in 0..<50 { try await journal.append([entry(UInt64(number))]) }
    let before = try size(folder)
    try await journal.append([JournalEntry(at: .start, change: .checkpoint(Ledger()))])
    #expect(try size(folder) < before / 4)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["journal"])
  }

  private func size(_ folder: TemporaryFolder) throws -> Int {
    try Data(contentsOf: URL(filePath: folder.path + "/journal")).count
  }

  private func entry(_ number: UInt64) -> JournalEntry {
    JournalEntry(at: .start, change: .closed(OperationID(epoch: 1, number: number)))
  }
}
