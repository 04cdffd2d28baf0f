import Synchronization
import Testing
import TollGateCore
import TollGateHTTP
import TollGateLinux

@Suite("HTTP client", .timeLimit(.minutes(2)))
struct ClientTests {
  private let client: HTTPClient

  init() throws { client = try HTTPClient(userAgent: "tollgate/test") }

  @Test("B1: a request and its answer, over IPv4 and IPv6", arguments: [IPAddress.loopback4, .loopback6])
  func get(_ address: IPAddress) async throws {
    let seen = Mutex<HTTPRequest?>(nil)
    try await serving(on: address) { request, peer in
      seen.withLock { $0 = request }
      return .response(HTTPResponse(200, fields: ["X": "y"], body: Array("hello \(peer.address)".utf8)))
    } during: { endpoint in
      let exchange = await client.ask(endpoint, HTTPRequest(.get, "/usage"))
      #expect(exchange.response?.body.text == "hello \(address)" && exchange.response?.fields["x"] == "y")
      let request = try #require(seen.withLock { $0 })
      let host = address.isV4 ? "127.0.0.1:\(endpoint.port)" : "[::1]:\(endpoint.port)"
      #expect(request.fields == ["Host": host, "User-Agent": "tollgate/test", "Connection": "close"])
      #expect(request.target == "/usage" && exchange.bodyBytesSent == 0)
    }
  }

  @Test("C4: a body arrives byte for byte, with the type that was given, and is counted")
  func post() async throws {
    try await serving { request, _ in
      .response(HTTPResponse(fields: ["Type": request.fields["Content-Type"] ?? ""], body: request.body))
    } during: { endpoint in
      let body = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let request = HTTPRequest(.post, fields: ["Content-Type": "text/plain"], body: body)
      let exchange = await client.ask(endpoint, request, limits: HTTPLimits(bodyBytes: 1 << 20))
      #expect(exchange.response?.body == body && exchange.response?.fields["Type"] == "text/plain")
      #expect(exchange.bodyBytesSent == body.count)
    }
  }

  @Test("C6: a refused connection is nothing sent")
  func refused() async throws {
    let endpoint = try RawSocket.listening(backlog: 1).endpoint
    let exchange = await client.ask(endpoint, HTTPRequest(.post, body: [1, 2, 3]))
    #expect(exchange == HTTPExchange(.failed(.unreachable(.refused), arrived: nil), bodyBytesSent: 0))
  }

  @Test("C4: a connection that doesn't come about is given up at its own deadline, with nothing sent")
  func noConnection() async throws {
    let listener = try RawSocket.listening(backlog: 0)
    // They fill the queue of the kernel, which then hears no more.
    let first = try RawSocket.connected(to: listener.endpoint)
    let second = try RawSocket.connected(to: listener.endpoint, blocking: false)
    let began = ContinuousClock.now
    let exchange = await client.send(
      HTTPRequest(.post, body: [1]), to: listener.endpoint, via: nil, connectWithin: .milliseconds(150),
      within: .seconds(60))
    #expect(exchange == HTTPExchange(.failed(.unreachable(.timedOut), arrived: nil), bodyBytesSent: 0))
    #expect(ContinuousClock.now - began >= .milliseconds(150))
    #expect(ContinuousClock.now - began < .seconds(30))
    _ = (first.endpoint, second.endpoint)
  }

  @Test(
    "B1: a link that can't be bound to is fatal to the request",
    arguments: ["nosuchlink0", "", "a-name-that-is-too-long-for-linux", "lo\u{0}", "lo/"])
  func unknownLink(_ name: String) async throws {
    let asked = Atomic(0)
    try await serving { _, _ in
      asked.add(1, ordering: .relaxed)
      return .response(HTTPResponse())
    } during: { endpoint in
      let exchange = await client.send(
        HTTPRequest(.post, body: [1]), to: endpoint, via: LinkName(name), within: .seconds(60))
      #expect(exchange == HTTPExchange(.failed(.unreachable(.bindFailed), arrived: nil), bodyBytesSent: 0))
      #expect(asked.load(ordering: .relaxed) == 0)
    }
  }

  @Test("B1: a request bound to the link on which the server is arrives")
  func boundToLoopback() async throws {
    try await serving(script: [.text("HTTP/1.1 204 OK\r\n\r\n")]) { endpoint in
      let exchange = await client.send(HTTPRequest(), to: endpoint, via: LinkName("lo"), within: .seconds(60))
      #expect(exchange.response?.status == 204)
    }
  }

  @Test("B1: a redirect is an answer and is not followed")
  func redirect() async throws {
    let asked = Atomic(0)
    try await serving { request, _ in
      asked.add(1, ordering: .relaxed)
      return .response(HTTPResponse(302, fields: ["Location": "http://\(request.fields["Host"] ?? "")/again"]))
    } during: { endpoint in
      #expect(await client.ask(endpoint).response?.status == 302)
      #expect(asked.load(ordering: .relaxed) == 1)
    }
  }

  @Test("a request that would break out of its lines is never sent")
  func unwritable() async throws {
    let endpoint = try RawSocket.listening(backlog: 1).endpoint
    let exchange = await client.ask(endpoint, HTTPRequest(.get, "/ HTTP/1.1\r\nX: y"))
    #expect(exchange.failure == .unwritable(.startLine))
    let agent = try HTTPClient(userAgent: "a\r\nb")
    #expect(await agent.ask(endpoint).failure == .unwritable(.controlCharacter))
  }

  @Test("a field of the caller's goes before the client's own")
  func ownHost() async throws {
    try await serving { request, _ in
      .response(
        HTTPResponse(
          body: Array(
            (request.fields.values(of: "Host") + request.fields.values(of: "User-Agent")).joined(separator: " ").utf8)))
    } during: { endpoint in
      let request = HTTPRequest(fields: ["host": "example.org", "user-agent": "x"])
      #expect(await client.ask(endpoint, request).response?.body.text == "example.org x")
    }
  }

  @Test("500 requests at once, beside twenty that get no answer: none waits for another")
  func many() async throws {
    try await serving(limits: HTTPServerLimits(connections: 2_000)) { request, _ in
      request.target == "/hang" ? .script([.hang]) : .response(HTTPResponse(body: Array(request.target.utf8)))
    } during: { endpoint in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<20 { group.addTask { _ = await client.ask(endpoint, HTTPRequest(.get, "/hang")) } }
        try await withThrowingTaskGroup(of: (String, HTTPExchange).self) { askers in
          for number in 0..<500 {
            askers.addTask { ("/\(number)", await client.ask(endpoint, HTTPRequest(.get, "/\(number)"))) }
          }
          for try await (target, exchange) in askers { #expect(exchange.response?.body.text == target) }
        }
        group.cancelAll()
      }
    }
  }
}
