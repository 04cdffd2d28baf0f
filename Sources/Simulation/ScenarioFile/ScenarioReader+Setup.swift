import TollGateCore
import TollGateJSON
import TollGateTrace

extension ScenarioReader {
  func gateway(_ node: JSONNode, network: Int) -> GatewaySetup? {
    var fields = Fields(node, "a gateway", complaints)
    _ = fields.text(fields.required("name", like: "\"cafe\""), like: "\"cafe\"")
    let address = ipv4(fields.required("address", like: "\"10.21.0.1\""), fields)
    let step = service(fields.required("step", like: "\"1 min\""))
    let prices = fields.elements(fields.required("prices", like: "[{\"price\": 1}]"), of: "prices").map { price($0) }
    let profile = fields.choice(
      fields.optional("version"), GatewayProfile.allCases.map { ("\($0)", $0) })
    let registers = fields.flag(fields.optional("needs registration"))
    fields.end()
    guard let address, let step else { return nil }
    var setup = GatewaySetup(
      profile: profile ?? .rc1, network: network, addresses: [address], metric: step.metric, stepSize: step.amount,
      prices: prices)
    setup.needsRegistration = registers ?? false
    return setup
  }

  private func price(_ node: JSONNode) -> PriceSetup {
    var fields = Fields(node, "a price", complaints)
    let sats = fields.number(fields.required("price", like: "1"), 1...(.max)) ?? 1
    let mint = mintIndex(fields.optional("mint"), fields) ?? 0
    let fewest = fields.number(fields.optional("minimum steps")) ?? 0
    fields.end()
    return PriceSetup(mint: mint, price: Sats(sats), minimumSteps: fewest)
  }

  func link(_ node: JSONNode, number: Int) -> LinkSetup? {
    var fields = Fields(node, "a link", complaints)
    let name = fields.text(fields.required("name", like: "\"wlan0\""), like: "\"wlan0\"")
    let metric = fields.number(fields.optional("metric"), 0...UInt64(UInt32.max)) ?? UInt64(100 * (number + 1))
    let network = fields.optional("gateway").flatMap { $0.isNull ? nil : gatewayIndex($0, fields) }
    let plugged = fields.flag(fields.optional("plugged")) ?? true
    fields.end()
    guard let name else { return nil }
    var setup = LinkSetup(
      name, mac: 0x02_00_00_00_00_00 + UInt64(number + 1), metric: UInt32(clamping: metric), network: network)
    setup.plugged = plugged
    return setup
  }

  func purse(_ node: JSONNode) -> PurseSetup? {
    var fields = Fields(node, "a pile of coins", complaints)
    let mint = mintIndex(fields.optional("mint"), fields) ?? 0
    var amounts: [UInt64] = []
    for coin in fields.elements(fields.required("coins", like: "[1, 2, 4, 8]"), of: "coins") {
      guard let amount = fields.number(coin, 1...(1 << 40)) else { continue }
      if amount.nonzeroBitCount != 1 {
        complaints.add("there is no coin of \(amount)", at: coin.start, hint: "coins are powers of two: 1, 2, 4, 8 …")
      }
      amounts.append(amount)
    }
    fields.end()
    return PurseSetup(mint: mint, amounts: amounts)
  }

  func policy(_ node: JSONNode?) -> Policy {
    var policy = Policy()
    policy.mints = mints
    policy.purchase.ceilings = [
      Ceiling(metric: .milliseconds, unit: .sat, price: Price(sats: Sats(10), per: 60_000)),
      Ceiling(metric: .bytes, unit: .sat, price: Price(sats: Sats(10), per: 1_000_000)),
    ]
    var unit = UnitPolicy(unit: .sat, perPurchase: Sats(100), perLink: Sats(10_000), inTotal: Sats(20_000))
    policy.purchase.units = [unit]
    guard let node else { return policy }
    var fields = Fields(node, "a policy", complaints)
    if let bought = service(fields.optional("buys")) {
      if bought.metric == .bytes { policy.purchase.bytes = bought.amount }
      if bought.metric == .milliseconds { policy.purchase.milliseconds = bought.amount }
    }
    let ceilings = fields.elements(fields.optional("ceilings"), of: "ceilings").compactMap { ceiling($0) }
    if fields.node["ceilings"] != nil { policy.purchase.ceilings = ceilings }
    unit.perPurchase = fields.number(fields.optional("per purchase")).map { Sats($0) } ?? unit.perPurchase
    unit.perLink = fields.number(fields.optional("per link and day")).map { Sats($0) } ?? unit.perLink
    unit.inTotal = fields.number(fields.optional("per day")).map { Sats($0) } ?? unit.inTotal
    policy.purchase.units = [unit]
    policy.trust.trustsStrangers = fields.flag(fields.optional("trusts strangers")) ?? true
    policy.paid = fields.choice(fields.optional("pays"), [("carrying", .carrying), ("all", .all)]) ?? .carrying
    fields.end()
    return policy
  }

  private func ceiling(_ node: JSONNode) -> Ceiling? {
    var fields = Fields(node, "a ceiling", complaints)
    let sats = fields.number(fields.required("price", like: "3"))
    let per = service(fields.required("per", like: "\"1 min\""))
    fields.end()
    guard let sats, let per else { return nil }
    return Ceiling(metric: per.metric, unit: .sat, price: Price(sats: Sats(sats), per: per.amount))
  }

  /// A time or a size: that is what tells the metric.
  private func service(_ node: JSONNode?) -> (metric: Metric, amount: UInt64)? {
    guard let node else { return nil }
    let text = node.string ?? ""
    if let time = QuantityText.interval(text), time > .zero {
      return (.milliseconds, UInt64(clamping: time.wholeMilliseconds))
    }
    if let bytes = QuantityText.bytes(text), bytes > 0 { return (.bytes, bytes) }
    complaints.add(
      "an amount of time or data must stand here", at: node.start, hint: "for example \"1 min\" or \"10 MB\"")
    return nil
  }

  private func ipv4(_ node: JSONNode?, _ fields: Fields) -> IPAddress? {
    guard let node, let text = fields.text(node, like: "\"10.21.0.1\"") else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    if parts.count == 4, !parts.contains(nil) {
      return .v4(parts.reduce(0) { $0 << 8 | UInt32($1 ?? 0) })
    }
    complaints.add("'\(text)' is no IPv4 address", at: node.start, hint: "for example \"10.21.0.1\"")
    return nil
  }
}
