package import TollGateWire

/// What a sandbox sells, and how it treats those who come.
package struct SandboxTerms: Hashable, Sendable {
  package var profile: SandboxProfile
  /// The word on the wire; everything but `bytes` is counted as time.
  package var metric: String
  package var stepSize: UInt64
  package var prices: [GatewayBody.PriceTag]
  /// Like a gateway behind a captive portal: it lets through only who has asked its port 80 for something.
  package var needsRegistration: Bool
  /// Requests to its root that one address may make in a minute, and at once.
  package var requestsPerMinute: UInt64
  /// What every client of a session in bytes uses up by itself.
  package var bytesPerSecond: UInt64

  package init(
    profile: SandboxProfile = .rc1, metric: String = "milliseconds", stepSize: UInt64 = 60_000,
    prices: [GatewayBody.PriceTag] = [GatewayBody.PriceTag(price: 1, mint: "https://sandbox.invalid", minimumSteps: 1)],
    needsRegistration: Bool = false, requestsPerMinute: UInt64 = 10, bytesPerSecond: UInt64 = 0
  ) {
    self.profile = profile
    self.metric = metric
    self.stepSize = stepSize
    self.prices = prices
    self.needsRegistration = needsRegistration
    self.requestsPerMinute = requestsPerMinute
    self.bytesPerSecond = bytesPerSecond
  }

  var countsBytes: Bool { metric == "bytes" }

  /// The prices as this version advertises them.
  var advertised: [GatewayBody.PriceTag] {
    prices.map { price in
      var price = price
      if profile.floorsMinimumSteps { price.minimumSteps = max(price.minimumSteps, 1) }
      return price
    }
  }

  /// What a net amount buys; the rest of the division stays with the gateway. `nil` is too little, or no price.
  func allotment(for sats: UInt64, at mint: String?) -> UInt64? {
    let offers = advertised
    guard let offer = offers.first(where: { $0.mint == mint }) ?? offers.first, offer.price > 0 else { return nil }
    let steps = sats / offer.price
    guard steps >= max(offer.minimumSteps, 1) else { return nil }
    let (allotment, isTooMuch) = steps.multipliedReportingOverflow(by: stepSize)
    return isTooMuch ? .max : allotment
  }
}
