import Synchronization

/// Where a standing driver delivers to: keeps all, and lets an experiment wait for one.
final class Inbox<Value: Sendable>: Sendable {
  private let stream: AsyncStream<Value>
  private let source: AsyncStream<Value>.Continuation
  private let kept = Mutex<[Value]>([])

  init() { (stream, source) = AsyncStream.makeStream() }

  var heard: [Value] { kept.withLock { $0 } }

  func deliver(_ value: Value) {
    kept.withLock { $0.append(value) }
    source.yield(value)
  }

  func close() { source.finish() }

  /// The next delivery that is like this; `nil` once the driver has ended.
  func next(where wanted: @Sendable (Value) -> Bool = { _ in true }) async -> Value? {
    for await value in stream where wanted(value) { return value }
    return nil
  }
}

/// How a standing driver ended.
enum Ending<Failure: Error & Hashable & Sendable>: Hashable, Sendable {
  case returned
  case failed(Failure)

  static func of(_ run: () async throws(Failure) -> Void) async -> Ending {
    do {
      try await run()
      return .returned
    } catch {
      return .failed(error)
    }
  }
}

extension Trial {
  /// Runs `standing` beside `experiment`, then cancels it; gives what it came to.
  func run<Outcome: Sendable>(
    _ standing: @escaping @Sendable () async -> Outcome, beside experiment: () async throws -> Void
  ) async throws -> Outcome {
    try await withThrowingTaskGroup(of: Outcome.self) { group in
      group.addTask { await standing() }
      let result: Result<Void, any Error>
      do {
        try await experiment()
        result = .success(())
      } catch {
        result = .failure(error)
      }
      group.cancelAll()
      if case .success = result { step("waiting for a cancelled run to end") }
      guard let outcome = try await group.next() else { throw Halt() }
      try result.get()
      return outcome
    }
  }

  /// What the work comes to in a task that was cancelled before it began.
  func cancelled<Outcome: Sendable>(_ work: @escaping @Sendable () async -> Outcome) async throws -> Outcome {
    try await withThrowingTaskGroup(of: Outcome.self) { group in
      group.cancelAll()
      group.addTask { await work() }
      guard let outcome = try await group.next() else { throw Halt() }
      return outcome
    }
  }
}
