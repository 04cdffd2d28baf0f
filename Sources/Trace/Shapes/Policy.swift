package import TollGateCore

extension Policy: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    var made = Self()
    made.links = try f("links", it?.links)
    made.purchase = try f("purchase", it?.purchase)
    made.trust = try f("trust", it?.trust)
    made.meters = try f("meters", it?.meters)
    made.paid = try f("paid", it?.paid)
    made.registers = try f("registers", it?.registers)
    made.egress = try f("egress", it?.egress)
    made.mints = try f("mints", it?.mints)
    return made
  }
}

extension LinkPolicy: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    var made = Self()
    made.ignore = try f("ignore", it?.ignore)
    made.only = try f("only", it?.only)
    made.guesses = try f("guesses", it?.guesses)
    return made
  }
}

extension PurchasePolicy: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    var made = Self()
    made.milliseconds = try f("milliseconds", it?.milliseconds)
    made.bytes = try f("bytes", it?.bytes)
    made.marginMilliseconds = try f("marginMilliseconds", it?.marginMilliseconds)
    made.marginBytes = try f("marginBytes", it?.marginBytes)
    made.ceilings = try f("ceilings", it?.ceilings)
    made.units = try f("units", it?.units)
    made.readyPayments = try f("readyPayments", it?.readyPayments)
    made.overpayment = try f("overpayment", it?.overpayment)
    return made
  }
}

extension Price: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(sats: f("sats", it?.sats), per: f("per", it?.per))
  }
}

extension Ceiling: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(metric: f("metric", it?.metric), unit: f("unit", it?.unit), price: f("price", it?.price))
  }
}

extension UnitPolicy: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      unit: f("unit", it?.unit), perPurchase: f("perPurchase", it?.perPurchase), perLink: f("perLink", it?.perLink),
      inTotal: f("inTotal", it?.inTotal), maxBlind: f.maybe("maxBlind", it?.maxBlind))
  }
}

extension TrustPolicy: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    var made = Self()
    made.blocked = try f("blocked", it?.blocked)
    made.allowed = try f("allowed", it?.allowed)
    made.trustsStrangers = try f("trustsStrangers", it?.trustsStrangers)
    return made
  }
}

extension MeterPolicy: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    var made = Self()
    made.milliseconds = try f("milliseconds", it?.milliseconds)
    made.bytes = try f("bytes", it?.bytes)
    made.driftPercent = try f("driftPercent", it?.driftPercent)
    return made
  }
}

extension EgressPolicy: TracedChoice {
  package static let kinds = Kinds<EgressPolicy>([.off, .host(.blank), .anyMint])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .off: try f.bare("off", self)
    case .host(let name): try .host(f.payload("host", name))
    case .anyMint: try f.bare("anyMint", self)
    }
  }
}
