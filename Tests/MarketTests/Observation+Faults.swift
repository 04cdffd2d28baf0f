import TollGateCore
import TollGateSandbox

extension Observation {
  /// All is well.
  static let honest = Observation(
    offer: advertisement(Fault.key), usage: .reading(.usage(used: 0, total: 300_000)),
    meter: .reading(.usage(used: 0, total: 300_000)), client: ClientReport(identity: .resolved, access: .active),
    delivery: grant(Fault.key, 360_000), taken: 1, granted: 60_000)

  /// Nothing comes of any request.
  private static func nothing(
    _ offer: OfferAnswer, _ failure: MeterFailure, identity: ClientReport.Identity = .silent, _ delivery: Delivery
  ) -> Observation {
    Observation(
      offer: offer, usage: .nothing(failure), meter: .nothing(failure),
      // A balance that never comes leaves no time for the session's state.
      client: ClientReport(
        identity: identity, access: .unknown, askedRoot: failure != .unreachable(.timedOut)),
      delivery: delivery, taken: 1, granted: 60_000)
  }

  static let silence = nothing(.unreachable(.timedOut), .unreachable(.timedOut), .lost)
  static let cutOff = nothing(.unreachable(.cutOff), .unreachable(.cutOff), .lost)
  /// Never a whole head.
  static let flood = nothing(.notATollGate(status: 0), .unreadable, .lost)
  static let unreadable = nothing(.invalid(.notJSON), .unreadable, .unreadable(status: 200))

  static func other(status: UInt16) -> Observation {
    nothing(.notATollGate(status: status), .unreadable, .unreadable(status: status))
  }

  /// A refusal everywhere: signed, but for the three of a plain shape.
  static func notice(_ code: NoticeCode) -> Observation {
    let plain = Notice(code: code, proof: .plainShape)
    switch code {
    case .unsupportedMediaType: return nothing(.notATollGate(status: 415), .unreadable, .notice(plain))
    case .deviceUnresolved:
      return nothing(.notATollGate(status: 400), .unreadable, identity: .unresolved, .notice(plain))
    case .tooManyRequests:
      let wait = Interval.seconds(6)
      let notice = Notice(code: code, proof: .plainShape, retryAfter: wait)
      return nothing(.busy(retryAfter: wait), .unreadable, .notice(notice))
    default:
      let notice = Notice(code: code, proof: .signed(Fault.key))
      return nothing(.notSelling(code), .unreadable, identity: .unresolved, .notice(notice))
    }
  }

  /// The minute that was paid for is another amount.
  static func grant(_ units: UInt64) -> Observation {
    var seen = honest
    seen.delivery = grant(Fault.key, 300_000 + units)
    seen.granted = units
    return seen
  }

  static func withoutSession(total: UInt64) -> Observation {
    var seen = honest
    (seen.usage, seen.meter) = (.reading(.noSession), .reading(.noSession))
    seen.client.access = .none
    seen.delivery = grant(Fault.key, total)
    return seen
  }
}
