package import TollGateCore

/// Writes a run of a machine, line by line. The bytes are kept until they are taken.
package struct RecordingWriter<Subject: RecordedMachine>: Sendable {
  private var bytes: [UInt8] = []

  package init(_ opening: Subject.Opening) { append(line: Trace.line(RecordingHeader<Subject>(opening))) }

  package mutating func append(_ event: Subject.Event, at now: Instant, effects: [Subject.Effect]) {
    append(line: Trace.line(RecordedStep<Subject>(at: now, event: event, effects: effects)))
  }

  /// Whole lines that were not taken before.
  package mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  private mutating func append(line: [UInt8]) {
    bytes += line
    bytes.append(UInt8(ascii: "\n"))
  }
}
