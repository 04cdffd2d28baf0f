/// Reads the answer to one request.
package struct HTTPResponseReader: Sendable {
  private let method: HTTPMethod
  private let limits: HTTPLimits
  private var message: HTTPMessageReader<HTTPStatusLine>
  private var interimAnswers = 0

  package init(answering method: HTTPMethod, limits: HTTPLimits = HTTPLimits()) {
    self.method = method
    self.limits = limits
    message = HTTPMessageReader(limits)
  }

  package var isWhole: Bool { message.isWhole }

  /// The head, once it is whole, with as much of the body as came.
  package var arrived: HTTPResponse? {
    guard let (start, fields) = message.opening else { return nil }
    return HTTPResponse(start.status, reason: start.reason, fields: fields, body: message.body?.bytes ?? [])
  }

  /// Takes what belongs to the answer, and gives back what follows it.
  package mutating func read(_ bytes: ArraySlice<UInt8>) throws(HTTPFlaw) -> ArraySlice<UInt8> {
    var rest = bytes
    try message.read(&rest) { (start, fields) throws(HTTPFlaw) in
      try HTTPResponseReader.framing(start, fields, answering: method, interim: &interimAnswers, limits)
    }
    return rest
  }

  /// The other side has closed the connection.
  package mutating func end() throws(HTTPFlaw) { try message.end() }

  private static func framing(
    _ start: HTTPStatusLine, _ fields: HTTPFields, answering method: HTTPMethod, interim: inout Int,
    _ limits: HTTPLimits
  ) throws(HTTPFlaw) -> HTTPFraming? {
    switch start.status {
    case 101: throw .switchedProtocols
    case 100..<200:
      interim += 1
      guard interim <= limits.interimAnswers else { throw .tooManyInterimAnswers }
      return nil
    default:
      let framing = try fields.framing(start.version) ?? .untilClose
      let isBodiless = method == .head || start.status == 204 || start.status == 304
      return isBodiless ? .counted(0) : framing
    }
  }
}
