#if Sandbox
  import Foundation
  import Testing
  import TollGateCashu
  import TollGateCore
  import TollGateCrypto
  import TollGateHTTP

  /// `tollgate sandbox mint` and what it keeps, asked over HTTP alone.
  @Suite struct SandboxMintTests {
    private typealias Child = SandboxChild

    private static let ports = ["--mint-port", "0", "--control-port", "0"]

    private struct Wallet {
      let client: HTTPClient
      let endpoint: Endpoint
      let control: Endpoint

      init(_ child: Child) throws {
        client = try HTTPClient()
        (endpoint, control) = (try child.endpoint("mint"), try child.endpoint("control"))
      }

      func ask(
        _ method: HTTPMethod, _ path: String, _ body: [UInt8] = [], at place: Endpoint? = nil,
        within: Interval = .seconds(60)
      ) async -> HTTPResponse? {
        let request = HTTPRequest(method, path, body: body)
        let exchange = await client.send(
          request, to: place ?? endpoint, via: nil, limits: HTTPLimits(bodyBytes: 1 << 22), within: within)
        return if case .answered(let response) = exchange.outcome { response } else { nil }
      }

      func read<Message: MintMessage>(_ path: String, _ message: (some MintMessage)? = Optional<SwapRequest>.none)
        async throws -> Message
      {
        let response = await ask(message == nil ? .get : .post, path, message?.body ?? [])
        let answer = try #require(response)
        guard answer.status == 200 else { throw MintRefusal(status: answer.status, body: answer.body) }
        return try Message.read(answer.body)
      }

      func books() async throws -> NSDictionary {
        let response = try #require(await ask(.get, "/sandbox/books", at: control))
        return try #require(try JSONSerialization.jsonObject(with: Data(response.body)) as? NSDictionary)
      }

      func keyset() async throws -> Keyset {
        let answer: KeysAnswer = try await read("/v1/keys")
        return try #require(answer.keysets.first)
      }

      func outputs(_ keyset: Keyset, _ sum: UInt64) throws -> [ProofOutput] {
        try #require(keyset.keys.split(Amount(sum))).map {
          ProofOutput(amount: $0, keyset: keyset.info.id, secret: try .random(), factor: try .random())
        }
      }

      func fund(_ keyset: Keyset, _ sum: UInt64) async throws -> [Proof] {
        let request = MintQuoteRequest(amount: Amount(sum), unit: keyset.info.unit)
        let quote: MintQuote = try await read("/v1/mint/quote/bolt11", request)
        let outputs = try outputs(keyset, sum)
        let answer: SignaturesAnswer = try await read(
          "/v1/mint/bolt11", MintRequest(quote: quote.id, outputs: outputs.compactMap(\.message)))
        return try zip(outputs, answer.signatures).map { try $0.proof(from: $1, under: keyset.keys) }
      }
    }

    private func inFolder(_ experiment: (String) async throws -> Void) async throws {
      let folder = Program.scratch("mint")
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try await experiment(folder)
    }

    @Test("F2: killed between signature and answer, the mint has spent and signed; the wallet restores")
    func killed() async throws {
      try await inFolder { folder in
        let options = ["mint", "--state", folder, "--fee", "100", "--keyset-version", "00"] + Self.ports
        let first = try Child(options)
        let wallet = try Wallet(first)
        let keyset = try await wallet.keyset()
        #expect(keyset.info.inputFee == 100 && keyset.info.id.hex.hasPrefix("00"))
        let proofs = try await wallet.fund(keyset, 64)
        let outputs = try wallet.outputs(keyset, 63)
        let swap = SwapRequest(inputs: proofs, outputs: outputs.compactMap(\.message))
        let order = Array(#"{"misbehave": [{"act": "hang", "moment": "after", "endpoint": "swap"}]}"#.utf8)
        #expect(await wallet.ask(HTTPMethod("CONTROL"), "/sandbox/control", order, at: wallet.control)?.status == 200)
        async let silent = wallet.ask(.post, "/v1/swap", swap.body)
        while (try await wallet.books()["requests"] as? NSDictionary)?["swap"] == nil {}
        first.kill()
        #expect(await silent == nil)

        let second = try Child(options)
        defer { second.kill() }
        let again = try Wallet(second)
        #expect(try await again.keyset() == keyset)
        let states: StateAnswer = try await again.read(
          "/v1/checkstate", StateRequest(proofs.map(\.secret.point.compressed)))
        #expect(states.entries.map(\.state) == [.spent])
        let restored: RestoreAnswer = try await again.read("/v1/restore", RestoreRequest(outputs.compactMap(\.message)))
        let back = try zip(outputs, restored.signatures).map { try $0.proof(from: $1, under: keyset.keys) }
        #expect(back.count == outputs.count)
        let books = try await again.books()
        let sums = try #require((books["units"] as? [NSDictionary])?.first)
        #expect(books["balanced"] as? Bool == true && sums["outstanding"] as? Int == 63 && sums["fees"] as? Int == 1)
      }
    }

    @Test("F2: killed again and again while it signs, no answer has said more than the books")
    func killedOften() async throws {
      try await inFolder { folder in
        let options = ["mint", "--state", folder] + Self.ports
        var known: [BlindedMessage] = []
        for round in 0..<6 {
          let child = try Child(options)
          let wallet = try Wallet(child)
          let keyset = try await wallet.keyset()
          if !known.isEmpty {
            let restored: RestoreAnswer = try await wallet.read("/v1/restore", RestoreRequest(known))
            #expect(restored.outputs.map(\.point) == known.map(\.point))
          }
          let requests = try await withThrowingTaskGroup(of: [BlindedMessage].self) { group in
            for _ in 0..<8 {
              group.addTask { try await answered(wallet, keyset) }
            }
            for _ in 0...round { known += try await group.next() ?? [] }
            child.kill()
            return try await group.reduce(into: []) { $0 += $1 }
          }
          known += requests
        }
        let child = try Child(options)
        defer { child.kill() }
        let last = try Wallet(child)
        #expect(try await last.books()["balanced"] as? Bool == true && known.count >= 6)
      }
    }

    /// One output signed, or none if the mint was gone before it has answered.
    private func answered(_ wallet: Wallet, _ keyset: Keyset) async throws -> [BlindedMessage] {
      let outputs = try wallet.outputs(keyset, 1).compactMap(\.message)
      let request = MintQuoteRequest(amount: Amount(1), unit: "sat")
      guard let quote = await wallet.ask(.post, "/v1/mint/quote/bolt11", request.body),
        let read = try? MintQuote.read(quote.body),
        let answer = await wallet.ask(.post, "/v1/mint/bolt11", MintRequest(quote: read.id, outputs: outputs).body)
      else { return [] }
      return answer.status == 200 ? outputs : []
    }

    @Test("F2: what no longer fits on the disk is refused, and the books stay right")
    func full() async throws {
      try await inFolder { folder in
        let options = ["mint", "--state", folder] + Self.ports
        // Blocks of 512 bytes; without the signal, writing beyond them fails like a full disk.
        let child = try Child(options, after: "trap '' XFSZ; ulimit -f 12")
        let wallet = try Wallet(child)
        let keyset = try await wallet.keyset()
        var funded: UInt64 = 0
        var status: UInt16 = 200
        while status == 200, funded < 1000 {
          do {
            funded += try await wallet.fund(keyset, 1).reduce(0) { $0 + $1.amount.value }
          } catch let refusal as MintRefusal {
            status = refusal.status
          }
        }
        #expect(status == 500 && funded > 0)
        child.kill()
        let other = try Child(options)
        defer { other.kill() }
        let again = try Wallet(other)
        let books = try await again.books()
        let sums = try #require((books["units"] as? [NSDictionary])?.first)
        #expect(books["balanced"] as? Bool == true && sums["outstanding"] as? UInt64 == funded)
      }
    }

    @Test("F1: it has the units, ids and fee that it is told to have, and refuses in the way that it is told")
    func options() async throws {
      let child = try Child(
        ["mint", "--unit", "sat,usd", "--fee", "7", "--errors", "nuts", "--polls", "1", "--cache"] + Self.ports)
      defer { child.kill() }
      #expect((child.places["keysets"] as? [String])?.count == 2)
      let wallet = try Wallet(child)
      let keysets: KeysetsAnswer = try await wallet.read("/v1/keysets")
      #expect(keysets.keysets.map(\.unit) == ["sat", "usd"] && keysets.keysets.allSatisfy { $0.inputFee == 7 })
      let quote: MintQuote = try await wallet.read(
        "/v1/mint/quote/bolt11", MintQuoteRequest(amount: Amount(1), unit: "usd"))
      for state in [MintQuote.State.unpaid, .paid] {
        let now: MintQuote = try await wallet.read("/v1/mint/quote/bolt11/\(quote.id)")
        #expect(now.state == state)
      }
      let info: MintInfo = try await wallet.read("/v1/info")
      #expect(info.nuts.contains(19))
      let unknown = MintQuoteRequest(amount: Amount(1), unit: "eur")
      let refusal = try #require(await wallet.ask(.post, "/v1/mint/quote/bolt11", unknown.body))
      #expect(MintRefusal(status: refusal.status, body: refusal.body).code == 11013)
    }

    @Test("C1: a gateway that redeems takes the mint's tokens for what they leave, each of them once")
    func redeems() async throws {
      let mint = try Child(["mint", "--fee", "100"] + Self.ports)
      defer { mint.kill() }
      let wallet = try Wallet(mint)
      let url = "http://\(wallet.endpoint)"
      let gateway = try Child(["gateway", "--mint", url, "--redeem", "--gateway-port", "0", "--control-port", "0"])
      defer { gateway.kill() }
      let proofs = try await wallet.fund(wallet.keyset(), 8)
      let token = try Token(mint: url, unit: "sat", proofs: proofs).text
      let place = try gateway.endpoint("gateway")
      let bought = try #require(await wallet.ask(.post, "/", token, at: place))
      #expect(bought.status == 200 && String(decoding: bought.body, as: UTF8.self).contains("420000"))
      let again = try #require(await wallet.ask(.post, "/", token, at: place))
      #expect(again.status == 400 && String(decoding: again.body, as: UTF8.self).contains("payment-error-token-spent"))
    }

    @Test("a folder whose books can't be opened ends it with 73, and what can't be meant with 64")
    func mistakes() async throws {
      try await inFolder { folder in
        let child = try Child(["mint", "--state", folder] + Self.ports)
        let run = try Program.run(["sandbox", "mint", "--state", folder] + Self.ports)
        #expect(run.code == 73 && run.complaints.contains("another mint") && run.output.isEmpty)
        child.kill()
        try Data("spoilt\nspoilt\n".utf8).write(to: URL(fileURLWithPath: folder + "/mint.log"))
        let spoilt = try Program.run(["sandbox", "mint", "--state", folder] + Self.ports)
        #expect(spoilt.code == 73 && spoilt.complaints.contains("line 1"))
      }
      for wrong in [["--unit", "SAT"], ["--unit", "sat,"], ["--metric", "bytes"], ["--keyset-version", "02"]] {
        let run = try Program.run(["sandbox", "mint"] + wrong + Self.ports)
        #expect(run.code == 64 && run.complaints.contains("\n  ") && run.output.isEmpty, "\(wrong)")
      }
      let elsewhere = try Program.run(["sandbox", "mint", "--address", "192.0.2.1"] + Self.ports)
      #expect(elsewhere.code == 1 && elsewhere.complaints.contains("can't listen"))
    }
  }
#endif
