/// Hands values over to somebody who may be slow: only the newest waits, and who makes them never does.
package enum Handover {
  /// What a value has found in the place where one may wait.
  package enum Arrival: Hashable, Sendable {
    case first
    /// It has taken the place of an older one, which nobody will see.
    case instead
  }

  /// Runs the work, and the taker beside it: one value at a time, in order, none once this has returned. A cancelled task
  /// hands over no more; work that ends by itself has its last value taken.
  package static func run<Value: Sendable, Outcome: Sendable>(
    to take: @escaping @Sendable (Value) -> Void,
    _ work: (@escaping @Sendable (Value) -> Arrival) async -> Outcome
  ) async -> Outcome {
    let (values, place) = AsyncStream<Value>.makeStream(bufferingPolicy: .bufferingNewest(1))
    return await withDiscardingTaskGroup { group in
      group.addTask {
        for await value in values where !Task.isCancelled { take(value) }
      }
      defer { place.finish() }
      return await work { value in
        if case .dropped = place.yield(value) { .instead } else { .first }
      }
    }
  }
}
