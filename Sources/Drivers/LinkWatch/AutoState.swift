import TollGateCore

/// The decisions of `AutoLinks`, without tasks and clocks.
struct AutoState {
  enum Event: Sendable {
    case preferred(LinkTable)
    case standIn(LinkTable)
    case overdue(life: Int)
    /// This life has lasted: earlier failures are forgotten.
    case lasted(life: Int)
    case preferredEnded(LinkFailure)
    case standInEnded(LinkFailure)
  }

  enum Action: Hashable {
    case deliver(LinkTable)
    case beginPreferred(life: Int, after: Interval)
    case beginStandIn(after: Interval)
    case stopStandIn
  }

  private let pace: LinkWatchPace
  private var life = 0
  private var attempts = 0
  private var standInAttempts = 0
  private var isStandInWanted = false
  private var isStandInThere = false
  private(set) var numbers: SharedNumbers
  /// Whether the preferred source's word counts.
  private(set) var isPreferred = false
  private(set) var restarts: UInt64 = 0
  /// Why the last life ended, until another one has lasted.
  private(set) var failure: LinkFailure?

  init(pace: LinkWatchPace, numbers: SharedNumbers = SharedNumbers()) {
    self.pace = pace
    self.numbers = numbers
  }

  mutating func begin() -> [Action] {
    life += 1
    return [.beginPreferred(life: life, after: pace.wait(beforeAttempt: attempts))]
  }

  mutating func handle(_ event: Event) -> [Action] {
    switch event {
    case .preferred(let table):
      isPreferred = true
      isStandInWanted = false
      let tables = [Action.deliver(numbers.translate(table, from: .preferred))]
      return isStandInThere ? tables + [.stopStandIn] : tables
    case .standIn(let table):
      standInAttempts = 0
      return isPreferred ? [] : [.deliver(numbers.translate(table, from: .standIn))]
    case .overdue(let life): return life == self.life && !isPreferred ? standIn() : []
    case .lasted(let life):
      if life == self.life, isPreferred { (attempts, failure) = (0, nil) }
      return []
    case .preferredEnded(let failure):
      self.failure = failure
      isPreferred = false
      restarts += 1
      attempts += 1
      return begin() + standIn()
    case .standInEnded: return standInEnded()
    }
  }

  private mutating func standIn() -> [Action] {
    isStandInWanted = true
    guard !isStandInThere else { return [] }
    isStandInThere = true
    return [.beginStandIn(after: pace.wait(beforeAttempt: standInAttempts))]
  }

  private mutating func standInEnded() -> [Action] {
    isStandInThere = false
    guard isStandInWanted else { return [] }
    standInAttempts += 1
    return standIn()
  }
}
