/// Cuts chunks of bytes into lines, and holds no more than one line and one chunk.
struct LineReader<Chunks: IteratorProtocol> where Chunks.Element == [UInt8] {
  private var chunks: Chunks
  private let limit: Int
  private var buffer: [UInt8] = []
  /// Where the next line begins, and up to where no end of it was found.
  private var start = 0
  private var searched = 0
  /// The number of the newest line.
  private(set) var line = 0

  init(_ chunks: Chunks, limit: Int) {
    self.chunks = chunks
    self.limit = limit
  }

  /// The next line without its end; nil after the last.
  mutating func next() throws(TraceMistake) -> [UInt8]? {
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) { return try cut(at: end) }
      searched = buffer.endIndex
      if searched - start > limit { throw TraceMistake(line: line + 1, .tooLong(limit: limit)) }
      guard let chunk = chunks.next() else { break }
      buffer.removeFirst(start)
      searched -= start
      start = 0
      buffer += chunk
    }
    if start < buffer.endIndex { throw TraceMistake(line: line + 1, .torn) }
    return nil
  }

  private mutating func cut(at end: Int) throws(TraceMistake) -> [UInt8] {
    line += 1
    if end - start > limit { throw TraceMistake(line: line, .tooLong(limit: limit)) }
    defer {
      start = end + 1
      searched = start
    }
    return Array(buffer[start..<end])
  }
}
