import Synchronization
import Testing
import TollGateCore
import TollGateStandard
import TollGateTestNetwork

@testable import TollGateHost

/// Whole lives of the daemon, on fakes that its configuration names.
@Suite(.timeLimit(.minutes(2))) struct LifeTests {
  static func configuration(_ folder: TemporaryFolder, scenario: String = "one-gateway") throws
    -> ConfigFile
  {
    let text = """
      {"state": "\(folder.path)/state",
       "links": {"driver": "simulated", "scenario": "\(scenario)"},
       "gateways": {"driver": "simulated"}, "egress": {"driver": "simulated"},
       "payment": {"driver": "simulated", "mints": ["https://mint.example"]},
       "purchase": {"time": "1 min", "ceilings": [{"price": 1, "per": "5 s"}],
         "budgets": [{"unit": "sat", "purchase": 40, "link": 2000, "total": 4000}]}}
      """
    return try ConfigFile(Array(text.utf8), drivers: .standard)
  }

  private func start(_ folder: TemporaryFolder) async throws -> DaemonLife {
    try await DaemonLife(try LifeTests.configuration(folder), .standard)
  }

  /// The folder is free again when it returns.
  private func liveUntilOpen(_ folder: TemporaryFolder) async throws {
    let life = try await start(folder)
    await life.run { _, _, effects, _ in
      if effects.contains(where: { if case .report(.sessionOpened) = $0 { true } else { false } }) { life.stop() }
    }
  }

  @Test("H8: a daemon whose configuration names only fakes buys access, and ends when it is told to")
  func buysOnFakes() async throws {
    let folder = try TemporaryFolder()
    try await liveUntilOpen(folder)
    let replay = try await FileJournal(in: folder.path + "/state").replay()
    let ledger = Ledger(replaying: replay.entries)
    #expect(ledger.sellers.contains { $0.stretch != nil })
  }

  @Test("E1: a second life knows the session of the first, and pays for none that is still running")
  func secondLife() async throws {
    let folder = try TemporaryFolder()
    try await liveUntilOpen(folder)
    let second = try await start(folder)
    let (adopted, notes) = (Flag(), Notes())
    await second.run { _, _, effects, _ in
      notes.add(effects)
      for case .report(.sessionOpened(_, _, let wasAdopted)) in effects {
        if wasAdopted { adopted.set() }
        second.stop()
      }
    }
    #expect(adopted.isSet, "\(notes.all)")
  }

  @Test("E5: two daemons never work in one state folder")
  func lock() async throws {
    let folder = try TemporaryFolder()
    let first = try await start(folder)
    await #expect(throws: LifeFailure.stateInUse(folder.path + "/state")) { try await self.start(folder) }
    withExtendedLifetime(first) {}
  }

  @Test("E4: a journal that can't be read keeps the daemon from starting, and is not touched")
  func strangeJournal() async throws {
    let folder = try TemporaryFolder()
    _ = try await start(folder)
    try folder.write("not a journal\n", to: "state/journal")
    await #expect(throws: LifeFailure.journal(.notReadable, folder.path + "/state/journal")) {
      try await self.start(folder)
    }
    #expect(try folder.read("state/journal") == "not a journal\n")
  }

  @Test("H8: the simulated world wants its links first, and says so")
  func orderOfFakes() async throws {
    let folder = try TemporaryFolder()
    let text =
      "{\"state\": \"\(folder.path)/state\", \"links\": {\"driver\": \"polling\"}, \"payment\": {\"driver\": \"simulated\"}}"
    let file = try ConfigFile(Array(text.utf8), drivers: .standard)
    let failure = await #expect(throws: LifeFailure.self) { try await DaemonLife(file, .standard) }
    #expect(failure?.sentence.contains("\"links\": {\"driver\": \"simulated\"}") == true)
  }
}

/// What a life has said.
private final class Notes: Sendable {
  private let notes = Mutex<[Note]>([])
  func add(_ effects: [Effect]) {
    notes.withLock { notes in for case .report(let note) in effects { notes.append(note) } }
  }
  var all: [Note] { notes.withLock { $0 } }
}
