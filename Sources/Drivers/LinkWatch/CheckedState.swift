import TollGateCore

/// The decisions of `CheckedLinks`, without tasks and clocks.
struct CheckedState {
  enum Event: Sendable {
    case heard(LinkTable)
    case looked(LinkTable)
    /// The two have had their time to agree.
    case settled
    /// The source has had its time to speak.
    case overdue(life: Int)
    /// The source that is to be begun anew has had its time to end.
    case unending(life: Int)
    case ended(LinkFailure)
    case checkEnded(LinkFailure)
  }

  enum Action: Hashable {
    case deliver(LinkTable)
    case settle
    /// Ends the source; it is begun again once it has ended.
    case renew(life: Int)
    case begin(life: Int)
    case beginCheck(after: Interval)
    case fail(LinkFailure)
  }

  private struct Suspicion {
    var table: LinkTable
    var heard: Int
  }

  private let pace: LinkWatchPace
  private var life = 0
  private var isSpeaking = false
  private var isRenewing = false
  private var newest: LinkTable?
  private var heard = 0
  private var suspicion: Suspicion?
  /// What the two went on to see differently when the source had looked anew: the check can't see it better. It holds as
  /// long as they do.
  private var agreedToDiffer = LinkDifference()
  /// Why the source is begun anew.
  private var doubted: LinkDifference?
  private var checkEndings = 0
  private(set) var comparisons: UInt64 = 0
  private(set) var missed: UInt64 = 0
  private(set) var disagreements: UInt64 = 0

  init(pace: LinkWatchPace) { self.pace = pace }

  mutating func handle(_ event: Event) -> [Action] {
    switch event {
    case .heard(let table): hear(table)
    case .looked(let table): look(table)
    case .settled: settle()
    case .overdue(let life): life == self.life && !isSpeaking ? [.fail(.broken(CheckedState.timedOut))] : []
    case .unending(let life): life == self.life && isRenewing ? [.fail(.broken(CheckedState.timedOut))] : []
    case .ended(let failure): end(failure)
    case .checkEnded: endCheck()
    }
  }

  /// ETIMEDOUT
  private static let timedOut: Int32 = 110

  private mutating func hear(_ table: LinkTable) -> [Action] {
    isSpeaking = true
    heard += 1
    newest = table
    // What comes while the source is still ending is its old word.
    if let doubted, !isRenewing {
      self.doubted = nil
      let left = doubted.left(in: table)
      if left != doubted { missed += 1 }
      if !left.isWithin(agreedToDiffer) { disagreements += 1 }
      agreedToDiffer = left
    }
    return [.deliver(table)]
  }

  private mutating func look(_ table: LinkTable) -> [Action] {
    checkEndings = 0
    guard let newest, !isRenewing, doubted == nil else { return [] }
    comparisons += 1
    let difference = LinkDifference(heard: newest, looked: table)
    agreedToDiffer.formIntersection(difference)
    guard !difference.isWithin(agreedToDiffer) else { return [] }
    let isFirst = suspicion == nil
    suspicion = Suspicion(table: table, heard: heard)
    return isFirst ? [.settle] : []
  }

  private mutating func settle() -> [Action] {
    guard let suspicion, let newest else { return [] }
    self.suspicion = nil
    // A source that has spoken since is compared by the next look.
    guard suspicion.heard == heard, !isRenewing else { return [] }
    doubted = LinkDifference(heard: newest, looked: suspicion.table)
    isRenewing = true
    return [.renew(life: life)]
  }

  private mutating func end(_ failure: LinkFailure) -> [Action] {
    guard isRenewing else { return [.fail(failure)] }
    isRenewing = false
    return begin()
  }

  mutating func begin() -> [Action] {
    life += 1
    isSpeaking = false
    return [.begin(life: life)]
  }

  private mutating func endCheck() -> [Action] {
    checkEndings += 1
    return [.beginCheck(after: pace.wait(beforeAttempt: checkEndings))]
  }
}
