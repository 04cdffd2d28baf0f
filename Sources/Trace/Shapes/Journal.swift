package import TollGateCore

extension JournalEntry: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(at: f("at", it?.at), change: f("change", it?.change))
  }
}

extension LedgerChange: TracedChoice {
  package static let kinds = Kinds<LedgerChange>([
    .payment(.blank), .closed(.blank), .charged(.blank), .seller(.blank), .marked(.blank), .cleared(.blank),
    .sighted(.blank), .told(.blank), .checkpoint(.blank),
  ])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .payment(let payment): try .payment(f.payload("payment", payment))
    case .closed(let id): try .closed(f.payload("closed", id))
    case .charged(let line): try .charged(f.payload("charged", line))
    case .seller(let record): try .seller(f.payload("seller", record))
    case .marked(let mark): try .marked(f.payload("marked", mark))
    case .cleared(let id): try .cleared(f.payload("cleared", id))
    case .sighted(let sighting): try .sighted(f.payload("sighted", sighting))
    case .told(let story): try .told(f.payload("told", story))
    case .checkpoint(let whole): try .checkpoint(f.payload("checkpoint", whole))
    }
  }
}

extension Ledger: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    var made = Self()
    made.payments = try f("payments", it?.payments)
    made.budget = try f("budget", it?.budget)
    made.sellers = try f("sellers", it?.sellers)
    made.marks = try f("marks", it?.marks)
    made.sightings = try f("sightings", it?.sightings)
    made.stories = try f("stories", it?.stories)
    made.last = try f("last", it?.last)
    return made
  }
}

extension JournalReplay: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(entries: f("entries", it?.entries), cut: f("cut", it?.cut))
  }
}

extension JournalFailure: TracedChoice {
  package static let kinds = Kinds<JournalFailure>([.notWritable, .notDurable, .notReadable, .cancelled])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .notWritable: try f.bare("notWritable", self)
    case .notDurable: try f.bare("notDurable", self)
    case .notReadable: try f.bare("notReadable", self)
    case .cancelled: try f.bare("cancelled", self)
    }
  }
}
