package import TollGateCore

extension Event: TracedChoice {
  package static let kinds = Kinds<Event>([
    .started(.blank), .linksChanged(.blank), .answered(.blank, .blank), .fundsChanged([]), .policyChanged(.blank),
    .wallClockChanged(.blank), .commanded(.blank), .driverEnded(.blank), .wokeUp, .stopping,
  ])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .started(let found): try .started(f.payload("started", found))
    case .linksChanged(let table): try .linksChanged(f.payload("linksChanged", table))
    case .answered(let id, let answer):
      try f.kind("answered", Self.self).answered(f("id", id), f("answer", answer))
    case .fundsChanged(let funds): try .fundsChanged(f.payload("fundsChanged", funds))
    case .policyChanged(let policy): try .policyChanged(f.payload("policyChanged", policy))
    case .wallClockChanged(let time): try .wallClockChanged(f.payload("wallClockChanged", time))
    case .commanded(let command): try .commanded(f.payload("commanded", command))
    case .driverEnded(let driver): try .driverEnded(f.payload("driverEnded", driver))
    case .wokeUp: try f.bare("wokeUp", self)
    case .stopping: try f.bare("stopping", self)
    }
  }
}

extension StartUp: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      epoch: f("epoch", it?.epoch), journal: f("journal", it?.journal), payments: f("payments", it?.payments))
  }
}

extension Answer: TracedChoice {
  package static let kinds = Kinds<Answer>([
    .looked(.blank), .clarified(.blank), .registered, .metered(.blank), .quoted([]), .prepared(.blank),
    .prepareFailed(.blank), .delivered(.blank), .inspected(.blank), .inspectionFailed(.blank), .settled(.blank),
    .settlementFailed(.blank), .performed(.blank), .choreFailed(.blank), .egress(.blank), .recorded,
    .recordFailed(.blank),
  ])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .looked(let report): try .looked(f.payload("looked", report))
    case .clarified(let report): try .clarified(f.payload("clarified", report))
    case .registered: try f.bare("registered", self)
    case .metered(let answer): try .metered(f.payload("metered", answer))
    case .quoted(let answers): try .quoted(f.payload("quoted", answers))
    case .prepared(let payment): try .prepared(f.payload("prepared", payment))
    case .prepareFailed(let failure): try .prepareFailed(f.payload("prepareFailed", failure))
    case .delivered(let delivery): try .delivered(f.payload("delivered", delivery))
    case .inspected(let tally): try .inspected(f.payload("inspected", tally))
    case .inspectionFailed(let failure): try .inspectionFailed(f.payload("inspectionFailed", failure))
    case .settled(let settlement): try .settled(f.payload("settled", settlement))
    case .settlementFailed(let failure): try .settlementFailed(f.payload("settlementFailed", failure))
    case .performed(let report): try .performed(f.payload("performed", report))
    case .choreFailed(let failure): try .choreFailed(f.payload("choreFailed", failure))
    case .egress(let egress): try .egress(f.payload("egress", egress))
    case .recorded: try f.bare("recorded", self)
    case .recordFailed(let failure): try .recordFailed(f.payload("recordFailed", failure))
    }
  }
}

extension QuoteAnswer: TracedChoice {
  package static let kinds = Kinds<QuoteAnswer>([.quote(.blank), .none(.blank)])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .quote(let quote): try .quote(f.payload("quote", quote))
    case .none(let failure): try .none(f.payload("none", failure))
    }
  }
}

extension Command: TracedChoice {
  package static let kinds = Kinds<Command>([.resume(nil), .probeNow])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .resume(let seller):
      try f.kind("resume", Self.self).resume(f.maybe("seller", seller))
    case .probeNow: try f.bare("probeNow", self)
    }
  }
}
