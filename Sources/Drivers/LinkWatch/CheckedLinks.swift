import Synchronization
public import TollGateCore
import TollGateLinux

/// A link source with a second one beside it, which looks now and then (A4). Where the two differ and go on to, the first
/// is begun anew, so that it looks with fresh eyes; its word counts, and what it had missed is counted.
public final class CheckedLinks<Source: HealthyLinkSource, Check: LinkSource, Time: Clock>: HealthyLinkSource
where Time.Duration == Duration {
  private struct Counts {
    var comparisons: UInt64 = 0
    var missed: UInt64 = 0
    var disagreements: UInt64 = 0
  }

  private let source: Source
  private let check: Check
  private let pace: LinkWatchPace
  private let clock: Time
  private let counts = Mutex(Counts())

  public init(_ source: Source, besides check: Check, pace: LinkWatchPace = LinkWatchPace(), clock: Time) {
    self.source = source
    self.check = check
    self.pace = pace
    self.clock = clock
  }

  @concurrent public func run(_ deliver: @escaping @Sendable (LinkTable) -> Void) async throws(LinkFailure) {
    throw await Handover.run(to: deliver) { hand in await watch(hand) }
  }

  private func watch(_ deliver: @escaping @Sendable (LinkTable) -> Handover.Arrival) async -> LinkFailure {
    let (events, inbox) = AsyncStream<CheckedState.Event>.makeStream()
    return await withDiscardingTaskGroup { group in
      var state = CheckedState(pace: pace)
      var life = StoppableRun()
      var actions = state.begin() + [.beginCheck(after: .zero)]
      var iterator = events.makeAsyncIterator()
      while true {
        for action in actions {
          switch action {
          case .deliver(let table): _ = deliver(table)
          case .renew(let number):
            life.stop()
            post(.unending(life: number), after: pace.patience, &group, inbox)
          case .begin(let number):
            life = StoppableRun()
            begin(life, number, &group, inbox)
          case .settle: post(.settled, after: pace.settling, &group, inbox)
          case .beginCheck(let wait): beginCheck(after: wait, &group, inbox)
          case .fail(let failure):
            group.cancelAll()
            return failure
          }
        }
        guard let event = await iterator.next(), !Task.isCancelled else {
          group.cancelAll()
          return .cancelled
        }
        actions = state.handle(event)
        note(state)
      }
    }
  }

  private func begin(
    _ life: StoppableRun, _ number: Int, _ group: inout DiscardingTaskGroup,
    _ inbox: AsyncStream<CheckedState.Event>.Continuation
  ) {
    group.addTask { [source] in
      let failure = await life.run(source) { inbox.yield(.heard($0)) }
      inbox.yield(.ended(failure))
    }
    // Before its first table nothing waits for it but whoever stands in; later everybody does.
    let patience = number > 1 ? pace.patience : pace.firstPatience
    post(.overdue(life: number), after: patience, &group, inbox)
  }

  private func beginCheck(
    after wait: Interval, _ group: inout DiscardingTaskGroup, _ inbox: AsyncStream<CheckedState.Event>.Continuation
  ) {
    group.addTask { [check, clock] in
      guard await clock.pass(wait) else { return }
      let failure = await StoppableRun().run(check) { inbox.yield(.looked($0)) }
      if !Task.isCancelled { inbox.yield(.checkEnded(failure)) }
    }
  }

  private func post(
    _ event: CheckedState.Event, after wait: Interval, _ group: inout DiscardingTaskGroup,
    _ inbox: AsyncStream<CheckedState.Event>.Continuation
  ) {
    group.addTask { [clock] in
      if await clock.pass(wait) { inbox.yield(event) }
    }
  }

  private func note(_ state: CheckedState) {
    counts.withLock {
      $0 = Counts(comparisons: state.comparisons, missed: state.missed, disagreements: state.disagreements)
    }
  }

  public var health: LinkHealth {
    var health = source.health
    counts.withLock {
      health.comparisons = $0.comparisons
      health.missed = $0.missed
      health.disagreements = $0.disagreements
    }
    return health
  }
}

extension Clock where Duration == Swift.Duration {
  /// False when the task was cancelled instead.
  func pass(_ interval: Interval) async -> Bool {
    guard interval > .zero else { return !Task.isCancelled }
    do {
      try await sleep(for: .nanoseconds(interval.nanoseconds))
      return true
    } catch {
      return false
    }
  }
}
