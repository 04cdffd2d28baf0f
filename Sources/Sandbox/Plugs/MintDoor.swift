package import TollGateCore
import TollGateHTTP
import TollGateJSON
package import TollGateLinux
import TollGateTrace

/// The way to a mint: in this process, or over plain HTTP to an address.
package struct MintDoor: Sendable {
  /// What becomes of a request.
  package enum Answer: Hashable, Sendable {
    case reply(MintReply)
    /// Nothing of it has left: it has not happened.
    case notReached
    /// Whether it has happened, nobody knows.
    case lost
  }

  private let ask: @Sendable (_ method: String, _ path: String, _ body: [UInt8]) async -> Answer

  package init(_ ask: @escaping @Sendable (_ method: String, _ path: String, _ body: [UInt8]) async -> Answer) {
    self.ask = ask
  }

  func answer(_ method: String, _ path: String, _ body: [UInt8] = []) async -> Answer {
    await ask(method, path, body)
  }

  /// Without a socket in between.
  package static func to(_ mint: SandboxMint) -> MintDoor {
    MintDoor { method, path, body in
      switch mint.answer(method, path, body) {
      case .reply(let reply): .reply(reply)
      case .lost, .silence: .lost
      }
    }
  }

  /// `nil` for an address that is not `http://` with an IP address, or `localhost`: names are not looked up here.
  package static func to(
    _ url: String, within limit: Interval = .seconds(30)
  ) throws(SystemFailure) -> MintDoor? {
    guard let place = Place(url) else { return nil }
    let client = try HTTPClient(userAgent: "tollgate-sandbox")
    return MintDoor { method, path, body in
      var request = HTTPRequest(HTTPMethod(method), place.prefix + path, body: body)
      if !body.isEmpty { request.fields.append("Content-Type", GatewayReply.json) }
      let exchange = await client.send(
        request, to: place.endpoint, via: nil, limits: HTTPLimits(bodyBytes: AskedBody.limits.maxBytes), within: limit)
      return switch exchange.outcome {
      case .answered(let response): .reply(MintReply(response.status, response.body))
      // A request without a body changes nothing.
      case .failed where exchange.bodyBytesSent == 0: .notReached
      case .failed: .lost
      }
    }
  }

  private struct Place: Sendable {
    var endpoint: Endpoint
    /// The path of the mint, without a slash at its end.
    var prefix: String

    init?(_ url: String) {
      let text = MintURL(url).text
      guard text.hasPrefix("http://") else { return nil }
      let rest = text.dropFirst("http://".count)
      let authority = rest.prefix { $0 != "/" }
      let isBracketed = authority.first == "["
      let host = isBracketed ? authority.dropFirst().prefix { $0 != "]" } : authority.prefix { $0 != ":" }
      let tail = authority.dropFirst(host.count + (isBracketed ? 2 : 0))
      guard !host.isEmpty, let address = IPAddress(traceText: host == "localhost" ? "127.0.0.1" : String(host)),
        let port = tail.isEmpty ? 80 : tail.first == ":" ? UInt16(tail.dropFirst()) : nil
      else { return nil }
      endpoint = Endpoint(address, port)
      prefix = String(rest.dropFirst(authority.count))
    }
  }
}
