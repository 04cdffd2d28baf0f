import TollGateCore

/// K3: nothing is paid where nothing may be paid, and what is bought is the cheapest that could be had.
struct FairPurchase: Sendable {
  private struct Asked: Sendable {
    var id: OperationID
    var gateway: GatewayID?
    var requests: [QuoteRequest]
    var answers: [QuoteAnswer] = []
  }
  private var quotes: [Asked] = []
  /// Sellers that have granted something on an attachment.
  private var proven: [Seller] = []
  private var grants: [EventID] = []

  mutating func observe(_ step: Step, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings) {
    hear(step, witness)
    for effect in step.effects {
      guard case .ask(let id, let request) = effect else { continue }
      switch request {
      case .quote(let requests):
        let gateway = FairPurchase.decided(witness)
        quotes.removeAll { $0.gateway == gateway }
        quotes.append(Asked(id: id, gateway: gateway, requests: requests))
        checkRequests(requests, witness, world, &findings)
      case .prepare(let order): checkChoice(order, &findings)
      case .deliver(let payment, let seller, _): checkDelivery(payment, seller, witness, world, &findings)
      default: continue
      }
    }
  }

  private mutating func hear(_ step: Step, _ witness: Witness) {
    switch step.event {
    case .started:
      quotes.removeAll()
      proven.removeAll()
    case .answered(let id, .quoted(let answers)):
      if let index = quotes.firstIndex(where: { $0.id == id }) { quotes[index].answers = answers }
    case .answered(_, .looked(let report)):
      // Another key at an address of the link makes the old one a stranger again.
      guard case .look(let gateway, _)? = witness.answered?.request, case .advertisement(let new) = report.offer else {
        return
      }
      proven.removeAll { $0.gateway.link == gateway.link && $0.key != new.key }
    case .answered(_, .delivered(.granted(let grant))):
      // Only a 1022 that counts proves anything: of the metric that was paid for, and never seen before (C6).
      guard case .deliver(let payment, let seller, _)? = witness.answered?.request, grant.key == seller.key,
        grant.allotment > 0, witness.order(payment)?.order.offer.metric == grant.metric, !grants.contains(grant.id)
      else { return }
      grants.append(grant.id)
      proven.append(seller)
    default: return
    }
  }

  private func checkDelivery(
    _ payment: OperationID, _ seller: Seller, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings
  ) {
    guard let uplink = witness.uplinks.first(where: { $0.id == seller.gateway }) else {
      return findings.add(3, "a token goes to a gateway that is lost")
    }
    if world.policy.paid == .carrying, !uplink.carrying { findings.add(3, "a gateway on standby is paid") }
    if world.policy.trust.refusal(seller.key) != nil { findings.add(3, "an untrusted key is paid") }
    guard let look = witness.look(at: seller.gateway), let advertisement = look.advertisement else {
      return findings.add(3, "a gateway without a valid advertisement is paid")
    }
    if advertisement.key != seller.key { findings.add(3, "a token goes to a key that doesn't sign there") }
    if witness.now - look.at > Pace.freshness {
      findings.add(3, "a payment relies on an advertisement of \((witness.now - look.at).wholeSeconds) s ago")
    }
    guard let order = world.wallet.kept(payment)?.order else { return }
    checkPrice(order, advertisement, world.policy, &findings)
  }

  private func checkPrice(
    _ order: PaymentOrder, _ advertisement: Advertisement, _ policy: Policy, _ findings: inout Findings
  ) {
    let offer = advertisement.offers.first {
      $0.mint == order.offer.mint && $0.unit == order.offer.unit && $0.metric == order.offer.metric
    }
    guard let offer else { return findings.add(3, "what is paid for is not for sale") }
    guard let ceiling = policy.purchase.ceiling(offer.metric, offer.unit) else {
      return findings.add(3, "something without a ceiling is paid for")
    }
    if !offer.unitPrice.within(ceiling) { findings.add(3, "a price above the ceiling is paid") }
  }

  /// Where the answer came from that led to a question: a look's, or who we are there.
  private static func decided(_ witness: Witness) -> GatewayID? {
    switch witness.answered?.request {
    case .look(let gateway, _), .clarify(let gateway, _): gateway
    default: nil
    }
  }

