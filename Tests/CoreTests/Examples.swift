import TollGateCore

extension Policy {
  /// An owner with one mint, who pays up to one sat a minute or a sat a mebibyte.
  static var example: Policy {
    var policy = Policy()
    policy.mints = [.example]
    policy.purchase.units = [UnitPolicy(unit: .sat, perPurchase: Sats(100), perLink: Sats(1000), inTotal: Sats(2000))]
    policy.purchase.ceilings = [
      Ceiling(metric: .milliseconds, unit: .sat, price: Price(sats: Sats(1), per: 60_000)),
      Ceiling(metric: .bytes, unit: .sat, price: Price(sats: Sats(1), per: 1 << 20)),
    ]
    return policy
  }
}

extension MintURL {
  static let example = MintURL("https://mint.example")
}

extension Funds {
  static let example = Funds(mint: .example, unit: .sat, available: Sats(5000))
}

extension PublicKey {
  static func example(_ number: UInt64) -> PublicKey { PublicKey(Bytes32(number, 1, 2, 3)) }
}

extension EventID {
  static func example(_ number: UInt64) -> EventID { EventID(Bytes32(number, 9, 9, 9)) }
}

extension Offer {
  static func example(price: UInt64 = 1, step: UInt64 = 60_000, metric: Metric = .milliseconds) -> Offer {
    Offer(metric: metric, stepSize: step, price: Sats(price), unit: .sat, mint: .example)
  }
}

extension Advertisement {
  static let example = Advertisement.selling([.example()])

  static func selling(_ offers: [Offer], key: UInt64 = 1, id: UInt64 = 1) -> Advertisement {
    Advertisement(
      id: .example(id), key: .example(key), metric: offers.first?.metric ?? .milliseconds, offers: offers)
  }
}

extension Grant {
  static func example(total: UInt64, number: UInt64, key: UInt64 = 1, metric: Metric = .milliseconds) -> Grant {
    Grant(id: .example(1000 + number), key: .example(key), metric: metric, allotment: total)
  }
}

extension UsageAnswer {
  static let noSession = UsageAnswer.reading(.noSession)
  static func used(_ used: UInt64, of total: UInt64) -> UsageAnswer { .reading(.usage(used: used, total: total)) }
}

extension LinkName {
  static let wan = LinkName("wan")
}

extension GatewayID {
  static func example(_ attachment: UInt64 = 0, link: LinkName = .wan) -> GatewayID {
    GatewayID(link: link, address: .v4(0x0A00_0001), attachment: Attachment(attachment))
  }
}

extension LinkTable {
  static let example = LinkTable.one()

  /// One link with one address and one default route.
  static func one(_ link: LinkName = .wan, attachment: UInt64 = 0, metric: UInt32 = 0, index: Int32 = 2) -> LinkTable {
    LinkTable(
      links: [Link(name: link, index: index, attachment: Attachment(attachment))],
      addresses: [LinkAddress(link: link, address: .v4(0x0A00_0002), prefix: 24)],
      routes: [DefaultRoute(link: link, family: .v4, gateway: .v4(0x0A00_0001), metric: metric)])
  }

  static func + (a: LinkTable, b: LinkTable) -> LinkTable {
    LinkTable(links: a.links + b.links, addresses: a.addresses + b.addresses, routes: a.routes + b.routes)
  }
}
