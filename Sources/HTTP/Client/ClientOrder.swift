import TollGateCore
import TollGateLinux

/// One request, ready for its connection.
struct ClientOrder: Sendable {
  let method: HTTPMethod
  /// Head and body in one piece, so that they leave together.
  let bytes: [UInt8]
  let headCount: Int
  let endpoint: Endpoint
  let link: LinkName?
  let limits: HTTPLimits
  let connectBefore: Instant
  let answerBefore: Instant
}

extension ClientOrder: CustomStringConvertible, CustomReflectable {
  /// Its bytes may be a token: they are counted and not told, to debuggers neither (F7).
  var description: String { "\(method), \(bytes.count) bytes" }
  var customMirror: Mirror { Mirror(self, children: []) }
}

enum ClientMessage: Sendable {
  case send(ClientOrder, ClientTicket, CheckedContinuation<HTTPExchange, Never>)
  /// One of the tickets was.
  case cancelled
  case end
}
