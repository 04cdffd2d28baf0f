import TollGateCore

extension Laws {
  /// What every `Journal` keeps.
  public static let journal: [Law<any JournalBench>] = keeping + tearing + failing

  private static let keeping: [Law<any JournalBench>] = [
    Law("a new journal is empty", "E1") { bench, trial in
      let replay = try await bench.open().replay()
      trial.expect(replay, is: JournalReplay(entries: []), "the replay")
    },
    Law("what was appended survives a loss of power", "E4", "C4") { bench, trial in
      let journal = try await bench.open()
      for hour: Int64 in 1...3 { try await journal.append([JournalSample.line(hour)]) }
      try await bench.crash()
      let entries = try await bench.open().replay().entries
      trial.expect(
        Set(entries), is: Set(JournalSample.lines(1...3)), "the entries after a loss of power")
    },
    Law("entries come back in the order in which they were appended", "E1") { bench, trial in
      let journal = try await bench.open()
      let backwards = [3, 1, 2, 9, 4].map(JournalSample.line)
      try await journal.append(backwards)
      try await journal.append([JournalSample.line(0)])
      let entries = try await bench.open().replay().entries
      trial.expect(entries, is: backwards + [JournalSample.line(0)], "the replay")
    },
    Law("every kind of entry comes back as it was", "E1", "H6") { bench, trial in
      let journal = try await bench.open()
      for entry in JournalSample.everyKind {
        trial.step("appending \(entry)")
        try await journal.append([entry])
      }
      let entries = try await bench.open().replay().entries
      trial.expect(entries, is: JournalSample.everyKind, "the replay")
    },
    Law("a checkpoint comes back as it was", "E1", "H6") { bench, trial in
      let checkpoint = JournalEntry(at: .never, change: .checkpoint(JournalSample.fullLedger))
      try await bench.open().append([checkpoint])
      let entries = try await bench.open().replay().entries
      trial.expect(entries.last, is: checkpoint, "the newest entry")
    },
    Law("a replay changes nothing", "E1") { bench, trial in
      let journal = try await bench.open()
      try await journal.append(JournalSample.lines(1...4))
      let reopened = try await bench.open()
      let first = try await reopened.replay().entries
      let second = try await reopened.replay().entries
      trial.expect(second, is: first, "the second replay")
    },
    Law("an append of nothing is harmless", "E1") { bench, trial in
      let journal = try await bench.open()
      try await journal.append(JournalSample.lines(1...1))
      try await journal.append([])
      try await journal.append(JournalSample.lines(2...2))
      let replay = try await bench.open().replay()
      trial.expect(replay, is: JournalReplay(entries: JournalSample.lines(1...2)), "the replay")
    },
    Law("a checkpoint replaces what came before it", "E1", "E4") { bench, trial in
      let journal = try await bench.open()
      let before = JournalSample.lines(1...5)
      var whole = Ledger(replaying: before)
      whole.last = Instant(nanoseconds: 77)
      try await journal.append(before)
      let rest = [JournalEntry(at: whole.last, change: .checkpoint(whole)), JournalSample.line(6)]
      try await journal.append(rest)
      try await bench.crash()
      let entries = try await bench.open().replay().entries
      trial.expect(Ledger(replaying: entries), is: Ledger(replaying: before + rest), "the ledger after the replay")
    },
  ]

  private static let tearing: [Law<any JournalBench>] = [
    Law("a torn tail is cut, and its bytes are counted", "E4") { bench, trial in
      let journal = try await bench.open()
      try await journal.append(JournalSample.lines(1...3))
      let bytes = try await bench.tear(JournalSample.lines(4...4))
      let replay = try await bench.open().replay()
      trial.expect(replay, is: JournalReplay(entries: JournalSample.lines(1...3), cut: bytes), "the replay")
    },
    Law("an append that was torn is cut as a whole", "E4", "C3") { bench, trial in
      let journal = try await bench.open()
      try await journal.append(JournalSample.lines(1...2))
      let bytes = try await bench.tear(JournalSample.lines(3...6))
      let replay = try await bench.open().replay()
      trial.expect(replay, is: JournalReplay(entries: JournalSample.lines(1...2), cut: bytes), "the replay")
    },
    Law("appends go on behind a tail that was cut", "E4") { bench, trial in
      try await bench.open().append(JournalSample.lines(1...2))
      _ = try await bench.tear(JournalSample.lines(9...9))
      let journal = try await bench.open()
      _ = try await journal.replay()
      try await journal.append(JournalSample.lines(3...3))
      try await bench.crash()
      let entries = try await bench.open().replay().entries
      trial.expect(entries, is: JournalSample.lines(1...3), "the replay")
    },
  ]

  private static let failing: [Law<any JournalBench>] = [
    Law("what cannot be written is said, and harms nothing written before", "E5") { bench, trial in
      let journal = try await bench.open()
      try await journal.append(JournalSample.lines(1...2))
      try await bench.fill(true)
      await trial.expect("appending to a full disk", failsWith: [JournalFailure.notWritable, .notDurable]) {
        try await journal.append(JournalSample.lines(3...3))
      }
      try await bench.fill(false)
      try await bench.crash()
      let entries = try await bench.open().replay().entries
      trial.expect(
        entries.starts(with: JournalSample.lines(1...2)), "the entries written before the failure",
        seen: "it was \(entries)")
    },
    Law("after a failed append the journal can be written again", "E4", "E5") { bench, trial in
      let journal = try await bench.open()
      try await bench.fill(true)
      try? await journal.append(JournalSample.lines(1...1))
      try await bench.fill(false)
      trial.step("appending a checkpoint after a failure")
      let checkpoint = JournalEntry(at: .start, change: .checkpoint(Ledger(replaying: JournalSample.lines(2...3))))
      try await journal.append([checkpoint])
      try await journal.append(JournalSample.lines(4...4))
      try await bench.crash()
      let entries = try await bench.open().replay().entries
      trial.expect(
        Ledger(replaying: entries), is: Ledger(replaying: JournalSample.lines(2...4)), "the ledger after the replay")
    },
    Law("appends at the same time are all whole", "E4") { bench, trial in
      let journal = try await bench.open()
      trial.step("appending from four sides")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for side: Int64 in 0..<4 {
          group.addTask { try await journal.append(JournalSample.lines(side * 10...side * 10 + 4)) }
        }
        try await group.waitForAll()
      }
      let entries = try await bench.open().replay().entries
      for side: Int64 in 0..<4 {
        let lines = JournalSample.lines(side * 10...side * 10 + 4)
        let found = entries.filter(lines.contains)
        trial.expect(found, is: lines, "the entries of one side")
      }
      trial.expect(entries.count, is: 20, "the number of entries")
    },
    Law("a cancelled append happened or did not, and tells the truth", "E4") { bench, trial in
      let journal = try await bench.open()
      trial.step("appending in a cancelled task")
      let ending = try await trial.cancelled {
        await Ending.of { () throws(JournalFailure) in try await journal.append(JournalSample.lines(1...2)) }
      }
      try await bench.crash()
      let entries = try await bench.open().replay().entries
      let whole = entries == JournalSample.lines(1...2)
      switch ending {
      case .returned: trial.expect(whole, "the entries, since append returned", seen: "it was \(entries)")
      case .failed(.cancelled), .failed(.notDurable):
        trial.expect(whole || entries.isEmpty, "all of the entries or none", seen: "it was \(entries)")
      case .failed(let failure): trial.expect(false, "an end or cancelled", seen: "it failed with \(failure)")
      }
    },
  ]
}
