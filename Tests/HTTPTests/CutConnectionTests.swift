import Synchronization
import Testing
import TollGateCore
import TollGateHTTP

@Suite("HTTP client and answers that go wrong", .timeLimit(.minutes(2)))
struct CutConnectionTests {
  private let client: HTTPClient
  private let token = HTTPRequest(.post, fields: ["Content-Type": "text/plain"], body: Array("cashuBtoken".utf8))
  private let head = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n"

  init() throws { client = try HTTPClient() }

  @Test("C6: an answer that is cut at any byte is cut off, with the whole body sent; the head is kept once it is whole")
  func everyByte() async throws {
    let answer = Array((head + "abcdef").utf8)
    try await serving { request, _ in
      let count = Int(request.target.dropFirst()) ?? 0
      return .script([.bytes(Array(answer[..<count])), count % 2 == 0 ? .close : .reset])
    } during: { endpoint in
      for count in 0..<answer.count {
        var request = token
        request.target = "/\(count)"
        let exchange = await client.ask(endpoint, request)
        #expect(exchange.failure == .unreachable(.cutOff) && exchange.bodyBytesSent == token.body.count, "at \(count)")
        // A reset may overtake the bytes before it.
        if count % 2 == 0 {
          let body = count < head.utf8.count ? nil : Array(answer[head.utf8.count..<count])
          #expect(exchange.arrived?.body == body, "at \(count)")
        }
      }
    }
  }

  /// Only silence should use the limit up. Where the machine was too busy even for what comes before, it gets more time.
  private func ask(
    _ endpoint: Endpoint, _ request: HTTPRequest, until isFarEnough: (HTTPExchange) -> Bool
  ) async -> HTTPExchange {
    for seconds in [1, 6] as [Int64] {
      let exchange = await client.ask(endpoint, request, within: .seconds(seconds))
      if isFarEnough(exchange) { return exchange }
    }
    return await client.ask(endpoint, request, within: .seconds(50))
  }

  @Test("C6: silence is a time out after the body has left", arguments: [0, 1] as [Int])
  func silence(_ steps: Int) async throws {
    let script: [HTTPStep] = steps == 0 ? [.hang] : [.text(head), .hang]
    try await serving { _, _ in
      .response(HTTPResponse())
    } during: { endpoint in
      #expect(await client.ask(endpoint).response?.status == 204, "the server is up")
      let exchange = await ask(endpoint, token) {
        $0.bodyBytesSent == token.body.count && ($0.arrived != nil) == (steps == 1)
      }
      #expect(exchange.failure == .unreachable(.timedOut) && exchange.bodyBytesSent == token.body.count)
      #expect((exchange.arrived?.status == 200) == (steps == 1))
    } screening: { request, _ in
      // On the server's own thread: the handlers wait for their turn behind every other test.
      request.method == .get ? .response(HTTPResponse(204)) : .script(script)
    }
  }

  @Test("B1: bytes that drip do not move the deadline")
  func slowBytes() async throws {
    let script = HTTPStep.slowly(Array((head + "abcdef").utf8), every: .milliseconds(50))
    try await serving(script: script) { endpoint in
      let began = ContinuousClock.now
      let exchange = await client.ask(endpoint, within: .milliseconds(400))
      #expect(exchange.failure == .unreachable(.timedOut))
      #expect(ContinuousClock.now - began >= .milliseconds(400))
    }
  }

  @Test("B1: bytes that drip in time are an answer")
  func slowAnswer() async throws {
    let script = HTTPStep.slowly(Array((head + "abcdef").utf8), every: .milliseconds(1))
    try await serving(script: script) { endpoint in
      #expect(await client.ask(endpoint).response?.body.text == "abcdef")
    }
  }

  static let floods: [(HTTPFlaw, [HTTPStep])] = [
    (.tooManyFields, [.text("HTTP/1.1 200 OK\r\n"), .repeating(Array("X: y\r\n".utf8), upTo: 1 << 40)]),
    (.lineTooLong, [.text("HTTP/1.1 200 OK\r\nX: "), .repeating([0x61], upTo: 1 << 40)]),
    (.lineTooLong, [.repeating([0x61], upTo: 1 << 40)]),
    (.bodyTooLong, [.text("HTTP/1.1 200 OK\r\n\r\n"), .repeating([0x61], upTo: 1 << 40)]),
    (.bodyTooLong, [.text("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n"), .hang]),
    (
      .bodyTooLong,
      [
        .text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        .repeating(Array("1;x\r\na\r\n".utf8), upTo: 1 << 40),
      ]
    ),
    (.tooManyInterimAnswers, [.repeating(Array("HTTP/1.1 100 Go\r\n\r\n".utf8), upTo: 1 << 40)]),
    (.startLine, [.text("<html>\r\n")]), (.bareLineFeed, [.text("SSH-2.0-x\n")]),
    (.controlCharacter, [.bytes([0x16, 3, 1])]),
  ]

