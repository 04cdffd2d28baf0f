import Synchronization
import Testing
import TollGateCore
import TollGateCrypto
import TollGateHTTP
import TollGateWire

@testable import TollGateSandbox

/// A gateway as a value, asked in a time that the test makes.
struct Desk {
  static let key = Octets32(0, 0, 0, 3)
  static let client = MACAddress(0x0200_0077_0002)
  static let other = MACAddress(0x0200_0077_0009)

  var gateway: SandboxGateway
  var now = CalendarMoment(seconds: 1_795_224_819)
  /// What the judge says of every token.
  var verdict = TokenVerdict.accepted(net: 5)

  init(_ terms: SandboxTerms = SandboxTerms(), gate: any AccessGate = NoAccessGate()) throws {
    var terms = terms
    if terms.requestsPerMinute == 10 { terms.requestsPerMinute = 1_000_000 }
    gateway = SandboxGateway(terms, key: try #require(GatewayKey(secret: Desk.key)), gate: gate)
  }

  static func terms(
    _ profile: SandboxProfile, metric: String = "milliseconds", stepSize: UInt64 = 60_000, minimumSteps: UInt64 = 1,
    needsRegistration: Bool = false, bytesPerSecond: UInt64 = 0
  ) -> SandboxTerms {
    SandboxTerms(
      profile: profile, metric: metric, stepSize: stepSize,
      prices: [GatewayBody.PriceTag(price: 1, mint: "https://mint.example", minimumSteps: minimumSteps)],
      needsRegistration: needsRegistration, bytesPerSecond: bytesPerSecond)
  }

  mutating func ask(_ visit: SandboxVisit) -> SandboxAnswer {
    switch gateway.receive(visit, at: now) {
    case .answered(let answer): answer
    case .judge(let purchase): gateway.settle(purchase, verdict, at: now)
    }
  }

  mutating func ask(_ request: HTTPRequest, by mac: MACAddress? = client) -> GatewayReply {
    ask(SandboxVisit(request, from: SandboxClient(address: mac?.colons ?? "10.0.0.9", mac: mac))).reply
  }

  mutating func get(_ path: String, by mac: MACAddress? = client) -> GatewayReply {
    ask(HTTPRequest(.get, path), by: mac)
  }

  mutating func pay(_ token: String = "token", by mac: MACAddress? = client) -> GatewayReply {
    let request = HTTPRequest(.post, "/", fields: ["Content-Type": "text/plain"], body: Array(token.utf8))
    return ask(request, by: mac)
  }

  mutating func usage(by mac: MACAddress? = client) -> String { get("/usage", by: mac).text }

  mutating func wait(seconds: Int64) { now = CalendarMoment(seconds: now.seconds + seconds) }
}

extension GatewayReply {
  var text: String { String(decoding: body, as: UTF8.self) }
  var read: GatewayAnswer { GatewayAnswer(status: status, body: body) }
  var allotment: UInt64? { if case .granted(let grant) = read.delivery { grant.allotment } else { nil } }
  var code: NoticeCode? { if case .notice(let notice) = read.delivery { notice.code } else { nil } }

  func field(_ name: String) -> String? { HTTPFields(fields)[name] }
}

/// Notes how a gate is moved.
final class NotedGate: AccessGate {
  private let moves = Mutex<[String]>([])
  var noted: [String] { moves.withLock { $0 } }
  func change(_ client: MACAddress, isOpen: Bool) {
    moves.withLock { $0.append("\(isOpen ? "open" : "close") \(client.colons)") }
  }
}
