package import TollGateCore

extension Payment: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    var made = try Self(
      order: f("order", it?.order), reason: f("reason", it?.reason), baseline: f.maybe("baseline", it?.baseline),
      begun: f("begun", it?.begun))
    made.gross = try f("gross", it?.gross)
    made.fee = try f("fee", it?.fee)
    made.stage = try f("stage", it?.stage)
    made.service = try f("service", it?.service)
    made.money = try f("money", it?.money)
    made.mayHaveArrived = try f("mayHaveArrived", it?.mayHaveArrived)
    made.attempts = try f("attempts", it?.attempts)
    made.firstAttempt = try f.maybe("firstAttempt", it?.firstAttempt)
    made.lastAttempt = try f.maybe("lastAttempt", it?.lastAttempt)
    made.answeredSigned = try f("answeredSigned", it?.answeredSigned)
    made.doNotResend = try f("doNotResend", it?.doNotResend)
    made.insisted = try f("insisted", it?.insisted)
    made.sellerMinutes = try f("sellerMinutes", it?.sellerMinutes)
    made.settlement = try f.maybe("settlement", it?.settlement)
    return made
  }
}

extension Payment.Service: TracedChoice {
  package static let kinds = Kinds<Payment.Service>([
    .none, .unknown, .awaited(until: .start), .granted(credit: 0), .there(credit: 0), .short(credit: 0), .blind,
  ])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .none: try f.bare("none", self)
    case .unknown: try f.bare("unknown", self)
    case .awaited(let until):
      try f.kind("awaited", Self.self).awaited(until: f("until", until))
    case .granted(let credit):
      try f.kind("granted", Self.self).granted(credit: f("credit", credit))
    case .there(let credit):
      try f.kind("there", Self.self).there(credit: f("credit", credit))
    case .short(let credit):
      try f.kind("short", Self.self).short(credit: f("credit", credit))
    case .blind: try f.bare("blind", self)
    }
  }
}

extension Payment.Money: TracedChoice {
  package static let kinds = Kinds<Payment.Money>([
    .reserved, .unknown, .held(since: .start), .stranded, .releasing, .claimedSpent, .presumedSpent, .spent,
    .takingBack, .returned,
  ])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .reserved: try f.bare("reserved", self)
    case .unknown: try f.bare("unknown", self)
    case .held(let since): try f.kind("held", Self.self).held(since: f("since", since))
    case .stranded: try f.bare("stranded", self)
    case .releasing: try f.bare("releasing", self)
    case .claimedSpent: try f.bare("claimedSpent", self)
    case .presumedSpent: try f.bare("presumedSpent", self)
    case .spent: try f.bare("spent", self)
    case .takingBack: try f.bare("takingBack", self)
    case .returned: try f.bare("returned", self)
    }
  }
}
