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
    async let state = line.get("/session-state", of: gateway, within: limit)
    async let balance = line.get("/balance", of: gateway, within: limit)
    return ClientReport(
      whoami: await whoami.answer, sessionState: await state.answer, balance: await balance.answer)
  }

  @concurrent public func register(_ gateway: GatewayID, within limit: Interval) async {
    await line.register(at: gateway, within: limit)
  }
}
