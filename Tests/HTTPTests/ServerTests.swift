import Synchronization
import Testing
import TollGateCore
import TollGateHTTP

@Suite("HTTP server", .timeLimit(.minutes(2)))
struct ServerTests {
  private let client: HTTPClient

  init() throws { client = try HTTPClient() }

  static let refusals: [(String, UInt16)] = [
    ("nonsense\r\n", 400), ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\nHost: a\n\n", 400),
    ("GET / HTTP/2.0\r\n", 505), ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n", 413),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    ("GET / HTTP/1.1\r\nX: " + String(repeating: "y", count: 9_000), 431),
    ("GET / HTTP/1.1\r\n" + String(repeating: "X: y\r\n", count: 101), 431),
  ]

  @Test("a request that can't be read is refused with its own status, and no handler sees it", arguments: refusals)
  func refusal(_ text: String, _ status: UInt16) async throws {
    let asked = Atomic(0)
    try await serving { _, _ in
      asked.add(1, ordering: .relaxed)
      return .response(HTTPResponse())
    } during: { endpoint in
      let answer = try await converse(with: endpoint, text)
      #expect(answer.hasPrefix("HTTP/1.1 \(status) ") && asked.load(ordering: .relaxed) == 0)
    }
  }

  @Test("a script is played as it was written")
  func script() async throws {
    let script: [HTTPStep] = [
      .text("a"), .bytes([]), .pause(.milliseconds(1)), .repeating(Array("bcd".utf8), upTo: 7), .repeating([], upTo: 9),
      .repeating([0x78], upTo: 0), .pause(.zero), .text("e"), .close, .text("never"),
    ]
    try await serving(script: script) { endpoint in
      let answer = try await converse(with: endpoint, "GET / HTTP/1.0\r\n\r\n")
      #expect(answer == "abcdbcdbe")
    }
  }

  @Test("a script that resets breaks the connection")
  func reset() async throws {
    try await serving(script: [.reset]) { endpoint in
      let answer = try await converse(with: endpoint, "GET / HTTP/1.0\r\n\r\n")
      #expect(answer == RawSocket.breakMark)
    }
  }

  @Test("a long repetition has exactly the length that was asked for")
  func longRepetition() async throws {
    try await serving(script: [.repeating(Array("0123456789".utf8), upTo: 1_000_003)]) { endpoint in
      let answer = try await converse(with: endpoint, "GET / HTTP/1.0\r\n\r\n")
      #expect(answer.utf8.count == 1_000_003)
      #expect(answer.utf8.enumerated().allSatisfy { $1 == UInt8(0x30 + $0 % 10) })
    }
  }

  @Test("HEAD gets the head alone")
  func head() async throws {
    try await serving { _, _ in
      .response(HTTPResponse(body: [1, 2, 3]))
    } during: { endpoint in
      let response = await client.ask(endpoint, HTTPRequest(.head)).response
      #expect(response?.fields["Content-Length"] == "3" && response?.body == [])
    }
  }

  @Test("an answer that can't be written becomes a 500")
  func unwritable() async throws {
    try await serving { _, _ in
      .response(HTTPResponse(fields: ["A": "b\r\nC: d"]))
    } during: { endpoint in
      #expect(await client.ask(endpoint).response?.status == 500)
    }
  }

  @Test("handlers answer in any order, and a slow one holds up nobody")
  func order() async throws {
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    try await serving { request, _ in
      if request.target == "/slow" { for await _ in gate {} }
      return .response(HTTPResponse(body: Array(request.target.utf8)))
    } during: { endpoint in
      async let slow = client.ask(endpoint, HTTPRequest(.get, "/slow"))
      #expect(await client.ask(endpoint, HTTPRequest(.get, "/quick")).response?.body.text == "/quick")
      opener.finish()
      #expect(await slow.response?.body.text == "/slow")
    }
  }

  @Test("half a request is given up after its time, and so is a peer that says nothing", arguments: ["GET / HT", ""])
  func halfRequest(_ text: String) async throws {
    try await serving(limits: HTTPServerLimits(request: .milliseconds(100))) { _, _ in
      .response(HTTPResponse())
    } during: { endpoint in
      let began = ContinuousClock.now
      let answer = try await converse(with: endpoint, text)
      #expect(answer == "")
      #expect(ContinuousClock.now - began >= .milliseconds(99))
    }
  }

