package import TollGateCore

/// A failure with a name (spec L): how it is brought about, what a rival does then, and what must be seen here instead.
package struct Scenario: Sendable {
  /// Which line of the spec's list, or which defect or report of L17, it shows.
  package enum Failure: Hashable, Sendable, CustomStringConvertible {
    case listed(Int)
    /// A defect of the reference client, by its number in the list of its defects.
    case defect(Int)
    /// A report of its users, by its number.
    case report(Int)

    package var description: String {
      switch self {
      case .listed(let number): "L\(number)"
      case .defect(let number): "L17, defect \(number)"
      case .report(let number): "L17, report #\(number)"
      }
    }
  }

  /// A sentence about the finished life, and whether it is so.
  package struct Expectation: Sendable {
    package var words: String
    package var holds: @Sendable (Aftermath) -> Bool

    package init(_ words: String, _ holds: @escaping @Sendable (Aftermath) -> Bool) {
      self.words = words
      self.holds = holds
    }
  }

  package var name: String
  package var failure: Failure
  /// Numbers of the spec that it shows.
  package var numbers: [String]
  /// What the rival does, in one line.
  package var before: String
  package var now: String
  package var script: Script
  package var expectations: [Expectation]

  init(
    _ name: String, _ failure: Failure, _ numbers: [String], before: String, now: String, lasts: Int64 = 300,
    setup change: (inout Setup) -> Void = { _ in }, faults: [Scheduled] = [], _ expectations: [Expectation]
  ) {
    self.name = name
    self.failure = failure
    self.numbers = numbers
    self.before = before
    self.now = now
    var setup = Stage.setup
    change(&setup)
    script = Script(seed: 1, setup: setup, faults: faults, until: .start + .seconds(lasts))
    self.expectations = expectations
  }

  /// Lives it once, under every oracle.
  package func play(seed: UInt64? = nil) -> Aftermath {
    var script = script
    if let seed { script.seed = seed }
    var world = World(script)
    var aftermath = Aftermath(world: world)
    var oracle = Oracle()
    while let step = world.step(until: script.until) {
      oracle.observe(step, world)
      for case .report(let note) in step.effects { aftermath.notes.append(Aftermath.Line(at: step.at, note: note)) }
    }
    aftermath.violations = oracle.violations
    aftermath.world = world
    return aftermath
  }

  package static let all: [Scenario] = listed + buying + money + reports

  package static func named(_ name: String) -> Scenario? { all.first { $0.name == name } }
}

/// A finished life, and what was said in it.
package struct Aftermath: Sendable {
  package struct Line: Sendable {
    package var at: Instant
    package var note: Note
  }
  package internal(set) var world: World
  package internal(set) var notes: [Line] = []
  package internal(set) var violations: [Violation] = []

  /// What gateways have redeemed.
  package var spent: Sats { world.books.takings.reduce(.zero) { $0 + $1.gross } }
  package var payments: Int { world.books.takings.count }

  package func payments(from: Int64 = 0, to: Int64) -> Int {
    world.books.takings.count { $0.at >= .start + .seconds(from) && $0.at < .start + .seconds(to) }
  }

  /// No token was redeemed twice, and no taking is without its credit.
  package var allCredited: Bool {
    world.books.takings.allSatisfy { taking in world.books.credits.contains { $0.payment == taking.payment } }
  }

  /// Without access between two seconds of this life.
  package func gap(from: Int64, to: Int64) -> Interval {
    var (open, last, gap) = (false, Instant.start + .seconds(from), Interval.zero)
    let end = Instant.start + .seconds(to)
    for change in world.books.service {
      let at = min(max(change.at, last), end)
      if !open { gap = gap + (at - last) }
      last = at
      open = change.isServed
    }
    return open ? gap : gap + max(end - last, .zero)
  }

  package func said(_ isIt: (Note) -> Bool) -> Bool { notes.contains { isIt($0.note) } }
  package func stood(_ isIt: (Reason) -> Bool) -> Bool {
    said { if case .gatewayStands(_, let reason, _) = $0 { isIt(reason) } else { false } }
  }
  package func requests(_ kind: RequestRecord.Kind) -> Int { world.books.requests.count { $0.kind == kind } }

  /// Everything that is left, wherever it lies in the wallet.
  package var held: Sats { world.wallet.sum(.sat, of: world.mints) }
  package var available: Sats { world.wallet.sum(.sat, of: world.mints) { $0 == .free } }
}

/// A small stage: one link, one gateway that sells minutes for 2 sats, one mint without fees.
enum Stage {
  static let wifi = LinkName("wlan0")
  static let cable = LinkName("eth1")
  static let router = IPAddress.v4(0xC0A8_0101)
  static let mint = "https://mint.example"

  static func gateway(network: Int = 0, price: UInt64 = 2) -> GatewaySetup {
    GatewaySetup(network: network, addresses: [router], prices: [PriceSetup(price: Sats(price))])
  }

  static var setup: Setup {
    var policy = Policy()
    policy.mints = [MintURL(mint)]
    policy.purchase.milliseconds = 60_000
    policy.purchase.units = [
      UnitPolicy(unit: .sat, perPurchase: Sats(40), perLink: Sats(2000), inTotal: Sats(4000))
    ]
    policy.purchase.ceilings = [
      Ceiling(metric: .milliseconds, unit: .sat, price: Price(sats: Sats(1), per: 5000)),
      Ceiling(metric: .bytes, unit: .sat, price: Price(sats: Sats(1), per: 10_000)),
    ]
    let amounts: [UInt64] = [1, 2, 4, 8, 16, 32, 64, 128, 256]
    return Setup(
      policy: policy, links: [LinkSetup("wlan0", mac: 0x02_0000_0001, network: 0)],
      networks: [NetworkSetup(router: router)], gateways: [gateway()], mints: [MintSetup(mint)],
      purse: [PurseSetup(amounts: amounts + amounts)])
  }

  static func at(_ seconds: Int64, _ fault: Fault) -> Scheduled { Scheduled(at: .start + .seconds(seconds), fault) }

  static func second(_ setup: inout Setup, metric: UInt32 = 200, isFree: Bool = false) {
    setup.links.append(LinkSetup("eth1", mac: 0x02_0000_0002, metric: metric, network: 1))
    setup.networks.append(NetworkSetup(router: router, isFree: isFree))
    if !isFree { setup.gateways.append(gateway(network: 1)) }
  }

  /// What most scenarios end with.
  static let online = Scenario.Expectation("access at the end") { $0.world.isServed }
  static let nothingLost = Scenario.Expectation("every sat that was redeemed was credited") { $0.allCredited }
}
