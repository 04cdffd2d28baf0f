import TollGateCore

/// What was found at a gateway, and what the machine would make of it.
struct ProbeFindings: Hashable, Sendable {
  let gateway: GatewayID
  let port: UInt16
  let report: GatewayReport
  /// Asked only where there is an offer.
  let client: ClientReport?

  var advertisement: Advertisement? {
    if case .advertisement(let advertisement) = report.offer { advertisement } else { nil }
  }

  /// Under the policy of a program that nobody has configured.
  var byDefault: ProbeVerdict { ProbeVerdict(on: self, policy: Policy(), funds: []) }

  /// If the owner accepted the price, and had money at every mint: what else stands in the way.
  var withMeans: ProbeVerdict {
    var policy = Policy()
    let rich = Sats(.max / 4)
    var funds: [Funds] = []
    for offer in advertisement?.offers ?? [] {
      funds.append(Funds(mint: offer.mint, unit: offer.unit, available: rich))
      let anyPrice = Price(sats: Sats(.max), per: 1)
      policy.purchase.ceilings.append(Ceiling(metric: offer.metric, unit: offer.unit, price: anyPrice))
      policy.purchase.units.append(UnitPolicy(unit: offer.unit, perPurchase: rich, perLink: rich, inTotal: rich))
    }
    return ProbeVerdict(on: self, policy: policy, funds: funds)
  }
}
