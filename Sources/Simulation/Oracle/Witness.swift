import TollGateCore

/// What can be known by listening to the machine alone: everything that it was told and everything that it asked for.
struct Witness: Sendable {
  struct Asked: Sendable {
    var id: OperationID
    var request: Request?
    var at: Instant
  }

  /// The newest answer of one gateway's root.
  struct Seen: Sendable {
    var gateway: GatewayID
    var advertisement: Advertisement?
    var at: Instant
  }

  /// The newest answers about usage at one place.
  struct Heard: Sendable {
    var place: Place
    var usage: UsageAnswer
    var at: Instant
    /// Answers of "no session" in a row, and since when.
    var absent = 0
    var absentSince = Instant.start
    /// Questions since then that brought no reading.
    var misses = 0
  }

  struct Order: Sendable {
    var order: PaymentOrder
    var at: Instant
    /// Running time, as budgets count it.
    var hour: Int64
    var life: Int
    var deliveries = 0
  }

  struct Presence: Hashable, Sendable {
    var link: LinkName
    var attachment: Attachment
  }

  /// In the machine's time.
  var now = Instant.start
  var life = 0
  var lifeBegun = Instant.start
  var isRunning = false
  var table = LinkTable()
  var uplinks: [Uplink] = []
  var present: [Presence] = []
  var asked: [Asked] = []
  var looks: [Seen] = []
  var readings: [Heard] = []
  var orders: [Order] = []
  /// The balances as they were told last.
  var funds: [Funds] = []
  /// What this step's event answers; nothing if it was stale.
  var answered: Asked?
  var isStale = false
  /// Work that this step has cancelled.
  var cancelled: [Asked] = []
  var linksDelivered = false

  mutating func hear(_ step: Step, _ policy: Policy) {
    now = max(now, step.machineAt)
    answered = nil
    isStale = false
    if !cancelled.isEmpty { cancelled.removeAll(keepingCapacity: true) }
    switch step.event {
    case .started: begin(step)
    case .linksChanged(let new): linksChanged(new, policy)
    case .answered(let id, let answer): hear(id, answer)
    case .policyChanged(let new): linksChanged(table, new)
    case .stopping: isRunning = false
    case .fundsChanged(let new): funds = new
    case .wallClockChanged, .commanded, .driverEnded, .wokeUp: break
    }
    for effect in step.effects { note(effect) }
  }

  private mutating func begin(_ step: Step) {
    life += 1
    now = step.machineAt
    lifeBegun = step.at
    isRunning = true
    table = LinkTable()
    uplinks = []
    present = []
    asked = []
    looks = []
    readings = []
    funds = []
    linksDelivered = false
  }

  private mutating func linksChanged(_ new: LinkTable, _ policy: Policy) {
    table = new
    linksDelivered = true
    uplinks = policy.links.uplinks(in: new)
    present = new.links.filter { $0.up && $0.carrier }.map { Presence(link: $0.name, attachment: $0.attachment) }
    let here = uplinks
    looks.removeAll { seen in !here.contains { $0.id == seen.gateway } }
  }

  private mutating func hear(_ id: OperationID, _ answer: Answer) {
    guard let index = asked.firstIndex(where: { $0.id == id }) else {
      isStale = true
      return
    }
    let question = asked.remove(at: index)
    answered = question
    switch (question.request, answer) {
    case (.look(let gateway, _)?, .looked(let report)):
      heard(gateway, report.offer)
      heard(gateway.place, report.usage)
    case (.meter(let target)?, .metered(let usage)) where target.kind == .gateway:
      heard(target.gateway.place, usage)
    default: break
    }
  }

  private mutating func heard(_ gateway: GatewayID, _ offer: OfferAnswer) {
    var seen = Seen(gateway: gateway, advertisement: nil, at: now)
    if case .advertisement(let advertisement) = offer { seen.advertisement = advertisement }
    if let index = looks.firstIndex(where: { $0.gateway == gateway }) {
      looks[index] = seen
    } else {
      looks.append(seen)
    }
  }

  private mutating func heard(_ place: Place, _ usage: UsageAnswer) {
    var heard = Heard(place: place, usage: usage, at: now)
    let index = readings.firstIndex { $0.place == place }
    if usage == .reading(.noSession) {
      let old = index.map { readings[$0] }
      heard.absent = (old?.absent ?? 0) + 1
      heard.absentSince = old.map { $0.absent > 0 ? $0.absentSince : now } ?? now
    } else if case .nothing = usage, let old = index.map({ readings[$0] }) {
      // No reading says nothing: what was known stays known.
      heard = old
      heard.misses += 1
    }
    if let index { readings[index] = heard } else { readings.append(heard) }
  }

  private mutating func note(_ effect: Effect) {
    switch effect {
    case .ask(let id, let request):
      asked.append(Asked(id: id, request: request, at: now))
      if case .prepare(let order) = request {
        orders.append(Order(order: order, at: now, hour: now.hour, life: life))
      } else if case .deliver(let payment, _, _) = request,
        let index = orders.lastIndex(where: { $0.order.id == payment })
      {
        orders[index].deliveries += 1
      }
    case .record(let id, _): asked.append(Asked(id: id, request: nil, at: now))
    case .cancel(let id):
      guard let index = asked.firstIndex(where: { $0.id == id }) else { return }
      cancelled.append(asked.remove(at: index))
    case .forget, .begin, .report: return
    }
  }

  func funds(_ mint: MintURL, _ unit: CurrencyUnit) -> Sats {
    funds.first { $0.mint == mint && $0.unit == unit }?.available ?? .zero
  }
  func order(_ payment: OperationID) -> Order? { orders.last { $0.order.id == payment } }
  func look(at gateway: GatewayID) -> Seen? { looks.first { $0.gateway == gateway } }
  func reading(at place: Place) -> Heard? { readings.first { $0.place == place } }
  func isPresent(_ gateway: GatewayID) -> Bool {
    present.contains { $0.link == gateway.link && $0.attachment == gateway.attachment }
  }
}
