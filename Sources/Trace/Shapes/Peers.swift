package import TollGateCore

extension GatewayID: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      link: f("link", it?.link), address: f("address", it?.address), attachment: f("attachment", it?.attachment))
  }
}

extension Place: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(link: f("link", it?.link), address: f("address", it?.address))
  }
}

extension SellerID: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(link: f("link", it?.link), key: f("key", it?.key))
  }
}

extension Seller: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(gateway: f("gateway", it?.gateway), key: f("key", it?.key))
  }
}

extension Metric: TracedChoice {
  package static let kinds = Kinds<Metric>([.milliseconds, .bytes, .other(.blank)])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .milliseconds: try f.bare("milliseconds", self)
    case .bytes: try f.bare("bytes", self)
    case .other(let name): try .other(f.payload("other", name))
    }
  }
}

extension Offer: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      metric: f("metric", it?.metric), stepSize: f("stepSize", it?.stepSize), price: f("price", it?.price),
      unit: f("unit", it?.unit), mint: f("mint", it?.mint), minimumSteps: f("minimumSteps", it?.minimumSteps))
  }
}

extension Advertisement: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      id: f("id", it?.id), key: f("key", it?.key), metric: f("metric", it?.metric), offers: f("offers", it?.offers),
      skippedOffers: f("skippedOffers", it?.skippedOffers))
  }
}

extension NoticeCode: TracedChoice {
  package static let kinds = Kinds<NoticeCode>(NoticeCode.words.map(\.0) + [.unrecognised(.blank)])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    if case .unrecognised(let word) = self { return try .unrecognised(f.payload("unrecognised", word)) }
    return try f.bare(word, self)
  }
}

extension OfferAnswer: TracedChoice {
  package static let kinds = Kinds<OfferAnswer>([
    .advertisement(.blank), .notSelling(.blank), .invalid(.blank), .notATollGate(status: 0), .unreachable(.blank),
    .busy(retryAfter: nil),
  ])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .advertisement(let it): try .advertisement(f.payload("advertisement", it))
    case .notSelling(let code): try .notSelling(f.payload("notSelling", code))
    case .invalid(let flaw): try .invalid(f.payload("invalid", flaw))
    case .notATollGate(let status):
      try f.kind("notATollGate", Self.self).notATollGate(status: f("status", status))
    case .unreachable(let failure): try .unreachable(f.payload("unreachable", failure))
    case .busy(let wait):
      try f.kind("busy", Self.self).busy(retryAfter: f.maybe("retryAfter", wait))
    }
  }
}

extension GatewayReport: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(offer: f("offer", it?.offer), usage: f("usage", it?.usage))
  }
}

extension ClientReport: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      identity: f("identity", it?.identity), access: f("access", it?.access), askedRoot: f("askedRoot", it?.askedRoot))
  }
}
