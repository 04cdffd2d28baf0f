import Foundation
import Testing
import TollGateTestNetwork

/// `tollgate links` as a person and a program meet it, in a network of the test's own.
@Suite(.serialized, .enabled(if: TestNetwork.isPossible, "\(TestNetwork.need)"), .timeLimit(.minutes(60)))
struct LinksTests {
  private static let drivers = ["polling", "netlink", "checked", "auto"]

  /// One link, one address of each family, one gateway.
  private func network() async throws -> TestNetwork {
    let network = try await TestNetwork()
    try await network.batch([
      "link add tg0 address 02:00:00:00:00:07 type veth peer name tg0p", "link set tg0p up", "link set tg0 up",
      "addr add 192.0.2.2/24 dev tg0", "addr add 2001:db8::2/64 dev tg0 nodad",
      "route add default via 192.0.2.1 dev tg0 metric 100",
    ])
    return network
  }

  private func object(_ line: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }

  private func list(_ object: [String: Any], _ key: String) throws -> [[String: Any]] {
    try #require(object[key] as? [[String: Any]])
  }

  @Test("H1: links shows interfaces, addresses, gateways and how the driver hears")
  func table() async throws {
    let run = try await Program.run(["links"], in: network())
    #expect(run.code == 0 && run.complaints.isEmpty)
    for words in [
      "02:00:00:00:00:07", "  address  192.0.2.2/24", "  address  2001:db8::2/64",
      "  gateway  192.0.2.1, metric 100", "attachment", "lo  ", "driver netlink",
    ] {
      #expect(run.output.contains(words), "\(words) in:\n\(run.output)")
    }
  }

  @Test("H1, A3: links --json gives the same table by every driver", arguments: drivers)
  func json(_ driver: String) async throws {
    let run = try await Program.run(["links", "--json", "--driver", driver], in: network())
    #expect(run.code == 0 && run.complaints.isEmpty)
    #expect(run.output.count { $0 == "\n" } == 1)
    let table = try object(run.output)
    let link = try #require(try list(table, "links").first { $0["name"] as? String == "tg0" })
    #expect(link["mac"] as? String == "02:00:00:00:00:07" && link["up"] as? Bool == true)
    let addresses = try list(table, "addresses").filter { $0["link"] as? String == "tg0" }
    #expect(Set(addresses.compactMap { $0["address"] as? String }).isSuperset(of: ["192.0.2.2", "2001:db8::2"]))
    let routes = try list(table, "routes")
    #expect(routes.count == 1)
    #expect(routes.first?["gateway"] as? String == "192.0.2.1" && routes.first?["metric"] as? Int == 100)
    let health = try #require(table["health"] as? [String: Any])
    #expect(health["driver"] as? String == (driver == "polling" ? "polling" : "netlink"))
  }

  @Test("H1, A2: links --follow shows each change, and ends when it is told to", arguments: drivers)
  func follow(_ driver: String) async throws {
    let network = try await network()
    let running = try Program.Running(["links", "--follow", "--json", "--driver", driver], in: network)
    defer { running.stop() }
    _ = try #require(await running.line { $0.contains("192.0.2.1") }, "the table at the start")
    try await network.ip("route replace default via 192.0.2.9 dev tg0 metric 100")
    let line = try #require(await running.line { $0.contains("192.0.2.9") }, "the change")
    #expect(try list(object(line), "routes").map { $0["gateway"] as? String } == ["192.0.2.9"])
  }

  @Test("H1: an unknown driver ends with 64 and names those that there are")
  func unknown() throws {
    let run = try Program.run("links", "--driver", "telepathy")
    #expect(run.code == 64 && run.output.isEmpty)
    for driver in Self.drivers { #expect(run.complaints.contains(driver)) }
  }

  /// As many rounds as a day has, one each ten seconds, are 8,640.
  private static let rounds =
    ProcessInfo.processInfo.environment["TOLLGATE_CHURN_ROUNDS"].flatMap { Int($0) } ?? 150

  /// What one round changes: a flap, an address of each family, a gateway and its hardware address.
  private static func round(_ number: Int) -> [String] {
    let host = number % 200 + 10
    return [
      "link set tg0 down", "link set tg0 up", "addr add 192.0.2.\(host)/24 dev tg0",
      "route replace default via 192.0.2.\(host % 8 + 1) dev tg0 metric 100",
      "neigh replace 192.0.2.\(host % 8 + 1) lladdr 02:00:00:00:01:\(host % 80 + 10) dev tg0 nud permanent",
      "addr add 2001:db8::\(host)/64 dev tg0 nodad", "link add x\(number % 7) type veth peer name y\(number % 7)",
      "link del x\(number % 7)", "addr del 2001:db8::\(host)/64 dev tg0", "addr del 192.0.2.\(host)/24 dev tg0",
    ]
  }

  @Test("A2, A5, A10: a day of churn leaves descriptors, threads and memory as they were")
  func churn() async throws {
    let network = try await network()
    let running = try Program.Running(["links", "--follow", "--json"], in: network)
    defer { running.stop() }
    _ = try #require(await running.line { $0.contains("192.0.2.1") }, "the table at the start")
    var before: Program.Footprint?
    // A quarter of the rounds warms up whatever is made only once.
    for number in 0..<Self.rounds {
      if number == Self.rounds / 4 { before = try running.footprint() }
      try await network.batch(Self.round(number))
      running.forget()
    }
    try await network.ip("addr add 192.0.2.250/24 dev tg0")
    _ = try #require(await running.line { $0.contains("192.0.2.250") }, "the table at the end")
    let (first, last) = (try #require(before), try running.footprint())
    #expect(last.descriptors <= first.descriptors, "\(first) to \(last)")
    // The pool of tasks may have come to one thread for each processor only now.
    #expect(last.threads <= first.threads + ProcessInfo.processInfo.activeProcessorCount, "\(first) to \(last)")
    #expect(last.anonymousKiB <= first.anonymousKiB + 2_048, "\(first) to \(last)")
    if Self.rounds > 150 { print("churn, \(Self.rounds) rounds: \(first) to \(last)") }
  }
}
