/// Grows the tree of a text, with a stack of its own for the arrays and objects that are still open: the author of the
/// text chooses how deep they go.
struct JSONTree {
  private struct Open {
    let isObject: Bool
    let start: Int
    var key = ""
    var keyStart = 0
    var elements: [JSONNode] = []
    var members: [JSONMember] = []
  }

  private var scanner: JSONScanner
  private let limits: JSONLimits
  private var open: [Open] = []
  private var nodes = 0

  init(_ bytes: [UInt8], limits: JSONLimits) {
    scanner = JSONScanner(bytes)
    self.limits = limits
    open.reserveCapacity(8)
  }

  mutating func document() throws(JSONMistake) -> JSONNode {
    if scanner.bytes.count > limits.maxBytes {
      throw scanner.mistake(.tooManyBytes(limit: limits.maxBytes), at: limits.maxBytes)
    }
    if scanner.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw scanner.mistake(.byteOrderMark) }
    while true {
      guard var node = try begin() else { continue }
      while !open.isEmpty {
        guard let closed = try attach(node) else { break }
        node = closed
      }
      guard open.isEmpty else { continue }
      scanner.skipSpace()
      if !scanner.isAtEnd { throw scanner.missing(.textAfterValue) }
      return node
    }
  }

  /// Takes a whole value, or opens an array or object that has something in it and yields nil.
  private mutating func begin() throws(JSONMistake) -> JSONNode? {
    scanner.skipSpace()
    let start = scanner.position
    nodes += 1
    if nodes > limits.maxNodes, !scanner.isAtEnd {
      throw scanner.mistake(.tooManyNodes(limit: limits.maxNodes))
    }
    let content: JSONContent
    switch scanner.byte {
    case Byte.quote: content = .string(try scanner.string())
    case Byte.openObject: return try openObject()
    case Byte.openArray: return try openArray()
    case Byte.minus, Byte.zero...Byte.nine: content = .number(try scanner.number())
    case UInt8(ascii: "t"): content = try scanner.word("true", .bool(true))
    case UInt8(ascii: "f"): content = try scanner.word("false", .bool(false))
    case UInt8(ascii: "n"): content = try scanner.word("null", .null)
    default: throw scanner.missing(.notAValue)
    }
    return JSONNode(content, start: start, end: scanner.position)
  }

  private mutating func openArray() throws(JSONMistake) -> JSONNode? {
    let start = try push(isObject: false)
    scanner.skipSpace()
    guard scanner.take(Byte.closeArray) else {
      open[open.count - 1].elements.reserveCapacity(4)
      return nil
    }
    open.removeLast()
    return JSONNode(.array([]), start: start, end: scanner.position)
  }

  private mutating func openObject() throws(JSONMistake) -> JSONNode? {
    let start = try push(isObject: true)
    scanner.skipSpace()
    guard scanner.take(Byte.closeObject) else {
      open[open.count - 1].members.reserveCapacity(8)
      try key()
      return nil
    }
    open.removeLast()
    return JSONNode(.object([]), start: start, end: scanner.position)
  }

  private mutating func push(isObject: Bool) throws(JSONMistake) -> Int {
    let start = scanner.position
    if open.count >= limits.maxDepth { throw scanner.mistake(.tooDeep(limit: limits.maxDepth)) }
    open.append(Open(isObject: isObject, start: start))
    scanner.position += 1
    return start
  }

  private mutating func key() throws(JSONMistake) {
    guard scanner.byte == Byte.quote else { throw scanner.missing(.notAKey) }
    let innermost = open.count - 1
    open[innermost].keyStart = scanner.position
    open[innermost].key = try scanner.string()
    scanner.skipSpace()
    guard scanner.take(Byte.colon) else { throw scanner.missing(.noColon) }
  }

  /// Puts a value into the innermost open array or object. Yields that one if it ends here, nil if another value follows.
  private mutating func attach(_ node: consuming JSONNode) throws(JSONMistake) -> JSONNode? {
    let innermost = open.count - 1
    let isObject = open[innermost].isObject
    if isObject {
      let (key, keyStart) = (open[innermost].key, open[innermost].keyStart)
      open[innermost].members.append(JSONMember(key, keyStart: keyStart, value: node))
    } else {
      open[innermost].elements.append(node)
    }
    scanner.skipSpace()
    let closing = isObject ? Byte.closeObject : Byte.closeArray
    if scanner.take(Byte.comma) {
      scanner.skipSpace()
      if scanner.byte == closing { throw scanner.mistake(.trailingComma) }
      if isObject { try key() }
      return nil
    }
    guard scanner.take(closing) else { throw scanner.missing(.noComma) }
    let done = open.removeLast()
    let content: JSONContent = isObject ? .object(done.members) : .array(done.elements)
    return JSONNode(content, start: done.start, end: scanner.position)
  }
}
