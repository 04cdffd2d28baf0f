extension HTTPRequest {
  /// The head with the length of the body in it, for one request on its connection. A value that would break out of its
  /// line is a flaw, never sent.
  package func headBytes() throws(HTTPFlaw) -> [UInt8] {
    guard HTTPRequestLine.isMethod(method.text.utf8), HTTPRequestLine.isTarget(target.utf8) else { throw .startLine }
    var head = HTTPHeadWriter("\(method.text) \(target) HTTP/1.1")
    try head.write(fields)
    let isSilentOnLength = body.isEmpty && (method == .get || method == .head)
    return head.finish(length: isSilentOnLength ? nil : body.count)
  }
}

extension HTTPResponse {
  /// The whole answer to a request of this method, the last of its connection.
  package func bytes(answering method: HTTPMethod) throws(HTTPFlaw) -> [UInt8] {
    guard (200..<1000).contains(status), !reason.utf8.contains(where: HTTPByte.isControl) else { throw .startLine }
    var head = HTTPHeadWriter("HTTP/1.1 \(status) \(reason)")
    try head.write(fields)
    let isBodiless = status == 204 || status == 304
    let bytes = head.finish(length: isBodiless ? nil : body.count)
    return isBodiless || method == .head ? bytes : bytes + body
  }
}

/// Writes a head whose framing is its own.
private struct HTTPHeadWriter {
  private static let reserved = ["Content-Length", "Transfer-Encoding", "Connection"]
  private var bytes: [UInt8]

  init(_ start: String) { bytes = Array(start.utf8) + [HTTPByte.carriageReturn, HTTPByte.lineFeed] }

  mutating func write(_ fields: HTTPFields) throws(HTTPFlaw) {
    for field in fields.all {
      guard !HTTPHeadWriter.reserved.contains(where: field.isNamed) else { throw .reservedField }
      guard HTTPRequestLine.isMethod(field.name.utf8) else { throw .fieldName }
      guard !field.value.utf8.contains(where: HTTPByte.isControl) else { throw .controlCharacter }
      line(field.name, field.value)
    }
  }

  mutating func finish(length: Int?) -> [UInt8] {
    if let length { line("Content-Length", "\(length)") }
    line("Connection", "close")
    return bytes + [HTTPByte.carriageReturn, HTTPByte.lineFeed]
  }

  private mutating func line(_ name: String, _ value: String) {
    bytes += "\(name): \(value)".utf8
    bytes += [HTTPByte.carriageReturn, HTTPByte.lineFeed]
  }
}
