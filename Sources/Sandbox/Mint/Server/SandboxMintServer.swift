package import TollGateCore
package import TollGateHTTP
import TollGateJSON
package import TollGateLinux

/// A sandbox mint at its ports: the mint's own, and the control port on the loopback.
package final class SandboxMintServer: Sendable {
  package let mint: SandboxMint
  private let front: HTTPServer
  private let control: HTTPServer

  private init(
    _ mint: SandboxMint, on endpoint: Endpoint, via link: LinkName?, controlPort: UInt16
  ) async throws(SystemFailure) {
    self.mint = mint
    front = try await HTTPServer.open(
      on: endpoint, via: link,
      limits: HTTPServerLimits(message: HTTPLimits(bodyBytes: AskedBody.limits.maxBytes)))
    control = try await HTTPServer.open(
      on: Endpoint(.v4(0x7F00_0001), controlPort),
      limits: HTTPServerLimits(message: HTTPLimits(bodyBytes: 64 << 10), connections: 8))
  }

  /// From here on the kernel accepts connections; they wait for `run`. Ports of 0 are any free ones.
  package static func open(
    _ mint: SandboxMint, on endpoint: Endpoint = Endpoint(.v4(0x7F00_0001), 0), via link: LinkName? = nil,
    controlPort: UInt16 = 0
  ) async throws(SystemFailure) -> SandboxMintServer {
    try await SandboxMintServer(mint, on: endpoint, via: link, controlPort: controlPort)
  }

  package var endpoint: Endpoint { front.endpoint }
  package var controlEndpoint: Endpoint { control.endpoint }

  /// Serves until it is cancelled. The log gets a line of JSON for each request, and nothing of its body.
  package func run(log: @escaping @Sendable (String) -> Void = { _ in }) async throws(SystemFailure) {
    let failure = await Serving.together([
      Serving.part(front) { request, _ in self.serve(request, log) },
      Serving.part(control) { request, _ in .response(self.mint.control(request)) },
    ])
    if let failure { throw failure }
  }

  private func serve(_ request: HTTPRequest, _ log: @Sendable (String) -> Void) -> HTTPReply {
    let outcome = mint.answer(request.method.text, request.target, request.body)
    log(SandboxMintServer.line(request, outcome))
    return outcome.httpReply
  }

  /// A quote's name is as good as its money: of a path only what it is for is told.
  private static func line(_ request: HTTPRequest, _ outcome: MintOutcome) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.pair("method", request.method.text)
    writer.pair("endpoint", MintRoute(request.method.text, request.target)?.endpoint.rawValue ?? "unknown")
    switch outcome {
    case .reply(let reply): writer.pair("status", UInt64(reply.status))
    case .lost: writer.pair("end", "lost")
    case .silence: writer.pair("end", "silence")
    }
    writer.endObject()
    return writer.text
  }
}

extension MintOutcome {
  /// The same on the wire.
  var httpReply: HTTPReply {
    switch self {
    case .reply(let reply):
      var fields: HTTPFields = ["Content-Type": GatewayReply.json]
      if reply.status == 429 { fields.append("Retry-After", "6") }
      return .response(HTTPResponse(reply.status, fields: fields, body: reply.body))
    case .lost: return .script([.close])
    case .silence: return .script([.hang])
    }
  }
}
