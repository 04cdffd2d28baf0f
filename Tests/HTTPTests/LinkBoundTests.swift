import Testing
import TollGateCore
import TollGateHTTP
import TollGateLinux
import TollGateTestNetwork

/// One machine with two links, and a gateway with the same addresses behind each of them.
@Suite(
  "HTTP by one link and no other", .serialized, .enabled(if: TestNetwork.isPossible, "\(TestNetwork.need)"),
  .timeLimit(.minutes(2)))
struct LinkBoundTests {
  private static let port: UInt16 = 2121
  private let network: TwinNetwork
  private var home: TestNetwork { network.home }
  private var gateways: [TestNetwork] { network.gateways }

  init() async throws { network = try await TwinNetwork() }

  @Test(
    "B1: two gateways with one address are told apart by their links, over IPv4 and over link-local IPv6",
    arguments: [IPAddress.v4(0x0A4D_0001), .v6(0xFE80 << 48, 1)])
  func twins(_ address: IPAddress) async throws {
    let endpoint = Endpoint(address, Self.port)
    let client = try HTTPClient(in: home.namespace)
    try await withThrowingTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      for (number, gateway) in gateways.enumerated() {
        let server = try await HTTPServer.open(on: endpoint, via: LinkName("lan"), in: gateway.namespace)
        group.addTask {
          try await server.run { request, peer in
            let body = "\(number) \(peer.address) \(request.fields["Host"] ?? "")"
            return .response(HTTPResponse(body: Array(body.utf8)))
          }
        }
      }
      for number in [1, 0, 1] {
        let exchange = await client.send(
          HTTPRequest(), to: endpoint, via: LinkName("tg\(number)"), within: .seconds(30))
        let own = address.isV4 ? "10.77.0.\(number + 2)" : "fe80::\(number + 2)"
        let host = address.isV4 ? "10.77.0.1:2121" : "[fe80::1]:2121"
        #expect(exchange.response?.body.text == "\(number) \(own) \(host)")
      }
      group.cancelAll()
      try await group.waitForAll()
    }
  }

  @Test("B1: link-local IPv6 needs its link; without one there is no route")
  func noScope() async throws {
    let client = try HTTPClient(in: home.namespace)
    let endpoint = Endpoint(.v6(0xFE80 << 48, 1), Self.port)
    let exchange = await client.send(HTTPRequest(.post, body: [1]), to: endpoint, via: nil, within: .seconds(30))
    #expect(exchange == HTTPExchange(.failed(.unreachable(.noRoute), arrived: nil), bodyBytesSent: 0))
  }

  @Test("B1: a link that leads elsewhere is not left for one that would lead there")
  func noOtherLink() async throws {
    let client = try HTTPClient(in: home.namespace)
    let server = try await HTTPServer.open(on: Endpoint(.v4(0x0A4D_0001), Self.port), in: gateways[0].namespace)
    let exchange = await client.send(
      HTTPRequest(.post, body: [1]), to: server.endpoint, via: LinkName("tg1"), within: .seconds(30))
    #expect(exchange == HTTPExchange(.failed(.unreachable(.refused), arrived: nil), bodyBytesSent: 0))
    try await home.ip("link set tg1 down")
    let down = await client.send(
      HTTPRequest(.post, body: [1]), to: server.endpoint, via: LinkName("tg1"), within: .seconds(30))
    #expect(down == HTTPExchange(.failed(.unreachable(.noRoute), arrived: nil), bodyBytesSent: 0))
  }

  @Test("a client that can't stand in its network sends nothing")
  func noNetwork() async throws {
    let client = try HTTPClient(in: .file("/run/netns/tollgate-there-is-no-such-network"))
    let exchange = await client.ask(Endpoint(.loopback4, 1), HTTPRequest(.post, body: [1]))
    #expect(exchange == HTTPExchange(.failed(.unreachable(.bindFailed), arrived: nil), bodyBytesSent: 0))
  }
}
