import TollGateCore
import TollGateTrace

/// Writes every life of the machine down as a recording of its own, one behind the other.
package struct Recorder: Sendable {
  private var writer: RecordingWriter<Station>?
  private var bytes: [UInt8] = []

  package init() {}

  package mutating func observe(_ step: Step, in world: borrowing World) {
    if case .started = step.event, let life = world.books.lives.last {
      bytes += writer?.take() ?? []
      writer = RecordingWriter(StationOpening(policy: world.policy, seed: life.seed))
    }
    writer?.append(step.event, at: step.machineAt, effects: step.effects)
  }

  /// Whole lines that were not taken before.
  package mutating func take() -> [UInt8] {
    defer { bytes.removeAll() }
    return bytes + (writer?.take() ?? [])
  }
}
