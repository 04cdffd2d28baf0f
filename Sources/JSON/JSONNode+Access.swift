extension JSONNode {
  /// The value of a key, nil if this is no object or has no such key. Of a repeated key the last one counts, as in Go,
  /// Python and JavaScript, so that we and the other end of a wire mean the same.
  public subscript(key: String) -> JSONNode? {
    members?.last { $0.key.hasSameBytes(as: key) }?.value
  }

  /// Every member of this object whose key an earlier member already had, in the order of the source; empty for all
  /// other values.
  public var duplicatedKeys: [JSONMember] {
    guard let members else { return [] }
    // Sorted, not compared each with each: the author of the text chooses how many members there are.
    let byKey = members.indices.sorted {
      let (one, other) = (members[$0].key, members[$1].key)
      return one.hasSameBytes(as: other) ? $0 < $1 : one.utf8.lexicographicallyPrecedes(other.utf8)
    }
    let repeated = zip(byKey, byKey.dropFirst()).filter { members[$0].key.hasSameBytes(as: members[$1].key) }
    return repeated.map(\.1).sorted().map { members[$0] }
  }

  /// The members in their order, nil if this is no object.
  public var members: [JSONMember]? {
    if case .object(let members) = content { members } else { nil }
  }

  /// The elements in their order, nil if this is no array.
  public var array: [JSONNode]? {
    if case .array(let elements) = content { elements } else { nil }
  }

  /// The text of a string, nil if this is none.
  public var string: String? {
    if case .string(let text) = content { text } else { nil }
  }

  /// The truth value, nil if this is none.
  public var bool: Bool? {
    if case .bool(let value) = content { value } else { nil }
  }

  /// The number, nil if this is none; a string of digits is none.
  public var number: JSONNumber? {
    if case .number(let number) = content { number } else { nil }
  }

  /// The exact whole number, nil if this is none or does not fit.
  public var uint64: UInt64? { number?.uint64 }

  /// The exact whole number, nil if this is none or does not fit.
  public var int64: Int64? { number?.int64 }

  /// Whether this is `null`.
  public var isNull: Bool {
    if case .null = content { true } else { false }
  }
}
