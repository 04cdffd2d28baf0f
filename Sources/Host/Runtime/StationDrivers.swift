public import TollGateCore

/// A driver for each port that a station needs.
public struct StationDrivers: Sendable {
  public var links: any LinkSource
  public var prober: any GatewayProber
  public var courier: any PaymentCourier
  public var payment: any PaymentProvider
  public var meter: any UsageMeter
  public var egress: any EgressProbe
  public var journal: any Journal

  public init(
    links: any LinkSource, prober: any GatewayProber, courier: any PaymentCourier, payment: any PaymentProvider,
    meter: any UsageMeter, egress: any EgressProbe, journal: any Journal
  ) {
    self.links = links
    self.prober = prober
    self.courier = courier
    self.payment = payment
    self.meter = meter
    self.egress = egress
    self.journal = journal
  }
}
