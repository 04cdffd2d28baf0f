import Synchronization
import Testing
import TollGateCashuWallet
import TollGateCore
import TollGateDriverContracts
import TollGateHTTP
import TollGateLinux
import TollGateTestMint
import TollGateTestNetwork

extension MintEgressProbe {
  static func forTests(trusting file: String? = nil, in network: NetworkNamespace = .own) throws -> MintEgressProbe {
    #if TLS
      MintEgressProbe(try HTTPClient(in: network), try CurlLine(authorities: file, in: network))
    #else
      MintEgressProbe(try HTTPClient(in: network))
    #endif
  }
}

/// A host on our own machine, which answers or swallows what it is sent.
private final class EgressBench: EgressProbeBench {
  let link = LinkName("lo")
  let missingLink = LinkName("tg-missing")
  let limit = Interval.milliseconds(500)
  private let answers: Flag
  private let host: PretendMint

  private final class Flag: Sendable { let isSet = Mutex(false) }

  init() async throws(BenchFailure) {
    let answers = Flag()
    self.answers = answers
    do {
      host = try await PretendMint { _ in
        answers.isSet.withLock { $0 } ? .response(HTTPResponse(404)) : .script([.hang])
      }
    } catch {
      throw BenchFailure("no server: \(error)")
    }
  }

  var target: EgressTarget { .mint(host.url) }

  func make() throws(BenchFailure) -> any EgressProbe {
    do {
      return try MintEgressProbe.forTests()
    } catch {
      throw BenchFailure("no probe: \(error)")
    }
  }

  func answer(_ answers: Bool) { self.answers.isSet.withLock { $0 = answers } }
  func knocks() -> Int { host.requests.count }
  func close() async { await host.end() }
}

@Suite("Egress", .timeLimit(.minutes(3))) struct EgressTests {
  static let limit = Interval.seconds(60)
  private let lo = LinkName("lo")

  @Test("C9, A10: the probe keeps the laws of its port")
  func laws() async {
    let violations = await Laws.egressProbe.check(within: .seconds(60)) { () async throws(BenchFailure) in
      try await EgressBench()
    }
    #expect(violations == [])
  }

  @Test(
    "C9: any answer is one, but a gateway's own: log in, or look at an address of mine",
    arguments: [
      (200, nil, .answered), (404, nil, .answered), (405, nil, .answered), (503, nil, .answered),
      (301, "https://mint.example/", .answered), (302, "/login", .answered), (302, nil, .answered),
      (302, "http://192.168.1.1:2050/splash?redir=x", .silent), (307, "http://[fd00::1]/", .silent),
      (511, nil, .silent),
    ] as [(UInt16, String?, Egress)])
  func answers(_ status: UInt16, _ location: String?, _ egress: Egress) async throws {
    let fields = HTTPFields(location.map { [HTTPField("Location", $0)] } ?? [])
    try await PretendMint.during(.response(HTTPResponse(status, fields: fields))) { host in
      let probe = try MintEgressProbe.forTests()
      #expect(await probe.reach(.mint(host.url), over: lo, within: Self.limit) == egress)
      #expect(host.requests.map(\.method) == [.head] && host.requests.map(\.target) == ["/v1/info"])
      #expect(host.requests.allSatisfy { $0.body.isEmpty })
    }
  }

  @Test("C9: noise, or a connection that ends without a word, is no answer")
  func noise() async throws {
    for steps: [HTTPStep] in [[.text("SSH-2.0-x\r\n"), .close], [.close], [.reset]] {
      try await PretendMint.during(.script(steps)) { host in
        let probe = try MintEgressProbe.forTests()
        #expect(await probe.reach(.mint(host.url), over: lo, within: Self.limit) == .silent)
        #expect(host.requests.count == 1)
      }
    }
  }

  @Test("C9: the configured target is a URL, or a host with or without a port, and nonsense is silent")
  func targets() async throws {
    try await PretendMint.during(.response(HTTPResponse(200))) { host in
      let probe = try MintEgressProbe.forTests()
      let (port, text) = (host.endpoint.port, host.endpoint.description)
      for target in [text, "http://\(text)", "http://\(text)/a/b", "localhost:\(port)"] {
        #expect(await probe.reach(.host(target), over: lo, within: Self.limit) == .answered, "\(target)")
      }
      #expect(host.requests.map(\.target) == ["/", "/", "/a/b", "/"])
      for target in ["", "http://", "ftp://\(text)", "a b", "tollgate.invalid"] {
        #expect(await probe.reach(.host(target), over: lo, within: .seconds(20)) == .silent, "\(target)")
      }
    }
  }
}
