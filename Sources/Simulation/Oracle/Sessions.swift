import TollGateCore

/// K16: a session ends only by its own link, address, route, used allotment, key, or D3.
struct Endings: Sendable {
  private struct Opened: Sendable {
    var seller: SellerID
    var gateway: GatewayID?
  }
  private var open: [Opened] = []
  private var steps = 0

  mutating func observe(_ step: Step, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings) {
    if case .started = step.event { open.removeAll() }
    for effect in step.effects {
      switch effect {
      case .report(.sessionOpened(let seller, _, _)): open.append(Opened(seller: seller))
      case .report(.sessionEnded(let story)):
        open.removeAll { $0.seller == story.seller }
        if !isRightful(story, step, witness, world) {
          findings.add(16, "a session ends as \(story.end) with \(story.total - story.used) of \(story.total) left")
        }
      default: continue
      }
    }
    guard world.isUp, world.substitute == nil else { return }
    steps += 1
    guard steps % 64 == 0 else { return }
    let views = world.station.sessionViews(at: witness.now)
    for session in open where !views.contains(where: { $0.seller == session.seller }) {
      findings.add(16, "a session is gone and nobody has ended it")
      open.removeAll { $0.seller == session.seller }
    }
  }

  private func isRightful(_ story: SessionStory, _ step: Step, _ witness: Witness, _ world: borrowing World) -> Bool {
    let link = story.seller.link
    let here = witness.looks.filter { $0.gateway.link == link && $0.advertisement?.key == story.seller.key }
    switch story.end {
    case .linkLost:
      if case .linksChanged = step.event { return true }
      if case .policyChanged = step.event { return true }
      return false
    case .keyChanged:
      return witness.looks.contains {
        $0.gateway.link == link && $0.advertisement.map { $0.key != story.seller.key } ?? false
      }
    case .vanished, .vanishedEarly:
      // All addresses of one seller speak of one session (A8).
      let absent = witness.readings.filter { $0.place.link == link && $0.absent > 0 }
      let first = absent.map(\.absentSince).min() ?? witness.now
      return absent.reduce(0) { $0 + $1.absent } >= Int(Pace.vanishAnswers) && witness.now - first >= Pace.vanishSpan
    case .usedUp:
      // An own count of bytes can't be exact to the last one: a thousandth is.
      if story.used >= story.total || (story.total - story.used) <= story.total / 1000 + 1 { return true }
      // Within two polls of the predicted end one "no session" is taken for the end (D3): a tenth, or what the traffic of
      // this moment carries in two seconds.
      let isGone = witness.readings.contains { $0.place.link == link && $0.absent > 0 }
      let flow = world.bytesPerSecond + (world.weather.strangers.max() ?? 0)
      let polls = story.offer.metric == .bytes ? flow * 2 : 2000
      if isGone, story.total - story.used <= max(story.total / 10, polls) { return true }
      // The gateway's own books: what it has counted to the end is used, whatever had been read of it.
      let mac = world.kernel.interfaces.first { $0.name == link }?.mac
      for gateway in world.gateways where gateway.key == story.seller.key {
        if gateway.sessions.contains(where: { $0.mac == mac && $0.hasEnded }) { return true }
      }
      let places = here.map(\.gateway.place)
      return witness.readings.contains { heard in
        guard case .reading(.usage(let used, let total)) = heard.usage else { return false }
        return used >= total && (places.isEmpty || places.contains(heard.place))
      }
    }
  }
}

/// K17: the world still for 5 s, and the machine's table equals it.
struct Tables: Sendable {
  private static let still = Interval.seconds(5)
  private var table = LinkTable()
  private var policy: LinkPolicy?
  /// The gateways that the table names under this policy.
  private var wanted: [GatewayID] = []
  private var since = Instant.start
  private var next = Instant.start

  mutating func observe(_ step: Step, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings) {
    guard step.at >= next else { return }
    next = step.at + .seconds(4)
    let new = world.kernel.table
    if new != table { since = step.at }
    let links = world.policy.links
    if new != table || policy != links {
      (table, policy) = (new, links)
      wanted = links.uplinks(in: new).map(\.id)
    }
    // A mute netlink is repaired by a poll within 30 s (A4); a driver that has ended is begun again (A5).
    let muted = world.weather.mutedUntil
    let isMute = muted > .start && step.at < muted + .seconds(30)
    guard world.isUp, world.watch.links, !isMute, witness.isRunning else {
      since = step.at
      return
    }
    guard step.at - since >= Tables.still, step.at - witness.lifeBegun >= Tables.still else { return }
    if witness.table != new { findings.add(17, "the machine was told another table than the kernel's") }
    guard world.substitute == nil else { return }
    let known = world.station.gatewayViews().map(\.id)
    if known != wanted { findings.add(17, "\(known.count) gateways are known where the kernel names \(wanted.count)") }
  }
}
