import Testing
import TollGateCore
import TollGateCrypto
import TollGateHTTP
import TollGateWire

@testable import TollGateSandbox

/// Every misbehaviour over a real socket: what a buyer sees, and what the books say of the token.
@Suite struct MisbehaviourTests {
  @Test(
    "a connection that is cut, closed or reset: before the token is taken, or after",
    arguments: [TokenFate.kept, .taken, .granted], [false, true])
  func cut(_ fate: TokenFate, _ byReset: Bool) async throws {
    try await running { buyer in
      buyer.server.misbehave(Misbehaviour(.cut(after: 0, byReset: byReset), token: fate, times: 1))
      #expect(await buyer.pay("sandbox5-a").failure == .unreachable(.cutOff))
      #expect(buyer.server.books.sum.sats == (fate == .kept ? 0 : 5))
      #expect(await buyer.total() == (fate == .granted ? 300_000 : nil))
      let again = await buyer.pay("sandbox5-a")
      #expect(again.grant?.allotment == (fate == .kept ? 300_000 : nil))
      #expect(again.notice?.code == (fate == .kept ? nil : .tokenSpent))
    }
  }

  @Test("an answer is cut at whichever byte is asked for, from the first to the last")
  func cutWithin() async throws {
    try await running(SandboxSettings(SandboxTerms(profile: .cd7a937))) { buyer in
      var count = 0
      repeat {
        buyer.server.misbehave(Misbehaviour(.cut(after: count, byReset: false), at: .usage, times: 1))
        count += 1
      } while await buyer.get("/usage").failure == .unreachable(.cutOff) && count < 1000
      // As long as the recorded answer without a session.
      #expect(count == 249 + 1)
    }
  }

  @Test("a gateway that hangs says nothing until the buyer gives up; others are served meanwhile")
  func hang() async throws {
    try await running { buyer in
      buyer.server.misbehave(Misbehaviour(.hang, at: .purchase, times: 1))
      #expect(await buyer.pay("sandbox5-a", within: .milliseconds(300)).failure == .unreachable(.timedOut))
      #expect(await buyer.total() == 300_000)
    }
  }

  @Test("a delay is a delay, and slow bytes come one by one")
  func delays() async throws {
    try await running { buyer in
      buyer.server.misbehave(Misbehaviour(.delay(.milliseconds(200)), at: .usage, times: 1))
      let clock = ContinuousClock()
      let start = clock.now
      #expect(await buyer.usage() == "-1/-1")
      #expect(clock.now - start >= .milliseconds(200))
      buyer.server.misbehave(Misbehaviour(.slow(.milliseconds(1)), at: .usage, times: 1))
      let slowStart = clock.now
      #expect(await buyer.usage() == "-1/-1")
      #expect(clock.now - slowStart >= .milliseconds(250))
      buyer.server.misbehave(Misbehaviour(.slow(.seconds(1)), at: .usage, times: 1))
      let lost = await buyer.ask(HTTPRequest(.get, "/usage"), within: .milliseconds(200))
      #expect(lost.failure == .unreachable(.timedOut))
    }
  }

