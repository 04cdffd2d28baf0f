import Foundation

/// One recorded request with its answer.
package struct Exchange: Sendable {
  package let title: String
  package let request: Message
  package let answer: Message

  /// The lines of a head without their ends, and a body.
  package struct Message: Sendable {
    package let lines: [String]
    package let body: [UInt8]

    /// Takes one message; its lines end with an `\r\n` that is written out.
    init?(_ rest: inout ArraySlice<UInt8>) {
      var lines: [String] = []
      while let line = Transcript.line(&rest), line != #"\r\n"# {
        lines.append(line.replacingOccurrences(of: #"\r\n"#, with: ""))
      }
      guard !lines.isEmpty else { return nil }
      self.lines = lines
      let length = lines.first { $0.hasPrefix("Content-Length: ") }.flatMap { Int($0.dropFirst(16)) } ?? 0
      body = Array(rest.prefix(length))
      rest = rest.dropFirst(length)
    }

    package var first: String { lines.first ?? "" }
  }

  package var status: UInt16 { UInt16(answer.first.split(separator: " ")[1]) ?? 0 }
  package var path: String { String(request.first.split(separator: " ")[1]) }
  package var method: String { String(request.first.split(separator: " ")[0]) }
  /// The number that its title begins with.
  package var number: String { String(title.prefix { $0 != " " }) }
}

package enum Transcript {
  package static let time = exchanges("go-module-time-metric")
  package static let bytes = exchanges("go-module-bytes-metric")
  package static let all = time + bytes

  /// The exchange whose title begins with this number.
  package static func exchange(_ number: String) -> Exchange? { all.first { $0.number == number } }

  static func line(_ rest: inout ArraySlice<UInt8>) -> String? {
    guard let end = rest.firstIndex(of: 10) else { return nil }
    defer { rest = rest[(end + 1)...] }
    return String(decoding: rest[..<end], as: UTF8.self)
  }

  private static func exchanges(_ name: String) -> [Exchange] {
    guard let file = Bundle.module.url(forResource: "Vectors/" + name, withExtension: "txt"),
      let data = try? Data(contentsOf: file)
    else { return [] }
    var found: [Exchange] = []
    var rest = [UInt8](data)[...]
    var title = ""
    var request: Exchange.Message?
    while let line = line(&rest) {
      if line.hasPrefix("# ") { title = String(line.dropFirst(2)) }
      if line == "--- request" { request = Exchange.Message(&rest) }
      if line.hasPrefix("--- response"), let asked = request, let answer = Exchange.Message(&rest) {
        found.append(Exchange(title: title, request: asked, answer: answer))
      }
    }
    return found
  }
}