  @Test("a peer that takes no bytes is given up, and makes room for the next")
  func noTaker() async throws {
    let limits = HTTPServerLimits(connections: 1, idle: .milliseconds(100))
    try await serving(limits: limits) { request, _ in
      request.target == "/flood" ? .script([.repeating([0x61], upTo: 1 << 40)]) : .response(HTTPResponse())
    } during: { endpoint in
      let socket = try RawSocket.connected(to: endpoint)
      socket.send("GET /flood HTTP/1.0\r\n\r\n")
      #expect(await client.ask(endpoint).response?.status == 200)
      _ = socket.endpoint
    }
  }

  @Test("connections beyond the limit wait until one has left")
  func limit() async throws {
    let asked = Asked()
    try await serving(limits: HTTPServerLimits(connections: 2)) { request, _ in
      await asked.come()
      return request.target == "/hang" ? .script([.hang]) : .response(HTTPResponse())
    } during: { endpoint in
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<2 { group.addTask { _ = await client.ask(endpoint, HTTPRequest(.get, "/hang")) } }
        await asked.wait(for: 2)
        let waiting = await client.ask(endpoint, HTTPRequest(.post, body: [1]), within: .milliseconds(300))
        // The kernel has let it in and taken the body: nobody has read it, and yet it has left.
        #expect(waiting == HTTPExchange(.failed(.unreachable(.timedOut), arrived: nil), bodyBytesSent: 1))
        group.cancelAll()
      }
      #expect(await client.ask(endpoint).response?.status == 200)
    }
  }

  @Test("a handler whose peer has gone still counts, so that nobody can pile them up")
  func orphans() async throws {
    let running = Mutex((now: 0, most: 0))
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    try await serving(limits: HTTPServerLimits(connections: 1)) { request, _ in
      running.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
      if request.target == "/hang" { for await _ in gate {} }
      running.withLock { $0.now -= 1 }
      return .response(HTTPResponse())
    } during: { endpoint in
      for _ in 0..<5 {
        _ = await client.ask(endpoint, HTTPRequest(.get, "/hang"), within: .milliseconds(20))
      }
      opener.finish()
      #expect(await client.ask(endpoint).response?.status == 200)
      #expect(running.withLock { $0.most } == 1)
    }
  }

  @Test("the head is screened before the body is read, and nobody waits for that body")
  func screening() async throws {
    try await serving { _, _ in
      .response(HTTPResponse(200))
    } during: { endpoint in
      let text = "POST /no HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n"
      let refusal = try await converse(with: endpoint, text)
      #expect(refusal.hasPrefix("HTTP/1.1 403 "))
      // What lies unread in the socket when it is closed would break the connection, and may take our answer with it.
      let body = String(repeating: "a", count: 100_000)
      let longer = try await converse(with: endpoint, text.replacing("1000", with: "200000") + body)
      #expect(longer.hasPrefix("HTTP/1.1 403 ") && !longer.hasSuffix(RawSocket.breakMark))
      #expect(await client.ask(endpoint, HTTPRequest(.post, "/yes", body: [1])).response?.status == 200)
    } screening: { request, _ in
      request.target == "/no" ? .response(HTTPResponse(403)) : nil
    }
  }

  @Test("a life ends when it is cancelled: hanging connections end, handlers are cancelled and waited for")
  func ending() async throws {
    let ended = Mutex(false)
    let asked = Asked()
    let server = try await HTTPServer.open(on: Endpoint(.loopback4, 0))
    let (never, _) = AsyncStream.makeStream(of: Void.self)
    let life = Task {
      try await server.run { _, _ in
        await asked.come()
        for await _ in never {}
        ended.withLock { $0 = true }
        return .response(HTTPResponse())
      }
    }
    async let exchange = client.ask(server.endpoint, HTTPRequest(.post, body: [1]))
    await asked.wait(for: 1)
    life.cancel()
    try await life.value
    #expect(ended.withLock { $0 })
    #expect(await exchange.failure == .unreachable(.cutOff))
  }

  @Test("a port that is taken, and a link that isn't there, are failures")
  func noListening() async throws {
    let server = try await HTTPServer.open(on: Endpoint(.loopback4, 0))
    await #expect(throws: (any Error).self) { try await HTTPServer.open(on: server.endpoint) }
    await #expect(throws: (any Error).self) {
      try await HTTPServer.open(on: Endpoint(.loopback4, 0), via: LinkName("nosuchlink0"))
    }
  }
}
