package import TollGateCore

/// Buys like the Go module's upstream client at cd7a937: asks for usage each second, renews at a fixed offset, waits 10 s
/// between payments, writes nothing down, believes every meter, and knows no budget. For comparison only.
package struct RivalPilot: Pilot {
  private struct Uplink: Sendable {
    var gateway: GatewayID
    var offer: Offer?
    var key: PublicKey?
    var nextScan: Instant
    var nextPoll = Instant.never
    var lastPayment: Instant?
    var isPaying = false
  }

  private enum Asked: Sendable {
    case look, meter, quote, prepare(PaymentOrder), deliver(OperationID)
  }

  private struct Question: Sendable {
    var id: OperationID
    var gateway: GatewayID
    var asked: Asked
  }

  private let policy: Policy
  private var epoch: UInt64 = 0
  private var number: UInt64 = 0
  private var uplinks: [Uplink] = []
  private var questions: [Question] = []
  private var effects: [Effect] = []
  private var now = Instant.start
  /// What is left when it renews, in units of the metric.
  private let offset: (milliseconds: UInt64, bytes: UInt64)

  package init(policy: Policy, offset: (milliseconds: UInt64, bytes: UInt64) = (5_000, 5_000_000)) {
    self.policy = policy
    self.offset = offset
  }

  package var deadline: Instant? {
    var first: Instant?
    for uplink in uplinks {
      let next = min(uplink.nextScan, uplink.nextPoll)
      first = min(first ?? next, next)
    }
    return first
  }

  package mutating func handle(_ event: Event, at now: Instant) -> [Effect] {
    self.now = now
    effects = []
    switch event {
    case .started(let start):
      epoch = start.epoch
      effects = [.begin(.links), .begin(.funds)]
    case .linksChanged(let table): follow(table)
    case .answered(let id, let answer): hear(id, answer)
    case .wokeUp: wake()
    case .driverEnded(let driver): effects = [.begin(driver)]
    case .fundsChanged, .policyChanged, .wallClockChanged, .commanded, .stopping: break
    }
    return effects
  }

  private mutating func follow(_ table: LinkTable) {
    var found: [GatewayID] = []
    for route in table.routes where route.family == .v4 {
      guard let address = route.gateway, let link = table.links.first(where: { $0.name == route.link }) else {
        continue
      }
      found.append(GatewayID(link: link.name, address: address, attachment: link.attachment))
    }
    uplinks.removeAll { !found.contains($0.gateway) }
    for gateway in found where !uplinks.contains(where: { $0.gateway == gateway }) {
      uplinks.append(Uplink(gateway: gateway, nextScan: now + .milliseconds(1)))
    }
  }

  private mutating func wake() {
    for index in uplinks.indices {
      if uplinks[index].nextScan <= now {
        uplinks[index].nextScan = now + .seconds(30)
        if uplinks[index].offer == nil { ask(index, .look, .look(uplinks[index].gateway, within: .seconds(10))) }
      }
      guard uplinks[index].nextPoll <= now, let offer = uplinks[index].offer else { continue }
      uplinks[index].nextPoll = now + .seconds(1)
      let target = MeterTarget(kind: .gateway, gateway: uplinks[index].gateway, metric: offer.metric)
      ask(index, .meter, .meter(target))
    }
  }

  private mutating func ask(_ uplink: Int, _ asked: Asked, _ request: Request) {
    number += 1
    let id = OperationID(epoch: epoch, number: number)
    questions.append(Question(id: id, gateway: uplinks[uplink].gateway, asked: asked))
    effects.append(.ask(id, request))
  }

  private mutating func hear(_ id: OperationID, _ answer: Answer) {
    guard let place = questions.firstIndex(where: { $0.id == id }) else { return }
    let question = questions.remove(at: place)
    guard let index = uplinks.firstIndex(where: { $0.gateway == question.gateway }) else { return }
    switch (question.asked, answer) {
    case (.look, .looked(let report)):
      guard case .advertisement(let advertisement) = report.offer else { return }
      uplinks[index].offer = advertisement.offers.first { policy.mints.contains($0.mint) }
      uplinks[index].key = advertisement.key
      uplinks[index].nextPoll = now + .milliseconds(1)
    case (.meter, .metered(let usage)): metered(index, usage)
    case (.quote, .quoted(let quotes)): quoted(index, quotes)
    case (.prepare(let order), .prepared):
      ask(index, .deliver(order.id), .deliver(payment: order.id, to: order.seller, within: .seconds(30)))
    case (.deliver(let payment), .delivered):
      number += 1
      effects.append(.ask(OperationID(epoch: epoch, number: number), .settle(payment: payment, .spent)))
      uplinks[index].isPaying = false
    default: uplinks[index].isPaying = false
    }
  }

  private mutating func metered(_ index: Int, _ usage: UsageAnswer) {
    guard let offer = uplinks[index].offer, !uplinks[index].isPaying else { return }
    if let last = uplinks[index].lastPayment, now - last < .seconds(10) { return }
    switch usage {
    case .nothing: return
    case .reading(.usage(let used, let total)):
      let margin = offer.metric == .bytes ? offset.bytes : offset.milliseconds
      if total > used, total - used > margin { return }
    case .reading: break
    }
    uplinks[index].lastPayment = now
    uplinks[index].isPaying = true
    let steps = max(policy.purchase.increment(offer.metric) / offer.stepSize, offer.fewestSteps)
    let request = QuoteRequest(
      offer: offer, fewest: steps, most: steps, limit: Sats(.max), overpayment: Sats(100), mayContactMint: true)
    ask(index, .quote, .quote([request]))
  }

  private mutating func quoted(_ index: Int, _ quotes: [QuoteAnswer]) {
    guard let offer = uplinks[index].offer, let key = uplinks[index].key, case .quote(let quote)? = quotes.first else {
      uplinks[index].isPaying = false
      return
    }
    number += 1
    let order = PaymentOrder(
      id: OperationID(epoch: epoch, number: number), seller: Seller(gateway: uplinks[index].gateway, key: key),
      offer: offer, steps: quote.steps, limit: quote.gross, mayContactMint: true)
    ask(index, .prepare(order), .prepare(order))
  }
}
