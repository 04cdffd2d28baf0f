package import TollGateCore

extension GatewayModel {
  /// What the gateway keeps per client, in memory only.
  package struct Session: Hashable, Sendable {
    package var mac: MACAddress
    package var link: LinkName
    package var metric: Metric
    /// Cumulative, as the gateways count.
    package var allotment: UInt64
    /// Milliseconds: the clock runs from here.
    var begun: Instant
    /// Bytes: so many at `anchor`, growing at `rate` from there.
    var used: UInt64
    var anchor: Instant
    var rate: UInt64
    /// Our part of the rate; the rest is a stranger's behind the same address.
    var ownRate: UInt64 = 0
    var opens: Instant
    /// Bytes: there is a baseline, and so a usage, from here on.
    var metered: Instant
    /// The gate never really opened: nodogsplash doesn't know the client.
    var isStuck: Bool
    var hasEnded: Bool

    /// Bytes that went through by now.
    func bytes(_ now: Instant) -> UInt64 {
      let since = max(anchor, opens)
      guard now > since, rate > 0, !isStuck else { return used }
      return used &+ Session.product(rate, UInt64((now - since).nanoseconds))
    }

    /// Bytes at a rate over nanoseconds, in full width.
    static func product(_ rate: UInt64, _ nanoseconds: UInt64) -> UInt64 {
      let wide = rate.multipliedFullWidth(by: nanoseconds)
      let second: UInt64 = 1_000_000_000
      return wide.high >= second ? .max : second.dividingFullWidth(wide).quotient
    }

    /// Whole seconds, or whole KiB.
    func shownUsage(_ now: Instant) -> UInt64 {
      if metric == .bytes { return isStuck ? 0 : bytes(now) / 1024 * 1024 }
      return UInt64(max((now - begun).wholeSeconds, 0)) * 1000
    }

    /// When it will be over, if nothing changes. Bytes are looked at every 2 s, so a little more gets through.
    package var closes: Instant? {
      guard metric == .bytes else {
        return begun + Interval(nanoseconds: Int64(clamping: allotment)) * 1_000_000
      }
      if used >= allotment { return Session.nextCheck(anchor) }
      guard rate > 0, !isStuck else { return nil }
      let wide = (allotment - used).multipliedFullWidth(by: 1_000_000_000)
      guard wide.high < rate else { return nil }
      let nanoseconds = rate.dividingFullWidth(wide).quotient &+ 1
      return Session.nextCheck(max(anchor, opens) + Interval(nanoseconds: Int64(clamping: nanoseconds)))
    }

    private static func nextCheck(_ instant: Instant) -> Instant {
      let span = Interval.seconds(2).nanoseconds
      let (rounded, overflow) = ((instant.nanoseconds + span - 1) / span).multipliedReportingOverflow(by: span)
      return overflow ? .never : Instant(nanoseconds: rounded)
    }

    package func isOpen(_ now: Instant) -> Bool {
      guard !hasEnded, !isStuck, now >= opens else { return false }
      return closes.map { now < $0 } ?? true
    }
  }

  package func session(_ mac: MACAddress) -> Session? { sessions.first { $0.mac == mac } }

  /// Whether this client's packets get through to the world.
  package func carries(_ mac: MACAddress, _ now: Instant) -> Bool {
    now >= noEgressUntil && now >= offUntil && (session(mac)?.isOpen(now) ?? false)
  }

  /// Brings every session up to now: what has run out ends at its own moment.
  mutating func settle(_ now: Instant) {
    for index in sessions.indices where !sessions[index].hasEnded {
      guard let closes = sessions[index].closes, closes <= now else { continue }
      sessions[index].used = sessions[index].bytes(closes)
      sessions[index].anchor = closes
      sessions[index].rate = 0
      sessions[index].hasEnded = true
    }
  }

  /// From now on a session's traffic flows at these rates. Says how many of our bytes went through since the last change.
  mutating func setRate(_ index: Int, own: UInt64, stranger: UInt64, _ now: Instant) -> UInt64 {
    guard !sessions[index].hasEnded else { return 0 }
    let before = sessions[index].anchor
    let end = sessions[index].closes.map { min($0, now) } ?? now
    let open = max(min(end, now) - max(before, sessions[index].opens), .zero)
    let through = sessions[index].isStuck ? 0 : Session.product(sessions[index].ownRate, UInt64(open.nanoseconds))
    sessions[index].used = sessions[index].bytes(end)
    sessions[index].anchor = end
    settle(now)
    if !sessions[index].hasEnded {
      sessions[index].anchor = now
      sessions[index].ownRate = own
      sessions[index].rate = own &+ stranger
    }
    return through
  }

  /// Adds a purchase to a session as this version does (facts §1.3, §9.1), and says what the total is now.
  mutating func credit(_ mac: MACAddress, _ link: LinkName, _ added: UInt64, _ now: Instant) -> UInt64 {
    settle(now)
    let stuck = setup.needsRegistration && !registered.contains(mac)
    guard let index = sessions.firstIndex(where: { $0.mac == mac }) else {
      sessions.append(
        Session(
          mac: mac, link: link, metric: metric, allotment: added, begun: now, used: 0, anchor: now, rate: 0,
          opens: now + setup.authDelay, metered: now + setup.authDelay, isStuck: stuck, hasEnded: false))
      return added
    }
    let ended = sessions[index].hasEnded
    let old = sessions[index].metric != metric || ended && setup.profile == .rc1 ? 0 : sessions[index].allotment
    if ended || sessions[index].metric != metric || setup.authDelay == .zero {
      sessions[index].used = 0
      sessions[index].anchor = now
    }
    if ended { sessions[index].opens = now + setup.authDelay }
    if ended { sessions[index].metered = now + setup.authDelay }
    sessions[index].begun = now
    sessions[index].metric = metric
    sessions[index].link = link
    sessions[index].allotment = old &+ added
    sessions[index].isStuck = stuck
    sessions[index].hasEnded = false
    return sessions[index].allotment
  }
}
