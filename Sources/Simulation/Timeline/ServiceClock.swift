package import TollGateCore

/// Why there was no paid access for a while.
package enum GapCause: Hashable, Sendable {
  /// The program itself was not running.
  case notRunning
  /// No gateway was there.
  case noGateway
  /// A session ended before its time.
  case ended(SessionEnd)
  /// What the station said about a gateway.
  case reason(Reason)
}

/// A stretch without access, once it had been there.
package struct Gap: Hashable, Sendable {
  package var from: Instant
  package var to: Instant
  package var cause: GapCause

  package init(from: Instant, to: Instant, cause: GapCause) {
    self.from = from
    self.to = to
    self.cause = cause
  }

  package var length: Interval { to - from }
}

/// Tells when the device could reach the world, by the gates' own books, and what held it up when it couldn't.
struct ServiceClock: Sendable {
  private(set) var online = Interval.zero
  private(set) var firstAccess: Instant?
  private(set) var gaps: [Gap] = []

  private var now = Instant.start
  private var carries = false
  private var present: [GatewayID: Reason] = [:]
  private var newest = Reason.notLookedAtYet
  private var lastEnd: SessionEnd?
  private var isUp = false
  private var gap: Gap?
  private var changesSeen = 0
  private var gates: [AccessChange] = []

  mutating func observe(_ step: Step, in world: borrowing World) {
    // A gate may close between two steps; then the moment of the step would be too late.
    for change in world.books.access.dropFirst(changesSeen) {
      gates.removeAll { $0.gateway == change.gateway && $0.link == change.link }
      if change.isOpen { gates.append(change) } else if gates.isEmpty { turn(carrying: false, at: change.at) }
    }
    changesSeen = world.books.access.count
    for effect in step.effects {
      if case .report(let note) = effect { hear(note) }
    }
    isUp = world.isUp
    turn(carrying: world.isOnline, at: step.at)
  }

  mutating func finish(at end: Instant) {
    turn(carrying: carries, at: end)
    close()
  }

  private mutating func turn(carrying: Bool, at moment: Instant) {
    let moment = max(moment, now)
    if carries { online = online + (moment - now) }
    now = moment
    if carrying {
      if firstAccess == nil { firstAccess = moment }
      close()
    } else if firstAccess != nil {
      let cause = cause
      if gap == nil { gap = Gap(from: moment, to: moment, cause: cause) }
      if let told = gap?.cause, Self.isVague(told) { gap?.cause = cause }
    }
    carries = carrying
  }

  private mutating func close() {
    guard var ended = gap else { return }
    ended.to = now
    if ended.length > .zero { gaps.append(ended) }
    gap = nil
  }

  private var cause: GapCause {
    if !isUp { return .notRunning }
    if present.isEmpty { return .noGateway }
    if let lastEnd, Self.isVague(.reason(newest)) { return .ended(lastEnd) }
    return .reason(Self.general(newest))
  }

  /// Without what differs each time, so that causes can be summed up.
  private static func general(_ reason: Reason) -> Reason {
    switch reason {
    case .busy: .busy(until: .never)
    case .noFunds: .noFunds(available: .zero)
    case .waitingForSettlement: .waitingForSettlement(OperationID(epoch: 0, number: 0))
    default: reason
    }
  }

  /// Says what is being done about it, not what is wrong.
  private static func isVague(_ cause: GapCause) -> Bool {
    switch cause {
    case .reason(.open), .reason(.buying), .reason(.notLookedAtYet), .reason(.clarifying), .reason(.usageUnread): true
    default: false
    }
  }

  private mutating func hear(_ note: Note) {
    switch note {
    case .gatewayFound(let id): present[id] = .notLookedAtYet
    case .gatewayLost(let id): present[id] = nil
    case .gatewayStands(let id, let reason, _):
      present[id] = reason
      if reason != .standby { newest = reason }
    case .sessionEnded(let story): lastEnd = story.end
    case .sessionOpened: lastEnd = nil
    case .started:
      present = [:]
      lastEnd = nil
    default: break
    }
  }
}

extension World {
  /// Whether any link brings the device's traffic to the world outside.
  package var isOnline: Bool { script.setup.links.contains { carries($0.name) } }
}
