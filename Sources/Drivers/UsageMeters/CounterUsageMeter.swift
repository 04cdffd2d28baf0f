public import TollGateCore

/// Counts the bytes that the gateway's link has carried, both directions together (D2).
public struct CounterUsageMeter<Source: LinkCounters>: UsageMeter {
  private let counters: Source

  public init(_ counters: Source) { self.counters = counters }

  @concurrent public func read(_ target: MeterTarget) async throws(MeterFailure) -> UsageReading {
    guard target.metric == .bytes else { throw .unreadable }
    guard !Task.isCancelled else { throw .cancelled }
    do throws(LinkFailure) {
      let counters = try await counters.counters(of: target.gateway.link)
      // Only differences count, and they stay right when the sum runs over.
      return .odometer(counters.received &+ counters.sent)
    } catch {
      throw MeterFailure(error)
    }
  }
}

extension MeterFailure {
  fileprivate init(_ failure: LinkFailure) {
    self =
      switch failure {
      case .unknownLink: .linkGone
      case .cancelled: .cancelled
      case .notPermitted, .notSupported, .broken: .unreadable
      }
  }
}
