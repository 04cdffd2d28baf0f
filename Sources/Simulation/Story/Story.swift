import TollGateCore

/// The day that `tollgate simulate --story` tells.
package enum Story {
  package static func teller(seed: UInt64) -> Storyteller {
    Storyteller(setup: setup, scenes: morning + trouble + evening, seed: seed)
  }

  static let wifi = LinkName("wlan0")
  static let cable = LinkName("eth0")
  /// Indices into the setup.
  static let (cafe, neighbour, impostor) = (0, 1, 2)
  static let (cafeNet, neighbourNet, impostorNet) = (0, 1, 2)
  static let (usualMint, otherMint) = (0, 1)

  static let ceiling = Price(sats: Sats(3), per: 60_000)

  static var setup: Setup {
    let (router, other) = (IPAddress.v4(0x0A15_0001), IPAddress.v4(0xC0A8_0801))
    var setup = Setup(
      policy: policy,
      links: [
        LinkSetup("wlan0", mac: 0x02_0000_000001, metric: 100, network: nil),
        LinkSetup("eth0", mac: 0x02_0000_000002, metric: 200, network: neighbourNet),
      ],
      networks: [NetworkSetup(router: router), NetworkSetup(router: other), NetworkSetup(router: router)],
      gateways: [
        GatewaySetup(network: cafeNet, addresses: [router], prices: [PriceSetup(mint: usualMint, price: Sats(1))]),
        GatewaySetup(
          network: neighbourNet, addresses: [other],
          prices: [PriceSetup(mint: usualMint, price: Sats(2)), PriceSetup(mint: otherMint, price: Sats(2))]),
        GatewaySetup(network: impostorNet, addresses: [router], prices: [PriceSetup(mint: usualMint, price: Sats(1))]),
      ],
      mints: [MintSetup("https://mint.example"), MintSetup("https://other-mint.example")],
      purse: [
        PurseSetup(mint: usualMint, amounts: [1, 1, 1, 2, 2, 4, 4, 8, 8, 16, 16, 32, 64, 128, 256, 512, 1024]),
        PurseSetup(mint: otherMint, amounts: [2, 2, 4, 8, 8, 16, 16, 32, 64, 128]),
      ])
    setup.links[1].plugged = false
    return setup
  }

  private static var policy: Policy {
    var policy = Policy()
    policy.mints = [MintURL("https://mint.example"), MintURL("https://other-mint.example")]
    // Not a mint: one of them will be out of reach for an hour.
    policy.egress = .host("example.org")
    policy.purchase.milliseconds = 5 * 60_000
    policy.purchase.ceilings = [Ceiling(metric: .milliseconds, unit: .sat, price: ceiling)]
    policy.purchase.units = [
      UnitPolicy(unit: .sat, perPurchase: Sats(20), perLink: Sats(2500), inTotal: Sats(3000))
    ]
    return policy
  }

  static func at(_ hours: Int64, _ minutes: Int64, _ seconds: Int64 = 0) -> Instant {
    .start + .hours(hours) + .minutes(minutes) + .seconds(seconds)
  }

  static func link(_ at: Instant, _ name: LinkName, _ fault: LinkFault) -> Scheduled {
    Scheduled(at: at, .link(name, fault))
  }

  static func gateway(_ at: Instant, _ index: Int, _ fault: GatewayFault) -> Scheduled {
    Scheduled(at: at, .gateway(index, fault))
  }
}
