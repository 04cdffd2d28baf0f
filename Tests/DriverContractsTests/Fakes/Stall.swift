import Synchronization
import TollGateDriverContracts

/// Virtual patience: it ends when a broken fake says that a law can now wait for ever. So no test depends on time.
final class Stall: Sendable {
  private let state = Mutex((over: false, waiting: [AsyncStream<Void>.Continuation]()))
  private static let hung = Mutex<[CheckedContinuation<Void, Never>]>([])

  var patience: Patience {
    Patience { [self] in
      let (stream, source) = AsyncStream<Void>.makeStream()
      let over = state.withLock { state in
        state.waiting.append(source)
        return state.over
      }
      if !over { for await _ in stream {} }
    }
  }

  /// What a law may be waiting for will never come.
  func mark() {
    let waiting = state.withLock { state in
      state.over = true
      return state.waiting
    }
    for source in waiting { source.finish() }
  }

  /// Never comes back, whatever is cancelled.
  func hang() async {
    mark()
    await withCheckedContinuation { continuation in Stall.hung.withLock { $0.append(continuation) } }
  }
}

/// Waits until its task is cancelled.
func untilCancelled() async {
  let (stream, source) = AsyncStream<Void>.makeStream()
  await withTaskCancellationHandler {
    for await _ in stream {}
  } onCancel: {
    source.finish()
  }
}

/// The first comer waits for the second, so that two calls surely overlap.
final class Rendezvous: Sendable {
  private let arrived = Mutex<(count: Int, first: CheckedContinuation<Void, Never>?)>((0, nil))

  func meet() async {
    await withCheckedContinuation { continuation in
      let free: [CheckedContinuation<Void, Never>] = arrived.withLock { state in
        state.count += 1
        if state.count == 1 {
          state.first = continuation
          return []
        }
        defer { state.first = nil }
        return [continuation] + (state.first.map { [$0] } ?? [])
      }
      for one in free { one.resume() }
    }
  }
}