  /// Every offer that might be acceptable is asked about, for as much as is wanted (C2).
  private func checkRequests(
    _ requests: [QuoteRequest], _ witness: Witness, _ world: borrowing World, _ findings: inout Findings
  ) {
    let policy = world.policy
    guard !requests.isEmpty, let gateway = FairPurchase.decided(witness), let seen = witness.look(at: gateway),
      let ad = seen.advertisement
    else { return }
    let isProven = proven.contains(Seller(gateway: seen.gateway, key: ad.key))
    for limits in policy.purchase.units {
      for offer in ad.offers where offer.unit == limits.unit {
        guard let ceiling = policy.purchase.ceiling(offer.metric, offer.unit), offer.unitPrice.within(ceiling),
          let least = offer.price.times(offer.fewestSteps), let mint = world.mint(offer.mint),
          world.wallet.available(mint: mint, offer.unit) >= least, witness.funds(offer.mint, offer.unit) >= least,
          !world.hasRunFast(ad.key)
        else { continue }
        guard let request = requests.first(where: { $0.offer == offer }) else {
          // Budgets are the same for every offer of a unit: one that is dearer in total may not fit them.
          if requests.contains(where: {
            ($0.offer.price.times($0.fewest) ?? .zero) >= least && $0.offer.unit == offer.unit
          }) {
            findings.add(3, "an acceptable offer of \(offer.mint.text) is left out")
          }
          continue
        }
        if isProven,
          world.station.ledger.seller(SellerID(link: seen.gateway.link, key: ad.key))?.run ?? 0 < Pace.blindRun
        {
          let wanted = policy.purchase.increment(offer.metric) / max(offer.stepSize, 1)
          let affordable = request.limit.count / max(offer.price.count, 1)
          if request.most < min(wanted, affordable) {
            findings.add(3, "less is asked for than is wanted and affordable")
          }
        }
      }
    }
  }

  /// The order is the cheapest of the quotes in the first unit that has any (B7).
  private mutating func checkChoice(_ order: PaymentOrder, _ findings: inout Findings) {
    // Purchases of several sellers may be quoted side by side; each order follows its own answer, some time later.
    guard let index = quotes.firstIndex(where: { $0.gateway == order.seller.gateway && !$0.answers.isEmpty }) else {
      return findings.add(3, "something is bought that was never quoted")
    }
    let quote = quotes.remove(at: index)
    var chosen: Quote?
    for (request, answer) in zip(quote.requests, quote.answers) {
      if case .quote(let each) = answer, request.offer == order.offer { chosen = each }
    }
    guard let chosen, chosen.steps == order.steps else {
      return findings.add(3, "other steps are bought than were quoted")
    }
    let price = Price(sats: chosen.gross, per: chosen.steps &* order.offer.stepSize)
    var unit: CurrencyUnit?
    for (request, answer) in zip(quote.requests, quote.answers) {
      guard case .quote(let other) = answer, other.gross <= request.limit else { continue }
      unit = unit ?? request.offer.unit
      guard request.offer.unit == unit else { continue }
      if Price(sats: other.gross, per: other.steps &* request.offer.stepSize).cheaper(than: price) {
        findings.add(3, "\(chosen.gross.count) sats are paid where \(other.gross.count) buy more")
      }
    }
    if let unit, unit != order.offer.unit { findings.add(3, "a unit is spent that the owner likes less") }
  }
}

/// K13: no purchase while the newest reading leaves half or more.
struct Patience: Sendable {
  mutating func observe(_ step: Step, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings) {
    for effect in step.effects {
      guard case .ask(_, .prepare(let order)) = effect else { continue }
      // Where our own meter rules, the gateway's word only checks it (D2).
      guard world.policy.meters.kinds(order.offer.metric).first == .gateway,
        let heard = witness.reading(at: order.seller.gateway.place), heard.at >= witness.now - Pace.farPoll,
        case .reading(.usage(var used, let total)) = heard.usage
      else { continue }
      // Asked three times and not answered, the gateway has no newest reading: then our own clock rules (D4, E2).
      if heard.misses >= Pace.usageTries {
        guard order.offer.metric == .milliseconds else { continue }
        used += UInt64(max((witness.now - heard.at).wholeMilliseconds, 0))
      }
      guard used < total else { continue }
      if total - used >= total - total / 2 {
        findings.add(13, "more is bought while \(total - used) of \(total) are left")
      }
    }
  }
}

extension WalletModel {
  /// What is free at one mint in one unit.
  func available(mint: Int, _ unit: CurrencyUnit) -> Sats {
    guard let account = accounts.first(where: { $0.mint == mint && $0.unit == unit }) else { return .zero }
    var sum = Sats.zero
    for coin in coins where coin.mint == account.mint && coin.use == .free { sum += Sats(coin.amount) }
    return sum
  }
}
