import Foundation
import Synchronization
import Testing
import TollGateCore
import TollGateCrypto
import TollGateHTTP
import TollGateLinux
import TollGateWire

/// The requests that a server has seen.
private final class Asked: Sendable {
  private let lines = Mutex<[String]>([])
  func note(_ request: HTTPRequest) { lines.withLock { $0.append("\(request.method) \(request.target)") } }
  var sorted: [String] { lines.withLock { $0.sorted() } }
}

/// The program against a gateway on our own machine.
@Suite("tollgate probe", .timeLimit(.minutes(2)))
struct ProbeTests {
  private static let client = MACAddress(0xAABB_CCDD_EEFF)

  private static func advertisement(metric: String, unit: String) throws -> [UInt8] {
    let key = try SigningKey.random()
    return GatewayBody.advertisement(
      metric: metric, stepSize: 60_000,
      prices: [.init(price: 2, unit: unit, mint: "https://mint.example", minimumSteps: 3)], by: key, randomness: .zero)
  }

  /// What the program says of a gateway that answers like this, and what it has asked.
  private func probe(
    _ address: IPAddress = .v4(0x7F00_0001), root: [UInt8], _ options: String...
  ) async throws -> (run: Program.Run, asked: [String]) {
    let asked = Asked()
    let server = try await HTTPServer.open(on: Endpoint(address, 0))
    return try await withThrowingTaskGroup(of: Void.self) { group in
      // Answered by the server's own thread: the program is waited for, and other tests may hold the pool.
      group.addTask {
        try await server.run({ _, _ in .script([.close]) }) { request, _ in
          asked.note(request)
          return .response(HTTPResponse(body: Self.answer(to: request.target, root: root)))
        }
      }
      let words = ["probe", "\(address)", "--port", "\(server.endpoint.port)"] + options
      let result = try await DriverThread.run(in: .own) { _ in Result { try Program.run(words) } }
      group.cancelAll()
      try await group.waitForAll()
      return (try result.get(), asked.sorted)
    }
  }

  private static func answer(to target: String, root: [UInt8]) -> [UInt8] {
    switch target {
    case "/usage": GatewayBody.usage(nil)
    case "/whoami": GatewayBody.whoami(client)
    case "/session-state": GatewayBody.sessionState(.none, mac: client)
    case "/balance": GatewayBody.balance(nil)
    default: root
    }
  }

  @Test(
    "H1: a person reads what is sold, at what price, and why it would not be bought",
    arguments: [
      IPAddress.v4(0x7F00_0001), .v6(0, 1),
    ])
  func text(_ address: IPAddress) async throws {
    let root = try Self.advertisement(metric: "milliseconds", unit: "sat")
    let (run, asked) = try await probe(address, root: root)
    #expect(run.code == 0, "\(run.complaints)")
    #expect(run.output.contains("\(address) on lo, port "))
    #expect(run.output.contains("the signature of its offer is right"))
    #expect(run.output.contains("time, in steps of 1 min"))
    #expect(run.output.contains("2 sat for a step (2 sat per minute), at least 3 steps, at\n"))
    #expect(run.output.contains("           https://mint.example\n"))
    #expect(run.output.contains("it knows this device; no access is open"))
    #expect(run.output.contains("would not buy here: your config names no highest price"))
    #expect(run.output.contains(": 2 sat per\nminute would do here."))
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(asked == ["GET /", "GET /balance", "GET /usage", "GET /whoami"])
  }

  @Test("H1: --json is one line with the same")
  func json() async throws {
    let root = try Self.advertisement(metric: "bytes", unit: "usd")
    let (run, _) = try await probe(root: root, "--json")
    #expect(run.code == 0 && run.output.split(separator: "\n").count == 1)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(object["address"] as? String == "127.0.0.1" && object["link"] as? String == "lo")
    let offer = object["offer"] as? [String: Any]
    #expect((offer?["advertisement"] as? [String: Any])?["metric"] as? String == "bytes")
    let prices = object["prices"] as? [[String: Any]]
    #expect(prices?.first?["thousandths"] as? Int == 33_334 && prices?.first?["per"] as? String == "MB")
    let verdict = object["byDefault"] as? [String: Any]
    #expect(verdict?["buys"] as? Bool == false && verdict?["reason"] as? String == "noCeiling")
    #expect((object["withMeans"] as? [String: Any])?["buys"] as? Bool == true)
  }

  @Test("B2: a forged offer and a page end with 1, each with its reason, and nobody is asked who we are")
  func wrong() async throws {
    var forged = try Self.advertisement(metric: "bytes", unit: "sat")
    let letter = try #require(forged.lastIndex(of: UInt8(ascii: "}"))) - 2
    forged[letter] = forged[letter] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
    let page = Array("<html>".utf8)
    for (root, reason) in [(forged, "its signature is wrong"), (page, "it is no TollGate")] {
      let (run, asked) = try await probe(root: root)
      #expect(run.code == 1 && run.output.contains(reason), "\(run)")
      #expect(!run.output.contains("signature of its offer is right"))
      #expect(asked == ["GET /", "GET /usage"])
    }
  }

  @Test("F7: words of a gateway don't steer the terminal")
  func hostileWords() async throws {
    for metric in ["x\u{1B}[2Jy", "bytes"] {
      let root = try Self.advertisement(metric: metric, unit: "s\u{1B}]0;z\u{7}")
      let (run, _) = try await probe(root: root)
      #expect(run.code == 0 && run.output.contains("s?]0;z?"))
      #expect(run.output.contains("'x?[2Jy'") || metric == "bytes")
      #expect(!run.output.contains("\u{1B}") && !run.output.contains("\u{7}"))
    }
  }

  @Test("H1: where nothing listens it ends with 1, without a link it says so, and a wrong aim ends with 64")
  func nowhere() throws {
    let refused = try Program.run("probe", "127.0.0.1", "--port", "1")
    #expect(refused.code == 1 && refused.output.contains("it refused the connection"))
    let linkless = try Program.run("probe", "--interface", "tg-missing")
    #expect(linkless.code == 1 && linkless.complaints.contains("there is no link 'tg-missing'"))
    for words in [["probe"], ["probe", "example.org"], ["probe", "1.2.3.4", "--port", "0"]] {
      let run = try Program.run(words)
      #expect(run.code == 64 && run.output.isEmpty)
    }
  }
}
