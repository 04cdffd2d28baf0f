import TollGateJSON

/// What a mint answers instead of what it was asked for. Reading never fails: an answer that says nothing says `other`.
package struct MintRefusal: Error, Hashable, Sendable {
  package let status: UInt16
  /// The number in the body, where it has one. Mints often give a general one: go by `meaning`.
  package let code: UInt64?
  /// For a person: shortened, and without anything that could be money or a key.
  package let text: String

  /// As long as an answer may be: one that repeats the request is longer than the request.
  package init(status: UInt16, body: [UInt8]) {
    let node = try? JSONReader.read(body, limits: .mint)
    self.status = status
    code = node?["code"]?.uint64
    text = (node?["detail"]).map(MintRefusal.words) ?? node?["error"]?.string.map(\.harmless) ?? ""
  }

  package init(status: UInt16, code: UInt64?, text: String) {
    self.status = status
    self.code = code
    self.text = text.harmless
  }

  /// One framework sends a list of what it did not like, and repeats the whole request in it, secrets included: only its
  /// words are taken.
  private static func words(_ detail: JSONNode) -> String {
    if let text = detail.string { return text.harmless }
    let words = (detail.array ?? []).prefix(4).compactMap { $0["msg"]?.string?.harmless }
    return words.joined(separator: "; ").harmless
  }

  /// As a mint writes it.
  package var body: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("detail", text)
    writer.member(ifThere: "code", code)
    writer.endObject()
    return writer.bytes
  }
}

extension String {
  /// Short, on one line, and without long words: secrets, tokens and keys are such words.
  fileprivate var harmless: String {
    let line = unicodeScalars.prefix(1024).map { $0.value < 0x20 ? "\u{FFFD}" : $0 }
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let word = String(String.UnicodeScalarView(word))
      return word.longestRun > 40 ? "•••" : word
    }
    return String(String.UnicodeScalarView(words.joined(separator: " ").unicodeScalars.prefix(200)))
  }

  /// Of the characters of which hexadecimal and base64 are made.
  private var longestRun: Int {
    var (longest, run) = (0, 0)
    for byte in utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2F, 0x5F: run += 1
      default: run = 0
      }
      longest = max(longest, run)
    }
    return longest
  }
}
