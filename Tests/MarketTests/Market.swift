import Testing
import TollGateCore
import TollGateCrypto
import TollGateHTTP
import TollGateHTTPProber
import TollGateLinux
import TollGateSandbox
import TollGateWire

/// A sandbox gateway that runs, and a buyer's drivers before it.
struct Market: Sendable {
  static let secret = Octets32(0, 0, 0, 3)
  let server: SandboxServer
  let gateway: GatewayID
  let ports: GatewayPorts
  let client: HTTPClient
  let key: PublicKey

  /// Runs it for as long as the experiment takes; on the loopback, unless the settings and the client say otherwise.
  static func during<Value: Sendable>(
    _ settings: SandboxSettings, secret: Octets32 = secret, by link: String = "lo", isUnlimited: Bool = true,
    _ client: HTTPClient,
    _ experiment: (Market) async throws -> Value
  ) async throws -> Value {
    var settings = settings
    if isUnlimited { settings.terms.requestsPerMinute = 1_000_000 }
    let key = try #require(GatewayKey(secret: secret))
    let publicKey = PublicKey(Bytes32(key.publicKey))
    let server = try await SandboxServer.open(settings, key: key)
    let market = Market(
      server: server,
      gateway: GatewayID(link: LinkName(link), address: server.endpoint.address, attachment: Attachment(1)),
      ports: GatewayPorts(service: server.endpoint.port, web: server.registrationEndpoint?.port ?? 1),
      client: client, key: publicKey)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      defer { group.cancelAll() }
      let value = try await experiment(market)
      group.cancelAll()
      try await group.waitForAll()
      return value
    }
  }

  var prober: HTTPGatewayProber { HTTPGatewayProber(client, ports: ports) }

  func pay(_ token: String, within limit: Interval = .seconds(60)) async -> Delivery {
    let seller = Seller(gateway: gateway, key: key)
    return await HTTPPaymentCourier(client, ports: ports).deliver(
      Bearer(secret: Array(token.utf8)), to: seller, within: limit)
  }

  /// What a token brought, if it brought anything.
  func grant(_ token: String) async -> Grant? {
    if case .granted(let grant) = await pay(token) { grant } else { nil }
  }

  /// What the gateway's own meter says.
  func usage(within limit: Interval = .seconds(60)) async -> UsageAnswer {
    let meter = HTTPUsageMeter(client, ports: ports, within: limit)
    do throws(MeterFailure) {
      return .reading(try await meter.read(MeterTarget(kind: .gateway, gateway: gateway, metric: .milliseconds)))
    } catch {
      return .nothing(error)
    }
  }
}
