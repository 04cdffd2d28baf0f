public import TollGateCore

/// Every kind of meter behind one door: the policy names the kind that rules and those that check, and each is read here
/// (D2).
public struct MeterBoard<Gateway: UsageMeter, Time: UsageMeter, Bytes: UsageMeter>: UsageMeter {
  private let gateway: Gateway
  private let clock: Time
  private let counter: Bytes

  public init(gateway: Gateway, clock: Time, counter: Bytes) {
    self.gateway = gateway
    self.clock = clock
    self.counter = counter
  }

  @concurrent public func read(_ target: MeterTarget) async throws(MeterFailure) -> UsageReading {
    switch target.kind {
    case .gateway: try await gateway.read(target)
    case .clock: try await clock.read(target)
    case .counter: try await counter.read(target)
    }
  }
}
