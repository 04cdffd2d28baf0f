import Foundation
import Testing
import TollGateCashuWallet
import TollGateCore
import TollGateHTTP
import TollGateTestMint

/// Both ways to a mint, before a server that misbehaves.
@Suite("Transports of mints", .timeLimit(.minutes(2))) struct TransportTests {
  private static func answer(_ status: UInt16, _ body: String, _ fields: HTTPFields = [:]) -> HTTPReply {
    .response(HTTPResponse(status, fields: fields, body: Array(body.utf8)))
  }

  private static func post(_ mint: PretendMint, _ body: [UInt8] = Array("{}".utf8)) -> MintRequestBytes {
    MintRequestBytes(.post, "/v1/swap", at: mint.url, body: body)
  }

  @Test("A request goes out as it is, and the answer comes back, of whatever status", arguments: Way.allCases)
  func exchange(_ way: Way) async throws {
    for status: UInt16 in [200, 400, 404, 422, 500, 503] {
      try await PretendMint.during(Self.answer(status, #"{"detail":"x"}"#)) { mint in
        let there = MintURL(mint.url.text + "/Bitcoin")
        let reply = await way.exchange(MintRequestBytes(.post, "/v1/swap", at: there, body: [UInt8](0...255)))
        #expect(reply == .success(MintReplyBytes(status: status, body: Array(#"{"detail":"x"}"#.utf8))))
        let get = await way.exchange(MintRequestBytes(.get, "/v1/keys/00ab", at: there))
        #expect((try? get.get().status) == status)
        #expect(mint.requests.map(\.method) == [.post, .get])
        #expect(mint.requests.map(\.target) == ["/Bitcoin/v1/swap", "/Bitcoin/v1/keys/00ab"])
        #expect(mint.requests.map(\.body) == [[UInt8](0...255), []])
        #expect(mint.requests.map { $0.fields["Host"] } == [mint.endpoint.description, mint.endpoint.description])
        #expect(mint.requests.map { $0.fields["Content-Type"] } == ["application/json", nil])
        #expect(mint.requests.allSatisfy { !$0.fields.contains("Expect") })
      }
    }
  }

  @Test("A redirect is an answer, and is not followed: inputs go to no other place", arguments: Way.allCases)
  func redirect(_ way: Way) async throws {
    for status: UInt16 in [301, 302, 307, 308] {
      try await PretendMint.during(Self.answer(status, "", ["Location": "/elsewhere"])) { mint in
        let reply = await way.exchange(Self.post(mint))
        #expect(reply == .success(MintReplyBytes(status: status, body: [])))
        #expect(mint.requests.count == 1)
      }
    }
  }

  @Test(
    "F2: where the mint hangs up without a word, the request may have arrived, and isn't sent again",
    arguments: Way.allCases)
  func hangUp(_ way: Way) async throws {
    for steps: [HTTPStep] in [[.close], [.reset], [.text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"), .close]] {
      try await PretendMint.during(.script(steps)) { mint in
        for size in [2, 200_000] {
          #expect(await way.exchange(Self.post(mint, Array(repeating: 0x20, count: size))) == .failure(.lost))
        }
        #expect(mint.requests.count == 2)
      }
    }
  }

  #if TLS
    @Test("F2: each request has a connection of its own: on one that was kept and closes, libcurl would send it twice")
    func ownConnections() async throws {
      let transport = CurlMintTransport(try CurlLine())
      let mint = try await PretendMint { request in
        request.method == .get
          ? .script([.text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"), .hang]) : .script([.close])
      }
      for _ in 0..<3 {
        _ = try await transport.exchange(MintRequestBytes(.get, "/v1/info", at: mint.url), within: .seconds(60))
        await #expect(throws: MintTransportFailure.lost) {
          try await transport.exchange(Self.post(mint), within: .seconds(10))
        }
      }
      #expect(mint.requests.map(\.method) == [.get, .post, .get, .post, .get, .post])
      await mint.end()
    }
  #endif

  @Test("An answer beyond every limit is given up, however it is framed", arguments: Way.allCases)
  func tooLarge(_ way: Way) async throws {
    let chunk = "8000\r\n" + String(repeating: "a", count: 0x8000) + "\r\n"
    let heads = [
      "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    ]
    for head in heads {
      let steps: [HTTPStep] = [.text(head), .repeating(Array(chunk.utf8), upTo: 64 << 20), .close]
      try await PretendMint.during(.script(steps)) { mint in
        #expect(await way.exchange(Self.post(mint)) == .failure(.tooLarge))
      }
    }
    let whole = String(repeating: "a", count: 1 << 20)
    try await PretendMint.during(Self.answer(200, whole)) { mint in
      #expect(await way.exchange(Self.post(mint)) == .success(MintReplyBytes(status: 200, body: Array(whole.utf8))))
    }
  }

  @Test("A head without end is given up", arguments: Way.allCases)
  func endlessHead(_ way: Way) async throws {
    for line in [
      "X-A: \(String(repeating: "b", count: 900))\r\n", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n",
    ] {
      let start = line.hasPrefix("X") ? "HTTP/1.1 200 OK\r\n" : ""
      let steps: [HTTPStep] = [.text(start), .repeating(Array(line.utf8), upTo: 64 << 20), .close]
      try await PretendMint.during(.script(steps)) { mint in
        #expect(await way.exchange(Self.post(mint)) == .failure(way == .own ? .lost : .tooLarge))
      }
    }
  }

  @Test("F3: a mint that is not there is not reached, and nothing has left", arguments: Way.allCases)
  func nobody(_ way: Way) async throws {
    let nobody = try LoopbackSocket()
    let request = MintRequestBytes(.post, "/v1/swap", at: MintURL("http://127.0.0.1:\(nobody.port)"), body: [1])
    #expect(await way.exchange(request) == .failure(.unreachable(.notReached(.refused))))
    for text in ["http://tollgate.invalid", "http://300.300.300.300", "nonsense", "http://a b"] {
      let request = MintRequestBytes(.post, "/v1/swap", at: MintURL(text), body: [1])
      let reply = await way.exchange(request, within: .seconds(20))
      guard case .failure(.unreachable(.notReached(let reason))) = reply else {
        Issue.record("\(text) was reached: \(reply)")
        continue
      }
      #expect(reason == .noRoute || reason == .timedOut)
    }
  }

  @Test("A name leads to its mint", arguments: Way.allCases)
  func name(_ way: Way) async throws {
    try await PretendMint.during(Self.answer(200, "{}")) { mint in
      let there = MintURL("http://localhost:\(mint.endpoint.port)")
      let reply = await way.exchange(MintRequestBytes(.get, "/v1/info", at: there))
      #expect(reply == .success(MintReplyBytes(status: 200, body: Array("{}".utf8))))
      #expect(mint.requests.first?.fields["Host"] == "localhost:\(mint.endpoint.port)")
    }
  }

  @Test(
    "F5: a mint that says nothing costs the limit and no more; what was sent may have arrived", arguments: Way.allCases)
  func silence(_ way: Way) async throws {
    try await PretendMint.during(.script([.hang])) { mint in
      let clock = ContinuousClock()
      let begun = clock.now
      #expect(await way.exchange(Self.post(mint), within: .milliseconds(300)) == .failure(.lost))
      let took = clock.now - begun
      #expect(took >= .milliseconds(290) && took < .seconds(20))
    }
  }

  @Test("A cancelled request ends at once", arguments: Way.allCases)
  func cancelled(_ way: Way) async throws {
    try await PretendMint.during(.script([.hang])) { mint in
      let asking = Task { await way.exchange(Self.post(mint), within: .hours(1)) }
      await mint.asked()
      asking.cancel()
      #expect(await asking.value == .failure(.cancelled))
      let before = Task {
        unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
        return await way.exchange(Self.post(mint), within: .hours(1))
      }
      #expect(await before.value == .failure(.cancelled))
      #expect(mint.requests.count == 1)
    }
  }

  @Test("What the environment says of proxies is nothing to us")
  func proxies() async {
    // In a process of its own: the environment is everybody's.
    await #expect(processExitsWith: .success) {
      let trap = try await PretendMint(Self.answer(200, "trapped"))
      for name in ["http_proxy", "all_proxy", "ALL_PROXY"] { unsafe setenv(name, trap.url.text, 1) }
      for way in Way.allCases {
        try await PretendMint.during(Self.answer(200, "{}")) { mint in
          #expect(await way.exchange(Self.post(mint)) == .success(MintReplyBytes(status: 200, body: Array("{}".utf8))))
        }
      }
      #expect(trap.requests.isEmpty)
      await trap.end()
    }
  }

  @Test("Many at once: each has its own answer", arguments: Way.allCases)
  func many(_ way: Way) async throws {
    let mint = try await PretendMint { request in .response(HTTPResponse(200, body: request.body)) }
    await withDiscardingTaskGroup { group in
      for number: UInt8 in 0..<40 {
        group.addTask {
          let reply = await way.exchange(Self.post(mint, [number]))
          #expect(reply == .success(MintReplyBytes(status: 200, body: [number])))
        }
      }
    }
    await mint.end()
  }

  @Test("Without TLS an https mint is refused, with a reason that names the trait")
  func noTLS() async throws {
    let request = MintRequestBytes(.post, "/v1/swap", at: MintURL("https://127.0.0.1"), body: [1])
    #expect(await Way.own.exchange(request) == .failure(.unreachable(.noTLS)))
  }
}
