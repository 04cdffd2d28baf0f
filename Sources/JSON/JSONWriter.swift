/// Writes JSON on one line, the same bytes for the same calls, and puts the commas by itself.
///
/// A value without a key in an object, a key in an array or an unbalanced end is a bug of the caller, and traps.
public struct JSONWriter: Sendable {
  /// What the next piece may be, and whether a comma goes before it.
  private enum Place {
    case first, next, afterKey
  }

  /// What has been written so far.
  public private(set) var bytes: [UInt8] = []
  private var place = Place.first
  private var isInObject = false
  private var outer: [Bool] = []

  /// A writer with room for this many bytes.
  public init(reserving capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  /// What has been written so far, as a string.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether one value has been written and nothing is open.
  public var isComplete: Bool { outer.isEmpty && place == .next }

  /// Opens an object.
  public mutating func beginObject() { begin(Byte.openObject, isObject: true) }

  /// Closes the innermost object.
  public mutating func endObject() { end(Byte.closeObject, isObject: true) }

  /// Opens an array.
  public mutating func beginArray() { begin(Byte.openArray, isObject: false) }

  /// Closes the innermost array.
  public mutating func endArray() { end(Byte.closeArray, isObject: false) }

  /// The key of the value that comes next.
  public mutating func key(_ key: String) {
    precondition(isInObject && place != .afterKey, "a key belongs into an object, before a value")
    if place == .next { bytes.append(Byte.comma) }
    quote(key)
    bytes.append(Byte.colon)
    place = .afterKey
  }

  /// A string; escaped are the quote, the backslash and control characters, all else stays as it is.
  public mutating func string(_ value: String) {
    separate()
    quote(value)
  }

  /// A whole number.
  public mutating func number(_ value: UInt64) { raw(String(value)) }

  /// A whole number.
  public mutating func number(_ value: Int64) { raw(String(value)) }

  /// A whole number.
  public mutating func number(_ value: Int) { raw(String(value)) }

  /// A number in its own spelling.
  public mutating func number(_ value: JSONNumber) { raw(value.text) }

  /// `true` or `false`
  public mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }

  /// `null`
  public mutating func null() { raw("null") }

  /// A value that is JSON already; it is not checked.
  public mutating func raw(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  /// A value that is JSON already, such as one cut out of its source; it is not checked.
  public mutating func raw(_ text: ArraySlice<UInt8>) {
    separate()
    bytes.append(contentsOf: text)
  }

  private mutating func begin(_ bracket: UInt8, isObject: Bool) {
    separate()
    bytes.append(bracket)
    outer.append(isInObject)
    isInObject = isObject
    place = .first
  }

  private mutating func end(_ bracket: UInt8, isObject: Bool) {
    precondition(isInObject == isObject && place != .afterKey, "an end must fit what was begun")
    guard let around = outer.popLast() else { preconditionFailure("nothing is open") }
    bytes.append(bracket)
    isInObject = around
    place = .next
  }

  /// Goes before each value.
  private mutating func separate() {
    precondition(isInObject ? place == .afterKey : place == .first || !outer.isEmpty, "no value can be here")
    if place == .next { bytes.append(Byte.comma) }
    place = .next
  }

  private mutating func quote(_ text: String) {
    bytes.append(Byte.quote)
    if Self.needsEscapes(text.utf8.span) {
      for byte in text.utf8 {
        if let escape = Self.escape(of: byte) { bytes.append(contentsOf: escape.utf8) } else { bytes.append(byte) }
      }
    } else {
      bytes.append(contentsOf: text.utf8)
    }
    bytes.append(Byte.quote)
  }

  private static func needsEscapes(_ text: Span<UInt8>) -> Bool {
    for index in text.indices {
      let byte = text[index]
      if byte < Byte.space || byte == Byte.quote || byte == Byte.backslash { return true }
    }
    return false
  }

  private static func escape(of byte: UInt8) -> String? {
    switch byte {
    case Byte.quote: "\\\""
    case Byte.backslash: "\\\\"
    case 0x08: "\\b"
    case 0x0C: "\\f"
    case Byte.lineFeed: "\\n"
    case Byte.carriageReturn: "\\r"
    case Byte.tab: "\\t"
    case 0..<0x10: "\\u000" + String(byte, radix: 16)
    case 0x10..<0x20: "\\u00" + String(byte, radix: 16)
    default: nil
    }
  }
}
