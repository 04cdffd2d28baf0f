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

/// Tells when the device could reach the world, by the world's own books, and what held it up when it couldn't.
struct ServiceClock: Sendable {
  private(set) var online = Interval.zero
  private(set) var firstAccess: Instant?
  private(set) var gaps: [Gap] = []

  /// What stood in the way from which moment on, as far as the station said.
  private var causes: [(from: Instant, cause: GapCause)] = []
  private var present: Set<GatewayID> = []
  private var newest = Reason.notLookedAtYet
  private var lastEnd: SessionEnd?

  mutating func observe(_ step: Step) {
    for effect in step.effects {
      if case .report(let note) = effect { hear(note) }
    }
    let cause = cause
    if causes.last?.cause != cause { causes.append((step.at, cause)) }
  }

  /// The life is over: reads what was noted of its service.
  mutating func finish(_ world: borrowing World) {
    let changes = world.books.service
    for (index, change) in changes.enumerated() {
      let end = index + 1 < changes.count ? changes[index + 1].at : world.now
      guard end > change.at else { continue }
      if change.isServed {
        online = online + (end - change.at)
        if firstAccess == nil { firstAccess = change.at }
      } else if firstAccess != nil {
        let cause = Self.isDown(change.at, world) ? .notRunning : cause(from: change.at, to: end)
        gaps.append(Gap(from: change.at, to: end, cause: cause))
      }
    }
  }

  /// The first that says what was wrong, not what was being done about it.
  private func cause(from: Instant, to: Instant) -> GapCause {
    let before = causes.last { $0.from <= from }?.cause
    let within = causes.lazy.filter { $0.from > from && $0.from <= to }.map(\.cause)
    // That an allotment has ended is no reason why there was no next one, unless nobody gives another.
    if let before, !Self.isVague(before), before != .ended(.usedUp) { return before }
    return within.first { !Self.isVague($0) } ?? before ?? .noGateway
  }

  private static func isDown(_ moment: Instant, _ world: borrowing World) -> Bool {
    let lives = world.books.lives
    guard let last = lives.last(where: { $0.begun <= moment }), let end = last.ended else { return false }
    return end <= moment
  }

  private var cause: GapCause {
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
    case .gatewayFound(let id): present.insert(id)
    case .gatewayLost(let id): present.remove(id)
    case .gatewayStands(_, let reason, _) where reason != .standby: newest = reason
    case .sessionEnded(let story): lastEnd = story.end
    case .sessionOpened: lastEnd = nil
    case .started:
      present = []
      lastEnd = nil
    default: break
    }
  }
}
