import Testing
import TollGateCore
import TollGateHTTP
import TollGateWire

@testable import TollGateSandbox

/// Where the versions differ (facts/tollgate.md §9.1).
@Suite struct ProfileTests {
  private static let later: [SandboxProfile] = [.alpha4, .rc1]

  @Test("the later versions name the type of their advertisement; the old one leaves it to a guess")
  func advertisement() throws {
    for profile in SandboxProfile.allCases {
      var desk = try Desk(Desk.terms(profile))
      let reply = desk.get("/")
      #expect(reply.field("Content-Type") == (profile == .cd7a937 ? nil : "application/json"))
      guard case .advertisement(let found) = reply.read.offer else {
        Issue.record("\(profile): no offer")
        continue
      }
      #expect(found.metric == .milliseconds && found.offers.count == 1)
    }
  }

  @Test("B3: /session-state knows none, active and expired; the old version has no such path")
  func sessionState() throws {
    for profile in Self.later {
      var desk = try Desk(Desk.terms(profile))
      func state(_ word: String) -> String { #"{"status":1,"mac":"02:00:00:77:00:02","state":"\#(word)"}"# + "\n" }
      #expect(desk.get("/session-state").text == state("none"))
      _ = desk.pay()
      #expect(desk.get("/session-state").text == state("active"))
      desk.wait(seconds: 300)
      #expect(desk.get("/session-state").text == state("expired"))
      #expect(desk.ask(HTTPRequest(.post, "/session-state")).status == 405)
    }
    var old = try Desk(Desk.terms(.cd7a937))
    #expect(old.get("/session-state").text.hasPrefix(#"{"kind":10021"#))
  }

  @Test("a client without a hardware address: a signed notice and 500 before, plain JSON and an empty address later")
  func unresolved() throws {
    for profile in Self.later {
      var desk = try Desk(Desk.terms(profile))
      let reply = desk.pay(by: nil)
      #expect(reply.status == 400 && reply.code == .deviceUnresolved)
      #expect(desk.get("/whoami", by: nil).text == "mac=" && desk.usage(by: nil) == "-1/-1")
    }
    var old = try Desk(Desk.terms(.cd7a937))
    #expect(old.pay(by: nil).code == .macAddressLookupFailed)
    #expect(old.get("/whoami", by: nil).status == 500)
  }

  @Test("the later versions say in headers whom they answer, and that they ignore a claim")
  func headers() throws {
    var desk = try Desk(Desk.terms(.rc1))
    let reply = desk.get("/usage?mac=02:00:00:00:00:99")
    #expect(reply.field("X-TollGate-Client-MAC") == "02:00:00:77:00:02")
    #expect(reply.field("X-TollGate-Mac-Claim-Ignored") != nil)
    #expect(desk.get("/usage").field("X-TollGate-Mac-Claim-Ignored") == nil)
    #expect(desk.get("/").field("X-TollGate-Client-MAC") == nil)
    var old = try Desk(Desk.terms(.cd7a937))
    #expect(old.get("/usage").field("X-TollGate-Client-MAC") == nil)
  }

  @Test("C5: refusals of a mint have their own codes later; before, all of them are one")
  func refusals() throws {
    let refusals: [(TokenRefusal, NoticeCode)] = [
      (.spent, .tokenSpent), (.locked, .lockedToken), (.mintNotAccepted("x"), .mintNotAccepted),
      (.belowSwapFee, .belowSwapFee), (.mintUnreachable("x"), .mintUnreachable), (.keysetExpired, .keysetExpired),
      (.failed("x"), .processingFailed),
    ]
    for (refusal, code) in refusals {
      for profile in SandboxProfile.allCases {
        var desk = try Desk(Desk.terms(profile))
        desk.verdict = .refused(refusal)
        let reply = desk.pay()
        #expect(reply.code == (profile == .cd7a937 ? .processingFailed : code) && reply.status == 400)
        #expect(desk.gateway.books.sum.tokens == 0 && desk.usage() == "-1/-1")
      }
    }
    for (profile, code) in [(.cd7a937, .processingTimeout), (.rc1, .outcomeUnknown)] as [(SandboxProfile, NoticeCode)] {
      var desk = try Desk(Desk.terms(profile))
      desk.verdict = .pending
      #expect(desk.pay().code == code)
    }
  }

  @Test("C5: rc1 refuses a token that it is working on; the others ask the judge again")
  func duplicates() throws {
    for profile in SandboxProfile.allCases {
      var desk = try Desk(Desk.terms(profile))
      let request = HTTPRequest(.post, "/", body: Array("token".utf8))
      let visit = SandboxVisit(request, from: SandboxClient(address: "a", mac: Desk.client))
      guard case .judge(let first) = desk.gateway.receive(visit, at: desk.now) else {
        Issue.record("\(profile): not judged")
        continue
      }
      switch desk.gateway.receive(visit, at: desk.now) {
      case .answered(let answer): #expect(profile == .rc1 && answer.reply.code == .duplicateInflight)
      case .judge: #expect(profile != .rc1)
      }
      #expect(desk.gateway.settle(first, .accepted(net: 5), at: desk.now).reply.allotment == 300_000)
      desk.verdict = .refused(.spent)
      #expect(desk.pay("token").code != .duplicateInflight)
    }
  }

  @Test("B5: who needs registration and hasn't: refused untouched later, taken and never counted before")
  func registration() throws {
    for profile in Self.later {
      var desk = try Desk(Desk.terms(profile, needsRegistration: true))
      #expect(desk.pay().code == .clientNotRegistered && desk.gateway.books.sum.tokens == 0)
      desk.gateway.register(Desk.client)
      #expect(desk.pay().allotment == 300_000)
    }
    var old = try Desk(
      Desk.terms(.cd7a937, metric: "bytes", stepSize: 1000, needsRegistration: true, bytesPerSecond: 100))
    #expect(old.pay().allotment == 5000)
    old.gateway.carry(4000, by: Desk.client)
    old.wait(seconds: 900)
    #expect(old.usage() == "0/5000")
    old.gateway.register(Desk.client)
    #expect(old.usage() == "-1/-1")
  }

  @Test("rc1 advertises no fewest steps of 0")
  func minimumSteps() throws {
    for profile in SandboxProfile.allCases {
      var desk = try Desk(Desk.terms(profile, minimumSteps: 0))
      #expect(desk.get("/").text.contains(#""https://mint.example","\#(profile == .rc1 ? 1 : 0)"]"#))
    }
  }

  @Test("every method but POST gets the advertisement, OPTIONS an empty answer, HEAD no body")
  func methods() throws {
    var desk = try Desk(Desk.terms(.cd7a937))
    for method in ["GET", "PUT", "DELETE", "PATCH", "HEAD"] {
      #expect(desk.ask(HTTPRequest(HTTPMethod(method), "/")).text.hasPrefix(#"{"kind":10021"#))
    }
    #expect(desk.ask(HTTPRequest(HTTPMethod("OPTIONS"), "/usage")).body.isEmpty)
    let reply = desk.get("/")
    let head = reply.bytes(answering: .head, at: desk.now)
    #expect(head.suffix(4) == Array("\r\n\r\n".utf8) && reply.bytes(answering: .get, at: desk.now).starts(with: head))
    #expect(desk.ask(HTTPRequest(.post, "/balance")).status == 405)
  }

  @Test(
    "1.1: only local origins, and that of the gateway itself, are named",
    arguments: [
      ("http://10.1.2.3", true), ("https://192.168.1.1:8080", true), ("http://172.16.0.1", true),
      ("http://172.32.0.1", false), ("http://127.0.0.1", true), ("http://localhost:3000", true),
      ("http://[::1]:80", true),
      ("http://[fd12::1]", true), ("http://[2001:db8::1]", false), ("https://example.org", false), ("null", false),
      ("ftp://10.0.0.1", false), ("http://gateway.example:99", true), ("http://10.1.2.3.example.org", false),
      ("http://", false),
    ])
  func origins(_ origin: String, _ isNamed: Bool) throws {
    var desk = try Desk(Desk.terms(.cd7a937))
    let fields: HTTPFields = ["Host": "gateway.example:2121", "Origin": origin]
    let reply = desk.ask(HTTPRequest(.get, "/usage", fields: fields))
    #expect(reply.field("Access-Control-Allow-Origin") == (isNamed ? origin : nil))
    #expect(reply.field("Vary") == (isNamed ? "Origin" : nil))
  }
}
