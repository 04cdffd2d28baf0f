public import TollGateCore

/// What watches links.
public struct LinkDrivers: Sendable {
  public var source: any LinkSource
  public var counters: any LinkCounters

  public init(source: any LinkSource, counters: any LinkCounters) {
    self.source = source
    self.counters = counters
  }
}

/// What talks to gateways. The meter is the one that asks them.
public struct GatewayDrivers: Sendable {
  public var prober: any GatewayProber
  public var courier: any PaymentCourier
  public var meter: any UsageMeter

  public init(prober: any GatewayProber, courier: any PaymentCourier, meter: any UsageMeter) {
    self.prober = prober
    self.courier = courier
    self.meter = meter
  }
}

/// The kinds of drivers that a daemon can choose from. A stranger adds his own and runs the daemon with them.
public struct Drivers: Sendable {
  public var links: [Registration<LinkDrivers>] = []
  public var gateways: [Registration<GatewayDrivers>] = []
  public var payment: [Registration<any PaymentProvider>] = []
  public var egress: [Registration<any EgressProbe>] = []
  /// One door to all meters: the gateway's own, and those of this device.
  public var meter: @Sendable (GatewayDrivers, LinkDrivers) -> any UsageMeter = { gateways, _ in gateways.meter }
  /// Kinds that this build lacks, by port, with the trait that brings each.
  public var lacking: [Lacking] = []

  public init() {}

  public struct Lacking: Hashable, Sendable {
    public var port: String
    public var kind: String
    public var trait: String

    public init(port: String, kind: String, trait: String) {
      self.port = port
      self.kind = kind
      self.trait = trait
    }
  }

  /// The first of a port is its default.
  public func adding(payment registration: Registration<any PaymentProvider>) -> Drivers {
    var drivers = self
    drivers.payment.insert(registration, at: 0)
    return drivers
  }
}
