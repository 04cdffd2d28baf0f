import TollGateCore

extension Script {
  /// A device's ordinary day behind one gateway that it can afford: what two policies are compared on. With `faulty`, a dozen
  /// things go wrong before the last third.
  package static func day(seed: UInt64, faulty: Bool) -> Script {
    var imagination = Imagination(seed: seed &* 0x2545_F491_4F6C_DD1D ^ 0xDA_11)
    let setup = Setup.affordableDay(&imagination)
    let length = Interval.days(1)
    var faults: [Scheduled] = []
    if faulty {
      for _ in 0..<12 {
        faults.append(Scheduled(at: imagination.moment(before: .start + length * 2 / 3), imagination.fault(setup)))
      }
      faults += imagination.endings(setup, from: faults, at: .start + length * 2 / 3)
      faults.sort { $0.at < $1.at }
    }
    return Script(seed: seed, setup: setup, faults: faults, until: .start + length)
  }
}

extension Setup {
  fileprivate static func affordableDay(_ imagination: inout Imagination) -> Setup {
    let router = IPAddress.v4(0xC0A8_0101)
    let profile = GatewayProfile.allCases[imagination.index(GatewayProfile.allCases.count)]
    let inTime = imagination.index(2) == 0
    var gateway = GatewaySetup(
      profile: profile, network: 0, addresses: [router], metric: inTime ? .milliseconds : .bytes,
      stepSize: inTime ? 60_000 : 22_020_096, prices: [PriceSetup(price: Sats(1))])
    gateway.latency = .milliseconds(Int64(1 + imagination.index(80)))
    var policy = Policy()
    let mint = "https://mint.example"
    policy.mints = [MintURL(mint)]
    policy.purchase.units = [
      UnitPolicy(unit: .sat, perPurchase: Sats(100), perLink: Sats(5000), inTotal: Sats(6000))
    ]
    policy.purchase.ceilings = [
      Ceiling(metric: .milliseconds, unit: .sat, price: Price(sats: Sats(2), per: 60_000)),
      Ceiling(metric: .bytes, unit: .sat, price: Price(sats: Sats(2), per: 22_020_096)),
    ]
    let amounts: [UInt64] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]
    var setup = Setup(
      policy: policy, links: [LinkSetup("wlan0", mac: 0x02_0000_0001, network: 0)],
      networks: [NetworkSetup(router: router)], gateways: [gateway],
      mints: [MintSetup(mint, feePPK: imagination.index(2) == 0 ? 0 : 100)],
      purse: (0..<6).map { _ in PurseSetup(amounts: amounts) })
    setup.bytesPerSecond = UInt64(20_000 + imagination.index(180_000))
    return setup
  }
}
