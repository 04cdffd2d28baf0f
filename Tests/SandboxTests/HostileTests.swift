import Testing
import TollGateCore
import TollGateHTTP
import TollGateWire

@testable import TollGateSandbox

/// What buyers and others may send: a sandbox answers as the reference, and goes on.
@Suite struct HostileTests {
  private static func post(_ body: [UInt8], type: String? = "text/plain") -> HTTPRequest {
    HTTPRequest(.post, "/", fields: HTTPFields(type.map { [HTTPField("Content-Type", $0)] } ?? []), body: body)
  }

  @Test("1.3: a mebibyte is read, a byte more is an invalid request, whatever its length; nothing is redeemed")
  func length() async throws {
    try await running { buyer in
      let longest = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
      #expect(await buyer.ask(Self.post(longest)).notice?.code == .invalidToken)
      #expect(await buyer.ask(Self.post(longest + [0x78])).notice?.code == .invalidRequest)
      let spaces = [UInt8](repeating: 0x20, count: 1 << 20) + Array("sandbox5-a".utf8)
      #expect(await buyer.ask(Self.post(spaces)).notice?.code == .invalidRequest)
      #expect(await buyer.ask(Self.post(longest + longest + longest)).notice?.code == .invalidRequest)
      #expect(await buyer.ask(Self.post(longest + longest, type: "text/html")).notice?.code == .unsupportedMediaType)
      #expect(buyer.server.books.sum.tokens == 0)
      #expect(await buyer.pay("  sandbox5-a\n").grant?.allotment == 300_000)
    }
  }

  @Test(
    "1.3: two content types are taken, and none; a charset makes another one",
    arguments: [
      ("text/plain", true), ("application/json", true), (nil, true), ("text/plain; charset=utf-8", false),
      ("application/x-www-form-urlencoded", false), ("TEXT/PLAIN", false), ("application/json;", false),
    ] as [(String?, Bool)])
  func types(_ type: String?, _ isTaken: Bool) async throws {
    try await running { buyer in
      let exchange = await buyer.ask(Self.post(Array("sandbox5-a".utf8), type: type))
      #expect(exchange.response?.status == (isTaken ? 200 : 415))
      #expect(buyer.server.books.sum.sats == (isTaken ? 5 : 0))
    }
  }

  @Test(
    "1.3: what is no token of the sandbox is refused without a trap",
    arguments: [
      "", "sandbox", "sandbox5", "sandbox5-", "sandbox-a", "sandbox-5-a", "sandbox5 -a", "sandbox5-a b", "Sandbox5-a",
      "sandbox9999999999999999-a", "sandbox5-\u{E9}", "cashuBo2F0", "{}", "[[[[", "\0", "sandbox٥-a",
      "sandbox5-" + String(repeating: "a", count: 300),
    ])
  func garbage(_ token: String) async throws {
    let judge = SandboxTokens()
    #expect(await judge.verdict(on: Array(token.utf8)) == .refused(.malformed("invalid token: invalid V3 token")))
    var desk = try Desk()
    desk.verdict = .refused(.malformed("x"))
    #expect(desk.pay(token).code == .invalidToken)
  }

  @Test("each token is worth what it says, once")
  func once() async {
    let judge = SandboxTokens()
    #expect(await judge.verdict(on: Array("sandbox21-a".utf8)) == .accepted(net: 21))
    #expect(await judge.verdict(on: Array("sandbox21-a".utf8)) == .refused(.spent))
    #expect(await judge.verdict(on: Array("sandbox21-b".utf8)) == .accepted(net: 21))
  }

  @Test("C4: the event of early 2025 is a purchase, too; without a payment it is an invalid event")
  func events() throws {
    var desk = try Desk()
    let event = #"{"kind":21000,"tags":[["payment","sandbox5-a"]]}"#
    #expect(desk.ask(Self.post(Array(event.utf8), type: "application/json")).allotment == 300_000)
    let deep = String(repeating: "[", count: 100_000)
    desk.verdict = .refused(.malformed("x"))
    #expect(desk.ask(Self.post(Array(deep.utf8))).code == .invalidToken)
    #expect(desk.ask(Self.post(Array(#"{"kind":21000}"#.utf8))).code == .invalidEvent)
  }

