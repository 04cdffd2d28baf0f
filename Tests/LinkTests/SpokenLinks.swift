import Synchronization
import TollGateCore

/// A link source that says what it is told to, and can be made to die.
final class SpokenLinks: HealthyLinkSource {
  private struct State {
    var scan: LinkTable
    var runs = 0
    var endings = 0
    var listener: AsyncStream<LinkTable>.Continuation?
    var deaths: [LinkFailure] = []
  }

  private let name: String
  private let state: Mutex<State>

  init(_ name: String, _ scan: LinkTable) {
    self.name = name
    state = Mutex(State(scan: scan))
  }

  /// Runs that have ended.
  var endings: Int { state.withLock { $0.endings } }
  var runs: Int { state.withLock { $0.runs } }
  var health: LinkHealth { LinkHealth(driver: name) }

  /// What a fresh run begins with.
  func look(like scan: LinkTable) { state.withLock { $0.scan = scan } }

  func say(_ table: LinkTable) {
    let listener = state.withLock { state in
      state.scan = table
      return state.listener
    }
    listener?.yield(table)
  }

  /// The present run ends.
  func die() {
    let listener = state.withLock { state in
      state.deaths.append(.broken(5))
      return state.listener
    }
    listener?.finish()
  }

  @concurrent func run(_ deliver: @escaping @Sendable (LinkTable) -> Void) async throws(LinkFailure) {
    let (stream, listener) = AsyncStream<LinkTable>.makeStream()
    let scan = state.withLock { state in
      state.runs += 1
      state.listener = listener
      return state.scan
    }
    deliver(scan)
    for await table in stream { deliver(table) }
    state.withLock { $0.endings += 1 }
    throw state.withLock { $0.deaths.popLast() } ?? .cancelled
  }
}
