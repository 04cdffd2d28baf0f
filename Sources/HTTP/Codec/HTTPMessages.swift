/// What is asked for.
package struct HTTPMethod: Hashable, Sendable, CustomStringConvertible {
  package let text: String
  package init(_ text: String) { self.text = text }

  package static let get = HTTPMethod("GET")
  package static let head = HTTPMethod("HEAD")
  package static let post = HTTPMethod("POST")

  package var description: String { text }
}

/// A request: head and body. Its own framing (`Content-Length`) is not among its fields unless it was read.
package struct HTTPRequest: Hashable, Sendable {
  package var method: HTTPMethod
  package var target: String
  package var fields: HTTPFields
  package var body: [UInt8]

  package init(_ method: HTTPMethod = .get, _ target: String = "/", fields: HTTPFields = [:], body: [UInt8] = []) {
    self.method = method
    self.target = target
    self.fields = fields
    self.body = body
  }
}

extension HTTPRequest: CustomStringConvertible, CustomReflectable {
  /// A body may be a token, and fields may be secret: neither is told, to debuggers neither (F7).
  package var description: String { "\(method) \(target), \(body.count) bytes" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// An answer: head and body.
package struct HTTPResponse: Hashable, Sendable {
  package var status: UInt16
  package var reason: String
  package var fields: HTTPFields
  package var body: [UInt8]

  /// Without a reason it has the usual one.
  package init(_ status: UInt16 = 200, reason: String? = nil, fields: HTTPFields = [:], body: [UInt8] = []) {
    self.status = status
    self.reason = reason ?? Self.usualReason(status)
    self.fields = fields
    self.body = body
  }

  private static func usualReason(_ status: UInt16) -> String {
    switch status {
    case 200: "OK"
    case 204: "No Content"
    case 301: "Moved Permanently"
    case 302: "Found"
    case 304: "Not Modified"
    case 307: "Temporary Redirect"
    case 400: "Bad Request"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 413: "Request Entity Too Large"
    case 415: "Unsupported Media Type"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    case 505: "HTTP Version Not Supported"
    default: ""
    }
  }
}
