package import TollGateCore

/// What happened over time, as plain series: allotment and usage per seller, payments, and stretches without access.
package struct Chart: Hashable, Sendable {
  package struct Point: Hashable, Sendable {
    package var at: Instant
    package var used: UInt64
    package var total: UInt64

    package init(at: Instant, used: UInt64, total: UInt64) {
      self.at = at
      self.used = used
      self.total = total
    }
  }

  /// One open session from its first to its last reading.
  package struct Run: Hashable, Sendable {
    package var points: [Point]
    package init(points: [Point]) { self.points = points }
  }

  /// Everything bought from one seller.
  package struct Lane: Hashable, Sendable {
    package var seller: SellerID
    package var metric: Metric
    package var runs: [Run]

    package init(seller: SellerID, metric: Metric, runs: [Run] = []) {
      self.seller = seller
      self.metric = metric
      self.runs = runs
    }
  }

  /// Sats that a gateway has redeemed.
  package struct Spending: Hashable, Sendable {
    package var at: Instant
    package var sats: Sats
    package var served: Bool

    package init(at: Instant, sats: Sats, served: Bool) {
      self.at = at
      self.sats = sats
      self.served = served
    }
  }

  package var title = ""
  package var end = Instant.start
  package var lanes: [Lane] = []
  package var payments: [Spending] = []
  package var gaps: [Gap] = []

  private var open: Set<SellerID> = []
  private var lastSample = Instant.start
  private var sampleEvery = Interval.zero

  package init() {}

  mutating func observe(_ step: Step, in world: borrowing World) {
    if sampleEvery == .zero { sampleEvery = (world.script.until - .start) / 600 }
    let isNews = step.effects.contains { if case .report(let note) = $0 { Self.moves(note) } else { false } }
    guard isNews || step.at - lastSample >= sampleEvery else { return }
    lastSample = step.at
    let sessions = world.station.sessionViews(at: step.machineAt)
    for session in sessions {
      let point = Point(at: step.at, used: session.used, total: session.total)
      add(point, to: lane(of: session), isFirst: !open.contains(session.seller))
    }
    open = Set(sessions.map(\.seller))
  }

  mutating func finish(_ world: borrowing World, gaps: [Gap]) {
    end = world.now
    self.gaps = gaps
    let served = Set(world.books.credits.compactMap(\.payment))
    payments = world.books.takings.map { taking in
      Spending(at: taking.at, sats: taking.gross, served: served.contains(taking.payment))
    }
  }

  private static func moves(_ note: Note) -> Bool {
    switch note {
    case .sessionOpened, .sessionCredited, .sessionEnded, .deliveryAnswered: true
    default: false
    }
  }

  private mutating func lane(of session: SessionView) -> Int {
    if let index = lanes.firstIndex(where: { $0.seller == session.seller && $0.metric == session.offer.metric }) {
      return index
    }
    lanes.append(Lane(seller: session.seller, metric: session.offer.metric))
    return lanes.count - 1
  }

  private mutating func add(_ point: Point, to lane: Int, isFirst: Bool) {
    if isFirst || lanes[lane].runs.isEmpty { lanes[lane].runs.append(Run(points: [])) }
    lanes[lane].runs[lanes[lane].runs.count - 1].points.append(point)
  }
}
