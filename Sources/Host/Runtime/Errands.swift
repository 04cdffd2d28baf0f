import Synchronization
import TollGateCore

/// Work under way that the machine may call off, by the number under which it was asked for.
final class Errands: Sendable {
  /// What becomes of one piece of work.
  private enum Fate {
    case underWay
    case calledOff
    /// Somebody waits to be told.
    case awaited(CheckedContinuation<Void, Never>)
  }

  private let fates = Mutex<[OperationID: Fate]>([:])

  /// Before the work begins: it may be called off from here on.
  func begin(_ id: OperationID) { fates.withLock { $0[id] = .underWay } }

  func callOff(_ id: OperationID) {
    let waiting = fates.withLock { fates -> CheckedContinuation<Void, Never>? in
      guard let fate = fates[id] else { return nil }
      fates[id] = .calledOff
      if case .awaited(let continuation) = fate { return continuation }
      return nil
    }
    waiting?.resume()
  }

  /// What the work came to; `nil` if it was called off, once it has really ended. Nobody wants its answer then.
  func run<Value: Sendable>(_ id: OperationID, _ work: @escaping @Sendable () async -> Value) async -> Value? {
    await withTaskGroup(of: Value?.self) { group in
      group.addTask { await work() }
      group.addTask {
        await self.calledOff(id)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      await group.waitForAll()
      return fates.withLock { fates in
        if case .calledOff = fates.removeValue(forKey: id) { nil } else { first }
      }
    }
  }

  /// Returns when the work is called off, or when this task is cancelled.
  private func calledOff(_ id: OperationID) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = fates.withLock { fates in
          if case .underWay = fates[id], !Task.isCancelled {
            fates[id] = .awaited(continuation)
            return false
          }
          return true
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      stopWaiting(id)
    }
  }

  private func stopWaiting(_ id: OperationID) {
    let waiting = fates.withLock { fates -> CheckedContinuation<Void, Never>? in
      guard case .awaited(let continuation) = fates[id] else { return nil }
      fates[id] = .underWay
      return continuation
    }
    waiting?.resume()
  }
}
