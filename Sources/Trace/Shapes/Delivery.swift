package import TollGateCore

extension Grant: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      id: f("id", it?.id), key: f("key", it?.key), metric: f("metric", it?.metric),
      allotment: f("allotment", it?.allotment))
  }
}

extension NoticeProof: TracedChoice {
  package static let kinds = Kinds<NoticeProof>([.signed(.blank), .plainShape, .unsigned])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .signed(let key): try .signed(f.payload("signed", key))
    case .plainShape: try f.bare("plainShape", self)
    case .unsigned: try f.bare("unsigned", self)
    }
  }
}

extension Notice: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      code: f("code", it?.code), proof: f("proof", it?.proof), saysSpent: f("saysSpent", it?.saysSpent),
      retryAfter: f.maybe("retryAfter", it?.retryAfter))
  }
}

extension Delivery: TracedChoice {
  package static let kinds = Kinds<Delivery>([
    .granted(.blank), .notice(.blank), .unreadable(status: 0), .notSent(.blank), .lost,
  ])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .granted(let grant): try .granted(f.payload("granted", grant))
    case .notice(let notice): try .notice(f.payload("notice", notice))
    case .unreadable(let status):
      try f.kind("unreadable", Self.self).unreadable(status: f("status", status))
    case .notSent(let failure): try .notSent(f.payload("notSent", failure))
    case .lost: try f.bare("lost", self)
    }
  }
}

extension Settlement: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      returned: f("returned", it?.returned), fee: f("fee", it?.fee), dust: f("dust", it?.dust),
      spent: f("spent", it?.spent), pending: f("pending", it?.pending))
  }
}

extension ProofTally: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(spent: f("spent", it?.spent), unspent: f("unspent", it?.unspent), pending: f("pending", it?.pending))
  }
}
