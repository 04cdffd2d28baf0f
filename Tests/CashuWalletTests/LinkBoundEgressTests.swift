import Testing
import TollGateCore
import TollGateHTTP
import TollGateTestNetwork

@testable import TollGateCashuWallet

/// One machine with two links; behind each is a host with the same address.
@Suite(
  "Egress by its link", .serialized, .enabled(if: TestNetwork.isPossible, "\(TestNetwork.need)"),
  .timeLimit(.minutes(2)))
struct LinkBoundEgressTests {
  private static let address = IPAddress.v4(0x0A4D_0001)
  private let network: TwinNetwork
  private let hosts: [PretendMint]

  init() async throws {
    network = try await TwinNetwork()
    var hosts: [PretendMint] = []
    for network in network.gateways {
      hosts.append(
        try await PretendMint(at: Endpoint(Self.address, 4080), in: network.namespace) { _ in
          .response(HTTPResponse(200))
        })
    }
    self.hosts = hosts
  }

  @Test("C9: a knock leaves by the link that is to be proved, and by no other")
  func twins() async throws {
    let probe = try MintEgressProbe.forTests(in: network.home.namespace)
    for (number, count) in [(1, [0, 1]), (0, [1, 1]), (1, [1, 2])] {
      let egress = await probe.reach(.mint(hosts[0].url), over: LinkName("tg\(number)"), within: .seconds(60))
      #expect(egress == .answered && hosts.map(\.requests.count) == count)
    }
    try await network.home.ip("link set tg0 down")
    let egress = await probe.reach(.mint(hosts[0].url), over: LinkName("tg0"), within: .milliseconds(500))
    #expect(egress == .silent && hosts.map(\.requests.count) == [1, 2])
    for host in hosts { await host.end() }
  }

  #if TLS
    @Test("C9: libcurl's connections leave by their link, too")
    func curl() async throws {
      let line = try CurlLine(in: network.home.namespace)
      let address = try #require(MintAddress(hosts[0].url))
      for (number, count) in [(1, [0, 1]), (0, [1, 1]), (1, [1, 2])] {
        let outcome = await line.send(.get, "/", to: address, via: LinkName("tg\(number)"), within: .seconds(60))
        #expect(outcome == .success(MintReplyBytes(status: 200, body: [])) && hosts.map(\.requests.count) == count)
      }
      for name in ["tg-missing", "", String(repeating: "x", count: 40)] {
        let outcome = await line.send(.get, "/", to: address, via: LinkName(name), within: .seconds(60))
        guard case .failure(.unreachable(.notReached)) = outcome else {
          Issue.record("left by no link of ours: \(outcome)")
          continue
        }
      }
      #expect(hosts.map(\.requests.count) == [1, 2])
      for host in hosts { await host.end() }
    }

    @Test("F3: a connection that nobody takes is given up, and nothing has left", arguments: ["http", "https"])
    func blackHole(_ scheme: String) async throws {
      // A neighbour whose address is known and who is not there: what is sent to it is never answered.
      try await network.home.ip("neigh add 10.77.0.77 lladdr 02:00:00:00:00:77 dev tg0")
      let line = try CurlLine(in: network.home.namespace)
      let address = try #require(MintAddress(MintURL("\(scheme)://10.77.0.77:4080")))
      let outcome = await line.send(.post([1]), "/v1/swap", to: address, within: .milliseconds(300))
      #expect(outcome == .failure(.unreachable(.notReached(.timedOut))))
      for host in hosts { await host.end() }
    }
  #endif
}
