package import TollGateJSON

/// Reads a recording step by step, so that its length doesn't matter.
package struct RecordingReader<Subject: RecordedMachine, Chunks: IteratorProtocol> where Chunks.Element == [UInt8] {
  package let opening: Subject.Opening
  private var lines: LineReader<Chunks>
  private let limits: JSONLimits

  /// Takes the bytes in pieces of any size, as a file is read.
  package init(_ chunks: Chunks, limits: JSONLimits = Trace.limits) throws(TraceMistake) {
    var lines = LineReader(chunks, limit: limits.maxBytes)
    guard let first = try lines.next() else { throw TraceMistake(line: 1, .empty) }
    opening = try Trace.read(RecordingHeader<Subject>.self, from: first, limits: limits).opening
    self.lines = lines
    self.limits = limits
  }

  /// The line that was read last, counted from 1.
  package var line: Int { lines.line }

  /// The next step; nil at the end.
  package mutating func next() throws(TraceMistake) -> RecordedStep<Subject>? {
    guard let bytes = try lines.next() else { return nil }
    return try Trace.read(RecordedStep<Subject>.self, from: bytes, line: lines.line, limits: limits)
  }
}

extension RecordingReader where Chunks == CollectionOfOne<[UInt8]>.Iterator {
  package init(_ bytes: [UInt8], limits: JSONLimits = Trace.limits) throws(TraceMistake) {
    try self.init(CollectionOfOne(bytes).makeIterator(), limits: limits)
  }
}
