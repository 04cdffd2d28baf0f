/// What the station knows of one present gateway.
struct Gateway: Hashable, Sendable {
  let id: GatewayID
  var carrying: Bool
  var phase: Phase
  /// Why nothing is bought here right now.
  var reason = Reason.notLookedAtYet
  /// The newest valid advertisement, and when its answer came.
  var advertisement: Advertisement?
  var advertisedAt = Instant.start
  var lastLook: Instant?
  var backoff = Backoff()
  /// Looks in a row without a usage reading (E2).
  var usageMisses: UInt8 = 0
  var missedRefreshes: UInt8 = 0
  /// When the newest look was begun: a purchase is measured from there (D4).
  var lookBegun = Instant.start

  enum Phase: Hashable, Sendable {
    /// Next: looking, when the moment has come.
    case resting(until: Instant)
    /// Next: clarifying, resting.
    case looking(OperationID)
    /// Access is asked about before money leaves. Next: resting.
    case clarifying(OperationID, UsageAnswer)
  }

  var seller: SellerID? { advertisement.map { SellerID(link: id.link, key: $0.key) } }

  var isBusy: Bool { if case .resting = phase { false } else { true } }

  var restsUntil: Instant? { if case .resting(let until) = phase { until } else { nil } }

  /// Fresh enough for a delivery to rely on (C1).
  func isFresh(_ now: Instant) -> Bool {
    guard case .some = advertisement else { return false }
    return now - advertisedAt <= Pace.freshness
  }
}

/// What is remembered of a place over all attachments, so that flapping resets no limit (A10, B4).
struct PlaceMemory: Hashable, Sendable {
  let place: Place
  var looks = RequestWindow()
  /// Looks and deliveries: everything that its root has been asked.
  var roots = RequestWindow()
  /// The gateway asked us to wait until then.
  var silentUntil = Instant.start
  /// The attachment on which the port-80 request went out (B9).
  var registered: Attachment?
  var lastSeen: Instant
}
