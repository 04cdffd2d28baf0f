/// Reads a body to its end, and no byte further.
struct HTTPBodyReader: Sendable {
  private enum Phase: Sendable {
    /// So many bytes are still to come. Then: `whole`, or `chunkEnd` within chunks.
    case counted(Int, inChunk: Bool)
    case chunkSize
    case chunkEnd
    case trailer
    case untilClose
    case whole
  }

  private let limits: HTTPLimits
  private var phase: Phase
  private var line = HTTPLine()
  private var trailer: HTTPHeadReader<HTTPNoStartLine>
  private(set) var bytes: [UInt8] = []

  /// A length beyond the limit is refused before the first byte of it.
  init(_ framing: HTTPFraming, _ limits: HTTPLimits) throws(HTTPFlaw) {
    self.limits = limits
    trailer = HTTPHeadReader(limits, start: HTTPNoStartLine())
    switch framing {
    case .counted(0): phase = .whole
    case .counted(let count):
      guard count <= limits.bodyBytes else { throw .bodyTooLong }
      phase = .counted(count, inChunk: false)
    case .chunked: phase = .chunkSize
    case .untilClose: phase = .untilClose
    }
  }

  var isWhole: Bool { if case .whole = phase { true } else { false } }

  mutating func read(_ input: inout ArraySlice<UInt8>) throws(HTTPFlaw) {
    while !input.isEmpty {
      switch phase {
      case .counted(let left, let inChunk): take(left, inChunk: inChunk, from: &input)
      case .chunkSize: try takeSize(from: &input)
      case .chunkEnd: try takeChunkEnd(from: &input)
      case .trailer: if try trailer.read(&input) { phase = .whole }
      case .untilClose: try takeAll(from: &input)
      case .whole: return
      }
    }
  }

  /// The other side will send no more.
  mutating func end() throws(HTTPFlaw) {
    switch phase {
    case .untilClose, .whole: phase = .whole
    case .counted, .chunkSize, .chunkEnd, .trailer: throw .endedEarly
    }
  }

  private mutating func take(_ left: Int, inChunk: Bool, from input: inout ArraySlice<UInt8>) {
    let part = input.prefix(left)
    bytes += part
    input = input.dropFirst(part.count)
    let rest = left - part.count
    phase = rest > 0 ? .counted(rest, inChunk: inChunk) : inChunk ? .chunkEnd : .whole
  }

  private mutating func takeAll(from input: inout ArraySlice<UInt8>) throws(HTTPFlaw) {
    let room = limits.bodyBytes - bytes.count
    bytes += input.prefix(room)
    guard input.count <= room else { throw .bodyTooLong }
    input = []
  }

  private mutating func takeSize(from input: inout ArraySlice<UInt8>) throws(HTTPFlaw) {
    // Sixteen digits are the greatest size that can be counted; a blank and a semicolon are the rest.
    let longest = 16 + 2 + limits.chunkExtensionBytes
    while let byte = input.popFirst() {
      guard line.bytes.count < longest || byte == HTTPByte.carriageReturn || byte == HTTPByte.lineFeed else {
        throw .chunkExtensionTooLong
      }
      guard try line.take(byte, limit: longest) else { continue }
      defer { line.clear() }
      return try beginChunk(line.bytes)
    }
  }

  private mutating func beginChunk(_ line: [UInt8]) throws(HTTPFlaw) {
    let digits = line.prefix { HTTPByte.figure($0, radix: 16) != nil }
    let rest = line[digits.endIndex...].drop(while: HTTPByte.isBlank)
    guard digits.count <= 16, let size = HTTPByte.number(digits, radix: 16) else { throw .chunkSize }
    guard rest.isEmpty || rest.first == HTTPByte.semicolon else { throw .chunkSize }
    guard rest.count <= limits.chunkExtensionBytes else { throw .chunkExtensionTooLong }
    guard size > 0 else { return phase = .trailer }
    guard size <= limits.bodyBytes - bytes.count else { throw .bodyTooLong }
    phase = .counted(size, inChunk: true)
  }

  private mutating func takeChunkEnd(from input: inout ArraySlice<UInt8>) throws(HTTPFlaw) {
    while let byte = input.popFirst() {
      guard byte == HTTPByte.carriageReturn || byte == HTTPByte.lineFeed else { throw .chunkEnd }
      if try line.take(byte, limit: 0) { return phase = .chunkSize }
    }
  }
}
