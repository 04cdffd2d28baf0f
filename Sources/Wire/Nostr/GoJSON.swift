import TollGateCrypto

/// JSON as Go's encoders write it: the bytes of the gateways' bodies.
enum GoJSON {
  /// A string in quotes. Go escapes what HTML would trip over, and the two line separators of JavaScript.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": bytes += "\\\"".utf8
      case "\\": bytes += "\\\\".utf8
      case "\n": bytes += "\\n".utf8
      case "\r": bytes += "\\r".utf8
      case "\t": bytes += "\\t".utf8
      case "<", ">", "&", "\u{2028}", "\u{2029}", "\0"..<" ":
        let value = UInt16(truncatingIfNeeded: scalar.value)
        bytes += "\\u".utf8
        bytes += Hex.text([UInt8(value >> 8), UInt8(value & 255)]).utf8
      default: bytes += scalar.utf8
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

/// An object written member by member, with Go's escapes.
struct GoObject {
  private var bytes = [UInt8(ascii: "{")]

  mutating func text(_ key: String, _ value: String) {
    name(key)
    GoJSON.append(value, to: &bytes)
  }

  mutating func number(_ key: String, _ value: some FixedWidthInteger) { raw(key, String(value)) }

  mutating func bool(_ key: String, _ value: Bool) { raw(key, value ? "true" : "false") }

  mutating func texts(_ key: String, _ lists: [[String]]) {
    name(key)
    bytes.append(UInt8(ascii: "["))
    for (place, list) in lists.enumerated() {
      bytes += place == 0 ? "[".utf8 : ",[".utf8
      for (place, text) in list.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        GoJSON.append(text, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    }
    bytes.append(UInt8(ascii: "]"))
  }

  var closed: [UInt8] { bytes + [UInt8(ascii: "}")] }

  private mutating func raw(_ key: String, _ value: String) {
    name(key)
    bytes += value.utf8
  }

  private mutating func name(_ key: String) {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    GoJSON.append(key, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
  }
}

extension NostrEvent {
  /// The event in the order and the escapes of Go's gateways, without a line's end.
  package var text: [UInt8] {
    var object = GoObject()
    object.number("kind", kind)
    object.text("id", id?.hex ?? "")
    object.text("pubkey", key?.hex ?? "")
    object.number("created_at", createdAt)
    object.texts("tags", tags)
    object.text("content", content)
    object.text("sig", signature?.hex ?? "")
    return object.closed
  }
}
