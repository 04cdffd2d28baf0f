/// Everything that must survive a crash. It changes by `apply` alone, live and at replay, so that both end alike.
public struct Ledger: Hashable, Sendable {
  /// Open payments, in the order of their ids.
  public var payments: [Payment] = []
  public var budget: [BudgetLine] = []
  /// Sorted by id.
  public var sellers: [SellerRecord] = []
  public var marks: [BlindMark] = []
  /// The newest last.
  public var sightings: [KeySighting] = []
  public var stories: [SessionStory] = []
  /// The newest durable moment: time goes on from here after a restart (E6).
  public var last = Instant.start

  public init() {}

  /// What a journal says when it is read from its beginning.
  public init(replaying entries: [JournalEntry]) {
    for entry in entries { apply(entry) }
  }

  public mutating func apply(_ entry: JournalEntry) {
    switch entry.change {
    case .payment(let payment): put(payment)
    case .closed(let id): payments.removeAll { $0.id == id }
    case .charged(let line): put(line)
    case .seller(let record): put(record)
    case .marked(let mark): put(mark)
    case .cleared(let id): marks.removeAll { $0.id == id }
    case .sighted(let sighting): put(sighting, at: entry.at)
    case .told(let story): stories = Array((stories + [story]).suffix(Pace.storiesKept))
    case .checkpoint(let whole): self = whole
    }
    last = max(last, entry.at)
  }

  private mutating func put(_ payment: Payment) {
    let index = payments.firstIndex { !($0.id < payment.id) } ?? payments.endIndex
    if index < payments.endIndex, payments[index].id == payment.id {
      payments[index] = payment
    } else {
      payments.insert(payment, at: index)
    }
  }

  private mutating func put(_ line: BudgetLine) {
    budget.removeAll { $0.hour <= line.hour &- Pace.budgetHours &- 1 }
    if let index = budget.firstIndex(where: { $0.hour == line.hour && $0.link == line.link && $0.unit == line.unit }) {
      budget[index] = line
    } else {
      budget.append(line)
    }
  }

  private mutating func put(_ record: SellerRecord) {
    let index = sellers.firstIndex { !($0.id < record.id) } ?? sellers.endIndex
    if index < sellers.endIndex, sellers[index].id == record.id {
      sellers[index] = record
    } else {
      sellers.insert(record, at: index)
    }
    if sellers.count > Pace.sellersKept, let victim = leastMissed { sellers.remove(at: victim) }
  }

  /// The seller that may be forgotten: the one not seen for longest, of those that nothing is held against first. A crowd
  /// of new keys must not wash away a stop, an open payment or an allotment; only a crowd of such can.
  private var leastMissed: Int? {
    let open = payments.map { $0.seller }
    func matters(_ record: SellerRecord) -> Bool {
      switch (record.stretch, record.lastAllotment, record.refusal) {
      case (nil, nil, nil): record.run > 0 || open.contains(record.id)
      default: true
      }
    }
    let idle = sellers.indices.filter { !matters(sellers[$0]) }
    return (idle.isEmpty ? Array(sellers.indices) : idle).min { sellers[$0].lastSeen < sellers[$1].lastSeen }
  }

  private mutating func put(_ mark: BlindMark) {
    if let index = marks.firstIndex(where: { $0.id == mark.id }) {
      marks[index] = mark
    } else {
      marks.append(mark)
      if marks.count > Pace.marksKept { marks.removeFirst() }
    }
  }

  private mutating func put(_ sighting: KeySighting, at now: Instant) {
    sightings.removeAll { $0.place == sighting.place && $0.key == sighting.key || now - $0.last > Pace.keyMemory }
    sightings.append(sighting)
    if sightings.count > Pace.keysKept { sightings.removeFirst() }
  }
}

extension Ledger {
  public func payment(_ id: OperationID) -> Payment? { index(id).map { payments[$0] } }
  func index(_ id: OperationID) -> Int? { payments.firstIndex { $0.order.id == id } }
  public func seller(_ id: SellerID) -> SellerRecord? { sellers.first { $0.id == id } }

  /// What was left where a seller's session was last seen (E2).
  public func lastAllotment(of id: SellerID) -> AllotmentMemory? { seller(id)?.lastAllotment }

  /// The key that signed last at a place, while it is remembered (B6).
  public func lastKey(at place: Place, _ now: Instant) -> PublicKey? {
    sightings.last { $0.place == place && now - $0.last <= Pace.keyMemory }?.key
  }
}
