/// One value and where it stood, so that its exact text can be cut out of the source (a signature covers that text).
///
/// Nodes are equal when their contents are: where a value stood is no part of what it says.
public struct JSONNode: Sendable {
  /// What the value is.
  public let content: JSONContent
  /// Offset of the value's first byte in the source.
  public let start: Int
  /// Offset of the byte after the value's last.
  public let end: Int

  /// A node that covers the bytes `start..<end` of its source.
  public init(_ content: JSONContent, start: Int = 0, end: Int = 0) {
    self.content = content
    self.start = start
    self.end = end
  }

  /// The value's exact bytes within the text that it was read from; another, shorter text yields less, never a trap.
  public func text(in source: [UInt8]) -> ArraySlice<UInt8> {
    source[(min(start, end)..<max(start, end)).clamped(to: source.indices)]
  }
}

/// What a value is. Strings are compared byte by byte: two spellings of one accented letter are two strings.
public enum JSONContent: Sendable {
  /// `null`
  case null
  /// `true` or `false`
  case bool(Bool)
  /// A number in its exact spelling.
  case number(JSONNumber)
  /// A string with its escapes resolved.
  case string(String)
  /// The elements in their order.
  case array([JSONNode])
  /// The members in their order, repeated keys included.
  case object([JSONMember])
}

/// One key of an object with its value.
public struct JSONMember: Sendable {
  /// The key with its escapes resolved.
  public let key: String
  /// Offset of the key's opening quote in the source.
  public let keyStart: Int
  /// The value that the key names.
  public let value: JSONNode

  /// A member whose key stood at `keyStart`.
  public init(_ key: String, keyStart: Int = 0, value: JSONNode) {
    self.key = key
    self.keyStart = keyStart
    self.value = value
  }
}

extension JSONNode: Equatable {
  /// Compares what the values say, not where they stood.
  public static func == (one: JSONNode, other: JSONNode) -> Bool {
    one.content == other.content
  }
}

extension JSONMember: Equatable {
  /// Compares key and value, not where they stood.
  public static func == (one: JSONMember, other: JSONMember) -> Bool {
    one.key.hasSameBytes(as: other.key) && one.value == other.value
  }
}

extension JSONContent: Equatable {
  /// Numbers are equal in one spelling only, strings byte by byte, objects in one order of members.
  public static func == (one: JSONContent, other: JSONContent) -> Bool {
    switch (one, other) {
    case (.null, .null): true
    case (.bool(let one), .bool(let other)): one == other
    case (.number(let one), .number(let other)): one == other
    case (.string(let one), .string(let other)): one.hasSameBytes(as: other)
    case (.array(let one), .array(let other)): one == other
    case (.object(let one), .object(let other)): one == other
    default: false
    }
  }
}

extension String {
  /// `==` would call two spellings of one accented letter equal, and a signature would not.
  func hasSameBytes(as other: String) -> Bool {
    utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
  }
}
