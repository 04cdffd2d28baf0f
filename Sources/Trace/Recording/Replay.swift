package import TollGateCore

/// What a replay came to.
package enum ReplayResult<Subject: RecordedMachine>: Hashable, Sendable {
  /// Every decision was made again.
  case same(steps: Int)
  /// The first decision that was not.
  case diverged(Divergence<Subject>)
}

/// One event that was once decided differently.
package struct Divergence<Subject: RecordedMachine>: Hashable, Sendable {
  /// In the recording, counted from 1.
  package var line: Int
  package var at: Instant
  package var event: Subject.Event
  package var recorded: [Subject.Effect]
  package var decided: [Subject.Effect]

  package init(
    line: Int, at: Instant, event: Subject.Event, recorded: [Subject.Effect], decided: [Subject.Effect]
  ) {
    self.line = line
    self.at = at
    self.event = event
    self.recorded = recorded
    self.decided = decided
  }
}

extension Divergence: CustomStringConvertible {
  /// The event and both decisions, a line each, for a person.
  package var description: String {
    "line \(line): at \(at.nanoseconds) ns came \(text(event))\n"
      + "  recorded: \(text(recorded))\n  decided now: \(text(decided))"
  }

  private func text<Value: Traced>(_ value: Value) -> String { String(decoding: Trace.line(value), as: UTF8.self) }
}

/// Runs a machine over a recording (H6).
package enum Replay {
  /// Whether the machine of today decides as the recorded one did.
  package static func check<Subject, Chunks>(
    _ recording: RecordingReader<Subject, Chunks>
  ) throws(TraceMistake) -> ReplayResult<Subject> {
    var recording = recording
    var machine = Subject(recording.opening)
    var steps = 0
    while let step = try recording.next() {
      let decided = machine.handle(step.event, at: step.at)
      if decided != step.effects {
        return .diverged(
          Divergence(
            line: recording.line, at: step.at, event: step.event, recorded: step.effects, decided: decided))
      }
      steps += 1
    }
    return .same(steps: steps)
  }
}
