internal import TollGateJSON

/// Reads values from one line of JSON. What it doesn't know is a mistake with a place: a trace that is half understood
/// proves nothing.
struct Reading: Form {
  typealias Mistake = TraceMistake

  /// What surrounds the value at hand.
  private struct Frame {
    let node: JSONNode
    let depth: Int
    let found: [String]
    var hasFields: Bool
  }

  private let source: [UInt8]
  private let line: Int
  private var node: JSONNode
  private var path: [String] = []
  /// The keys of the innermost object that were asked for and found.
  private var found: [String] = []
  private var frames: [Frame] = []

  init(_ source: [UInt8], line: Int, limits: JSONLimits) throws(TraceMistake) {
    self.source = source
    self.line = line
    do {
      node = try JSONReader.read(source, limits: limits)
    } catch {
      throw TraceMistake(line: line + error.line - 1, column: error.column, path: "", .notJSON(error.problem))
    }
  }

  mutating func number<Number: FixedWidthInteger>(_ value: Number?) throws(TraceMistake) -> Number {
    guard node.number != nil else { throw mistake(.expected("a number")) }
    let exact = Number.isSigned ? node.int64.flatMap(Number.init(exactly:)) : node.uint64.flatMap(Number.init(exactly:))
    guard let exact else { throw mistake(.expected("a whole number from \(Number.min) to \(Number.max)")) }
    return exact
  }

  mutating func flag(_ value: Bool?) throws(TraceMistake) -> Bool {
    guard let flag = node.bool else { throw mistake(.expected("true or false")) }
    return flag
  }

  mutating func text<Text: TracedText>(_ value: Text?) throws(TraceMistake) -> Text {
    guard let text = node.string, let read = Text(traceText: text), read.traceText.utf8.elementsEqual(text.utf8) else {
      throw mistake(.expected(Text.wanted))
    }
    return read
  }

  mutating func list<Element: Traced>(_ values: [Element]?) throws(TraceMistake) -> [Element] {
    guard let nodes = node.array else { throw mistake(.expected("a list")) }
    var read: [Element] = []
    read.reserveCapacity(nodes.count)
    for (index, node) in nodes.enumerated() { read.append(try enter("[\(index)]", node)) }
    return read
  }

  mutating func open() throws(TraceMistake) {
    if node.members == nil { throw mistake(.expected("an object")) }
    push(hasFields: true)
  }

  mutating func close() throws(TraceMistake) {
    guard let frame = frames.popLast() else { return }
    if frame.hasFields, let members = node.members, members.count != found.count { throw surplus(members) }
    node = frame.node
    path.removeLast(path.count - frame.depth)
    found = frame.found
  }

  mutating func callAsFunction<Value: Traced>(_ key: String, _ value: Value?) throws(TraceMistake) -> Value {
    guard let read = try maybe(key, value) else { throw mistake(.missing(key)) }
    return read
  }

  mutating func maybe<Value: Traced>(_ key: String, _ value: Value?) throws(TraceMistake) -> Value? {
    guard let inner = node[key] else { return nil }
    found.append(key)
    return try enter(step(key), inner)
  }

  mutating func choose<Value: TracedChoice>(_ value: Value?) throws(TraceMistake) -> Value {
    let name: String
    if let word = node.string {
      name = word
    } else if let members = node.members, members.count == 1 {
      name = members[0].key
    } else {
      throw mistake(.expected("a word, or an object with one key"))
    }
    guard let sample = Value.kinds.sample(named: name) else { throw mistake(.unknownKind(name)) }
    push(hasFields: false)
    return sample
  }

  mutating func bare(_ name: String) throws(TraceMistake) {
    if node.string == nil { throw mistake(.expected("the word \"\(name)\" alone")) }
  }

  mutating func payload<Value: Traced>(_ name: String, _ value: Value?) throws(TraceMistake) -> Value {
    try enter(step(name), inside(name))
  }

  mutating func kind(_ name: String) throws(TraceMistake) {
    let inner = try inside(name)
    path.append(step(name))
    node = inner
    if node.members == nil { throw mistake(.expected("an object")) }
    frames[frames.endIndex - 1].hasFields = true
  }

  private func inside(_ name: String) throws(TraceMistake) -> JSONNode {
    guard let inner = node[name] else { throw mistake(.expected("an object with the key \"\(name)\"")) }
    return inner
  }

  private func step(_ key: String) -> String { path.isEmpty ? key : "." + key }

  private mutating func push(hasFields: Bool) {
    frames.append(Frame(node: node, depth: path.count, found: found, hasFields: hasFields))
    found = []
  }

  private mutating func enter<Value: Traced>(_ step: String, _ inner: JSONNode) throws(TraceMistake) -> Value {
    let outer = node
    path.append(step)
    node = inner
    let read = try Value.pass(nil, &self)
    path.removeLast()
    node = outer
    return read
  }

  /// The first member that nobody asked for, or that was there before.
  private func surplus(_ members: [JSONMember]) -> TraceMistake {
    var left = found
    for member in members {
      if let index = left.firstIndex(of: member.key) {
        left.remove(at: index)
      } else {
        return mistake(found.contains(member.key) ? .repeated(member.key) : .unknown(member.key), at: member.keyStart)
      }
    }
    return mistake(.expected("an object"))
  }

  private func mistake(_ problem: TraceMistake.Problem, at offset: Int? = nil) -> TraceMistake {
    let column = JSONPosition(of: offset ?? node.start, in: source).column
    return TraceMistake(line: line, column: column, path: path.joined(), problem)
  }
}
