/// Reads one request.
package struct HTTPRequestReader: Sendable {
  private var message: HTTPMessageReader<HTTPRequestLine>

  package init(limits: HTTPLimits = HTTPLimits()) { message = HTTPMessageReader(limits) }

  package var isWhole: Bool { message.isWhole }

  /// The head, once it is whole, with as much of the body as came.
  package var arrived: HTTPRequest? {
    guard let (start, fields) = message.opening else { return nil }
    return HTTPRequest(start.method, start.target, fields: fields, body: message.body?.bytes ?? [])
  }

  /// Takes what belongs to the request, and gives back what follows it.
  package mutating func read(_ bytes: ArraySlice<UInt8>) throws(HTTPFlaw) -> ArraySlice<UInt8> {
    var rest = bytes
    try message.read(&rest) { (start, fields) throws(HTTPFlaw) in
      let hosts = fields.values(of: "Host").count
      guard hosts < 2 else { throw .repeatedHost }
      guard hosts == 1 || start.version == .v1_0 else { throw .missingHost }
      return try fields.framing(start.version) ?? .counted(0)
    }
    return rest
  }

  /// The other side will send no more.
  package mutating func end() throws(HTTPFlaw) { try message.end() }
}
