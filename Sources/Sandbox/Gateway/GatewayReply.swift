package import TollGateHTTP

/// An answer before it is bytes. The order of its head is that of Go's server: what the handler has set, sorted by name,
/// then what the server adds.
package struct GatewayReply: Hashable, Sendable {
  package var status: UInt16
  package var fields: [HTTPField]
  package var body: [UInt8]

  /// Without a content type of its own, a body gets the one that Go guesses: all bodies of gateways look like text.
  init(_ status: UInt16 = 200, type: String? = nil, body: [UInt8] = []) {
    self.status = status
    self.body = body
    fields = type.map { [HTTPField("Content-Type", $0)] } ?? []
  }

  static let json = "application/json"

  mutating func set(_ name: String, _ value: String) { fields.append(HTTPField(name, value)) }

  /// The whole answer. `length` is told instead of the real one; without any, the body ends with the connection.
  func head(at now: CalendarMoment, length: Int?) -> [UInt8] {
    var lines = ["HTTP/1.1 \(status) \(HTTPResponse(status).reason)"]
    lines += fields.sorted { $0.name < $1.name }.map { "\($0.name): \($0.value)" }
    lines.append("Date: \(now.httpDate)")
    if let length { lines.append("Content-Length: \(length)") }
    if !body.isEmpty, !fields.contains(where: { $0.name == "Content-Type" }) {
      lines.append("Content-Type: text/plain; charset=utf-8")
    }
    lines.append("Connection: close")
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  package func bytes(answering method: HTTPMethod, at now: CalendarMoment) -> [UInt8] {
    head(at: now, length: body.count) + (method == .head ? [] : body)
  }
}
