/// A file may hold several recordings, one for each start of the program; each begins with a line that names its format.
struct RecordingParts: Sequence {
  struct Part: Equatable {
    var bytes: [UInt8]
    /// Lines of the file before it.
    var line: Int
  }

  private let bytes: [UInt8]
  private static let opening = Array("{\"format\":".utf8)

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// At least one part, even of an empty file: its reader says what is wrong with it.
  func makeIterator() -> IndexingIterator<[Part]> {
    var parts: [Part] = []
    var (start, line, begun) = (0, 0, 0)
    var index = 0
    while index < bytes.count {
      if index > start, bytes[index...].starts(with: Self.opening) {
        parts.append(Part(bytes: Array(bytes[start..<index]), line: begun))
        (start, begun) = (index, line)
      }
      index = (bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count - 1) + 1
      line += 1
    }
    parts.append(Part(bytes: Array(bytes[start...]), line: begun))
    return parts.makeIterator()
  }
}
