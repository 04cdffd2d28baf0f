import Synchronization
import Testing
import TollGateCore
import TollGateHTTP
import TollGateHTTPProber
import TollGateWire

@Suite("Looks over HTTP", .timeLimit(.minutes(2)))
struct ProberTests {
  @Test("B9: the port-80 request looks like a browser's, and its redirect is left alone")
  func register() async throws {
    let seen = Mutex<[HTTPRequest]>([])
    try await TestServer.during { request in
      seen.withLock { $0.append(request) }
      return .redirect(of: request)
    } _: { port in
      let prober = HTTPGatewayProber(try .forTests(), ports: GatewayPorts(service: 1, web: port))
      await prober.register(.local(), within: .seconds(60))
    }
    let requests = seen.withLock { $0 }
    #expect(requests.map(\.method) == [.get] && requests.map(\.target) == ["/"])
    #expect(requests.map { $0.fields.values(of: "User-Agent") } == [["Mozilla/5.0 (compatible; TollGate-Client/1.0)"]])
    #expect(requests.first?.fields["Accept"]?.hasPrefix("text/html") == true)
  }

  @Test("B1: a look is two plain requests that don't look like a browser's")
  func requests() async throws {
    let seen = Mutex<[HTTPRequest]>([])
    try await TestServer.during { request in
      seen.withLock { $0.append(request) }
      return .answer("")
    } _: { port in
      let prober = HTTPGatewayProber(try .forTests(), ports: GatewayPorts(service: port, web: 1))
      _ = await prober.probe(.local(), within: .seconds(60))
    }
    let requests = seen.withLock { $0 }.sorted { $0.target < $1.target }
    #expect(requests.map(\.target) == ["/", "/usage"])
    #expect(requests.allSatisfy { $0.method == .get && $0.body.isEmpty && $0.fields["User-Agent"] == "tollgate" })
    #expect(requests.allSatisfy { $0.fields["Accept"] == "application/json, text/plain" })
  }

  /// What a clarification comes to, and which paths it asked for, in order of their names.
  private func clarify(
    within limit: Interval = .seconds(60), _ reply: @escaping @Sendable (String) -> HTTPReply
  ) async throws -> (report: ClientReport, asked: [String]) {
    let seen = Mutex<[String]>([])
    let report = try await TestServer.during { request in
      seen.withLock { $0.append(request.target) }
      return request.target == "/whoami" ? .answer(GatewayBody.whoami(Signer.client)) : reply(request.target)
    } _: { port in
      let prober = HTTPGatewayProber(try .forTests(), ports: GatewayPorts(service: port))
      return await prober.clarify(.local(), within: limit)
    }
    return (report, seen.withLock { $0.sorted() })
  }

  @Test(
    "D3, B4: a balance that says something is enough: where there is no /session-state, asking costs a request of the root"
  )
  func balance() async throws {
    let session = GatewayBody.Balance(metric: "bytes", used: 1, allotment: 2, startTime: 3)
    for (balance, access) in [(session, .active), (nil, .none)] as [(GatewayBody.Balance?, ClientReport.Access)] {
      let (report, asked) = try await clarify { _ in .answer(GatewayBody.balance(balance)) }
      #expect(report == ClientReport(identity: .resolved, access: access))
      #expect(asked == ["/balance", "/whoami"])
    }
  }

  @Test("D3: where the balance says nothing, the session's state is asked, once")
  func sessionState() async throws {
    for status in [200, 404, 500] as [UInt16] {
      let (report, asked) = try await clarify { target in
        target == "/balance"
          ? .answer("<html>", status: status) : .answer(GatewayBody.sessionState(.active, mac: Signer.client))
      }
      #expect(report == ClientReport(identity: .resolved, access: .active, askedRoot: true))
      #expect(asked == ["/balance", "/session-state", "/whoami"])
    }
  }

  @Test("D3, K15: one limit holds for the balance and for what is asked after it")
  func oneLimit() async throws {
    let began = ContinuousClock.now
    let (report, asked) = try await clarify(within: .seconds(3)) { target in
      .script(target == "/balance" ? [.pause(.seconds(2)), .text("HTTP/1.1 404 No\r\n\r\n")] : [.hang])
    }
    #expect(ContinuousClock.now - began < .seconds(5), "a limit each would take 2 s and 3 s")
    #expect(
      report == ClientReport(identity: .resolved, access: .unknown, askedRoot: true), "asked, though not answered")
    #expect(asked == ["/balance", "/session-state", "/whoami"])
    let silent = try await clarify(within: .milliseconds(800)) { _ in .script([.hang]) }
    #expect(silent.asked == ["/balance", "/whoami"], "nothing was left of the limit")
    #expect(!silent.report.askedRoot)
  }

  @Test("A10: a cancelled look ends at once, however long its limit is")
  func cancelling() async throws {
    try await TestServer.during({ _ in .script([.hang]) }) { port in
      let prober = HTTPGatewayProber(try .forTests(), ports: GatewayPorts(service: port))
      let look = Task { await prober.probe(.local(), within: .hours(24)) }
      look.cancel()
      let report = await look.value
      #expect(report == GatewayReport(offer: .unreachable(.cancelled), usage: .nothing(.cancelled)))
    }
  }

  @Test("B1: both requests of a look are under way together")
  func together() async throws {
    let both = Both()
    let server = try await TogetherServer(both)
    let prober = HTTPGatewayProber(try .forTests(), ports: GatewayPorts(service: server.port))
    let report = await prober.probe(.local(), within: .seconds(20))
    #expect(report == GatewayReport(offer: .invalid(.notJSON), usage: .reading(.usage(used: 1, total: 2))))
    await server.end()
  }
}

/// Lets nobody go before two have come.
actor Both {
  private var first: CheckedContinuation<Void, Never>?

  func come() async {
    if let first {
      self.first = nil
      first.resume()
    } else {
      await withCheckedContinuation { first = $0 }
    }
  }
}

/// Answers a request once another one is there, too.
private final class TogetherServer: Sendable {
  let port: UInt16
  private let running: Task<Void, Never>

  init(_ both: Both) async throws {
    let server = try await HTTPServer.open(on: Endpoint(.loopback4, 0))
    port = server.endpoint.port
    running = Task {
      _ = try? await server.run { request, _ in
        await both.come()
        return .answer(request.target == "/usage" ? "1/2" : "<html>")
      }
    }
  }

  func end() async {
    running.cancel()
    await running.value
  }
}
