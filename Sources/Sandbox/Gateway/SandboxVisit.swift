package import TollGateCore
import TollGateCrypto
package import TollGateHTTP

/// A request, and who makes it.
package struct SandboxVisit: Hashable, Sendable {
  package var request: HTTPRequest
  package var client: SandboxClient
  /// The body is longer than a gateway takes, and was not read.
  package var isTooLong: Bool

  package init(_ request: HTTPRequest, from client: SandboxClient, isTooLong: Bool = false) {
    self.request = request
    self.client = client
    self.isTooLong = isTooLong
  }

  var path: Substring { request.target.prefix { $0 != "?" } }

  /// The first value of a key in the query, as it is spelled there.
  func query(_ key: String) -> Substring? {
    for pair in request.target.drop(while: { $0 != "?" }).dropFirst().split(separator: "&") {
      let name = pair.prefix { $0 != "=" }
      if name == key { return pair.dropFirst(name.count + 1) }
    }
    return nil
  }

  /// What the reference makes of a path: all that it doesn't know is its root.
  func endpoint(_ profile: SandboxProfile) -> SandboxEndpoint {
    switch path {
    case "/usage": .usage
    case "/whoami": .whoami
    case "/balance": .balance
    case "/identity": .identity
    case "/ln-invoice": .invoice
    case "/session-state" where profile.hasSessionState: .sessionState
    default: request.method == .post ? .purchase : .advertisement
    }
  }
}

/// A token on its way to the judge. Nothing of it is ever printed.
package struct PendingPurchase: Sendable {
  package let token: Bearer
  let name: Octets32
  let client: MACAddress
  let visit: SandboxVisit
  let disturbance: Disturbance
}

/// What comes of a visit: an answer, or a question to the judge first.
package enum SandboxReception: Sendable {
  case answered(SandboxAnswer)
  case judge(PendingPurchase)
}

/// An answer, and how it is spoilt on its way.
package struct SandboxAnswer: Hashable, Sendable {
  package var reply: GatewayReply
  var endpoint: SandboxEndpoint
  var method: HTTPMethod
  var disturbance = Disturbance()
}
