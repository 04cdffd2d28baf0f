import Testing
import TollGateCore
import TollGateCrypto
import TollGateWire

@testable import TollGateSandbox

/// One misbehaviour of the sandbox, and what the drivers must make of it.
struct Fault: Sendable, CustomTestStringConvertible {
  let misbehaviour: Misbehaviour
  let seen: Observation

  /// Where the token's fate is chosen, the books must follow it.
  init(_ act: Misbehaviour.Act, token: TokenFate? = nil, _ seen: Observation) {
    let misbehaviour = Misbehaviour(act, token: token)
    var seen = seen
    if act.choosesFate {
      seen.taken = misbehaviour.token == .kept ? 0 : 1
      seen.granted = misbehaviour.token == .granted ? 60_000 : 0
    }
    self.misbehaviour = misbehaviour
    self.seen = seen
  }

  var testDescription: String { "\(misbehaviour.act), token \(misbehaviour.token)" }
  var isSilence: Bool { seen.delivery == .lost && seen.offer == .unreachable(.timedOut) }
  /// Silence takes all of it, and is given little; whatever answers has more than it can need.
  var limit: Interval { isSilence ? .milliseconds(1500) : .seconds(60) }

  static var key: PublicKey {
    GatewayKey(secret: Market.secret).map { PublicKey(Bytes32($0.publicKey)) } ?? Observation.strangersKey
  }

  static let all = ActWord.allCases.flatMap(faults)

  /// Every act there is: a new one is missed by the compiler here, and an empty list by a test.
  static func faults(_ word: ActWord) -> [Fault] {
    switch word {
    case .delay: [Fault(.delay(.milliseconds(50)), .honest), Fault(.delay(.hours(1)), .silence)]
    case .hang: TokenFate.allCases.map { Fault(.hang, token: $0, .silence) }
    case .slow: [Fault(.slow(.milliseconds(1)), .honest), Fault(.slow(.hours(1)), .silence)]
    case .cut: cuts
    case .headerFlood: [Fault(.headerFlood(10), .honest), Fault(.headerFlood(100_000), .flood)]
    case .redirect:
      TokenFate.allCases.map {
        Fault(.redirect(status: 307, to: "http://127.0.0.1:1/"), token: $0, .other(status: 307))
      }
    case .html: [Fault(.html, .unreadable)]
    case .invalidUTF8: [Fault(.invalidUTF8, .unreadable)]
    case .deepJSON: [Fault(.deepJSON(20_000), .unreadable), Fault(.deepJSON(100_000), .unreadable)]
    case .hugeBody: [Fault(.hugeBody(100_000_000), .unreadable)]
    case .endlessBody: TokenFate.allCases.map { Fault(.endlessBody, token: $0, .unreadable) }
    case .notice:
      (NoticeCode.words.map(\.0) + [.unrecognised("never-heard-of")]).map { Fault(.notice($0), .notice($0)) }
    case .signature: SignatureFault.allCases.map(signature)
    case .metric: metrics
    case .grant: [(nil, 30_000), (1, 1), (0, 0)].map { units, more in Fault(.grant(units), .grant(more)) }
    case .price: [price]
    case .noSession: [Fault(.noSession, .withoutSession(total: 360_000))]
    case .amnesia: [Fault(.amnesia, .withoutSession(total: 60_000))]
    case .notSelling: [notSelling]
    }
  }

  private static var cuts: [Fault] {
    let atOnce = TokenFate.allCases.flatMap { fate in
      [false, true].map { Fault(.cut(after: 0, byReset: $0), token: fate, .cutOff) }
    }
    var bodies = Observation.honest
    bodies.offer = .unreachable(.cutOff)
    bodies.delivery = .unreadable(status: 200)
    return atOnce + [
      Fault(.cut(after: 60, byReset: false), .cutOff),
      // The answers that are longer than this are the advertisement and the grant.
      Fault(.cut(after: 500, byReset: false), bodies), Fault(.cut(after: 100_000, byReset: false), .honest),
    ]
  }

  private static func signature(_ fault: SignatureFault) -> Fault {
    var seen = Observation.honest
    switch fault {
    case .forged, .missing, .ofOtherEvent:
      seen.offer = .invalid(.wrongSignature)
      seen.delivery = .unreadable(status: 200)
    case .otherKey:
      seen.offer = Observation.advertisement(Observation.strangersKey)
      seen.delivery = Observation.grant(Observation.strangersKey, 360_000)
    }
    return Fault(.signature(fault), seen)
  }

  private static var metrics: [Fault] {
    [("bytes", .bytes), ("requests", .other("requests")), ("", .other(""))].map { (word: String, metric: Metric) in
      var seen = Observation.honest
      seen.offer = word.isEmpty ? .invalid(.badMetric) : Observation.advertisement(key, metric: metric)
      seen.delivery = Observation.grant(key, 360_000, metric: metric)
      return Fault(.metric(word), seen)
    }
  }

  private static var price: Fault {
    var seen = Observation.honest
    seen.offer = Observation.advertisement(key, price: Sats(7))
    seen.delivery = .notice(Notice(code: .sessionError, proof: .signed(key)))
    seen.granted = 0
    return Fault(.price(7), seen)
  }

  private static var notSelling: Fault {
    var seen = Observation.honest
    seen.offer = .notSelling(.noReachableMints)
    seen.delivery = .notice(Notice(code: .serviceUnavailable, proof: .signed(key)))
    (seen.taken, seen.granted) = (0, 0)
    return Fault(.notSelling, seen)
  }
}
