import TollGateCore

@testable import TollGateSimulation

/// Small worlds to stand models in.
enum Scenery {
  static let router = IPAddress.v4(0xC0A8_0101)
  static let mint = "https://mint.example"

  static func gateway(
    _ profile: GatewayProfile = .rc1, metric: Metric = .milliseconds, step: UInt64 = 60_000, price: UInt64 = 2
  ) -> GatewaySetup {
    GatewaySetup(
      profile: profile, network: 0, addresses: [router], metric: metric, stepSize: step,
      prices: [PriceSetup(price: Sats(price))])
  }

  /// One link, one gateway, one mint, and a purse of every power of two up to 256, twice.
  static func setup(_ gateway: GatewaySetup = gateway(), feePPK: UInt64 = 0) -> Setup {
    var policy = Policy()
    policy.mints = [MintURL(mint)]
    policy.purchase.milliseconds = 60_000
    policy.purchase.units = [
      UnitPolicy(unit: .sat, perPurchase: Sats(100), perLink: Sats(2000), inTotal: Sats(4000))
    ]
    policy.purchase.ceilings = [
      Ceiling(metric: .milliseconds, unit: .sat, price: Price(sats: Sats(1), per: 1000)),
      Ceiling(metric: .bytes, unit: .sat, price: Price(sats: Sats(1), per: 1000)),
    ]
    let amounts: [UInt64] = [1, 2, 4, 8, 16, 32, 64, 128, 256]
    return Setup(
      policy: policy, links: [LinkSetup("wlan0", mac: 0x02_0000_0001, network: 0)],
      networks: [NetworkSetup(router: router)], gateways: [gateway],
      mints: [MintSetup(mint, feePPK: feePPK)], purse: [PurseSetup(amounts: amounts + amounts)])
  }

  static func rival(_ script: Script) -> World {
    World(script) { policy, _ in RivalPilot(policy: policy) }
  }

  static let mac = MACAddress(0x02_0000_0001)
  static let link = LinkName("wlan0")

  static func at(_ seconds: Int64) -> Instant { .start + .seconds(seconds) }
}

/// Keeps a mark of every step, to compare two lives.
struct StepMarks: Observer {
  var marks: [Int] = []

  mutating func saw(_ step: Step, in world: borrowing World) {
    var hasher = Hasher()
    hasher.combine(step.at)
    hasher.combine(step.event)
    hasher.combine(step.effects)
    marks.append(hasher.finalize())
  }
}
