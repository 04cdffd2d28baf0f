import Glibc
import Synchronization
public import TollGateCore
package import TollGateLinux

/// Links by looking at /proc/net again and again (A3): no library, no events, so nothing to miss but what comes and goes
/// between two looks. Each look is handed over, also when nothing has changed: that is its sign of life.
public final class PollingLinkSource: HealthyLinkSource {
  private struct State {
    var book = AttachmentBook()
    var tables: UInt64 = 0
    var newest: Int64?
  }

  private let interval: Interval
  private let namespace: NetworkNamespace
  private let state = Mutex(State())

  package init(every interval: Interval, in namespace: NetworkNamespace) {
    self.interval = interval
    self.namespace = namespace
  }

  public convenience init(every interval: Interval = .seconds(1)) { self.init(every: interval, in: .own) }

  @concurrent public func run(_ deliver: @escaping @Sendable (LinkTable) -> Void) async throws(LinkFailure) {
    do {
      try await DriverThread.run(in: namespace) { wake throws(SystemFailure) in try self.watch(wake, deliver) }
    } catch {
      throw LinkFailure(error)
    }
    throw .cancelled
  }

  private func watch(_ wake: Wake, _ deliver: (LinkTable) -> Void) throws(SystemFailure) {
    let pause = Int32(clamping: max(interval.wholeMilliseconds, 1))
    while !wake.isSignalled {
      let picture = try ProcReading.picture()
      let table = state.withLock { state in
        state.tables += 1
        state.newest = Uptime.nanoseconds
        return picture.table(&state.book)
      }
      deliver(table)
      if wake.wait(milliseconds: pause) == .woken { return }
    }
  }

  public var health: LinkHealth {
    state.withLock { state in
      var health = LinkHealth(driver: "polling")
      health.tables = state.tables
      health.age = state.newest.map { Interval(nanoseconds: Uptime.nanoseconds - $0) }
      return health
    }
  }
}

/// Byte counters from /proc/net/dev.
public struct PollingLinkCounters: LinkCounters {
  private let namespace: NetworkNamespace

  package init(in namespace: NetworkNamespace) { self.namespace = namespace }

  public init() { self.init(in: .own) }

  @concurrent public func counters(of link: LinkName) async throws(LinkFailure) -> Counters {
    let found: Counters?
    do {
      found = try await DriverThread.run(in: namespace) { _ throws(SystemFailure) in
        try ProcReading.counters(of: link)
      }
    } catch {
      throw LinkFailure(error)
    }
    guard let found else { throw .unknownLink }
    return found
  }
}
