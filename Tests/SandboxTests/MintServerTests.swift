import Synchronization
import Testing
import TollGateCashu
import TollGateCore
import TollGateHTTP
import TollGateJSON

@testable import TollGateSandbox

@Suite struct MintServerTests {
  /// A mint at its ports, and somebody who asks it.
  private struct Bench {
    let server: SandboxMintServer
    let client: HTTPClient

    func ask(_ request: HTTPRequest, at endpoint: Endpoint? = nil, within limit: Interval = .seconds(60)) async
      -> HTTPExchange
    {
      await client.send(
        request, to: endpoint ?? server.endpoint, via: nil, limits: HTTPLimits(bodyBytes: 1 << 22),
        connectWithin: limit, within: limit)
    }

    func order(_ json: String) async -> HTTPResponse? {
      await ask(
        HTTPRequest(ControlPage.method, "/sandbox/control", body: Array(json.utf8)), at: server.controlEndpoint
      ).response
    }

    func books() async throws -> JSONNode {
      let exchange = await ask(HTTPRequest(.get, "/sandbox/books"), at: server.controlEndpoint)
      return try JSONReader.read(try #require(exchange.response).body)
    }
  }

  private func running(
    _ terms: MintTerms = MintTerms(), log: @escaping @Sendable (String) -> Void = { _ in },
    _ experiment: (Bench) async throws -> Void
  ) async throws {
    let server = try await SandboxMintServer.open(try SandboxMint(terms))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run(log: log) }
      defer { group.cancelAll() }
      try await experiment(Bench(server: server, client: try HTTPClient()))
      group.cancelAll()
      try await group.waitForAll()
    }
  }

  @Test("F1: over HTTP a mint says what it says within the process, a thousand outputs at once included")
  func same() async throws {
    try await running { bench in
      let mint = bench.server.mint
      for path in ["/v1/keysets", "/v1/keys", "/v1/nothing", "/v1/mint/quote/bolt11/x"] {
        let response = try #require(await bench.ask(HTTPRequest(.get, path)).response)
        #expect(try MintReply(response.status, response.body) == mint.reply("GET", path))
        #expect(response.fields["Content-Type"] == "application/json")
      }
      let wallet = try MintWallet(mint)
      let quote = try wallet.quote(1000)
      let outputs = try wallet.outputs(of: Array(repeating: 1, count: 1000))
      let request = HTTPRequest(.post, "/v1/mint/bolt11", body: try MintRequest(quote: quote.id, outputs).body)
      let response = try #require(await bench.ask(request).response)
      #expect(response.status == 200 && mint.sums(of: "sat").issued == 1000)
      #expect(try SignaturesAnswer.read(response.body).signatures.count == 1000)
    }
  }

  @Test("F1: lost answers, silence, errors and limits look on the wire as they are")
  func faults() async throws {
    try await running { bench in
      let info = HTTPRequest(.get, "/v1/info")
      bench.server.mint.misbehave(MintFault(.lost(.before), times: 1))
      #expect(await bench.ask(info).response == nil)
      bench.server.mint.misbehave(MintFault(.hang(.after), times: 1))
      #expect(await bench.ask(info, within: .milliseconds(200)).response == nil)
      #expect(bench.server.mint.requests[.info] == 2)
      bench.server.mint.misbehave(MintFault(.status(429, .before), times: 1))
      let limited = await bench.ask(info).response
      #expect(limited?.status == 429 && limited?.fields["Retry-After"] == "6")
      #expect(await bench.ask(info).response?.status == 200)
    }
  }

  @Test("F1: what a mint is ordered to do, it does, and its books tell of it")
  func orders() async throws {
    try await running { bench in
      let mint = bench.server.mint
      var wallet = try MintWallet(mint)
      try wallet.fund(21)
      let quote = try wallet.quote(5)
      let json = #"""
        {"misbehave": [{"act": "status", "status": 500, "moment": "after", "endpoint": "info", "times": 1}],
         "cache": true, "rotate": {"unit": "sat", "version": "00", "fee": 100, "expiry": 4000000000}, "pay": "\#(quote.id)"}
        """#
      let answer = try #require(await bench.order(json))
      let node = try JSONReader.read(answer.body)
      #expect(answer.status == 200 && node["active"]?.array?.first?["act"]?.string == "status")
      #expect(await bench.ask(HTTPRequest(.get, "/v1/info")).response?.status == 500)
      #expect(try MintInfo.read(mint.get("/v1/info")).nuts.contains(19))
      let new = try #require(mint.keysets.last?.info)
      #expect(
        new.isActive && new.inputFee == 100 && new.finalExpiry == 4_000_000_000
          && mint.keysets[0].info.isActive == false)
      #expect(try MintQuote.read(mint.get("/v1/mint/quote/bolt11/\(quote.id)")).state == .paid)
      let revision = #"{"behave": true, "revise": {"keyset": "\#(new.id.hex)", "fee": 7, "active": false}}"#
      #expect(await bench.order(revision)?.status == 200)
      #expect(mint.keysets.last?.info.inputFee == 7 && mint.keysets.last?.info.isActive == false)
      let books = try await bench.books()
      #expect(books["balanced"]?.bool == true && books["units"]?.array?.first?["outstanding"]?.uint64 == 21)
      #expect(books["quotes"]?["ISSUED"]?.uint64 == 1 && books["keysets"]?.array?.count == 2)
    }
  }

  private static let wrong: [(String, UInt16)] = [
    (#"{"cache": true, "misbehave": [{"act": "lose"}]}"#, 400),
    (#"{"cache": true, "misbehave": [{"act": "lost", "moment": "now"}]}"#, 400),
    (#"{"cache": true, "misbehave": [{"act": "lost", "times": 0}]}"#, 400),
    (#"{"cache": true, "misbehave": [{"act": "pending", "endpoint": "info"}]}"#, 400),
    (#"{"cache": true, "what": 1}"#, 400), ("[", 400), (#"{"cache": true, "rotate": {"unit": "SAT"}}"#, 400),
    (#"{"cache": true, "revise": {"keyset": "00ffffffffffffff"}}"#, 409),
    (#"{"cache": true, "revise": {"keyset": "zz"}}"#, 400), (#"{"cache": true, "pay": "x"}"#, 409),
    (#"{"cache": true, "misbehave": [\#(many(65))]}"#, 400),
  ]

  private static func many(_ count: Int) -> String {
    Array(repeating: #"{"act": "lost", "endpoint": "melt"}"#, count: count).joined(separator: ",")
  }

  @Test("F1: an order that is wrong in any part is not done at all")
  func wrongOrders() async throws {
    try await running { bench in
      for (json, status) in Self.wrong {
        #expect(await bench.order(json)?.status == status, "\(json)")
        let info = try MintInfo.read(bench.server.mint.get("/v1/info"))
        #expect(!info.nuts.contains(19) && bench.server.mint.keysets.count == 1)
      }
    }
  }

  @Test("F1: every fault can be ordered, and is told as it was ordered", arguments: MintActWord.allCases)
  func words(_ word: MintActWord) throws {
    let order = try MintOrder.read(Array(#"{"misbehave": [{"act": "\#(word.rawValue)", "times": 2}]}"#.utf8))
    let fault = try #require(order.faults.first)
    #expect(fault.act.word == word && fault.times == 2 && MintEndpoint.allCases.contains(where: fault.act.concerns))
    var writer = JSONWriter()
    writer.beginObject()
    fault.write(to: &writer)
    writer.endObject()
    let again = try MintOrder.read(Array(#"{"misbehave": [\#(writer.text)]}"#.utf8))
    #expect(again.faults == [fault])
  }

  @Test("F1: no more faults than 64 at a time, over several orders too")
  func manyFaults() async throws {
    try await running { bench in
      let forty = #"{"misbehave": [\#(Self.many(40))]}"#
      #expect(await bench.order(forty)?.status == 200)
      #expect(await bench.order(forty)?.status == 409)
      #expect(await bench.order(#"{"behave": true}"#)?.status == 200)
      #expect(await bench.order(forty)?.status == 200)
    }
  }

  @Test("F7: the log has a line for each request, and neither money nor the name of a quote")
  func log() async throws {
    let lines = Mutex<[String]>([])
    try await running(log: { line in lines.withLock { $0.append(line) } }) { bench in
      var wallet = try MintWallet(bench.server.mint)
      try wallet.fund(1)
      let quote = try wallet.quote(1)
      _ = await bench.ask(HTTPRequest(.get, "/v1/mint/quote/bolt11/\(quote.id)"))
      _ = await bench.ask(HTTPRequest(.post, "/v1/swap", body: try wallet.swap(wallet.proofs, wallet.outputs(1)).body))
      _ = await bench.ask(HTTPRequest(.post, "/odd/\(quote.id)"))
      bench.server.mint.misbehave(MintFault(.lost(.before), times: 1))
      _ = await bench.ask(HTTPRequest(.get, "/v1/info"))
      #expect(
        lines.withLock { $0 } == [
          #"{"method":"GET","endpoint":"mint-quote-state","status":200}"#,
          #"{"method":"POST","endpoint":"swap","status":200}"#, #"{"method":"POST","endpoint":"unknown","status":404}"#,
          #"{"method":"GET","endpoint":"info","end":"lost"}"#,
        ])
    }
  }
}
