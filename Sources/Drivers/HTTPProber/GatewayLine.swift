import TollGateCore
import TollGateHTTP

/// How gateways are asked: each request once, by the gateway's own link or not at all, redirects being answers (B1).
struct GatewayLine: Sendable {
  let client: HTTPClient
  let ports: GatewayPorts

  func get(_ path: String, of gateway: GatewayID, within limit: Interval) async -> HTTPExchange {
    await client.send(
      HTTPRequest(.get, path, fields: ["Accept": "application/json, text/plain"]),
      to: Endpoint(gateway.address, ports.service),
      via: gateway.link, connectWithin: limit, within: limit)
  }

  /// The request by which some gateways notice their client (B9). They look for browsers.
  func register(at gateway: GatewayID, within limit: Interval) async {
    let endpoint = Endpoint(gateway.address, ports.web)
    let host = endpoint.description
    let fields: HTTPFields = [
      "Host": ports.web == 80 ? String(host.dropLast(":80".count)) : host,
      "User-Agent": "Mozilla/5.0 (compatible; TollGate-Client/1.0)",
      "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "Accept-Language": "en",
    ]
    _ = await client.send(
      HTTPRequest(.get, "/", fields: fields), to: endpoint, via: gateway.link, connectWithin: limit, within: limit)
  }

  /// A body with a token in it.
  func post(_ body: Bearer, to gateway: GatewayID, within limit: Interval) async -> HTTPExchange {
    await client.send(
      HTTPRequest(.post, "/", fields: ["Content-Type": "text/plain"], body: body.body),
      to: Endpoint(gateway.address, ports.service), via: gateway.link, connectWithin: .seconds(5), within: limit)
  }
}
