import Foundation
import Testing
import TollGateWire

/// One recorded request with its answer.
struct Exchange: Sendable, CustomTestStringConvertible {
  var title: String
  var request: Message
  var answer: Message

  /// A first line, the headers that matter, and a body.
  struct Message: Sendable {
    var first: String
    var body: [UInt8]

    /// Takes one message; its lines end with an `\r\n` that is written out.
    init?(_ rest: inout ArraySlice<UInt8>) {
      var lines: [String] = []
      while let line = Transcript.line(&rest), line != #"\r\n"# {
        lines.append(line.replacingOccurrences(of: #"\r\n"#, with: ""))
      }
      guard let first = lines.first else { return nil }
      self.first = first
      let length = lines.first { $0.hasPrefix("Content-Length: ") }.flatMap { Int($0.dropFirst(16)) } ?? 0
      body = Array(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
  }

  var testDescription: String { title }
  var status: UInt16 { UInt16(answer.first.split(separator: " ")[1]) ?? 0 }
  var gatewayAnswer: GatewayAnswer { GatewayAnswer(status: status, body: answer.body) }
  var path: String { String(request.first.split(separator: " ")[1]) }
  var method: String { String(request.first.split(separator: " ")[0]) }
}

enum Transcript {
  static let time = exchanges("go-module-time-metric")
  static let bytes = exchanges("go-module-bytes-metric")
  static let all = time + bytes

  /// The exchange whose title begins with this number.
  static func exchange(_ number: String) -> Exchange? { all.first { $0.title.hasPrefix(number + " ") } }

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
