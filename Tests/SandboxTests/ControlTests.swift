import Foundation
import Testing
import TollGateCore
import TollGateHTTP
import TollGateTrace

@testable import TollGateSandbox

@Suite struct ControlTests {
  private static let orders: [(String, Misbehaviour.Act)] = [
    (#"{"act":"delay","time":"1 s 500 ms"}"#, .delay(.milliseconds(1500))), (#"{"act":"hang"}"#, .hang),
    (#"{"act":"cut"}"#, .cut(after: 0, byReset: false)),
    (#"{"act":"cut","after":7,"reset":true}"#, .cut(after: 7, byReset: true)),
    (#"{"act":"slow","time":"10 ms"}"#, .slow(.milliseconds(10))),
    (#"{"act":"header-flood","lines":5}"#, .headerFlood(5)),
    (#"{"act":"redirect","status":301,"to":"http://a/"}"#, .redirect(status: 301, to: "http://a/")),
    (#"{"act":"html"}"#, .html), (#"{"act":"invalid-utf8"}"#, .invalidUTF8),
    (#"{"act":"deep-json","depth":9}"#, .deepJSON(9)), (#"{"act":"huge-body","bytes":10}"#, .hugeBody(10)),
    (#"{"act":"endless-body"}"#, .endlessBody), (#"{"act":"notice","code":"session-error"}"#, .notice(.sessionError)),
    (#"{"act":"notice","code":"new-word"}"#, .notice(.unrecognised("new-word"))),
    (#"{"act":"signature","fault":"other-key"}"#, .signature(.otherKey)),
    (#"{"act":"signature","fault":"of-other-event"}"#, .signature(.ofOtherEvent)),
    (#"{"act":"metric","metric":"bytes"}"#, .metric("bytes")), (#"{"act":"grant"}"#, .grant(nil)),
    (#"{"act":"grant","units":1}"#, .grant(1)), (#"{"act":"price","sats":3}"#, .price(3)),
    (#"{"act":"no-session"}"#, .noSession), (#"{"act":"amnesia"}"#, .amnesia), (#"{"act":"not-selling"}"#, .notSelling),
  ]

  @Test("every misbehaviour can be ordered", arguments: orders)
  func acts(_ json: String, _ act: Misbehaviour.Act) throws {
    let order = try SandboxOrder.read(Array(#"{"misbehave":[\#(json)]}"#.utf8))
    #expect(order.misbehaviours == [Misbehaviour(act)])
  }

  @Test("no act is without an order")
  func complete() { #expect(Set(Self.orders.map(\.1.word)) == Set(ActWord.allCases)) }

  @Test("an order says where, how often, and what becomes of the token")
  func details() throws {
    let json =
      #"{"behave":true,"forget":true,"traffic":{"client":"02:00:00:77:00:02","bytes":5},"#
      + #""misbehave":[{"act":"cut","endpoint":"purchase","token":"kept","times":3}]}"#
    let order = try SandboxOrder.read(Array(json.utf8))
    #expect(order.behaves && order.forgets && order.traffic?.client == Desk.client && order.traffic?.bytes == 5)
    let cut = Misbehaviour(.cut(after: 0, byReset: false), at: .purchase, token: .kept, times: 3)
    #expect(order.misbehaviours == [cut])
  }

  @Test(
    "what is unknown, wrong or of no effect is a mistake with its place and a hint",
    arguments: [
      (#"{"misbehav":[]}"#, "did you mean 'misbehave'?"),
      (#"{"misbehave":[{"act":"hnag"}]}"#, "did you mean \"hang\"?"),
      (#"{"misbehave":[{"act":"hang","time":"1 s"}]}"#, "did you mean 'times'?"),
      (#"{"misbehave":[{"act":"hang","depth":1}]}"#, "it may have: act, endpoint, times, token"),
      (#"{"misbehave":[{"act":"delay"}]}"#, "for example \"time\": \"2 s\""),
      (#"{"misbehave":[{"act":"delay","time":5}]}"#, "for example \"20 s\", \"5 min\", \"1 h 30 min\""),
      (#"{"misbehave":[{"act":"grant","token":"kept"}]}"#, "it may have: act, units, endpoint, times"),
      (#"{"misbehave":[{"act":"grant","endpoint":"usage"}]}"#, ""), (#"{"misbehave":{"act":"hang"}}"#, "write [ … ]"),
      (#"{"misbehave":[{"act":"hang","times":0}]}"#, "from 1 on"), (#"{"behave":1}"#, ""), ("[]", "write { … }"),
      (#"{"behave":true,"behave":true}"#, ""), ("{", ""), (#"{"behave":true,}"#, ""), ("", ""), ("\u{FEFF}{}", ""),
      (#"{"misbehave":[{"act":"redirect","to":"a\r\nX-B: c"}]}"#, "for example \"http://192.0.2.1/\""),
      (#"{"misbehave":[{"act":"deep-json","depth":99999999}]}"#, "0 to 1000000"),
      (#"{"traffic":{"client":"x","bytes":1}}"#, "for example \"02:00:00:00:00:01\""),
    ] as [(String, String)])
  func mistakes(_ json: String, _ hint: String) async throws {
    let mistakes = #expect(throws: OrderMistakes.self) { try SandboxOrder.read(Array(json.utf8)) }
    let first = try #require(mistakes?.list.first)
    #expect(first.hint == hint && first.line == 1 && !first.problem.isEmpty)
    try await running { buyer in
      let answer = await buyer.order(json)
      #expect(answer.response?.status == 400)
      let object = try #require(
        answer.response.map { try JSONSerialization.jsonObject(with: Data($0.body)) } as? [String: Any])
      let told = try #require((object["mistakes"] as? [[String: Any]])?.first)
      #expect(told["column"] as? Int == first.column && told["problem"] as? String == first.problem)
    }
  }

  @Test("traffic of a client without a session is refused, and nothing of the order is done")
  func noSession() async throws {
    try await running { buyer in
      let order = #"{"traffic":{"client":"02:00:00:00:00:01","bytes":1},"misbehave":[{"act":"html"}]}"#
      let answer = await buyer.order(order)
      #expect(answer.response?.status == 409 && answer.text?.contains("no session of this client") == true)
      #expect(await buyer.usage() == "-1/-1")
      _ = await buyer.pay("sandbox5-a")
      let mac = try #require(await buyer.get("/whoami").text).dropFirst(4)
      let forgetting = #"{"forget":true,"traffic":{"client":"\#(mac)","bytes":1}}"#
      #expect(await buyer.order(forgetting).response?.status == 409)
      #expect(await buyer.usage()?.hasSuffix("/300000") == true)
    }
  }

  @Test("an order takes effect at once, is told back, and counts down; behave ends it")
  func obeyed() async throws {
    try await running { buyer in
      let answer = await buyer.order(#"{"misbehave":[{"act":"html","endpoint":"usage","times":2},{"act":"hang"}]}"#)
      #expect(
        answer.text == #"{"active":[{"act":"html","endpoint":"usage","token":"kept","times":2},"#
          + #"{"act":"hang","token":"granted"}]}"# + "\n")
      #expect(await buyer.order(#"{"behave":true}"#).text == #"{"active":[]}"# + "\n")
      #expect(await buyer.usage() == "-1/-1")
      _ = await buyer.pay("sandbox5-a")
      #expect(await buyer.order(#"{"forget":true}"#).response?.status == 200)
      #expect(await buyer.usage() == "-1/-1")
    }
  }

  @Test("there is room for 64 misbehaviours; an order beyond changes nothing")
  func room() async throws {
    try await running { buyer in
      let many = Array(repeating: #"{"act":"html"}"#, count: 60).joined(separator: ",")
      #expect(await buyer.order(#"{"misbehave":[\#(many)]}"#).response?.status == 200)
      #expect(await buyer.order(#"{"misbehave":[\#(many)]}"#).response?.status == 409)
      #expect(await buyer.order(#"{"behave":true,"misbehave":[\#(many)]}"#).response?.status == 200)
      let tooMany = Array(repeating: #"{"act":"html"}"#, count: 65).joined(separator: ",")
      #expect(await buyer.order(#"{"misbehave":[\#(tooMany)]}"#).response?.status == 400)
    }
  }

  @Test("the books tell what was taken from whom, and no token")
  func books() async throws {
    try await running(SandboxSettings(SandboxTerms(metric: "bytes", stepSize: 1000))) { buyer in
      _ = await buyer.pay("sandbox5-secret")
      _ = await buyer.pay("sandbox5-secret")
      let mac = try #require(await buyer.get("/whoami").text).dropFirst(4)
      #expect(await buyer.order(#"{"traffic":{"client":"\#(mac)","bytes":700}}"#).response?.status == 200)
      let page = await buyer.ask(HTTPRequest(.get, "/sandbox/books"), at: buyer.server.controlEndpoint)
      let text = try #require(page.text)
      #expect(!text.contains("secret"))
      let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      #expect((object["taken"] as? [String: Int]) == ["tokens": 1, "sats": 5, "granted": 5000])
      let client = try #require((object["clients"] as? [[String: Any]])?.first)
      #expect(client["mac"] as? String == String(mac))
      let session = client["session"] as? [String: Any]
      #expect(session?["used"] as? Int == 700 && session?["allotment"] as? Int == 5000)
      #expect((object["tokens"] as? [[String: Any]])?.count == 1)
      #expect((object["refusals"] as? [String: Int]) == ["payment-error-token-spent": 1])
      #expect((object["requests"] as? [String: Int]) == ["purchase": 2, "whoami": 1])
    }
  }

  @Test("the control port knows two paths, each by its own method, and is none of the gateway's")
  func methods() async throws {
    try await running { buyer in
      func status(_ method: String, _ path: String) async -> UInt16? {
        await buyer.ask(HTTPRequest(HTTPMethod(method), path), at: buyer.server.controlEndpoint).response?.status
      }
      for method in ["GET", "POST", "PUT", "OPTIONS"] { #expect(await status(method, "/sandbox/control") == 405) }
      #expect(await status("POST", "/sandbox/books") == 405)
      #expect(await status("GET", "/") == 404)
      #expect(buyer.server.controlEndpoint.address.isLoopback)
      #expect(await buyer.get("/sandbox/books").text?.hasPrefix(#"{"kind":10021"#) == true)
      let long = #"{"misbehave":[]}"# + String(repeating: " ", count: 70_000)
      #expect(await buyer.order(long).response?.status == 413)
    }
  }
}
