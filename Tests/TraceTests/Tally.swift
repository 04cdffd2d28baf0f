import TollGateCore
import TollGateTrace

/// The least machine that can be recorded: it adds up and says the sum, and wakes up when asked to.
struct Tally: RecordedMachine {
  enum Event: Hashable, Sendable {
    case added(UInt64)
    case cleared
  }

  struct Said: Hashable, Sendable { var sum: UInt64 }

  static let traceFormat = "tally-1"
  private var sum: UInt64
  /// What a version with a defect would add.
  var slip: UInt64 = 0

  init(_ opening: UInt64) {
    sum = opening
    slip = opening == 13 ? 1 : 0
  }

  var deadline: Instant? { nil }

  mutating func handle(_ event: Event, at now: Instant) -> [Said] {
    switch event {
    case .added(let count): sum &+= count &+ (sum > 20 ? slip : 0)
    case .cleared: sum = 0
    }
    return sum == 0 ? [] : [Said(sum: sum)]
  }
}

extension Tally.Event: TracedChoice {
  static let kinds = Kinds<Tally.Event>([.added(0), .cleared])

  func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .added(let count): try .added(f.payload("added", count))
    case .cleared: try f.bare("cleared", self)
    }
  }
}

extension Tally.Said: TracedRecord {
  static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(sum: f("sum", it?.sum))
  }
}

/// Makes recordings of the tally.
enum TallyRun {
  /// A recording of these events; an honest one is what a machine without the defect decides.
  static func recording(opening: UInt64, _ events: [Tally.Event], honest: Bool = false) -> [UInt8] {
    var machine = Tally(opening)
    if honest { machine.slip = 0 }
    var writer = RecordingWriter<Tally>(opening)
    for (index, event) in events.enumerated() {
      let now = Instant.start + .seconds(Int64(index))
      writer.append(event, at: now, effects: machine.handle(event, at: now))
    }
    return writer.take()
  }
}