  @Test("what is ordered of a connection is what the server is given to do")
  func steps() throws {
    var desk = try Desk(Desk.terms(.cd7a937))
    func steps(_ misbehaviours: Misbehaviour...) -> HTTPReply {
      for misbehaviour in misbehaviours { _ = desk.gateway.misbehave(misbehaviour) }
      let visit = SandboxVisit(HTTPRequest(.get, "/usage"), from: SandboxClient(address: "a", mac: Desk.client))
      defer { desk.gateway.behave() }
      return desk.ask(visit).httpReply(at: desk.now)
    }
    guard case .script(let plain) = steps(), case .bytes(let bytes)? = plain.first, plain.count == 1 else {
      Issue.record("the plain answer is one piece")
      return
    }
    let second = HTTPStep.pause(.seconds(1))
    #expect(steps(Misbehaviour(.delay(.seconds(1)))) == .script([second, .bytes(bytes)]))
    #expect(steps(Misbehaviour(.delay(.seconds(1))), Misbehaviour(.hang)) == .script([second, .hang]))
    #expect(
      steps(Misbehaviour(.cut(after: 3, byReset: true))) == .script([.bytes(Array(bytes.prefix(3))), .reset]))
    #expect(
      steps(Misbehaviour(.slow(.seconds(1)))) == .script(HTTPStep.slowly(bytes, every: .seconds(1)) + [.bytes([])]))
  }

  @Test("bodies without an end, huge bodies and floods of headers meet the buyer's limits")
  func floods() async throws {
    try await running { buyer in
      for act in [Misbehaviour.Act.endlessBody, .hugeBody(100_000_000)] {
        buyer.server.misbehave(Misbehaviour(act, times: 1))
        #expect(await buyer.get("/").failure == .unreadable(.bodyTooLong))
      }
      buyer.server.misbehave(Misbehaviour(.headerFlood(90), times: 1))
      #expect(await buyer.usage() == "-1/-1")
      buyer.server.misbehave(Misbehaviour(.headerFlood(1_000_000), times: 1))
      let flooded = await buyer.get("/usage").failure
      #expect(flooded == .unreadable(.tooManyFields) || flooded == .unreadable(.headTooLong))
      buyer.server.misbehave(Misbehaviour(.hugeBody(200_000), times: 1))
      let whole = await buyer.ask(HTTPRequest(), limits: HTTPLimits(bodyBytes: 200_000))
      #expect(whole.response?.body.count == 200_000)
    }
  }

  @Test("redirects, pages, broken text and deep arrays are no answer, and keep the token by default")
  func otherAnswers() async throws {
    try await running { buyer in
      buyer.server.misbehave(Misbehaviour(.redirect(status: 307, to: "http://192.0.2.1/"), times: 1))
      let redirect = await buyer.pay("sandbox5-a").response
      #expect(redirect?.status == 307 && redirect?.fields["Location"] == "http://192.0.2.1/")
      buyer.server.misbehave(Misbehaviour(.html, times: 1))
      let page = await buyer.pay("sandbox5-a").response
      #expect(page?.status == 200 && page?.fields["Content-Type"] == "text/html; charset=utf-8")
      buyer.server.misbehave(Misbehaviour(.invalidUTF8, times: 1))
      let broken = try #require(await buyer.get("/").response?.body)
      #expect(String(validating: broken, as: UTF8.self) == nil)
      buyer.server.misbehave(Misbehaviour(.deepJSON(5000), times: 1))
      let deep = await buyer.get("/")
      #expect(deep.text == String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000))
      #expect(deep.read?.offer == .invalid(.notJSON))
      #expect(buyer.server.books.sum.tokens == 0)
      #expect(await buyer.pay("sandbox5-a").grant?.allotment == 300_000)
    }
  }

  @Test("every code of C5 can be answered, with the token kept, taken, or granted", arguments: TokenFate.allCases)
  func notices(_ fate: TokenFate) async throws {
    try await running { buyer in
      for (place, code) in (NoticeCode.words.map(\.0) + [.unrecognised("never-heard-of")]).enumerated() {
        buyer.server.misbehave(Misbehaviour(.notice(code), at: .purchase, token: fate, times: 1))
        let before = buyer.server.books.sum
        let exchange = await buyer.pay("sandbox5-\(place)x")
        #expect(exchange.notice?.code == code, "\(code.word)")
        if case .signed? = exchange.notice?.proof {} else { #expect(code.hasPlainShape, "\(code.word)") }
        let after = buyer.server.books.sum
        #expect(after.sats - before.sats == (fate == .kept ? 0 : 5), "\(code.word)")
        #expect(after.granted - before.granted == (fate == .granted ? 300_000 : 0), "\(code.word)")
      }
    }
  }

  @Test(
    "B2: signatures that are made up, missing, of another event or by another key", arguments: SignatureFault.allCases)
  func signatures(_ fault: SignatureFault) async throws {
    try await running { buyer in
      let key = try #require(await buyer.get("/").response.map { try NostrEvent.read($0.body) }?.key)
      for (endpoint, token) in [(SandboxEndpoint.advertisement, nil), (.purchase, "sandbox5-a")] as [(_, String?)] {
        buyer.server.misbehave(Misbehaviour(.signature(fault), at: endpoint, times: 1))
        let exchange = if let token { await buyer.pay(token) } else { await buyer.get("/") }
        let event = try NostrEvent.read(try #require(exchange.response?.body))
        #expect(event.flaw == (fault == .otherKey ? nil : .wrongSignature))
        #expect((event.signature == nil) == (fault == .missing))
        #expect((event.key == key) == (fault != .otherKey))
      }
      #expect(await buyer.total() == 300_000)
    }
  }

  @Test("C6: another metric, half of what was paid for, one byte, nothing, and more than was paid for")
  func grants() async throws {
    try await running { buyer in
      buyer.server.misbehave(Misbehaviour(.metric("bytes"), at: .purchase, times: 1))
      #expect(await buyer.pay("sandbox5-a").grant?.metric == .bytes)
      #expect(await buyer.total() == 300_000)
      for (units, total) in [(nil, 450_000), (1, 450_001), (0, 450_001), (9_999_999, 10_450_000)] as [(UInt64?, UInt64)]
      {
        buyer.server.misbehave(Misbehaviour(.grant(units), times: 1))
        #expect(await buyer.pay("sandbox5-b\(total)\(units ?? 7)").grant?.allotment == total)
        #expect(await buyer.total() == total)
      }
      #expect(buyer.server.books.sum.sats == 25)
    }
  }

  @Test("D3: usage that denies a session, and a gateway that has forgotten all of them")
  func denials() async throws {
    try await running { buyer in
      _ = await buyer.pay("sandbox5-a")
      buyer.server.misbehave(Misbehaviour(.noSession, times: 3))
      #expect(await buyer.usage() == "-1/-1")
      #expect(await buyer.get("/session-state").text?.contains("none") == true)
      #expect(await buyer.get("/balance").text?.contains(#""session_active":false"#) == true)
      #expect(await buyer.total() == 300_000)
      buyer.server.misbehave(Misbehaviour(.amnesia, at: .usage, times: 1))
      #expect(await buyer.usage() == "-1/-1")
      #expect(await buyer.usage() == "-1/-1")
      #expect(await buyer.pay("sandbox5-b").grant?.allotment == 300_000)
    }
  }

  @Test("B7: a price that changes is advertised and charged; a gateway that doesn't sell says so and keeps no token")
  func prices() async throws {
    try await running { buyer in
      buyer.server.misbehave(Misbehaviour(.price(4)))
      #expect(await buyer.get("/").text?.contains(#""cashu","4","sat""#) == true)
      #expect(await buyer.pay("sandbox9-a").grant?.allotment == 120_000)
      buyer.server.behave()
      #expect(await buyer.get("/").text?.contains(#""cashu","1","sat""#) == true)
      buyer.server.misbehave(Misbehaviour(.notSelling, times: 2))
      #expect(await buyer.get("/").read?.offer == .notSelling(.noReachableMints))
      #expect(await buyer.pay("sandbox5-b").notice?.code == .serviceUnavailable)
      #expect(await buyer.pay("sandbox5-b").grant?.allotment == 420_000)
    }
  }

  @Test("a misbehaviour lasts so many requests, at its endpoint alone, and several meet")
  func counting() async throws {
    try await running { buyer in
      buyer.server.misbehave(
        Misbehaviour(.html, at: .usage, times: 2), Misbehaviour(.delay(.milliseconds(30)), at: .usage, times: 1))
      #expect(await buyer.get("/whoami").text?.hasPrefix("mac=") == true)
      let clock = ContinuousClock()
      let start = clock.now
      #expect(await buyer.usage()?.hasPrefix("<!DOCTYPE") == true)
      #expect(clock.now - start >= .milliseconds(30))
      #expect(await buyer.usage()?.hasPrefix("<!DOCTYPE") == true)
      #expect(await buyer.usage() == "-1/-1")
      buyer.server.misbehave(Misbehaviour(.html, at: .usage))
      for _ in 0..<20 { #expect(await buyer.usage()?.hasPrefix("<!DOCTYPE") == true) }
    }
  }
}
