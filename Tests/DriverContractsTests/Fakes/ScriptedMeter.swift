import Synchronization
import TollGateCore
import TollGateDriverContracts

enum EgressFlaw: String, CaseIterable, Sendable {
  case gloomy = "a target that answers has answered"
  case endless = "a silent target is given up at the limit"
  case insistent = "a knock is one knock"
  case unbound = "a knock goes out by its own link or not at all"
  case hopeful = "a cancelled knock ends, and proves nothing"
  case remembering = "silence is not remembered"
}

/// A host outside, without a network, and the probe that knocks at it.
final class PlayedHost: EgressProbeBench, EgressProbe {
  let target = EgressTarget.host("outside.example")
  let link = LinkName("tg0")
  let missingLink = LinkName("tg9")
  let limit = Interval.seconds(1)
  let flaw: EgressFlaw?
  let stall: Stall
  private let state = Mutex((answers: true, knocks: 0, before: Egress?.none))

  init(_ flaw: EgressFlaw? = nil, _ stall: Stall = Stall()) {
    self.flaw = flaw
    self.stall = stall
  }

  func make() -> any EgressProbe { self }
  func answer(_ answers: Bool) { state.withLock { $0.answers = answers } }
  func knocks() -> Int { state.withLock { $0.knocks } }

  @concurrent func reach(_ target: EgressTarget, over link: LinkName, within limit: Interval) async -> Egress {
    guard link == self.link || flaw == .unbound else { return .silent }
    let (answers, before) = state.withLock { state in
      state.knocks += flaw == .insistent ? 2 : 1
      defer { state.before = state.before ?? (state.answers ? .answered : .silent) }
      return (state.answers, state.before)
    }
    if flaw == .remembering, let before { return before }
    if answers { return flaw == .gloomy ? .silent : .answered }
    if flaw == .endless { await stall.hang() }
    if limit > self.limit {
      await untilCancelled()
      return flaw == .hopeful ? .answered : .silent
    }
    return .silent
  }
}

enum MeterFlaw: String, CaseIterable, Sendable {
  case halving = "a reading is what the source shows"
  case zeroing = "no reading is a failure, never zero"
  case endless = "a meter gives up a silent source by itself"
  case remembering = "a source that is lost is not told from memory"
  case sulking = "a meter reads again once its source is back"
  case insistent = "a reading asks at most once"
  case unstoppable = "a cancelled reading is a reading or cancelled"
}

/// What a meter could read, and the meter.
final class PlayedUsage: UsageMeterBench, UsageMeter {
  let target = MeterTarget(
    kind: .gateway,
    gateway: GatewayID(link: LinkName("tg0"), address: .v4(0xC000_0201), attachment: Attachment(1)),
    metric: .milliseconds)
  let readings: [UsageReading]
  let losses: [MeterLoss]
  let flaw: MeterFlaw?
  let stall: Stall
  private let state = Mutex(
    (shown: UsageReading?.none, loss: MeterLoss?.none, last: UsageReading?.none, requests: 0, failed: false))

  init(_ flaw: MeterFlaw? = nil, _ stall: Stall = Stall(), counts: Bool = false) {
    self.flaw = flaw
    self.stall = stall
    readings =
      counts
      ? [.odometer(5_000), .odometer(5_000), .odometer(7_300)]
      : [.usage(used: 0, total: 60_000), .usage(used: 59_000, total: 60_000), .noSession]
    losses = counts ? [] : MeterLoss.allCases
  }

  func make() -> any UsageMeter { self }
  func show(_ reading: UsageReading) { state.withLock { ($0.shown, $0.loss) = (reading, nil) } }
  func lose(_ how: MeterLoss) { state.withLock { $0.loss = how } }
  func requests() -> Int { state.withLock { $0.requests } }

  @concurrent func read(_ target: MeterTarget) async throws(MeterFailure) -> UsageReading {
    let (shown, loss, last, failed) = state.withLock { state in
      state.requests += flaw == .insistent ? 2 : 1
      let before = (state.shown, state.loss, state.last, state.failed)
      if state.loss == nil { state.last = state.shown } else { state.failed = true }
      return before
    }
    if Task.isCancelled, flaw == .unstoppable { await stall.hang() }
    if loss != nil, flaw == .remembering, let last { return last }
    switch loss {
    case .gone: throw .linkGone
    case .garbled:
      if flaw == .zeroing { return .usage(used: 0, total: 0) }
      throw .unreadable
    case .silent:
      if flaw == .endless { await stall.hang() }
      throw .unreachable(.timedOut)
    case nil: break
    }
    if failed, flaw == .sulking { throw .unreadable }
    if flaw == .halving, case .usage(let used, let total) = shown { return .usage(used: used / 2, total: total) }
    guard let shown else { throw .unreadable }
    return shown
  }
}
