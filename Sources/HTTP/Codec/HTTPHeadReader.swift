/// Reads a first line and fields up to the empty line.
struct HTTPHeadReader<Start: HTTPStartLine>: Sendable {
  private let limits: HTTPLimits
  private(set) var start: Start?
  private(set) var fields = HTTPFields()
  private var line = HTTPLine()
  private var size = 0

  init(_ limits: HTTPLimits, start: Start? = nil) {
    self.limits = limits
    self.start = start
  }

  /// Takes what belongs to the head; true when that was the end of it.
  mutating func read(_ bytes: inout ArraySlice<UInt8>) throws(HTTPFlaw) -> Bool {
    while let byte = bytes.popFirst() {
      guard size < limits.headBytes else { throw .headTooLong }
      size += 1
      guard try line.take(byte, limit: limits.lineBytes) else { continue }
      defer { line.clear() }
      if start == nil {
        start = try Start(line.bytes)
      } else if line.bytes.isEmpty {
        return true
      } else {
        try takeField()
      }
    }
    return false
  }

  private mutating func takeField() throws(HTTPFlaw) {
    guard fields.all.count < limits.fields else { throw .tooManyFields }
    guard !HTTPByte.isBlank(line.bytes[0]) else { throw .foldedField }
    guard let colon = line.bytes.firstIndex(of: HTTPByte.colon), colon > 0 else { throw .fieldName }
    let name = line.bytes[..<colon]
    guard name.allSatisfy(HTTPByte.isToken) else { throw .fieldName }
    fields.append(HTTPByte.text(name), HTTPByte.text(HTTPByte.trimmed(line.bytes[(colon + 1)...])))
  }
}
