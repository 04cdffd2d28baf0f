/// The machine that decides about money and time. A plain value: it can be forked, compared and replayed.
public struct Station: Machine, Hashable {
  public internal(set) var policy: Policy
  /// Everything that survives a crash.
  public internal(set) var ledger = Ledger()
  /// When the machine must be woken, if nothing happens before. Later than the last event, or nil.
  public private(set) var deadline: Instant?

  var phase = Phase.waitingForStart
  var now = Instant.start
  var dice: Dice
  var epoch: UInt64 = 0
  var number: UInt64 = 0
  var works: [Work] = []
  var out: [Effect] = []

  var table = LinkTable()
  /// Present gateways, sorted by id.
  var gateways: [Gateway] = []
  var places: [PlaceMemory] = []
  /// When looks were begun, over all gateways (A10).
  var burst = RequestWindow()
  /// Sorted by id.
  var sellers: [SellerState] = []
  var errands: [Errand] = []
  var funds: [Funds] = []
  /// The clock as it was told last, and when: it goes on from there by itself (E6).
  var wall: WallTime?
  var wallToldAt = Instant.start
  var journal = JournalState()
  var wallet = WalletState()
  var chores = ChoreState()
  var drivers = StandingDriver.allCases.map { DriverState(driver: $0) }

  enum Phase: Hashable, Sendable {
    /// Next: running.
    case waitingForStart
    /// Next: stopping.
    case running
    case stopping
  }

  public init(policy: Policy, seed: UInt64) {
    self.policy = policy
    dice = Dice(seed: seed)
  }

  /// Total: whatever event meets whatever state, it neither throws nor traps (design §2.1).
  public mutating func handle(_ event: Event, at time: Instant) -> [Effect] {
    // One tick before never, so that what is never due is not due even then.
    now = max(now, min(time, .never - Interval(nanoseconds: 1)))
    take(event)
    if phase != .waitingForStart { advance() }
    flushRecords()
    // Most events ask for nothing: a buffer that is handed out is not made anew before it is needed.
    defer { out = [] }
    return out
  }

  private mutating func take(_ event: Event) {
    switch event {
    case .started(let start): if phase == .waitingForStart { begin(start) }
    case .linksChanged(let table): linksChanged(table)
    case .answered(let id, let answer): answered(id, answer)
    case .fundsChanged(let funds): fundsChanged(funds)
    case .policyChanged(let policy): policyChanged(policy)
    case .wallClockChanged(let time):
      wall = time
      wallToldAt = now
    case .commanded(let command): commanded(command)
    case .driverEnded(let driver): driverEnded(driver)
    case .wokeUp: break
    case .stopping: stop()
    }
  }

  /// Does whatever is due. Level-triggered: what isn't done now is due again at the next event or at `deadline`.
  /// Each part says when it is due next, and none makes an earlier one due again.
  private mutating func advance() {
    let money = min(advanceSellers(), advancePayments())
    let stores = min(advanceChores(), advanceJournal())
    let next = min(money, min(stores, min(advanceDrivers(), advanceGateways())))
    deadline = next == .never ? nil : max(next, now + Interval(nanoseconds: 1))
  }
}

extension Station {
  mutating func newOperation() -> OperationID {
    number += 1
    return OperationID(epoch: epoch, number: number)
  }

  /// Begins work that will be answered.
  @discardableResult mutating func ask(_ request: Request, for purpose: Purpose) -> OperationID {
    let id = newOperation()
    works.append(Work(id: id, purpose: purpose))
    out.append(.ask(id, request))
    return id
  }

  mutating func report(_ note: Note) { out.append(.report(note)) }

  mutating func cancel(_ id: OperationID) {
    guard let index = works.firstIndex(where: { $0.id == id }) else { return }
    works.remove(at: index)
    out.append(.cancel(id))
  }

  /// Gives an answer to what it was asked for. A stale one changes nothing and yields one note.
  private mutating func answered(_ id: OperationID, _ answer: Answer) {
    guard let index = works.firstIndex(where: { $0.id == id }) else { return report(.staleAnswer(id)) }
    let purpose = works.remove(at: index).purpose
    // Meters and records come most often.
    if !(answeredRest(id, purpose, answer) || answeredLook(purpose, answer) || answeredMoney(id, purpose, answer)) {
      works.insert(Work(id: id, purpose: purpose), at: index)
      report(.impossibleAnswer(id))
    }
  }

  private mutating func answeredLook(_ purpose: Purpose, _ answer: Answer) -> Bool {
    switch (purpose, answer) {
    case (.look(let gateway), .looked(let report)): looked(gateway, report)
    case (.clarify(let gateway), .clarified(let report)): clarified(gateway, report)
    case (.register, .registered): break
    case (.egress(let seller), .egress(let egress)): egressAnswered(seller, egress)
    default: return false
    }
    return true
  }

  private mutating func answeredMoney(_ id: OperationID, _ purpose: Purpose, _ answer: Answer) -> Bool {
    switch (purpose, answer) {
    case (.quote(let seller), .quoted(let quotes)): quoted(seller, quotes)
    case (.prepare(let payment), .prepared(let prepared)): self.prepared(payment, prepared)
    case (.prepare(let payment), .prepareFailed(let failure)): prepareFailed(payment, failure)
    case (.deliver(let payment), .delivered(let delivery)): delivered(payment, delivery)
    case (.inspect(let payment), .inspected(let tally)): inspected(payment, tally)
    case (.inspect(let payment), .inspectionFailed(let failure)): mintFailed(payment, failure)
    case (.settle(let payment), .settled(let settlement)): settled(payment, settlement)
    case (.settle(let payment), .settlementFailed(let failure)): mintFailed(payment, failure)
    default: return false
    }
    return true
  }

  private mutating func answeredRest(_ id: OperationID, _ purpose: Purpose, _ answer: Answer) -> Bool {
    switch (purpose, answer) {
    case (.meter(let seller, let kind), .metered(let usage)): metered(id, seller, kind, usage)
    case (.record, .recorded): recorded(id)
    case (.record, .recordFailed(let failure)): recordFailed(id, failure)
    case (.chore, .performed(let report)): performed(report)
    case (.chore, .choreFailed(let failure)): choreFailed(failure)
    default: return false
    }
    return true
  }
}
