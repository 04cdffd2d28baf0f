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
  public func gatewayViews() -> [GatewayView] {
    gateways.indices.map { index in
      let gateway = gateways[index]
      let next = lookTime(index)
      return GatewayView(
        id: gateway.id, key: gateway.advertisement?.key, reason: gateway.reason, lastLook: gateway.lastLook,
        nextLook: next == .never ? nil : next, lookInFlight: gateway.isBusy, advertisement: gateway.advertisement,
        carrying: gateway.carrying)
    }
  }

  /// Every open session, in order of sellers.
  public func sessionViews(at time: Instant) -> [SessionView] {
    sellers.indices.compactMap { index in
      let state = sellers[index]
      guard let session = state.session, let stretch = ledger.seller(state.id)?.stretch else { return nil }
      let renews = renewalTime(index)
      return SessionView(
        seller: state.id, gateway: session.gateway, offer: stretch.offer, begun: stretch.begun,
        payments: stretch.payments, spent: stretch.spent, used: min(session.gauge.used(at: time), session.gauge.total),
        total: session.gauge.total, renews: renews == .never ? nil : renews, ends: session.gauge.ends,
        unmetered: session.unmetered,
        egressProved: session.egress == .proved)
    }
  }

  /// What the provider said last.
  public var fundsInHand: [Funds] { funds }

  /// Operations that the world still owes an answer to.
  public var operationsInFlight: Int { works.count }

  /// Whether money or memory is on its way: who stops now leaves something to the next life.
  public var moneyIsMoving: Bool {
    works.contains { work in
      switch work.purpose {
      case .prepare, .deliver, .inspect, .settle, .record, .chore: true
      case .look, .clarify, .register, .egress, .quote, .meter: false
      }
    }
  }
}
