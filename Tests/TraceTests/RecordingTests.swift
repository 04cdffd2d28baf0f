import Testing
import TollGateCore
import TollGateJSON
import TollGateTrace

@Suite struct RecordingTests {
  private static let events: [Tally.Event] = [.added(3), .added(9), .cleared, .added(1)]

  /// Pieces of a fixed size, as a file is read.
  private struct Pieces: IteratorProtocol {
    var rest: ArraySlice<UInt8>
    let size: Int
    mutating func next() -> [UInt8]? {
      if rest.isEmpty { return nil }
      defer { rest = rest.dropFirst(size) }
      return Array(rest.prefix(size))
    }
  }

  private func check(_ bytes: [UInt8]) throws(TraceMistake) -> ReplayResult<Tally> {
    try Replay.check(RecordingReader<Tally, _>(bytes))
  }

  private func mistake(_ bytes: [UInt8], limits: JSONLimits = Trace.limits) -> TraceMistake? {
    do throws(TraceMistake) {
      _ = try Replay.check(RecordingReader<Tally, _>(bytes, limits: limits))
      return nil
    } catch {
      return error
    }
  }

  @Test("H6: a recording is a header and a line for each step")
  func format() {
    let text = String(decoding: TallyRun.recording(opening: 2, Self.events), as: UTF8.self)
    #expect(
      text == """
        {"format":"tally-1","opening":2}
        {"at":0,"event":{"added":3},"effects":[{"sum":5}]}
        {"at":1000000000,"event":{"added":9},"effects":[{"sum":14}]}
        {"at":2000000000,"event":"cleared","effects":[]}
        {"at":3000000000,"event":{"added":1},"effects":[{"sum":1}]}

        """)
  }

  @Test("H6: a replay reproduces every decision")
  func same() throws {
    #expect(try check(TallyRun.recording(opening: 2, Self.events)) == .same(steps: 4))
    #expect(try check(TallyRun.recording(opening: 2, [])) == .same(steps: 0))
  }

  @Test("H6: the first divergence is told with its line and both decisions")
  func divergence() throws {
    let bytes = TallyRun.recording(opening: 13, [.added(4), .added(9), .added(5), .added(6)], honest: true)
    let result = try check(bytes)
    let expected = Divergence<Tally>(
      line: 4, at: .start + .seconds(2), event: .added(5), recorded: [Tally.Said(sum: 31)],
      decided: [Tally.Said(sum: 32)])
    #expect(result == .diverged(expected))
    #expect(
      expected.description == """
        line 4: at 2000000000 ns came {"added":5}
          recorded: [{"sum":31}]
          decided now: [{"sum":32}]
        """)
  }

  @Test("H6: a recording is read alike in pieces of any size", arguments: [1, 2, 7, 33, 64, 1000])
  func pieces(size: Int) throws {
    let bytes = TallyRun.recording(opening: 2, Self.events)
    let reader = try RecordingReader<Tally, _>(Pieces(rest: bytes[...], size: size))
    #expect(try Replay.check(reader) == .same(steps: 4))
  }

  @Test("a recording that is cut off anywhere but at a line's end is refused on its last line")
  func torn() {
    let bytes = TallyRun.recording(opening: 2, Self.events)
    for length in 1..<bytes.count {
      let cut = Array(bytes.prefix(length))
      let line = cut.count(where: { $0 == UInt8(ascii: "\n") }) + 1
      let expected = cut.last == UInt8(ascii: "\n") ? nil : TraceMistake(line: line, .torn)
      #expect(mistake(cut) == expected, "\(length)")
    }
    #expect(mistake([]) == TraceMistake(line: 1, .empty))
  }

  @Test("a recording of another machine or version is refused for that reason first")
  func otherFormat() {
    let found = mistake(Array("{\"format\":\"tally-2\",\"begin\":2}\n".utf8))
    #expect(found?.path == "format")
    #expect(found?.description.contains("another version of the program wrote this") == true)
    #expect(found?.description.contains("tally-1") == true)
  }

  @Test("a wrong step is refused on its own line, with its path")
  func wrongStep() {
    let header = "{\"format\":\"tally-1\",\"opening\":2}\n"
    let good = "{\"at\":0,\"event\":{\"added\":3},\"effects\":[{\"sum\":5}]}\n"
    let found = mistake(Array((header + good + "{\"at\":1,\"event\":{\"added\":-3},\"effects\":[]}\n").utf8))
    #expect(found?.line == 3)
    #expect(found?.path == "event.added")
    #expect(mistake(Array((header + "\n").utf8))?.line == 2)
    #expect(mistake(Array((header + good + header).utf8)) == TraceMistake(line: 3, .missing("at")))
  }

  @Test("a line longer than allowed is refused before it is held as a whole")
  func tooLong() {
    let limits = JSONLimits(maxBytes: 60)
    let header = "{\"format\":\"tally-1\",\"opening\":2}\n"
    #expect(mistake(Array(header.utf8), limits: limits) == nil)
    let endless = Array((header + String(repeating: " ", count: 61)).utf8)
    #expect(mistake(endless, limits: limits) == TraceMistake(line: 2, .tooLong(limit: 60)))
    #expect(mistake(endless + [UInt8(ascii: "\n")], limits: limits) == TraceMistake(line: 2, .tooLong(limit: 60)))
  }

  /// Runs a station over events that are a second apart.
  private func recorded(_ events: [Event]) -> [UInt8] {
    let opening = StationOpening(policy: Fixtures.policy, seed: 7)
    var station = Station(opening)
    var writer = RecordingWriter<Station>(opening)
    for (index, event) in events.enumerated() {
      let now = Instant.start + .seconds(Int64(index))
      writer.append(event, at: now, effects: station.handle(event, at: now))
    }
    return writer.take()
  }

  @Test("H6: a run of the station is replayed from its own recording")
  func station() throws {
    let bytes = recorded(Fixtures.events)
    #expect(bytes.count > 10_000)
    let reader = try RecordingReader<Station, _>(bytes)
    #expect(try Replay.check(reader) == .same(steps: Fixtures.events.count))
  }

  @Test("H6: a station that met whatever events can be is replayed", arguments: 0..<8 as Range<UInt64>)
  func drawnStation(seed: UInt64) throws {
    let events = Fixtures.events.prefix(3) + (0..<100).map { Drawing.value(Event.self, seed: seed << 32 | $0) }
    let reader = try RecordingReader<Station, _>(recorded(Array(events)))
    #expect(try Replay.check(reader) == .same(steps: events.count))
  }

  /// A station whose only gateway never answers: every wait is drawn by its dice.
  private func unanswered(seed: UInt64) -> [UInt8] {
    let opening = StationOpening(policy: Fixtures.policy, seed: seed)
    var station = Station(opening)
    var writer = RecordingWriter<Station>(opening)
    var now = Instant.start
    var inbox: [Event] = [
      .started(StartUp(epoch: 1, journal: JournalReplay(entries: []), payments: [])), .linksChanged(Fixtures.table),
    ]
    for _ in 0..<40 {
      if inbox.isEmpty { now = max(now, station.deadline ?? now) }
      let event = inbox.isEmpty ? .wokeUp : inbox.removeFirst()
      let effects = station.handle(event, at: now)
      writer.append(event, at: now, effects: effects)
      for case .ask(let id, .look) in effects {
        let report = GatewayReport(offer: .unreachable(.timedOut), usage: .nothing(.unreachable(.timedOut)))
        inbox.append(.answered(id, .looked(report)))
      }
    }
    return writer.take()
  }

  @Test("H6: a recording of the station under another seed is told from its own")
  func otherSeed() throws {
    let bytes = unanswered(seed: 7)
    #expect(try Replay.check(RecordingReader<Station, _>(bytes)) == .same(steps: 40))
    var lines = bytes.split(separator: UInt8(ascii: "\n"))
    lines[0] = Trace.line(RecordingHeader<Station>(StationOpening(policy: Fixtures.policy, seed: 8)))[...]
    let other = lines.flatMap { $0 + [UInt8(ascii: "\n")] }
    guard case .diverged(let divergence) = try Replay.check(RecordingReader<Station, _>(other)) else {
      Issue.record("no divergence")
      return
    }
    #expect(divergence.line > 1 && divergence.recorded != divergence.decided)
  }

  @Test("what was taken from a writer is not written again")
  func taken() {
    var writer = RecordingWriter<Tally>(2)
    #expect(!writer.take().isEmpty)
    #expect(writer.take().isEmpty)
    writer.append(.cleared, at: .start, effects: [])
    #expect(String(decoding: writer.take(), as: UTF8.self) == "{\"at\":0,\"event\":\"cleared\",\"effects\":[]}\n")
  }
}
