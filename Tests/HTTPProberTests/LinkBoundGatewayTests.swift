import Synchronization
import Testing
import TollGateCore
import TollGateHTTP
import TollGateHTTPProber
import TollGateLinux
import TollGateTestNetwork

/// One machine with two links; behind each is a gateway with the same addresses and a key of its own.
@Suite(
  "Gateways by their links", .serialized, .enabled(if: TestNetwork.isPossible, "\(TestNetwork.need)"),
  .timeLimit(.minutes(2)))
struct LinkBoundGatewayTests {
  static let addresses: [IPAddress] = [.v4(0x0A4D_0001), .v6(0xFE80 << 48, 1)]
  private let network: TwinNetwork
  private var home: TestNetwork { network.home }
  private var gateways: [TestNetwork] { network.gateways }

  init() async throws { network = try await TwinNetwork() }

  private func gateway(_ address: IPAddress, on link: String) -> GatewayID {
    GatewayID(link: LinkName(link), address: address, attachment: Attachment(1))
  }

  /// Both gateways at their real ports, while the experiment lasts.
  private func serving(_ address: IPAddress, _ experiment: ([Signer], HTTPClient) async throws -> Void) async throws {
    let signers = [try #require(Signer(3)), try #require(Signer(5))]
    var servers: [TestServer] = []
    for (signer, network) in zip(signers, gateways) {
      for port: UInt16 in [2121, 80] {
        servers.append(
          try await TestServer(on: Endpoint(address, port), via: LinkName("lan"), in: network.namespace) { request in
            request.target == "/usage"
              ? .answer("1/60000") : .answer(request.method == .post ? signer.session() : signer.advertisement())
          })
      }
    }
    let result: Result<Void, any Error>
    do {
      result = .success(try await experiment(signers, HTTPClient(in: home.namespace)))
    } catch {
      result = .failure(error)
    }
    for server in servers { await server.end() }
    try result.get()
  }

  @Test("B1, K11: looks, payments and meters reach the gateway of their link, at its real port", arguments: addresses)
  func twins(_ address: IPAddress) async throws {
    try await serving(address) { signers, client in
      for (number, signer) in signers.enumerated() {
        let there = gateway(address, on: "tg\(number)")
        let report = await HTTPGatewayProber(client).probe(there, within: .seconds(30))
        #expect(report.offer == .advertisement(signer.offer))
        #expect(report.usage == .reading(.usage(used: 1, total: 60_000)))
        let seller = Seller(gateway: there, key: signer.publicKey)
        let delivery = await HTTPPaymentCourier(client).deliver(
          Bearer(secret: Signer.token), to: seller, within: .seconds(30))
        #expect(delivery == .granted(signer.grant))
        let target = MeterTarget(kind: .gateway, gateway: there, metric: .milliseconds)
        let reading = try await HTTPUsageMeter(client).read(target)
        #expect(reading == .usage(used: 1, total: 60_000))
      }
    }
  }

  @Test("B9: the port-80 request reaches the gateway of its link, and names it as browsers do", arguments: addresses)
  func register(_ address: IPAddress) async throws {
    let hosts = Mutex<[String?]>([])
    let server = try await TestServer(
      on: Endpoint(address, 80), via: LinkName("lan"), in: gateways[1].namespace
    ) { request in
      hosts.withLock { $0.append(request.fields["Host"]) }
      return .answer("")
    }
    let prober = HTTPGatewayProber(try HTTPClient(in: home.namespace))
    for link in ["tg0", "tg1"] { await prober.register(gateway(address, on: link), within: .seconds(30)) }
    await server.end()
    #expect(hosts.withLock { $0 } == [address.isV4 ? "10.77.0.1" : "[fe80::1]"])
  }

  @Test("B1, C6: over a link that is down nothing is reached and nothing is sent", arguments: addresses)
  func down(_ address: IPAddress) async throws {
    try await serving(address) { signers, client in
      try await home.ip("link set tg0 down")
      let there = gateway(address, on: "tg0")
      let report = await HTTPGatewayProber(client).probe(there, within: .seconds(30))
      #expect(report.offer == .unreachable(.noRoute))
      let delivery = await HTTPPaymentCourier(client).deliver(
        Bearer(secret: Signer.token), to: Seller(gateway: there, key: signers[0].publicKey), within: .seconds(30))
      #expect(delivery == .notSent(.noRoute))
    }
  }

  @Test("C4: a connection that doesn't come about is given up after 5 s, with nothing sent")
  func swallowed() async throws {
    // Nobody has this hardware address, so that what is sent there is gone without a word.
    try await home.ip("neigh add 10.77.0.9 lladdr 02:00:00:00:00:09 dev tg0")
    let client = try HTTPClient(in: home.namespace)
    let there = gateway(.v4(0x0A4D_0009), on: "tg0")
    let began = ContinuousClock.now
    let delivery = await HTTPPaymentCourier(client).deliver(
      Bearer(secret: Signer.token), to: Seller(gateway: there, key: try #require(Signer()).publicKey),
      within: .seconds(75))
    #expect(delivery == .notSent(.timedOut))
    #expect((.seconds(5)..<(.seconds(40))).contains(ContinuousClock.now - began))
  }

  @Test("K11: a loopback address on another link is not our own machine")
  func loopback() async throws {
    let server = try await TestServer(on: Endpoint(.loopback4, 2121), in: home.namespace) { _ in .answer("1/2") }
    let client = try HTTPClient(in: home.namespace)
    for (link, isThere) in [("lo", true), ("tg0", false)] {
      let limit: Interval = isThere ? .seconds(30) : .milliseconds(700)
      let report = await HTTPGatewayProber(client).probe(gateway(.loopback4, on: link), within: limit)
      #expect((report.usage == .reading(.usage(used: 1, total: 2))) == isThere, "\(link): \(report)")
    }
    await server.end()
  }
}
