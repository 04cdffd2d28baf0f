/// Where gateways listen. Tests, whose servers take any port that is free, say otherwise.
public struct GatewayPorts: Hashable, Sendable {
  /// The offer, the payments and the usage.
  public var service: UInt16
  /// The web server, or whoever catches what is meant for one (B9).
  public var web: UInt16

  public init(service: UInt16 = 2121, web: UInt16 = 80) {
    self.service = service
    self.web = web
  }
}
