/// A gateway as a person sees it: what holds it up, when it was looked at, when it will be again (B4).
public struct GatewayView: Hashable, Sendable {
  public var id: GatewayID
  public var key: PublicKey?
  public var reason: Reason
  public var lastLook: Instant?
  public var nextLook: Instant?
  public var lookInFlight: Bool
  public var advertisement: Advertisement?
  public var carrying: Bool
}

/// An open session as a person sees it.
public struct SessionView: Hashable, Sendable {
  public var seller: SellerID
  public var gateway: GatewayID
  public var offer: Offer
  public var begun: Instant
  public var payments: UInt32
  public var spent: Sats
  /// Extrapolated to the moment of the view.
  public var used: UInt64
  public var total: UInt64
  /// When the next purchase begins, if it is affordable.
  public var renews: Instant?
  public var ends: Instant?
  public var unmetered: Bool
  public var egressProved: Bool
}

extension Station {
  /// Every gateway that is present, in order.
  public func gateways(at now: Instant) -> [GatewayView] { [] }
  /// Every open session, in order of sellers.
  public func sessions(at now: Instant) -> [SessionView] { [] }
}
