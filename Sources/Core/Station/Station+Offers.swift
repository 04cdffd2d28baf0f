/// What an advertisement offers us: which offers may be asked about, or why none may (B5, B7, C2, C3).
enum OfferChoice: Hashable, Sendable {
  /// In the owner's order of units.
  case requests([QuoteRequest])
  case none(Reason)

  /// Trust aside, a renewal could be bought once there is money (B5).
  var isAcceptable: Bool {
    switch self {
    case .requests, .none(.noFunds): true
    case .none: false
    }
  }
}

extension Station {
  /// The offers that price, mints, funds and budgets allow. `minimal` asks for the fewest steps only (B6, C7).
  func chooseOffers(_ advertisement: Advertisement, seller: Int, minimal: Bool) -> OfferChoice {
    switch advertisement.metric {
    case .milliseconds, .bytes: break
    case .other: return .none(.unsupportedMetric)
    }
    var obstacle = Obstacle()
    var requests: [QuoteRequest] = []
    for limits in policy.purchase.units {
      guard let ceiling = policy.purchase.ceiling(advertisement.metric, limits.unit) else { continue }
      for offer in advertisement.offers where offer.unit == limits.unit {
        if let reason = refusal(of: offer, ceiling, limits, seller) {
          obstacle.note(reason)
        } else if let request = request(for: offer, limits, seller, minimal) {
          requests.append(request)
        }
      }
    }
    return requests.isEmpty ? .none(obstacle.reason) : .requests(requests)
  }

  /// Why an offer can't be taken; nil if it can.
  private func refusal(of offer: Offer, _ ceiling: Price, _ limits: UnitPolicy, _ seller: Int) -> Reason? {
    guard offer.price > .zero, offer.stepSize > 0 else { return .invalidAdvertisement(.noUsablePrice) }
    guard offer.unitPrice.within(ceiling), !ranTooFast(offer, ceiling, seller) else { return .tooDear }
    let available = available(offer.mint, offer.unit)
    guard policy.mints.contains(offer.mint) || available > .zero else { return .noCommonMint }
    guard available > .zero else { return .noFunds(available: available) }
    let allowed = ledger.allowance(limits, link: sellers[seller].id.link, at: now)
    guard let least = offer.price.times(offer.fewestSteps), least <= allowed.sats else {
      return allowed.bound == .exposure ? .stopped(.blindInTotal) : .overBudget(allowed.bound)
    }
    return least <= available ? nil : .noFunds(available: available)
  }

  private func ranTooFast(_ offer: Offer, _ ceiling: Price, _ seller: Int) -> Bool {
    let total = sellers[seller].session?.gauge.total ?? 0
    return (sellers[seller].session?.own ?? rememberedMeter(seller)).isTooDear(
      offer.unitPrice, ceiling: ceiling, total: total, percent: policy.meters.driftPercent)
  }

  /// What our own meter found in sessions of the last hour.
  func rememberedMeter(_ seller: Int) -> OwnMeter {
    now < sellers[seller].ownUntil ? sellers[seller].own : OwnMeter()
  }

  func available(_ mint: MintURL, _ unit: CurrencyUnit) -> Sats {
    var sum = Sats.zero
    for fund in funds where fund.mint == mint && fund.unit == unit { sum += fund.available }
    return sum
  }

  private func request(for offer: Offer, _ limits: UnitPolicy, _ seller: Int, _ minimal: Bool) -> QuoteRequest? {
    let limit = ledger.allowance(limits, link: sellers[seller].id.link, at: now).sats
    let affordable = limit.count / offer.price.count
    let most = minimal ? offer.fewestSteps : min(wantedSteps(offer, seller), affordable)
    return QuoteRequest(
      offer: offer, fewest: offer.fewestSteps, most: max(most, offer.fewestSteps), limit: limit,
      overpayment: policy.purchase.overpayment, mayContactMint: isAnySessionOpen)
  }

  /// The increment, rounded down to steps; never less than the minimum, nor than 30 s at the measured rate (C2).
  private func wantedSteps(_ offer: Offer, _ seller: Int) -> UInt64 {
    let rate = offer.metric == .bytes ? sellers[seller].session?.gauge.rate ?? 0 : 1000
    let (floor, overflow) = rate.multipliedReportingOverflow(by: UInt64(Pace.purchaseFloor.wholeSeconds))
    let steps = overflow ? .max : floor / offer.stepSize + (floor % offer.stepSize == 0 ? 0 : 1)
    return max(policy.purchase.increment(offer.metric) / offer.stepSize, max(offer.fewestSteps, steps))
  }

  /// A purchase made while nothing is open must not wait for a mint that nobody can reach (F5).
  var isAnySessionOpen: Bool { sellers.contains { $0.hasSession } }
}

/// Of all obstacles the one that stood nearest to a purchase: that is the one to be told.
private struct Obstacle {
  var reason = Reason.noCeiling

  mutating func note(_ other: Reason) {
    if rank(other) > rank(reason) { reason = other }
  }

  private func rank(_ reason: Reason) -> Int {
    switch reason {
    case .invalidAdvertisement: 1
    case .tooDear: 2
    case .noCommonMint: 3
    case .noFunds: 4
    case .overBudget: 5
    case .stopped: 6
    default: 0
    }
  }
}
