package import TollGateCore

extension AddressFamily: TracedWord {
  package static let allCases = [AddressFamily.v4, .v6]
  package var traceText: String {
    switch self {
    case .v4: "IPv4"
    case .v6: "IPv6"
    }
  }
}

extension TrustRefusal: TracedWord {
  package var traceText: String {
    switch self {
    case .blocked: "blocked"
    case .notAllowed: "notAllowed"
    case .stranger: "stranger"
    }
  }
}

extension PaidGateways: TracedWord {
  package var traceText: String {
    switch self {
    case .carrying: "carrying"
    case .all: "all"
    }
  }
}

extension MeterKind: TracedWord {
  package var traceText: String {
    switch self {
    case .gateway: "gateway"
    case .clock: "clock"
    case .counter: "counter"
    }
  }
}

extension PurchaseReason: TracedWord {
  package var traceText: String {
    switch self {
    case .initial: "initial"
    case .renewal: "renewal"
    case .retry: "retry"
    }
  }
}

extension Payment.Stage: TracedWord {
  package var traceText: String {
    switch self {
    case .intended: "intended"
    case .prepared: "prepared"
    case .underway: "underway"
    }
  }
}

extension BudgetBound: TracedWord {
  package var traceText: String {
    switch self {
    case .purchase: "purchase"
    case .link: "link"
    case .total: "total"
    case .exposure: "exposure"
    }
  }
}

extension AdvertisementFlaw: TracedWord {
  package var traceText: String {
    switch self {
    case .notJSON: "notJSON"
    case .notAnEvent: "notAnEvent"
    case .wrongKind: "wrongKind"
    case .wrongID: "wrongID"
    case .wrongKey: "wrongKey"
    case .wrongSignature: "wrongSignature"
    case .badMetric: "badMetric"
    case .badStepSize: "badStepSize"
    case .noUsablePrice: "noUsablePrice"
    }
  }
}

extension ReachFailure: TracedWord {
  package var traceText: String {
    switch self {
    case .refused: "refused"
    case .timedOut: "timedOut"
    case .cutOff: "cutOff"
    case .noRoute: "noRoute"
    case .bindFailed: "bindFailed"
    case .cancelled: "cancelled"
    }
  }
}

extension ClientReport.Identity: TracedWord {
  package var traceText: String {
    switch self {
    case .resolved: "resolved"
    case .unresolved: "unresolved"
    case .silent: "silent"
    }
  }
}

extension ClientReport.Access: TracedWord {
  package var traceText: String {
    switch self {
    case .active: "active"
    case .none: "none"
    case .unknown: "unknown"
    }
  }
}

extension Verdict: TracedWord {
  package var traceText: String {
    switch self {
    case .spent: "spent"
    case .released: "released"
    case .takenBack: "takenBack"
    }
  }
}

extension Egress: TracedWord {
  package var traceText: String {
    switch self {
    case .answered: "answered"
    case .untimelyCertificate: "untimelyCertificate"
    case .silent: "silent"
    }
  }
}

extension BlindMark.Cause: TracedWord {
  package var traceText: String {
    switch self {
    case .blind: "blind"
    case .short: "short"
    case .vanished: "vanished"
    case .withoutEgress: "withoutEgress"
    }
  }
}

extension SessionEnd: TracedWord {
  package var traceText: String {
    switch self {
    case .usedUp: "usedUp"
    case .linkLost: "linkLost"
    case .vanished: "vanished"
    case .vanishedEarly: "vanishedEarly"
    case .keyChanged: "keyChanged"
    }
  }
}

extension StandingDriver: TracedWord {
  package var traceText: String {
    switch self {
    case .links: "links"
    case .funds: "funds"
    }
  }
}
