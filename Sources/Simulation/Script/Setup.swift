package import TollGateCore

/// Everything that stands at the beginning of a simulated life. Plain data, so that a failing world can be written down.
package struct Setup: Hashable, Sendable {
  package var policy: Policy
  package var links: [LinkSetup]
  package var networks: [NetworkSetup]
  package var gateways: [GatewaySetup]
  package var mints: [MintSetup]
  package var purse: [PurseSetup]
  /// What the device's own traffic wants to carry while access is open.
  package var bytesPerSecond: UInt64 = 100_000
  /// A device without a battery clock starts in 1970 after every loss of power (E6).
  package var keepsWallTime = true
  /// How much later than asked the host wakes the machine.
  package var wakeSlack = Interval.zero
  /// How long one sync of a store takes.
  package var sync = Interval.milliseconds(3)
  /// Wall seconds at the beginning of the simulation.
  package var wallStart: Int64 = 1_800_000_000

  package init(
    policy: Policy = Policy(), links: [LinkSetup] = [], networks: [NetworkSetup] = [], gateways: [GatewaySetup] = [],
    mints: [MintSetup] = [], purse: [PurseSetup] = []
  ) {
    self.policy = policy
    self.links = links
    self.networks = networks
    self.gateways = gateways
    self.mints = mints
    self.purse = purse
  }
}

/// An interface of the device, and which network its cable or radio hangs on at first.
package struct LinkSetup: Hashable, Sendable {
  package var name: LinkName
  package var mac: MACAddress
  package var metric: UInt32
  /// An index into `Setup.networks`; `nil` is a loose cable.
  package var network: Int?
  package var plugged = true
  /// How long DHCP takes after the link has come up.
  package var dhcp = Interval.milliseconds(300)
  package var pointToPoint = false

  package init(_ name: String, mac: UInt64, metric: UInt32 = 100, network: Int? = nil) {
    self.name = LinkName(name)
    self.mac = MACAddress(mac)
    self.metric = metric
    self.network = network
  }
}

/// A segment that a link can hang on: the addresses that it hands out and who answers there.
package struct NetworkSetup: Hashable, Sendable {
  /// The default gateway that DHCP names; `nil` hands out no IPv4.
  package var router: IPAddress?
  package var router6: IPAddress?
  /// Carries everything without being paid: a uplink that is no TollGate.
  package var isFree = false

  package init(router: IPAddress?, router6: IPAddress? = nil, isFree: Bool = false) {
    self.router = router
    self.router6 = router6
    self.isFree = isFree
  }
}

/// Which of the gateway's versions is imitated (facts §1 and §9).
package enum GatewayProfile: UInt8, Hashable, Sendable, CaseIterable { case cd7a937, alpha4, rc1 }

/// A gateway and its terms.
package struct GatewaySetup: Hashable, Sendable {
  package var profile: GatewayProfile
  /// Where it stands, and at which addresses; usually the network's routers.
  package var network: Int
  package var addresses: [IPAddress]
  package var metric: Metric
  package var stepSize: UInt64
  /// In the order of the advertisement.
  package var prices: [PriceSetup]
  /// Half of what a request needs to get there and back.
  package var latency = Interval.milliseconds(2)
  /// What one redemption takes at its mint.
  package var swap = Interval.milliseconds(400)
  /// What opening the gate takes after that.
  package var gate = Interval.milliseconds(150)
  /// Some open only after this long; `/usage` of bytes says `-1/-1` until then.
  package var authDelay = Interval.zero
  /// Refuses until the client has made a request to port 80.
  package var needsRegistration = false
  /// The root's bucket per minute.
  package var requestsPerMinute: UInt64 = 10

  package init(
    profile: GatewayProfile = .rc1, network: Int, addresses: [IPAddress], metric: Metric = .milliseconds,
    stepSize: UInt64 = 60_000, prices: [PriceSetup]
  ) {
    self.profile = profile
    self.network = network
    self.addresses = addresses
    self.metric = metric
    self.stepSize = stepSize
    self.prices = prices
  }
}

/// One line of an advertisement: so much of this unit per step, by this mint.
package struct PriceSetup: Hashable, Sendable {
  /// An index into `Setup.mints`.
  package var mint: Int
  package var unit: CurrencyUnit
  package var price: Sats
  package var minimumSteps: UInt64

  package init(mint: Int = 0, unit: CurrencyUnit = .sat, price: Sats, minimumSteps: UInt64 = 0) {
    self.mint = mint
    self.unit = unit
    self.price = price
    self.minimumSteps = minimumSteps
  }
}

/// A mint and the keysets that it begins with.
package struct MintSetup: Hashable, Sendable {
  package var url: MintURL
  package var keysets: [KeysetSetup]
  package var latency = Interval.milliseconds(60)

  package init(_ url: String, feePPK: UInt64 = 0, unit: CurrencyUnit = .sat) {
    self.url = MintURL(url)
    keysets = [KeysetSetup(unit: unit, feePPK: feePPK)]
  }
}

package struct KeysetSetup: Hashable, Sendable {
  package var unit: CurrencyUnit
  package var feePPK: UInt64
  /// Wall seconds.
  package var expires: Int64?

  package init(unit: CurrencyUnit = .sat, feePPK: UInt64 = 0, expires: Int64? = nil) {
    self.unit = unit
    self.feePPK = feePPK
    self.expires = expires
  }
}

/// Proofs that the wallet holds at first. Each amount is a power of two.
package struct PurseSetup: Hashable, Sendable {
  package var mint: Int
  package var unit: CurrencyUnit
  package var amounts: [UInt64]

  package init(mint: Int = 0, unit: CurrencyUnit = .sat, amounts: [UInt64]) {
    self.mint = mint
    self.unit = unit
    self.amounts = amounts
  }
}
