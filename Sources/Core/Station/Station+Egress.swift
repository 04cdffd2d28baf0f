/// Whether paid access really carries: one small check after each grant (C9).
extension Station {
  /// What is asked: the configured target, else a mint of the config that stands outside.
  /// Each check asks the next mint: one that is down must not make good access look bad.
  func egressTarget(_ check: UInt8 = 0) -> EgressTarget? {
    switch policy.egress {
    case .off: return nil
    case .host(let host): return .host(host)
    case .anyMint:
      let outside = policy.mints.filter { !$0.isLocal(to: table) }
      return outside.isEmpty ? nil : .mint(outside[Int(check) % outside.count])
    }
  }

  mutating func advanceEgress(_ seller: Int) {
    guard sellers[seller].egressDue <= now, let check = egressCheck(seller) else { return }
    let link = sellers[seller].id.link
    guard let target = egressTarget(check) else {
      sellers[seller].session?.egress = .off
      return
    }
    let operation = ask(
      .reach(target, over: link, within: Pace.egressLimit), for: .egress(sellers[seller].id))
    sellers[seller].session?.egress = .asking(operation, check: check)
  }

  private func egressCheck(_ seller: Int) -> UInt8? {
    if case .due(_, let check)? = sellers[seller].session?.egress { check } else { nil }
  }

  mutating func egressAnswered(_ id: SellerID, _ egress: Egress) {
    guard let seller = sellerIndex(id), let session = sellers[seller].session,
      case .asking(_, let check) = session.egress
    else { return }
    let untimely = egress == .untimelyCertificate && !(wall?.synchronised ?? false)
    if egress == .answered || untimely {
      sellers[seller].session?.egress = .proved
      report(.egressProved(id))
      askMintsAnew()
    } else {
      let next = check < .max ? check + 1 : UInt8(Pace.egressChecks.count)
      let time = nextEgress(next, since: session.granted)
      sellers[seller].session?.egress = .due(time, check: next)
    }
  }

  /// 0, 5 and 15 s after the grant, then every 30 s; later only where an answer was late (C9).
  private func nextEgress(_ check: UInt8, since granted: Instant) -> Instant {
    let planned = Pace.egressChecks
    if Int(check) < planned.count { return max(granted + planned[Int(check)], now + Pace.nearPoll) }
    let rounds = Int64(check) - Int64(planned.count) + 1
    let time = granted + (planned.last ?? .zero) + Pace.egressEvery * rounds
    return time > now ? time : now + Pace.egressEvery
  }

  mutating func cancelEgress(_ seller: Int) {
    if case .asking(let operation, _)? = sellers[seller].session?.egress { cancel(operation) }
  }
}
