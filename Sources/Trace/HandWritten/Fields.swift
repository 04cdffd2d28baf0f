package import TollGateCore
package import TollGateJSON

/// Collects every mistake of a file, so that a person can mend all of them at once.
package final class Complaints {
  private let source: [UInt8]
  package private(set) var mistakes: [FileMistake] = []

  package init(source: [UInt8]) { self.source = source }

  package func add(_ problem: String, at offset: Int, hint: String = "") {
    let place = JSONPosition(of: offset, in: source)
    mistakes.append(FileMistake(line: place.line, column: place.column, problem: problem, hint: hint))
  }
}

/// The members of one object. What nobody has asked for when `end` is called is a mistake: a misspelt key must not be
/// ignored in silence.
package struct Fields {
  package let node: JSONNode
  package let what: String
  package let complaints: Complaints
  private var known: [String] = []

  package init(_ node: JSONNode, _ what: String, _ complaints: Complaints) {
    self.node = node
    self.what = what
    self.complaints = complaints
    if node.members == nil { complaints.add("\(what) must be an object", at: node.start, hint: "write { … }") }
    for member in node.duplicatedKeys { complaints.add("'\(member.key)' stands here twice", at: member.keyStart) }
  }

  package mutating func optional(_ key: String) -> JSONNode? {
    known.append(key)
    return node[key]
  }

  package mutating func required(_ key: String, like example: String) -> JSONNode? {
    if let value = optional(key) { return value }
    if node.members != nil {
      complaints.add("\(what) needs '\(key)'", at: node.start, hint: "for example \"\(key)\": \(example)")
    }
    return nil
  }

  /// All keys have been asked for: the rest is unknown.
  package func end() {
    for member in node.members ?? [] where !known.contains(member.key) {
      let near = Spelling.nearest(member.key, among: known).map { "did you mean '\($0)'?" }
      complaints.add(
        "\(what) has no '\(member.key)'", at: member.keyStart,
        hint: near ?? "it may have: \(known.joined(separator: ", "))")
    }
  }

  package func text(_ node: JSONNode?, like example: String) -> String? {
    guard let node else { return nil }
    if let text = node.string { return text }
    complaints.add("a text must stand here", at: node.start, hint: "for example \(example)")
    return nil
  }

  package func number(_ node: JSONNode?, _ range: ClosedRange<UInt64> = 0...(.max)) -> UInt64? {
    guard let node else { return nil }
    if let number = node.uint64, range.contains(number) { return number }
    let bound = range.upperBound == .max ? "from \(range.lowerBound) on" : "\(range.lowerBound) to \(range.upperBound)"
    complaints.add("a whole number must stand here", at: node.start, hint: bound)
    return nil
  }

  package func flag(_ node: JSONNode?) -> Bool? {
    guard let node else { return nil }
    if let flag = node.bool { return flag }
    complaints.add("true or false must stand here", at: node.start)
    return nil
  }

  package func interval(_ node: JSONNode?) -> Interval? {
    guard let node else { return nil }
    if let text = node.string, let interval = QuantityText.interval(text) { return interval }
    complaints.add(
      "a length of time must stand here", at: node.start, hint: "for example \"20 s\", \"5 min\", \"1 h 30 min\"")
    return nil
  }

  package func elements(_ node: JSONNode?, of what: String) -> [JSONNode] {
    guard let node else { return [] }
    if let array = node.array { return array }
    complaints.add("a list of \(what) must stand here", at: node.start, hint: "write [ … ]")
    return []
  }

  /// One of a few words.
  package func choice<Value>(_ node: JSONNode?, _ words: [(String, Value)]) -> Value? {
    guard let node else { return nil }
    if let text = node.string, let found = words.first(where: { $0.0 == text }) { return found.1 }
    let near = Spelling.nearest(node.string ?? "", among: words.map(\.0)).map { "did you mean \"\($0)\"?" }
    let all = words.map { "\"\($0.0)\"" }.joined(separator: ", ")
    complaints.add("this must be one of a few words", at: node.start, hint: near ?? "one of \(all)")
    return nil
  }
}
