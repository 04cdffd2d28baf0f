import Synchronization
public import TollGateCore
import TollGateLinux

/// The preferred source while it works, another one while it doesn't (A5). The preferred one is tried again and again.
public final class AutoLinks<Preferred: HealthyLinkSource, StandIn: HealthyLinkSource, Time: Clock>: HealthyLinkSource
where Time.Duration == Duration {
  private struct Standing {
    var isPreferred = true
    var restarts: UInt64 = 0
    var failure: LinkFailure?
    /// Outlives a run, as the sources' own numbers do.
    var numbers = SharedNumbers()
  }

  private let preferred: Preferred
  private let standIn: StandIn
  private let pace: LinkWatchPace
  private let clock: Time
  private let standing = Mutex(Standing())

  public init(_ preferred: Preferred, else standIn: StandIn, pace: LinkWatchPace = LinkWatchPace(), clock: Time) {
    self.preferred = preferred
    self.standIn = standIn
    self.pace = pace
    self.clock = clock
  }

  @concurrent public func run(_ deliver: @escaping @Sendable (LinkTable) -> Void) async throws(LinkFailure) {
    await Handover.run(to: deliver) { hand in await watch(hand) }
    throw .cancelled
  }

  private func watch(_ deliver: @escaping @Sendable (LinkTable) -> Handover.Arrival) async {
    let (events, inbox) = AsyncStream<AutoState.Event>.makeStream()
    await withDiscardingTaskGroup { group in
      var state = AutoState(pace: pace, numbers: standing.withLock { $0.numbers })
      var standInLife = StoppableRun()
      var actions = state.begin()
      var iterator = events.makeAsyncIterator()
      while true {
        note(state)
        for action in actions {
          switch action {
          case .deliver(let table): _ = deliver(table)
          case .beginPreferred(let life, let wait): beginPreferred(life, after: wait, &group, inbox)
          case .beginStandIn(let wait):
            standInLife = StoppableRun()
            beginStandIn(standInLife, after: wait, &group, inbox)
          case .stopStandIn: standInLife.stop()
          }
        }
        guard let event = await iterator.next(), !Task.isCancelled else { return group.cancelAll() }
        actions = state.handle(event)
      }
    }
  }

  private func beginPreferred(
    _ life: Int, after wait: Interval, _ group: inout DiscardingTaskGroup,
    _ inbox: AsyncStream<AutoState.Event>.Continuation
  ) {
    group.addTask { [preferred, clock] in
      guard await clock.pass(wait) else { return }
      let failure = await StoppableRun().run(preferred) { inbox.yield(.preferred($0)) }
      if !Task.isCancelled { inbox.yield(.preferredEnded(failure)) }
    }
    group.addTask { [pace, clock] in
      if await clock.pass(wait + pace.patience) { inbox.yield(.overdue(life: life)) }
    }
    group.addTask { [pace, clock] in
      if await clock.pass(wait + pace.longestWait) { inbox.yield(.lasted(life: life)) }
    }
  }

  private func beginStandIn(
    _ life: StoppableRun, after wait: Interval, _ group: inout DiscardingTaskGroup,
    _ inbox: AsyncStream<AutoState.Event>.Continuation
  ) {
    group.addTask { [standIn, clock] in
      guard await clock.pass(wait) else { return }
      let failure = await life.run(standIn) { inbox.yield(.standIn($0)) }
      if !Task.isCancelled { inbox.yield(.standInEnded(failure)) }
    }
  }

  private func note(_ state: AutoState) {
    standing.withLock {
      $0.isPreferred = state.isPreferred
      $0.restarts = state.restarts
      $0.failure = state.failure
      $0.numbers = state.numbers
    }
  }

  public var health: LinkHealth {
    let standing = standing.withLock { $0 }
    var health = standing.isPreferred ? preferred.health : standIn.health
    health.restarts = standing.restarts
    health.failure = standing.failure
    return health
  }
}
