/// Puts elements together, so that no text can break out of its place.
struct SVGWriter {
  private(set) var text = ""

  mutating func open(_ name: String, _ attributes: [(String, String)] = []) {
    text += "<\(name)\(SVGWriter.list(attributes))>\n"
  }

  mutating func close(_ name: String) { text += "</\(name)>\n" }

  mutating func element(_ name: String, _ attributes: [(String, String)], tip: String? = nil) {
    guard let tip else { return text += "<\(name)\(SVGWriter.list(attributes))/>\n" }
    text += "<\(name)\(SVGWriter.list(attributes))><title>\(SVGWriter.escaped(tip))</title></\(name)>\n"
  }

  mutating func label(_ words: String, x: String, y: String, _ attributes: [(String, String)] = []) {
    text += "<text\(SVGWriter.list([("x", x), ("y", y)] + attributes))>\(SVGWriter.escaped(words))</text>\n"
  }

  mutating func raw(_ piece: String) { text += piece }

  private static func list(_ attributes: [(String, String)]) -> String {
    attributes.map { " \($0.0)=\"\(escaped($0.1))\"" }.joined()
  }

  /// Characters that XML can't hold at all become a question mark.
  static func escaped(_ words: String) -> String {
    var out = ""
    for scalar in words.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      default:
        out.unicodeScalars.append(scalar.value < 32 || scalar.value >= 0xFFFE && scalar.value <= 0xFFFF ? "?" : scalar)
      }
    }
    return out
  }
}
