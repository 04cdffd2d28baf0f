import Testing
import TollGateCore
import TollGateCrypto
import TollGateHTTP
import TollGateWire

@testable import TollGateSandbox

/// Runs a sandbox beside an experiment, and ends it.
func running<Value: Sendable>(
  _ settings: SandboxSettings = SandboxSettings(), log: @escaping @Sendable (String) -> Void = { _ in },
  _ experiment: (Buyer) async throws -> Value
) async throws -> Value {
  var settings = settings
  if settings.terms.requestsPerMinute == 10 { settings.terms.requestsPerMinute = 1_000_000 }
  let server = try await SandboxServer.open(settings, key: try #require(GatewayKey(secret: Desk.key)))
  return try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask { try await server.run(log: log) }
    defer { group.cancelAll() }
    let value = try await experiment(Buyer(server: server, client: try HTTPClient()))
    group.cancelAll()
    try await group.waitForAll()
    return value
  }
}

/// Somebody who buys at a sandbox, by HTTP alone.
struct Buyer {
  let server: SandboxServer
  let client: HTTPClient
  /// Whom it claims to be, as a proxy on the gateway could.
  var address: String?

  func ask(
    _ request: HTTPRequest, at endpoint: Endpoint? = nil, within limit: Interval = .seconds(60),
    limits: HTTPLimits = HTTPLimits()
  ) async -> HTTPExchange {
    var request = request
    if let address { request.fields.append("X-Real-Ip", address) }
    return await client.send(
      request, to: endpoint ?? server.endpoint, via: nil, limits: limits, connectWithin: limit, within: limit)
  }

  func get(_ path: String) async -> HTTPExchange { await ask(HTTPRequest(.get, path)) }

  func pay(_ token: String, within limit: Interval = .seconds(60)) async -> HTTPExchange {
    await ask(
      HTTPRequest(.post, "/", fields: ["Content-Type": "text/plain"], body: Array(token.utf8)), within: limit)
  }

  func order(_ json: String) async -> HTTPExchange {
    await ask(
      HTTPRequest(ControlPage.method, "/sandbox/control", body: Array(json.utf8)), at: server.controlEndpoint)
  }

  func usage() async -> String? { await get("/usage").text }

  /// What it has bought of the open session; how much of that is used, a slow machine decides.
  func total() async -> UInt64? {
    guard case .reading(.usage(_, let total))? = await get("/usage").read?.usage else { return nil }
    return total
  }
}

extension HTTPExchange {
  var response: HTTPResponse? { if case .answered(let response) = outcome { response } else { nil } }
  var failure: HTTPFailure? { if case .failed(let failure, _) = outcome { failure } else { nil } }
  var text: String? { response.map { String(decoding: $0.body, as: UTF8.self) } }
  var read: GatewayAnswer? { response.map { GatewayAnswer(status: $0.status, body: $0.body) } }
  var grant: Grant? { if case .granted(let grant)? = read?.delivery { grant } else { nil } }
  var notice: Notice? { if case .notice(let notice)? = read?.delivery { notice } else { nil } }
}
