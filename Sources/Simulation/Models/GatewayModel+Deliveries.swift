import TollGateCore

/// A token on its way to whoever answers at an address.
struct Parcel: Hashable, Sendable {
  var operation: OperationID
  var payment: OperationID
  var seller: Seller
  /// The interface that it left by, and how that hung then.
  var interface: Int
  var attachment: Attachment
  var mac: MACAddress
  var mint: Int
  var unit: CurrencyUnit
  var proofs: [Int]
}

/// A token that a gateway has begun to redeem.
struct Redemption: Hashable, Sendable {
  var parcel: Parcel
  var gateway: Int
  var generation: UInt32
  var fault: DeliveryFault?
  /// The gateway has given up on it: what comes in is nobody's.
  var isDiscarded = false
}

extension GatewayModel {
  enum Admission {
    case answer(Delivery, after: Interval)
    case nothing
    case redeem(Redemption)
  }

  func notice(_ code: NoticeCode, saysSpent: Bool = false) -> Delivery {
    .notice(Notice(code: code, proof: .signed(key), saysSpent: saysSpent))
  }

  /// Whether a connection can be made at all; what refuses it leaves no byte sent.
  mutating func refusesConnection(_ now: Instant) -> ReachFailure? {
    switch air(now) {
    case .off: return .refused
    case .silent: return .timedOut
    case .portal, .redirects, .clear: break
    }
    guard deliveryFaults.first == .connectionRefused else { return nil }
    deliveryFaults.removeFirst()
    return .refused
  }

  /// The checks before the token is touched, in the order of the gateways (facts §1.3, §9.1).
  mutating func admit(_ parcel: Parcel, _ now: Instant, mints: [MintModel]) -> Admission {
    switch air(now) {
    case .off, .silent: return .nothing
    case .portal: return .answer(.unreadable(status: 200), after: .zero)
    case .redirects: return .answer(.unreadable(status: 302), after: .zero)
    case .clear: break
    }
    guard admits(parcel.mac, parcel.seller.gateway.address.family, now) else {
      let busy = Notice(code: .tooManyRequests, proof: .plainShape, retryAfter: .seconds(6))
      return .answer(.notice(busy), after: .zero)
    }
    guard resolves(parcel.seller.gateway.address.family, now) else { return .answer(unresolved, after: .zero) }
    let fault = deliveryFaults.isEmpty ? nil : deliveryFaults.removeFirst()
    if let admission = admit(parcel, scripted: fault) { return admission }
    if setup.profile == .rc1, redeeming.contains(parcel.payment) {
      return .answer(notice(.duplicateInflight), after: .zero)
    }
    if setup.needsRegistration, setup.profile != .cd7a937, !registered.contains(parcel.mac) {
      return .answer(notice(.clientNotRegistered), after: .milliseconds(1600))
    }
    if let notSelling, now < notSelling.end { return .answer(notice(.serviceUnavailable), after: .zero) }
    guard price(mint: parcel.mint, parcel.unit) != nil else {
      return .answer(notice(setup.profile == .cd7a937 ? .processingFailed : .mintNotAccepted), after: .zero)
    }
    return redeem(parcel, fault)
  }

  private var unresolved: Delivery {
    setup.profile == .cd7a937
      ? notice(.macAddressLookupFailed) : .notice(Notice(code: .deviceUnresolved, proof: .plainShape))
  }

  private mutating func redeem(_ parcel: Parcel, _ fault: DeliveryFault?) -> Admission {
    redeeming.append(parcel.payment)
    return .redeem(Redemption(parcel: parcel, gateway: number, generation: generation, fault: fault))
  }

  private mutating func admit(_ parcel: Parcel, scripted fault: DeliveryFault?) -> Admission? {
    switch fault {
    case .notice(let code, let signing, taken: false):
      return .answer(.notice(Notice(code: code, proof: proof(signing))), after: .zero)
    case .unreadable(let status, taken: false): return .answer(.unreadable(status: status), after: .zero)
    case .requestLost: return .nothing
    case .notice, .unreadable, .replyLost, .connectionRefused, .crashAfterSwap, .swapTimesOut, .grantPending,
      .gateFails, .grant, .slow, nil:
      return nil
    }
  }

  func proof(_ signing: Signing) -> NoticeProof {
    switch signing {
    case .own: .signed(key)
    case .other: .signed(GatewayModel.key(number, .max))
    case .plain: .plainShape
    case .none: .unsigned
    }
  }

  func price(mint: Int, _ unit: CurrencyUnit) -> (sats: UInt64, fewest: UInt64)? {
    guard sells.contains(mint) else { return nil }
    for price in setup.prices where price.mint == mint && price.unit == unit {
      if let sats = scaled(price.price) { return (sats.count, max(price.minimumSteps, 1)) }
    }
    return nil
  }

  /// What it says when its mint doesn't swap.
  func refusal(_ refusal: MintModel.Refusal) -> Delivery {
    let old = setup.profile == .cd7a937
    switch refusal {
    case .spent: return old ? notice(.processingFailed, saysSpent: true) : notice(.tokenSpent)
    case .silent: return notice(old ? .processingFailed : .mintUnreachable)
    case .expired: return notice(old ? .processingFailed : .keysetExpired)
    case .tooSmall: return notice(old ? .processingFailed : .belowSwapFee)
    case .pending, .unknown: return notice(.processingFailed)
    }
  }

  var timeout: Delivery { notice(setup.profile == .cd7a937 ? .processingTimeout : .outcomeUnknown) }
  var gateCode: NoticeCode { setup.profile == .cd7a937 ? .sessionError : .gateOpenFailed }

  /// How many units a net amount buys; floor division, the rest is the gateway's (facts §1.3).
  func allotment(net: UInt64, mint: Int, _ unit: CurrencyUnit) -> UInt64? {
    guard let price = price(mint: mint, unit) else { return nil }
    let steps = net / price.sats
    guard steps >= price.fewest else { return nil }
    let (allotment, overflow) = steps.multipliedReportingOverflow(by: stepSize)
    return overflow ? .max : allotment
  }

  /// The 1022 for a total, spoilt as asked.
  mutating func grant(_ total: UInt64, spoilt fault: GrantFault?) -> Delivery {
    grants += 1
    var dice = Dice(seed: key.bytes.b ^ grants &* 0x9E37_79B9)
    var grant = Grant(
      id: EventID(Bytes32(dice.next(), dice.next(), dice.next(), grants)), key: key, metric: metric, allotment: total)
    switch fault {
    case .forged: return .unreadable(status: 200)
    case .otherKey: grant.key = GatewayModel.key(number, .max)
    case .wrongMetric: grant.metric = metric == .bytes ? .milliseconds : .bytes
    case .replayed: grant = lastGrant ?? grant
    case .short, nil: break
    }
    if fault == nil { lastGrant = grant }
    if takesNewKeys { changeKey() }
    return .granted(grant)
  }

  mutating func changeKey() {
    keysUsed += 1
    key = GatewayModel.key(number, keysUsed)
    forgetAdvertisement()
  }
}
