package import TollGateCore

/// The first line of a recording.
package struct RecordingHeader<Subject: RecordedMachine>: Hashable, Sendable {
  package var opening: Subject.Opening

  package init(_ opening: Subject.Opening) { self.opening = opening }
}

extension RecordingHeader: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    _ = try f("format", it.map { _ in FormatMark<Subject>() })
    return try Self(f("opening", it?.opening))
  }
}

/// Each further line of a recording: what happened, and what was decided.
package struct RecordedStep<Subject: RecordedMachine>: Hashable, Sendable {
  package var at: Instant
  package var event: Subject.Event
  package var effects: [Subject.Effect]

  package init(at: Instant, event: Subject.Event, effects: [Subject.Effect]) {
    self.at = at
    self.event = event
    self.effects = effects
  }
}

extension RecordedStep: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(at: f("at", it?.at), event: f("event", it?.event), effects: f("effects", it?.effects))
  }
}

/// Stands first, so that a recording of another version is known for what it is.
private struct FormatMark<Subject: RecordedMachine>: TracedText {
  init() {}
  init?(traceText: String) {
    if traceText != Subject.traceFormat { return nil }
  }
  var traceText: String { Subject.traceFormat }
  static var example: Self { Self() }
  static var wanted: String { "\"\(Subject.traceFormat)\": another version of the program wrote this" }
}
