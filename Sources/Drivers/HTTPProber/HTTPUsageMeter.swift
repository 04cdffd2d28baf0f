public import TollGateCore
package import TollGateHTTP

/// The gateway's own meter, `/usage` (D2, D3).
public struct HTTPUsageMeter: UsageMeter {
  private let line: GatewayLine
  private let limit: Interval

  /// `limit` is how long a gateway may take before it counts as silent.
  package init(_ client: HTTPClient, ports: GatewayPorts = GatewayPorts(), within limit: Interval = .seconds(5)) {
    line = GatewayLine(client: client, ports: ports)
    self.limit = limit
  }

  @concurrent public func read(_ target: MeterTarget) async throws(MeterFailure) -> UsageReading {
    switch await line.get("/usage", of: target.gateway, within: limit).usage {
    case .reading(let reading): return reading
    case .nothing(let failure): throw failure
    }
  }
}
