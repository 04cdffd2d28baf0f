package import TollGateCore

extension Funds: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      mint: f("mint", it?.mint), unit: f("unit", it?.unit), available: f("available", it?.available),
      wantsChange: f("wantsChange", it?.wantsChange), onInactiveKeyset: f("onInactiveKeyset", it?.onInactiveKeyset),
      expires: f.maybe("expires", it?.expires), wantsRecovery: f("wantsRecovery", it?.wantsRecovery))
  }
}

extension Chore: TracedChoice {
  package static let kinds = Kinds<Chore>([
    .makeChange(mint: .blank, unit: .blank, payment: .zero, count: 0), .rotate(mint: .blank, unit: .blank),
    .recover(mint: .blank, unit: .blank),
  ])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .makeChange(let mint, let unit, let payment, let count):
      try f.kind("makeChange", Self.self).makeChange(
        mint: f("mint", mint), unit: f("unit", unit), payment: f("payment", payment), count: f("count", count))
    case .rotate(let mint, let unit):
      try f.kind("rotate", Self.self).rotate(mint: f("mint", mint), unit: f("unit", unit))
    case .recover(let mint, let unit):
      try f.kind("recover", Self.self).recover(mint: f("mint", mint), unit: f("unit", unit))
    }
  }
}

extension ChoreReport: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(moved: f("moved", it?.moved), fee: f("fee", it?.fee))
  }
}

extension PaymentFailure: TracedChoice {
  package static let kinds = Kinds<PaymentFailure>([
    .insufficient(available: .zero), .noExactChange, .mintUnreachable, .notWritable, .conflict, .cancelled,
  ])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .insufficient(let available):
      try f.kind("insufficient", Self.self).insufficient(available: f("available", available))
    case .noExactChange: try f.bare("noExactChange", self)
    case .mintUnreachable: try f.bare("mintUnreachable", self)
    case .notWritable: try f.bare("notWritable", self)
    case .conflict: try f.bare("conflict", self)
    case .cancelled: try f.bare("cancelled", self)
    }
  }
}

extension EgressTarget: TracedChoice {
  package static let kinds = Kinds<EgressTarget>([.host(.blank), .mint(.blank)])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .host(let name): try .host(f.payload("host", name))
    case .mint(let mint): try .mint(f.payload("mint", mint))
    }
  }
}
