package import TollGateCore

extension UsageReading: TracedChoice {
  package static let kinds = Kinds<UsageReading>([.usage(used: 0, total: 0), .noSession, .odometer(0)])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .usage(let used, let total):
      try f.kind("usage", Self.self).usage(used: f("used", used), total: f("total", total))
    case .noSession: try f.bare("noSession", self)
    case .odometer(let count): try .odometer(f.payload("odometer", count))
    }
  }
}

extension MeterFailure: TracedChoice {
  package static let kinds = Kinds<MeterFailure>([.unreachable(.blank), .unreadable, .linkGone, .cancelled])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .unreachable(let failure): try .unreachable(f.payload("unreachable", failure))
    case .unreadable: try f.bare("unreadable", self)
    case .linkGone: try f.bare("linkGone", self)
    case .cancelled: try f.bare("cancelled", self)
    }
  }
}

extension UsageAnswer: TracedChoice {
  package static let kinds = Kinds<UsageAnswer>([.reading(.blank), .nothing(.blank)])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .reading(let reading): try .reading(f.payload("reading", reading))
    case .nothing(let failure): try .nothing(f.payload("nothing", failure))
    }
  }
}

extension MeterTarget: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(kind: f("kind", it?.kind), gateway: f("gateway", it?.gateway), metric: f("metric", it?.metric))
  }
}

extension Baseline: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(used: f("used", it?.used), total: f("total", it?.total), at: f("at", it?.at))
  }
}
