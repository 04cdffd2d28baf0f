import Foundation
import TollGateCore
import TollGateCrypto
import TollGateHTTP
import TollGateHTTPProber
import TollGateSandbox

/// Looks at a sandbox gateway over the loopback, beside curl fetching the same two pages. A look makes its two requests at
/// once and checks the offer's signature; curl fetches them one after another and checks nothing. Both connect anew each time.
enum ProbeBenchmark {
  private static let (looks, turns) = (200, 7)

  static func run() async {
    do {
      var settings = SandboxSettings()
      settings.terms.requestsPerMinute = .max
      let server = try await SandboxServer.open(settings, key: try GatewayKey.random())
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await server.run() }
        try await measure(at: server.endpoint)
        group.cancelAll()
        try await group.waitForAll()
      }
    } catch {
      Report.row("gateway: a look over the loopback", "–", "failed: \(error)")
    }
  }

  private static func measure(at endpoint: Endpoint) async throws {
    let prober = HTTPGatewayProber(try HTTPClient(), ports: GatewayPorts(service: endpoint.port))
    let gateway = GatewayID(link: LinkName("lo"), address: endpoint.address, attachment: Attachment(1))
    let curl = ["/usr/bin/curl", "/usr/local/bin/curl"].first(where: FileManager.default.isExecutableFile)
    var (ours, theirs) = ([Double](), [Double]())
    for _ in 0..<turns {
      ours.append(try await microseconds { for _ in 0..<looks { try await look(prober, gateway) } })
      guard let curl else { continue }
      // What two looks fewer take is curl's start.
      let start = try await microseconds { try fetch(curl, endpoint, times: 1) }
      theirs.append(try await microseconds { try fetch(curl, endpoint, times: looks + 1) } - start)
    }
    let (one, other) = (median(ours), theirs.isEmpty ? nil : median(theirs))
    Report.row(
      "gateway: a look over the loopback", "–", "\(Int(one)) µs",
      "±\(Int((ours.max()! - ours.min()!) / 2 / one * 100)) %")
    if let other {
      Report.row("  curl, the same two pages", "–", "\(Int(other)) µs", "", "\(Int(other / one * 100)) % of ours")
    } else {
      print("  curl is not installed: nothing to compare with")
    }
  }

  private static func look(_ prober: HTTPGatewayProber, _ gateway: GatewayID) async throws {
    guard case .advertisement = await prober.probe(gateway, within: .seconds(30)).offer else { throw Failed() }
  }

  private static func fetch(_ curl: String, _ endpoint: Endpoint, times: Int) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: curl)
    let pages = ["/", "/usage"].flatMap { ["-o", "/dev/null", "http://\(endpoint)\($0)"] }
    process.arguments = ["-q", "-s", "-f", "--noproxy", "*", "--no-keepalive"] + (0..<times).flatMap { _ in pages }
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed() }
  }

  /// For each look.
  private static func microseconds(_ work: () async throws -> Void) async throws -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try await work()
    return (clock.now - start) / .microseconds(1) / Double(looks)
  }

  private static func median(_ samples: [Double]) -> Double { samples.sorted()[samples.count / 2] }

  private struct Failed: Error {}
}
