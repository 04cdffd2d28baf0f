import TollGateCore

extension Imagination {
  mutating func setup() -> Setup {
    let mints = (0...index(2)).map { mint($0) }
    let networks = (0...index(3)).map { network($0) }
    let metric: Metric = chance(55) ? .milliseconds : .bytes
    var gateways: [GatewaySetup] = []
    for (number, network) in networks.enumerated() where !network.isFree {
      gateways.append(gateway(number, network, metric: metric, mints: mints.count))
      if let router6 = network.router6, chance(80) {
        gateways[gateways.count - 1].addresses.append(router6)
      }
    }
    let links = (0...index(2)).map { number in
      link(number, networks: networks.count)
    }
    var setup = Setup(links: links, networks: networks, gateways: gateways, mints: mints)
    setup.policy = policy(gateways, mints)
    for mint in mints.indices { setup.purse.append(purse(mint)) }
    setup.bytesPerSecond = pick([0, 2_000, 50_000, 400_000, 2_000_000])
    setup.keepsWallTime = chance(60)
    setup.wakeSlack = chance(30) ? milliseconds(1...80) : .zero
    setup.sync = milliseconds(1...30)
    return setup
  }

  private mutating func mint(_ number: Int) -> MintSetup {
    var mint = MintSetup("https://mint\(number).example", feePPK: pick([0, 0, 0, 100, 100, 1000]))
    mint.latency = milliseconds(20...400)
    return mint
  }

  private mutating func network(_ number: Int) -> NetworkSetup {
    // Often the same address: two uplinks may well have equal gateways (A8).
    let router = IPAddress.v4(chance(60) ? 0xC0A8_0101 : 0x0A00_0001 + UInt32(number) << 8)
    let router6 = chance(25) ? IPAddress.v6(0xFE80_0000_0000_0000, 1 + UInt64(number)) : nil
    return NetworkSetup(router: router, router6: router6, isFree: number > 0 && chance(20))
  }

  private mutating func gateway(
    _ network: Int, _ at: NetworkSetup, metric: Metric, mints: Int
  ) -> GatewaySetup {
    let step: UInt64 =
      metric == .bytes ? pick([1_000_000, 5_000_000, 22_020_096]) : pick([1_000, 30_000, 60_000, 120_000])
    var prices: [PriceSetup] = []
    for mint in 0..<mints where prices.isEmpty || chance(70) {
      prices.append(
        PriceSetup(mint: mint, price: Sats(number(1...(step >= 30_000 ? 12 : 1))), minimumSteps: pick([0, 0, 1, 2])))
    }
    var gateway = GatewaySetup(
      profile: pick(GatewayProfile.allCases), network: network, addresses: [at.router].compactMap { $0 },
      metric: metric, stepSize: step, prices: prices)
    gateway.latency = milliseconds(1...60)
    gateway.swap = milliseconds(100...3_000)
    gateway.gate = milliseconds(50...1_500)
    gateway.authDelay = chance(15) ? .seconds(8) : .zero
    gateway.needsRegistration = chance(20)
    return gateway
  }

  private mutating func link(_ number: Int, networks: Int) -> LinkSetup {
    var link = LinkSetup(
      number == 0 ? "wlan0" : "eth\(number)", mac: 0x0200_0000_0000 + UInt64(number),
      metric: UInt32(self.number(1...4) * 100), network: index(networks))
    link.plugged = number == 0 || chance(80)
    link.dhcp = milliseconds(50...8_000)
    link.pointToPoint = chance(8)
    return link
  }

  private mutating func purse(_ mint: Int) -> PurseSetup {
    var amounts: [UInt64] = []
    if chance(70) {
      let greatest = number(3...8)
      for power in 0...greatest { for _ in 0..<number(1...3) { amounts.append(1 << power) } }
    }
    for _ in 0..<index(24) { amounts.append(1 << UInt64(index(9))) }
    return PurseSetup(mint: mint, amounts: amounts)
  }

  private mutating func policy(_ gateways: [GatewaySetup], _ mints: [MintSetup]) -> Policy {
    var policy = Policy()
    policy.mints = mints.map(\.url)
    policy.paid = chance(75) ? .carrying : .all
    policy.registers = chance(85)
    policy.egress = chance(70) ? .anyMint : chance(50) ? .off : .host("probe.example")
    policy.purchase.milliseconds = pick([30_000, 60_000, 300_000])
    policy.purchase.bytes = pick([2_000_000, 20_000_000, 100_000_000])
    policy.purchase.marginMilliseconds = pick([0, 0, 5_000, 20_000])
    policy.purchase.marginBytes = pick([0, 0, 500_000])
    policy.purchase.overpayment = Sats(number(0...6))
    policy.purchase.readyPayments = UInt8(number(0...12))
    if chance(95) {
      for metric in [Metric.milliseconds, .bytes] { policy.purchase.ceilings.append(ceiling(metric, gateways)) }
    }
    let perPurchase = number(20...400)
    policy.purchase.units = [
      UnitPolicy(
        unit: .sat, perPurchase: Sats(perPurchase), perLink: Sats(perPurchase * number(2...40)),
        inTotal: Sats(perPurchase * number(4...80)), maxBlind: chance(30) ? Sats(number(10...600)) : nil)
    ]
    if chance(5), let first = gateways.indices.first { policy.trust.blocked = [GatewayModel.key(first, 0)] }
    if chance(4) { policy.trust.trustsStrangers = false }
    if chance(15) { policy.meters.milliseconds = [.clock, .gateway] }
    return policy
  }

  private mutating func ceiling(_ metric: Metric, _ gateways: [GatewaySetup]) -> Ceiling {
    let generous = Price(sats: Sats(20), per: metric == .bytes ? 1_000_000 : 1_000)
    guard chance(20), let gateway = gateways.first(where: { $0.metric == metric }), let price = gateway.prices.first
    else { return Ceiling(metric: metric, unit: .sat, price: generous) }
    return Ceiling(metric: metric, unit: .sat, price: Price(sats: price.price, per: gateway.stepSize))
  }
}
