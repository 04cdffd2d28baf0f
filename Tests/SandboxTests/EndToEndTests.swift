import Foundation
import Synchronization
import Testing
import TollGateCore
import TollGateHTTP
import TollGateTestNetwork
import TollGateWire

@testable import TollGateSandbox

@Suite struct EndToEndTests {
  @Test(
    "a buyer sees the offer, buys, renews and reads usage, over IPv4 and IPv6",
    arguments: [IPAddress.v4(0x7F00_0001), .v6(0, 1)], SandboxProfile.allCases)
  func buys(_ address: IPAddress, _ profile: SandboxProfile) async throws {
    let settings = SandboxSettings(SandboxTerms(profile: profile), address: address)
    try await running(settings) { buyer in
      guard case .advertisement(let found)? = await buyer.get("/").read?.offer else {
        Issue.record("no offer")
        return
      }
      #expect(found.offers.first?.price == Sats(1))
      #expect(await buyer.usage() == "-1/-1")
      let first = try #require(await buyer.pay("sandbox1-first").grant)
      #expect(first.allotment == 60_000 && first.key == found.key)
      #expect(await buyer.total() == 60_000)
      #expect(await buyer.pay("sandbox2-second").grant?.allotment == 180_000)
      #expect(await buyer.total() == 180_000)
      #expect(await buyer.get("/whoami").read?.identity == .resolved)
      #expect(buyer.server.books.sum.sats == 3)
    }
  }

  @Test("B5: asking the door once lets a client in; others stay out")
  func door() async throws {
    let terms = SandboxTerms(needsRegistration: true)
    try await running(SandboxSettings(terms, registrationPort: 0)) { buyer in
      let door = try #require(buyer.server.registrationEndpoint)
      #expect(await buyer.pay("sandbox5-a").notice?.code == .clientNotRegistered)
      #expect(await buyer.ask(HTTPRequest(), at: door).response?.status == 200)
      #expect(await buyer.pay("sandbox5-a").grant?.allotment == 300_000)
      var other = buyer
      other.address = "10.9.9.9"
      #expect(await other.pay("sandbox5-b").notice?.code == .clientNotRegistered)
    }
  }

  @Test("when a sandbox ends, its gate is closed")
  func gate() async throws {
    let gate = NotedGate()
    try await running(SandboxSettings(naming: .fixed(Desk.client), gate: gate)) { buyer in
      #expect(await buyer.pay("sandbox5-a").grant != nil)
      #expect(gate.noted == ["open 02:00:00:77:00:02"])
    }
    #expect(gate.noted == ["open 02:00:00:77:00:02", "close 02:00:00:77:00:02"])
  }

  @Test("many buyers at once are all served, each token once, and the books agree")
  func crowd() async throws {
    try await running { buyer in
      let grants = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<200 {
          var one = buyer
          one.address = "10.0.\(number % 10).1"
          group.addTask { [one] in await one.pay("sandbox2-\(number / 2)").grant != nil }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(grants == 100 && buyer.server.books.sum.sats == 200)
      #expect(buyer.server.books.accounts.values.reduce(0) { $0 + $1.sats } == 200)
    }
  }

  @Test("F7: the log has a line of JSON for each request, and no token")
  func log() async throws {
    let lines = Mutex<[String]>([])
    try await running(log: { line in lines.withLock { $0.append(line) } }) { buyer in
      buyer.server.misbehave(Misbehaviour(.html, at: .usage, times: 1))
      _ = await buyer.pay("sandbox5-secret")
      _ = await buyer.usage()
      _ = await buyer.ask(HTTPRequest(.post, "/", body: [UInt8](repeating: 0x20, count: (1 << 20) + 1)))
    }
    let read = try lines.withLock { $0 }.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
    #expect(read.map { $0?["endpoint"] as? String } == ["purchase", "usage", "purchase"])
    #expect(read.map { $0?["status"] as? Int } == [200, 200, 400])
    #expect(read.map { $0?["spoilt"] as? Bool } == [false, true, false])
    #expect(!lines.withLock { $0 }.joined().contains("secret"))
  }

  @Test("a run leaves nothing behind: no thread, no descriptor, no listener, even with clients that hang")
  func leftovers() async throws {
    try await Alone.run("SandboxTests.EndToEndTests") {
      func round() async throws -> Endpoint {
        try await running { buyer in
          buyer.server.misbehave(Misbehaviour(.hang, at: .usage), Misbehaviour(.endlessBody, at: .advertisement))
          await withTaskGroup(of: Void.self) { group in
            for path in ["/usage", "/usage", "/"] {
              group.addTask { _ = await buyer.ask(HTTPRequest(.get, path), within: .milliseconds(100)) }
            }
          }
          try #require(await buyer.pay("sandbox5-a").grant != nil)
          return buyer.server.endpoint
        }
      }
      func left() throws -> [Int] {
        try ["fd", "task"].map { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/" + $0).count }
      }
      _ = try await round()
      let before = try left()
      var endpoint = try await round()
      for _ in 0..<5 { endpoint = try await round() }
      let after = try left()
      try #require(after[0] <= before[0] && after[1] <= before[1] + 2, "\(before) \(after)")
      let exchange = await (try HTTPClient()).send(
        HTTPRequest(), to: endpoint, via: nil, connectWithin: .seconds(5), within: .seconds(5))
      try #require(exchange.failure == .unreachable(.refused))
    }
  }
}
