package import TollGateCrypto
package import TollGateJSON

/// The members of an object of a mint's message. Unknown ones are nobody's business; one that comes twice and means something
/// is a mistake, since nobody can say which one counts.
package struct Members {
  private let members: [JSONMember]

  package init(_ node: JSONNode) throws(MessageFlaw) {
    guard let members = node.members else { throw .notAnObject }
    self.members = members
  }

  /// `nil` where it is missing or `null`.
  package func node(_ key: String) throws(MessageFlaw) -> JSONNode? {
    var found: JSONNode?
    for member in members where member.key.utf8.elementsEqual(key.utf8) {
      guard found == nil else { throw .repeated(key) }
      found = member.value
    }
    return found.flatMap { $0.isNull ? nil : $0 }
  }

  /// `nil` where it is missing or `null`; what is there must be right.
  package func optional<Value>(_ key: String, _ value: (JSONNode) -> Value?) throws(MessageFlaw) -> Value? {
    guard let node = try node(key) else { return nil }
    guard let value = value(node) else { throw .wrong(key) }
    return value
  }

  package func required<Value>(_ key: String, _ value: (JSONNode) -> Value?) throws(MessageFlaw) -> Value {
    guard let value = try optional(key, value) else { throw .missing(key) }
    return value
  }

  package func text(_ key: String) throws(MessageFlaw) -> String { try required(key, \.string) }

  package func amount(_ key: String) throws(MessageFlaw) -> Amount { Amount(try required(key, \.uint64)) }

  /// One of the words that it can be.
  package func word<Word: RawRepresentable<String>>(_ key: String) throws(MessageFlaw) -> Word {
    try required(key) { $0.string.flatMap(Word.init(rawValue:)) }
  }

  /// Seconds since 1970; one mint writes nothing or zero for none.
  package func moment(_ key: String) throws(MessageFlaw) -> UInt64? {
    try optional(key, \.uint64).flatMap { $0 == 0 ? nil : $0 }
  }

  package func keyset(_ key: String) throws(MessageFlaw) -> KeysetID {
    try required(key) { $0.string.flatMap(KeysetID.init(hex:)) }
  }

  package func point(_ key: String) throws(MessageFlaw) -> CompressedPoint { try required(key, Members.point) }

  package func octets32(_ key: String) throws(MessageFlaw) -> Octets32 {
    try required(key) { $0.string.flatMap { Octets32(hex: $0) } }
  }

  /// The elements of an array, each of which must be right.
  package func list<Element>(
    _ key: String, _ element: (JSONNode) throws(MessageFlaw) -> Element
  ) throws(MessageFlaw) -> [Element] {
    guard let list = try list(ifThere: key, element) else { throw .missing(key) }
    return list
  }

  package func list<Element>(
    ifThere key: String, _ element: (JSONNode) throws(MessageFlaw) -> Element
  ) throws(MessageFlaw) -> [Element]? {
    guard let nodes = try optional(key, \.array) else { return nil }
    var elements: [Element] = []
    elements.reserveCapacity(nodes.count)
    for node in nodes { elements.append(try element(node)) }
    return elements
  }

  /// 66 digits that can be those of a point.
  static func point(_ node: JSONNode) -> CompressedPoint? {
    guard let point = node.string.flatMap(CompressedPoint.init(hex:)), point.prefix & 0xFE == 2 else { return nil }
    return point
  }
}
