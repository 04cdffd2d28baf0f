public import TollGateCore
package import TollGateHTTP
import TollGateWire

/// Looks at gateways over HTTP (B1, B2, B3, D3). It keeps nothing between two looks.
public struct HTTPGatewayProber: GatewayProber {
  private let line: GatewayLine

  package init(_ client: HTTPClient, ports: GatewayPorts = GatewayPorts()) {
    line = GatewayLine(client: client, ports: ports)
  }

  @concurrent public func probe(_ gateway: GatewayID, within limit: Interval) async -> GatewayReport {
    async let root = line.get("/", of: gateway, within: limit)
    async let usage = line.get("/usage", of: gateway, within: limit)
    return GatewayReport(offer: await root.offer, usage: await usage.usage)
  }

  @concurrent public func clarify(_ gateway: GatewayID, within limit: Interval) async -> ClientReport {
    async let whoami = line.get("/whoami", of: gateway, within: limit)
    async let access = access(at: gateway, within: limit)
    var report = await access
    report.identity = await whoami.answer?.identity ?? .silent
    return report
  }

  /// `/session-state` only where `/balance` says nothing. Gateways that don't know the former (cd7a937) take it for their
  /// root, whose few requests a minute everybody behind our address shares (B1, B4); all of those know the latter.
  private func access(at gateway: GatewayID, within limit: Interval) async -> ClientReport {
    let began = ContinuousClock.now
    let balance = await line.get("/balance", of: gateway, within: limit).answer
    var report = ClientReport(whoami: nil, sessionState: nil, balance: balance)
    let left = limit - Interval(began.duration(to: .now))
    guard report.access == .unknown, left > .zero else { return report }
    let state = await line.get("/session-state", of: gateway, within: left).answer
    report = ClientReport(whoami: nil, sessionState: state, balance: balance)
    report.askedRoot = true
    return report
  }

  @concurrent public func register(_ gateway: GatewayID, within limit: Interval) async {
    await line.register(at: gateway, within: limit)
  }
}

extension Interval {
  fileprivate init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self = .seconds(seconds) + Interval(nanoseconds: attoseconds / 1_000_000_000)
  }
}
