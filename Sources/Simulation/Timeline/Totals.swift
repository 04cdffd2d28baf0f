package import TollGateCore

/// What a simulated life came to. Money and requests are counted from the books of the world, never from the machine's.
package struct Totals: Hashable, Sendable {
  package var simulated = Interval.zero
  /// From the beginning to the first access.
  package var untilOnline: Interval?
  package var online = Interval.zero
  package var gaps: [Gap] = []

  /// What gateways have redeemed, fees of their mints included.
  package var spent = Sats.zero
  /// The part of it for which no service ever came.
  package var unserved = Sats.zero
  /// What mints kept from the wallet's own swaps.
  package var fees = Sats.zero
  /// In tokens that nobody has redeemed, and that are not back yet.
  package var stranded = Sats.zero
  /// Gone with a keyset that expired.
  package var expired = Sats.zero

  package var firstPayments = 0
  package var renewals = 0
  package var retries = 0
  /// Deliveries of one token beyond its first.
  package var resends = 0
  package var sessions = 0
  package var starts = 0
  package var requests: [RequestRecord.Kind: Int] = [:]
  package var steps: UInt64 = 0

  package init() {}

  package var gap: Interval { gaps.reduce(.zero) { $0 + $1.length } }
  package var purchases: Int { firstPayments + renewals + retries }

  /// Seconds without access, by what held it up; the longest first.
  package var gapsByCause: [(cause: GapCause, length: Interval)] {
    var sums: [(cause: GapCause, length: Interval)] = []
    for gap in gaps {
      if let index = sums.firstIndex(where: { $0.cause == gap.cause }) {
        sums[index].length = sums[index].length + gap.length
      } else {
        sums.append((gap.cause, gap.length))
      }
    }
    return sums.sorted { $0.length > $1.length }
  }

  mutating func hear(_ note: Note) {
    switch note {
    case .purchaseBegun(_, .initial, _, _, _): firstPayments += 1
    case .purchaseBegun(_, .renewal, _, _, _): renewals += 1
    case .purchaseBegun(_, .retry, _, _, _): retries += 1
    case .deliveryBegun(_, let attempt) where attempt > 1: resends += 1
    case .sessionOpened: sessions += 1
    case .started: starts += 1
    default: break
    }
  }

  mutating func read(_ world: borrowing World) {
    simulated = world.now - .start
    steps = world.steps
    fees = world.books.walletFees
    for record in world.books.requests { requests[record.kind, default: 0] += 1 }
    let served = Set(world.books.credits.compactMap(\.payment))
    for taking in world.books.takings {
      spent += taking.gross
      if !served.contains(taking.payment) { unserved += taking.gross }
    }
    for token in world.books.tokens { expired += world.fate(of: token.payment).expired }
    for payment in Self.open(world) {
      let fate = world.fate(of: payment)
      stranded += fate.unspent + fate.pending
    }
  }

  /// Payments whose money has not come to rest. A stranger's policy keeps no ledger: what it has sent is out of its hands.
  private static func open(_ world: borrowing World) -> [OperationID] {
    guard world.substitute == nil else { return world.books.tokens.map(\.payment) }
    return world.station.ledger.payments.filter(\.isUnsettled).map(\.id)
  }

  /// Adds another life, for fleets and runs over many seeds. Of gaps the sum by cause is kept, no longer each of them.
  package mutating func add(_ other: Totals) {
    simulated = simulated + other.simulated
    online = online + other.online
    for gap in other.gaps {
      if let index = gaps.firstIndex(where: { $0.cause == gap.cause }) {
        gaps[index].to = gaps[index].to + gap.length
      } else {
        gaps.append(gap)
      }
    }
    spent += other.spent
    unserved += other.unserved
    fees += other.fees
    stranded += other.stranded
    expired += other.expired
    firstPayments += other.firstPayments
    renewals += other.renewals
    retries += other.retries
    resends += other.resends
    sessions += other.sessions
    starts += other.starts
    for kind in RequestRecord.Kind.allCases { requests[kind, default: 0] += other.requests[kind] ?? 0 }
    steps += other.steps
  }
}
