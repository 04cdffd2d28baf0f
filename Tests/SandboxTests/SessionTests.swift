import Testing
import TollGateCore
import TollGateHTTP
import TollGateWire

@testable import TollGateSandbox

@Suite struct SessionTests {
  @Test("D3: usage begins anew at a renewal while the allotment adds up, in whole seconds")
  func renewal() throws {
    var desk = try Desk(Desk.terms(.cd7a937))
    #expect(desk.usage() == "-1/-1")
    #expect(desk.pay("1").allotment == 300_000)
    desk.now = CalendarMoment(nanoseconds: desk.now.nanoseconds + 1_999_999_999)
    #expect(desk.usage() == "1000/300000")
    #expect(desk.pay("2").allotment == 600_000)
    #expect(desk.usage() == "0/600000")
  }

  @Test("D3: a session in bytes counts what was carried since the last purchase")
  func bytes() throws {
    var desk = try Desk(Desk.terms(.rc1, metric: "bytes", stepSize: 1000, bytesPerSecond: 10))
    #expect(desk.pay("1").allotment == 5000)
    desk.gateway.carry(700, by: Desk.client)
    desk.wait(seconds: 3)
    #expect(desk.usage() == "730/5000")
    #expect(desk.pay("2").allotment == 10_000)
    #expect(desk.usage() == "0/10000")
  }

  @Test(
    "§9.1: a purchase after the end begins anew, but for the recorded version, which adds it",
    arguments: [(.cd7a937, 600_000), (.alpha4, 300_000), (.rc1, 300_000)] as [(SandboxProfile, UInt64)])
  func afterTheEnd(_ profile: SandboxProfile, _ total: UInt64) throws {
    var desk = try Desk(Desk.terms(profile))
    _ = desk.pay("1")
    desk.wait(seconds: 299)
    #expect(desk.usage() == "299000/300000")
    desk.wait(seconds: 1)
    #expect(desk.usage() == "-1/-1")
    #expect(desk.get("/balance").text.contains(#""session_active":false"#))
    #expect(desk.pay("2").allotment == total)
    #expect(desk.usage() == "0/\(total)")
  }

  @Test("the gate opens with a grant and closes with the end, once each")
  func gate() throws {
    let gate = NotedGate()
    var desk = try Desk(Desk.terms(.rc1), gate: gate)
    _ = desk.pay("1")
    _ = desk.pay("2")
    #expect(gate.noted == ["open 02:00:00:77:00:02"])
    desk.wait(seconds: 600)
    desk.gateway.advance(to: desk.now)
    desk.gateway.advance(to: desk.now)
    #expect(gate.noted == ["open 02:00:00:77:00:02", "close 02:00:00:77:00:02"])
    _ = desk.pay("3")
    desk.gateway.forgetSessions()
    #expect(gate.noted.suffix(2) == ["open 02:00:00:77:00:02", "close 02:00:00:77:00:02"])
  }

  @Test("a token that is taken for nothing leaves the open session and the gate as they are")
  func takenForNothing() throws {
    let gate = NotedGate()
    var desk = try Desk(Desk.terms(.rc1), gate: gate)
    _ = desk.gateway.misbehave(Misbehaviour(.notice(.sessionError), token: .taken, times: 1))
    #expect(desk.pay("1").code == .sessionError && desk.get("/session-state").text.contains("none"))
    _ = desk.pay("2")
    desk.wait(seconds: 7)
    _ = desk.gateway.misbehave(Misbehaviour(.notice(.sessionError), token: .taken, times: 1))
    #expect(desk.pay("3").code == .sessionError)
    #expect(desk.usage() == "7000/300000" && gate.noted == ["open 02:00:00:77:00:02"])
    #expect(desk.gateway.books.sum.sats == 15 && desk.gateway.books.sum.granted == 300_000)
  }

  @Test("two clients have a session, an account and a rate of their own")
  func twoClients() throws {
    var desk = try Desk(Desk.terms(.rc1))
    #expect(desk.pay("1").allotment == 300_000)
    #expect(desk.usage(by: Desk.other) == "-1/-1")
    desk.verdict = .accepted(net: 2)
    desk.wait(seconds: 1)
    #expect(desk.pay("2", by: Desk.other).allotment == 120_000)
    #expect(desk.usage() == "1000/300000" && desk.usage(by: Desk.other) == "0/120000")
    let books = desk.gateway.books
    #expect(books.accounts[Desk.client]?.sats == 5 && books.accounts[Desk.other]?.sats == 2)
    #expect(books.sum.sats == 7 && books.sum.tokens == 2 && books.sum.granted == 420_000)
  }

  @Test("what buys fewer steps than the fewest is taken, and not given back")
  func tooLittle() throws {
    var desk = try Desk(Desk.terms(.cd7a937, minimumSteps: 10))
    #expect(desk.pay("1").code == .sessionError)
    #expect(desk.usage() == "-1/-1")
    #expect(desk.gateway.books.sum.sats == 5 && desk.gateway.books.sum.granted == 0)
  }

  @Test("a price that multiplies beyond every number gives the greatest one, and never traps")
  func greatest() throws {
    var desk = try Desk(Desk.terms(.rc1, metric: "bytes", stepSize: .max, bytesPerSecond: .max))
    desk.verdict = .accepted(net: .max)
    #expect(desk.pay("1").allotment == .max)
    #expect(desk.pay("2").allotment == .max)
    desk.gateway.carry(.max, by: Desk.client)
    desk.wait(seconds: 5)
    #expect(desk.usage() == "-1/-1")
    #expect(desk.gateway.books.sum.sats == .max)
  }

  @Test("1.1: ten requests a minute for an address, six seconds for each further one; usage is not limited")
  func rate() throws {
    var gateway = SandboxGateway(Desk.terms(.cd7a937), key: try #require(GatewayKey(secret: Desk.key)))
    var now = CalendarMoment(seconds: 1_000_000)
    func statuses(_ count: Int, _ path: String, from address: String = "10.0.0.1") -> [UInt16] {
      (0..<count).map { _ in
        let visit = SandboxVisit(HTTPRequest(.get, path), from: SandboxClient(address: address, mac: Desk.client))
        guard case .answered(let answer) = gateway.receive(visit, at: now) else { return 0 }
        return answer.reply.status
      }
    }
    #expect(statuses(11, "/") == Array(repeating: 200, count: 10) + [429])
    #expect(statuses(30, "/usage").allSatisfy { $0 == 200 })
    #expect(statuses(1, "/", from: "10.0.0.2") == [200])
    now = CalendarMoment(seconds: now.seconds + 6)
    #expect(statuses(2, "/nosuch") == [200, 429])
    let refused = GatewayReply.tooManyRequests
    #expect(
      String(decoding: refused.bytes(answering: .get, at: now), as: UTF8.self) == """
        HTTP/1.1 429 Too Many Requests\r
        Content-Type: text/plain; charset=utf-8\r
        Retry-After: 6\r
        X-Content-Type-Options: nosniff\r
        Date: \(now.httpDate)\r
        Content-Length: 32\r
        Connection: close\r
        \r
        {"error":"rate limit exceeded"}

        """)
  }

  @Test("addresses that come once don't fill the memory of the rate limit")
  func manyAddresses() {
    var limit = RateLimit()
    let now = CalendarMoment(seconds: 1)
    for number in 0..<20_000 { _ = limit.admits("a\(number)", perMinute: 10, at: now) }
    #expect(limit.addresses <= 4096)
  }
}
