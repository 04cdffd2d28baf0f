package import TollGateCore

extension Reason: TracedChoice {
  package static let kinds = Kinds<Reason>([
    .notLookedAtYet, .unreachable(.blank), .notATollGate(status: 0), .invalidAdvertisement(.blank), .notSelling(.blank),
    .busy(until: .start), .untrusted(.blank), .unsupportedMetric, .noCeiling, .tooDear, .noCommonMint,
    .noFunds(available: .zero), .noExactChange, .overBudget(.blank), .unresolvedClient, .refused(.blank),
    .waitingForSettlement(.blank), .waitingForEgress, .stopped(.blank), .standby, .walletNotWritable,
    .journalNotWritable, .mintOutOfReach, .allotmentMayStillRun, .accessAlreadyOpen, .usageUnread, .clarifying, .buying,
    .open, .shuttingDown,
  ])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .notLookedAtYet: try f.bare("notLookedAtYet", self)
    case .unreachable(let failure): try .unreachable(f.payload("unreachable", failure))
    case .notATollGate(let status):
      try f.kind("notATollGate", Self.self).notATollGate(status: f("status", status))
    case .invalidAdvertisement(let flaw): try .invalidAdvertisement(f.payload("invalidAdvertisement", flaw))
    case .notSelling(let code): try .notSelling(f.payload("notSelling", code))
    case .busy(let until): try f.kind("busy", Self.self).busy(until: f("until", until))
    case .untrusted(let refusal): try .untrusted(f.payload("untrusted", refusal))
    case .noFunds(let available):
      try f.kind("noFunds", Self.self).noFunds(available: f("available", available))
    case .overBudget(let bound): try .overBudget(f.payload("overBudget", bound))
    case .refused(let code): try .refused(f.payload("refused", code))
    case .waitingForSettlement(let id): try .waitingForSettlement(f.payload("waitingForSettlement", id))
    case .stopped(let cause): try .stopped(f.payload("stopped", cause))
    case .unsupportedMetric: try f.bare("unsupportedMetric", self)
    case .noCeiling: try f.bare("noCeiling", self)
    case .tooDear: try f.bare("tooDear", self)
    case .noCommonMint: try f.bare("noCommonMint", self)
    case .noExactChange: try f.bare("noExactChange", self)
    case .unresolvedClient: try f.bare("unresolvedClient", self)
    case .waitingForEgress: try f.bare("waitingForEgress", self)
    case .standby: try f.bare("standby", self)
    case .walletNotWritable: try f.bare("walletNotWritable", self)
    case .journalNotWritable: try f.bare("journalNotWritable", self)
    case .mintOutOfReach: try f.bare("mintOutOfReach", self)
    case .allotmentMayStillRun: try f.bare("allotmentMayStillRun", self)
    case .accessAlreadyOpen: try f.bare("accessAlreadyOpen", self)
    case .usageUnread: try f.bare("usageUnread", self)
    case .clarifying: try f.bare("clarifying", self)
    case .buying: try f.bare("buying", self)
    case .open: try f.bare("open", self)
    case .shuttingDown: try f.bare("shuttingDown", self)
    }
  }
}

extension StopCause: TracedChoice {
  package static let kinds = Kinds<StopCause>([.blindInARow, .blindOnLink, .blindInTotal, .refusal(.blank)])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .blindInARow: try f.bare("blindInARow", self)
    case .blindOnLink: try f.bare("blindOnLink", self)
    case .blindInTotal: try f.bare("blindInTotal", self)
    case .refusal(let code): try .refusal(f.payload("refusal", code))
    }
  }
}
