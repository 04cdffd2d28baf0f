package import TollGateCore

/// A machine whose runs can be written down and replayed.
package protocol RecordedMachine: Machine where Event: Traced, Effect: Traced {
  /// What a run begins with: the same opening and the same events give the same effects.
  associatedtype Opening: Traced
  /// Names the machine and the version of its trace: no other is read.
  static var traceFormat: String { get }
  init(_ opening: Opening)
}

/// What a recording of the station begins with.
package struct StationOpening: Hashable, Sendable {
  package var policy: Policy
  package var seed: UInt64

  package init(policy: Policy, seed: UInt64) {
    self.policy = policy
    self.seed = seed
  }
}

extension StationOpening: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(policy: f("policy", it?.policy), seed: f("seed", it?.seed))
  }
}

extension Station: RecordedMachine {
  package static let traceFormat = "tollgate-station-1"
  package init(_ opening: StationOpening) { self.init(policy: opening.policy, seed: opening.seed) }
}
