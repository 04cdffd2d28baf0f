import Synchronization
public import TollGateCore

/// How long a law may take before its driver counts as hung. A correct driver never needs to know it.
public struct Patience: Sendable {
  private let end: @Sendable () async -> Void

  /// Real time. Choose it generously: it is spent on hung drivers only.
  public init(_ limit: Interval) {
    end = { try? await Task.sleep(for: .nanoseconds(limit.nanoseconds)) }
  }

  /// Ends when this does, which must heed cancellation: for virtual clocks.
  public init(until end: @escaping @Sendable () async -> Void) { self.end = end }

  public static func seconds(_ count: Int64) -> Patience { Patience(.seconds(count)) }

  /// Whether the work has ended by itself. Work that doesn't is cancelled and left behind: a driver which ignores
  /// cancellation would hold any structured task for ever, and it is the kit's business to survive it.
  func allows(_ work: @escaping @Sendable () async -> Void) async -> Bool {
    let race = Race()
    let end = self.end
    let working = Task.detached {
      await work()
      race.finish(true)
    }
    defer { working.cancel() }
    return await withTaskCancellationHandler {
      await withTaskGroup(of: Void.self) { group in
        group.addTask {
          await end()
          race.finish(false)
        }
        defer { group.cancelAll() }
        return await race.result()
      }
    } onCancel: {
      working.cancel()
    }
  }
}

/// Keeps the first of two results.
private final class Race: Sendable {
  private enum State {
    case running
    case awaited(CheckedContinuation<Bool, Never>)
    case over(Bool)
  }

  private let state = Mutex(State.running)

  func finish(_ ended: Bool) {
    let continuation: CheckedContinuation<Bool, Never>? = state.withLock { state in
      switch state {
      case .running:
        state = .over(ended)
        return nil
      case .awaited(let continuation):
        state = .over(ended)
        return continuation
      case .over:
        return nil
      }
    }
    continuation?.resume(returning: ended)
  }

  func result() async -> Bool {
    await withCheckedContinuation { continuation in
      let known: Bool? = state.withLock { state in
        if case .over(let ended) = state { return ended }
        state = .awaited(continuation)
        return nil
      }
      if let known { continuation.resume(returning: known) }
    }
  }
}
