package import TollGateCore

/// The links of a live world.
package struct LiveLinks: LinkSource, LinkCounters {
  let world: LiveWorld
  package init(_ world: LiveWorld) { self.world = world }

  @concurrent package func run(_ deliver: @escaping @Sendable (LinkTable) -> Void) async throws(LinkFailure) {
    await world.watchLinks(deliver)
    throw .cancelled
  }

  @concurrent package func counters(of link: LinkName) async throws(LinkFailure) -> Counters { throw .notSupported }
}

/// Its gateways, and every meter of them.
package struct LiveGateways: GatewayProber, PaymentCourier, UsageMeter, EgressProbe {
  let world: LiveWorld
  package init(_ world: LiveWorld) { self.world = world }

  @concurrent package func probe(_ gateway: GatewayID, within limit: Interval) async -> GatewayReport {
    if case .looked(let report) = await world.ask(.look(gateway, within: limit)) { return report }
    return GatewayReport(offer: .unreachable(.cancelled), usage: .nothing(.cancelled))
  }

  @concurrent package func clarify(_ gateway: GatewayID, within limit: Interval) async -> ClientReport {
    if case .clarified(let report) = await world.ask(.clarify(gateway, within: limit)) { return report }
    return ClientReport(identity: .silent, access: .unknown)
  }

  @concurrent package func register(_ gateway: GatewayID, within limit: Interval) async {
    _ = await world.ask(.register(gateway, within: limit))
  }

  @concurrent package func deliver(_ bearer: Bearer, to seller: Seller, within limit: Interval) async -> Delivery {
    guard let payment = World.payment(of: bearer) else { return .notSent(.cancelled) }
    let answer = await world.ask(.deliver(payment: payment, to: seller, within: limit))
    if case .delivered(let delivery) = answer { return delivery }
    return .lost
  }

  @concurrent package func read(_ target: MeterTarget) async throws(MeterFailure) -> UsageReading {
    guard case .metered(let answer) = await world.ask(.meter(target)) else { throw .cancelled }
    switch answer {
    case .reading(let reading): return reading
    case .nothing(let failure): throw failure
    }
  }

  @concurrent package func reach(
    _ target: EgressTarget, over link: LinkName, within limit: Interval
  ) async -> Egress {
    if case .egress(let egress) = await world.ask(.reach(target, over: link, within: limit)) { return egress }
    return .silent
  }
}
