/// Reads one message, as its bytes come in. After a flaw it is of no more use than to say what has arrived.
struct HTTPMessageReader<Start: HTTPStartLine>: Sendable {
  private let limits: HTTPLimits
  private(set) var head: HTTPHeadReader<Start>
  private(set) var body: HTTPBodyReader?
  /// The head is whole, also where its framing is none.
  private(set) var isHeadWhole = false

  init(_ limits: HTTPLimits) {
    self.limits = limits
    head = HTTPHeadReader(limits)
  }

  var isWhole: Bool { body?.isWhole ?? false }

  /// The first line and the fields, once they are whole.
  var opening: (start: Start, fields: HTTPFields)? {
    guard isHeadWhole, let start = head.start else { return nil }
    return (start, head.fields)
  }

  /// Takes what belongs to the message and leaves the rest. `framing` sees a whole head, and says `nil` of one that only
  /// goes before another.
  mutating func read(
    _ bytes: inout ArraySlice<UInt8>, framing: (Start, HTTPFields) throws(HTTPFlaw) -> HTTPFraming?
  ) throws(HTTPFlaw) {
    while body == nil, !bytes.isEmpty {
      guard try head.read(&bytes), let start = head.start else { continue }
      isHeadWhole = true
      if let framing = try framing(start, head.fields) {
        body = try HTTPBodyReader(framing, limits)
      } else {
        head = HTTPHeadReader(limits)
        isHeadWhole = false
      }
    }
    try body?.read(&bytes)
  }

  /// The other side will send no more.
  mutating func end() throws(HTTPFlaw) {
    guard body != nil else { throw .endedEarly }
    try body?.end()
  }
}
