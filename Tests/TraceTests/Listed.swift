import TollGateCore
import TollGateTrace

/// A choice whose kinds are counted: a new case doesn't compile until it has a kind here, and a kind without a sample
/// fails a test.
protocol Listed: TracedChoice {
  associatedtype Kind: CaseIterable, Hashable
  var kind: Kind { get }
}

extension Event: Listed {
  enum Kind: CaseIterable {
    case started, linksChanged, answered, fundsChanged, policyChanged, wallClockChanged, commanded, driverEnded
    case wokeUp, stopping
  }

  var kind: Kind {
    switch self {
    case .started: .started
    case .linksChanged: .linksChanged
    case .answered: .answered
    case .fundsChanged: .fundsChanged
    case .policyChanged: .policyChanged
    case .wallClockChanged: .wallClockChanged
    case .commanded: .commanded
    case .driverEnded: .driverEnded
    case .wokeUp: .wokeUp
    case .stopping: .stopping
    }
  }
}

extension Answer: Listed {
  enum Kind: CaseIterable {
    case looked, clarified, registered, metered, quoted, prepared, prepareFailed, delivered, inspected
    case inspectionFailed, settled, settlementFailed, performed, choreFailed, egress, recorded, recordFailed
  }

  var kind: Kind {
    switch self {
    case .looked: .looked
    case .clarified: .clarified
    case .registered: .registered
    case .metered: .metered
    case .quoted: .quoted
    case .prepared: .prepared
    case .prepareFailed: .prepareFailed
    case .delivered: .delivered
    case .inspected: .inspected
    case .inspectionFailed: .inspectionFailed
    case .settled: .settled
    case .settlementFailed: .settlementFailed
    case .performed: .performed
    case .choreFailed: .choreFailed
    case .egress: .egress
    case .recorded: .recorded
    case .recordFailed: .recordFailed
    }
  }
}

extension QuoteAnswer: Listed {
  enum Kind: CaseIterable {
    case quote, none
  }

  var kind: Kind {
    switch self {
    case .quote: .quote
    case .none: .none
    }
  }
}

extension Command: Listed {
  enum Kind: CaseIterable {
    case resume, probeNow
  }

  var kind: Kind {
    switch self {
    case .resume: .resume
    case .probeNow: .probeNow
    }
  }
}

extension Effect: Listed {
  enum Kind: CaseIterable {
    case ask, record, cancel, forget, begin, report
  }

  var kind: Kind {
    switch self {
    case .ask: .ask
    case .record: .record
    case .cancel: .cancel
    case .forget: .forget
    case .begin: .begin
    case .report: .report
    }
  }
}

extension Request: Listed {
  enum Kind: CaseIterable {
    case look, clarify, register, meter, quote, prepare, deliver, inspect, settle, perform, reach
  }

  var kind: Kind {
    switch self {
    case .look: .look
    case .clarify: .clarify
    case .register: .register
    case .meter: .meter
    case .quote: .quote
    case .prepare: .prepare
    case .deliver: .deliver
    case .inspect: .inspect
    case .settle: .settle
    case .perform: .perform
    case .reach: .reach
    }
  }
}

extension LedgerChange: Listed {
  enum Kind: CaseIterable {
    case payment, closed, charged, seller, marked, cleared, sighted, told, checkpoint
  }

  var kind: Kind {
    switch self {
    case .payment: .payment
    case .closed: .closed
    case .charged: .charged
    case .seller: .seller
    case .marked: .marked
    case .cleared: .cleared
    case .sighted: .sighted
    case .told: .told
    case .checkpoint: .checkpoint
    }
  }
}

extension Metric: Listed {
  enum Kind: CaseIterable {
    case milliseconds, bytes, other
  }

  var kind: Kind {
    switch self {
    case .milliseconds: .milliseconds
    case .bytes: .bytes
    case .other: .other
    }
  }
}

extension OfferAnswer: Listed {
  enum Kind: CaseIterable {
    case advertisement, notSelling, invalid, notATollGate, unreachable, busy
  }

  var kind: Kind {
    switch self {
    case .advertisement: .advertisement
    case .notSelling: .notSelling
    case .invalid: .invalid
    case .notATollGate: .notATollGate
    case .unreachable: .unreachable
    case .busy: .busy
    }
  }
}

extension UsageReading: Listed {
  enum Kind: CaseIterable {
    case usage, noSession, odometer
  }

  var kind: Kind {
    switch self {
    case .usage: .usage
    case .noSession: .noSession
    case .odometer: .odometer
    }
  }
}

extension MeterFailure: Listed {
  enum Kind: CaseIterable {
    case unreachable, unreadable, linkGone, cancelled
  }

  var kind: Kind {
    switch self {
    case .unreachable: .unreachable
    case .unreadable: .unreadable
    case .linkGone: .linkGone
    case .cancelled: .cancelled
    }
  }
}

extension UsageAnswer: Listed {
  enum Kind: CaseIterable {
    case reading, nothing
  }

  var kind: Kind {
    switch self {
    case .reading: .reading
    case .nothing: .nothing
    }
  }
}

extension Delivery: Listed {
  enum Kind: CaseIterable {
    case granted, notice, unreadable, notSent, lost
  }

  var kind: Kind {
    switch self {
    case .granted: .granted
    case .notice: .notice
    case .unreadable: .unreadable
    case .notSent: .notSent
    case .lost: .lost
    }
  }
}

extension NoticeProof: Listed {
  enum Kind: CaseIterable {
    case signed, plainShape, unsigned
  }

  var kind: Kind {
    switch self {
    case .signed: .signed
    case .plainShape: .plainShape
    case .unsigned: .unsigned
    }
  }
}
