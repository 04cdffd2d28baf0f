/// Reads JSON as RFC 8259 has it and nothing more lenient: no byte order mark, no invalid UTF-8, no half of a surrogate
/// pair, no comment, no trailing comma. It says exactly where a text is wrong, and never recurses.
public enum JSONReader {
  /// The one value that the text consists of.
  public static func read(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONMistake) -> JSONNode {
    var tree = JSONTree(bytes, limits: limits)
    return try tree.document()
  }

  /// The one value that the text consists of; offsets count its UTF-8 bytes.
  public static func read(_ text: String, limits: JSONLimits = JSONLimits()) throws(JSONMistake) -> JSONNode {
    try read([UInt8](text.utf8), limits: limits)
  }
}
