import Synchronization
import TollGateCore

/// A link source that says at most one table, and doesn't end when it is told to, but when it is let go.
final class StuckLinks: HealthyLinkSource {
  private let scan: LinkTable?
  private let stuck = Mutex<(runs: [CheckedContinuation<Void, Never>], isFree: Bool)>(([], false))

  init(_ scan: LinkTable?) { self.scan = scan }

  var health: LinkHealth { LinkHealth(driver: "stuck") }

  /// For good.
  func letGo() {
    let runs = stuck.withLock { stuck in
      defer { stuck.runs = [] }
      stuck.isFree = true
      return stuck.runs
    }
    for run in runs { run.resume() }
  }

  @concurrent func run(_ deliver: @escaping @Sendable (LinkTable) -> Void) async throws(LinkFailure) {
    if let scan { deliver(scan) }
    await withCheckedContinuation { run in
      let isFree = stuck.withLock { stuck in
        if !stuck.isFree { stuck.runs.append(run) }
        return stuck.isFree
      }
      if isFree { run.resume() }
    }
    throw .cancelled
  }
}