  @Test(
    "the head tells whether a body is read at all",
    arguments: [
      ([:], .fits), (["Content-Length": "0"], .fits), (["Content-Length": "1048576"], .fits),
      (["Content-Length": "1048577"], .tooLong), (["Content-Length": "9223372036854775807"], .tooLong),
      (["content-length": "2000000, 2000000"], .untold), (["Content-Length": "99999999999999999999"], .untold),
      (["Transfer-Encoding": "chunked"], .untold),
    ] as [(HTTPFields, BodyLength)])
  func lengths(_ fields: HTTPFields, _ length: BodyLength) {
    #expect(BodyLength(HTTPRequest(.post, "/", fields: fields)) == length)
  }

  @Test("odd targets and queries are the root's business, or nobody's")
  func targets() throws {
    var desk = try Desk(Desk.terms(.cd7a937))
    for target in ["/?", "/?a=b", "//", "/usage/", "/%75sage", "/whoami%00", "*", "http://x/usage"] {
      #expect(desk.get(target).text.hasPrefix(#"{"kind":10021"#), "\(target)")
    }
    #expect(desk.get("/usage?x=/whoami").text == "-1/-1")
    #expect(desk.get("/ln-invoice").text.contains("quote is required"))
    #expect(desk.get("/ln-invoice?quote=").status == 400 && desk.get("/ln-invoice?quote=x").status == 404)
  }

  @Test("invoices are told to their client alone, and strange orders are refused")
  func invoices() throws {
    var desk = try Desk()
    func order(_ json: String, by mac: MACAddress? = Desk.client) -> GatewayReply {
      desk.ask(HTTPRequest(.post, "/ln-invoice", body: Array(json.utf8)), by: mac)
    }
    #expect(order("x").text == #"{"status":0,"error":"invalid request body"}"# + "\n")
    for json in ["{}", #"{"amount":0,"mint_url":"a"}"#, #"{"amount":-1,"mint":"a"}"#, #"{"amount":1e3,"mint":"a"}"#] {
      #expect(order(json).text.contains("amount and mint_url are required"))
    }
    #expect(order(#"{"amount":1,"mint":"http://other"}"#).text.contains("failed to create lightning invoice"))
    let good = #"{"amount":3,"mint":"https://sandbox.invalid"}"#
    #expect(order(good, by: nil).text.contains("failed to resolve device MAC address"))
    let reply = order(good)
    let quote = try #require(reply.text.firstMatch(of: /"quote":"([0-9a-f-]{36})"/)).1
    #expect(desk.get("/ln-invoice?quote=\(quote)").text.contains(#""allotment":180000"#))
    #expect(desk.get("/ln-invoice?quote=\(quote)", by: Desk.other).status == 404)
    for _ in 0..<2000 { _ = order(good) }
    #expect(order(good).status == 400)
  }

  @Test("1.1: only over the loopback may somebody speak for another address")
  func proxies() async throws {
    try await running { buyer in
      var one = buyer
      one.address = "10.0.0.1"
      var other = buyer
      other.address = "10.0.0.2"
      #expect(await one.pay("sandbox5-a").grant?.allotment == 300_000)
      #expect(await other.usage() == "-1/-1")
      #expect(await one.total() == 300_000)
      var garbage = buyer
      garbage.address = "not an address"
      #expect(await garbage.get("/whoami").text == (await buyer.get("/whoami").text))
    }
  }

  @Test("the kernel's neighbour table gives hardware addresses, and none for an entry without")
  func neighbours() {
    let table = Array(
      """
      IP address       HW type     Flags       HW address            Mask     Device
      10.77.0.2        0x1         0x2         02:00:00:77:00:02     *        br-lan
      10.77.0.22       0x1         0x0         00:00:00:00:00:00     *        br-lan
      10.77.0.23       broken

      """.utf8)
    #expect(ClientNaming.mac(of: "10.77.0.2", inTable: table) == Desk.client)
    for address in ["10.77.0.22", "10.77.0.23", "10.77.0.3", "IP", ""] {
      #expect(ClientNaming.mac(of: address, inTable: table) == nil)
    }
    #expect(ClientNaming.neighbours.mac(of: "127.0.0.1") == nil)
  }

  @Test("addresses that are made up are of the kind that nobody manufactures, and differ")
  func derived() throws {
    let macs = try (0..<100).map { try #require(ClientNaming.derived.mac(of: "10.0.0.\($0)")) }
    #expect(Set(macs).count == 100 && macs.allSatisfy { $0.bits >> 40 & 3 == 2 })
  }
}