  @Test("B1: floods and other tongues end at once, each with its own flaw", arguments: floods)
  func flood(_ flaw: HTTPFlaw, _ script: [HTTPStep]) async throws {
    try await serving(script: script) { endpoint in
      let exchange = await client.ask(endpoint)
      #expect(exchange.failure == .unreadable(flaw))
      #expect((exchange.arrived?.body.count ?? 0) <= 64 << 10)
    }
  }

  @Test("an answer that comes before the whole body has left counts, with what had left")
  func earlyAnswer() async throws {
    try await serving { _, _ in
      .response(HTTPResponse())
    } during: { endpoint in
      let body = [UInt8](repeating: 0x61, count: 64 << 20)
      let exchange = await client.ask(endpoint, HTTPRequest(.post, body: body))
      #expect(exchange.response?.status == 413)
      #expect(exchange.bodyBytesSent < body.count)
    } screening: { _, _ in
      .response(HTTPResponse(413))
    }
  }

  @Test("an answer counts although the connection broke under the body behind it")
  func answerThenReset() async throws {
    try await serving { _, _ in
      .response(HTTPResponse())
    } during: { endpoint in
      let body = [UInt8](repeating: 0x61, count: 8 << 20)
      for _ in 0..<20 {
        let exchange = await client.ask(endpoint, HTTPRequest(.post, body: body))
        #expect(exchange.response?.status == 413, "\(exchange)")
      }
    } screening: { _, _ in
      // Closing with unread bytes in the socket is a reset.
      .script([.text("HTTP/1.1 413 No\r\nContent-Length: 0\r\n\r\n"), .close])
    }
  }

  @Test("C6: a peer that reads nothing gets as much as the kernel takes, and that is what is said")
  func partOfTheBody() async throws {
    let listener = try RawSocket.listening(backlog: 3)
    let body = [UInt8](repeating: 0x61, count: 64 << 20)
    let exchange = await ask(listener.endpoint, HTTPRequest(.post, body: body)) { $0.bodyBytesSent > 0 }
    #expect(exchange.failure == .unreachable(.timedOut))
    #expect(exchange.bodyBytesSent > 0 && exchange.bodyBytesSent < body.count)
  }

  @Test("A10: cancelling is answered within 50 ms, and the connection is closed")
  func cancelling() async throws {
    let limits = HTTPServerLimits(connections: 1)
    let asked = Asked()
    try await serving(limits: limits) { request, _ in
      await asked.come()
      return request.target == "/hang" ? .script([.hang]) : .response(HTTPResponse())
    } during: { endpoint in
      var fastest = Duration.seconds(60)
      for _ in 0..<10 {
        await asked.reset()
        let task = Task { await client.ask(endpoint, HTTPRequest(.post, "/hang", body: [1, 2])) }
        await asked.wait(for: 1)
        let began = ContinuousClock.now
        task.cancel()
        let exchange = await task.value
        fastest = min(fastest, ContinuousClock.now - began)
        #expect(exchange == HTTPExchange(.failed(.unreachable(.cancelled), arrived: nil), bodyBytesSent: 2))
      }
      // Other tests may keep every processor busy for a while, not ten times.
      #expect(fastest < .milliseconds(50))
      // The server has room for one: it can only answer when the others have left.
      #expect(await client.ask(endpoint).response?.status == 200)
    }
  }

  @Test("A10: what was cancelled before it began sends nothing")
  func cancelledBefore() async throws {
    let asked = Atomic(0)
    try await serving { _, _ in
      asked.add(1, ordering: .relaxed)
      return .response(HTTPResponse())
    } during: { endpoint in
      let exchange = await withTaskGroup(of: HTTPExchange.self) { group in
        group.cancelAll()
        group.addTask { await client.ask(endpoint, token) }
        return await group.next()
      }
      #expect(exchange == HTTPExchange(.failed(.unreachable(.cancelled), arrived: nil), bodyBytesSent: 0))
      #expect(asked.load(ordering: .relaxed) == 0)
    }
  }
}
