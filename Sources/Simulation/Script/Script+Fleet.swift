import TollGateCore

extension Script {
  /// So many ordinary days of one device of a fleet: a dozen troubles in each, none longer than a quarter of an hour, and every
  /// morning its owner fills the wallet.
  package static func fleet(seed: UInt64, device number: UInt64, days: Int64) -> Script {
    var dice = Dice(seed: seed ^ number &* 0x9E37_79B9_7F4A_7C15)
    var script = day(seed: dice.next(), faulty: false)
    var imagination = Imagination(seed: dice.next())
    for day in 0..<max(days, 1) {
      let morning = Interval.days(day)
      if day > 0 { script.faults += script.setup.purse.map { Scheduled(at: .start + morning, .fund($0)) } }
      for _ in 0..<12 {
        let at = imagination.moment(before: .start + .hours(23)) + morning
        let trouble = Scheduled(at: at, imagination.fault(script.setup))
        script.faults += [trouble] + imagination.endings(script.setup, from: [trouble], at: at + .minutes(15))
        script.faults += Script.undo(trouble.fault, script.setup).map { Scheduled(at: at + .minutes(15), $0) }
      }
    }
    script.faults.sort { $0.at < $1.at }
    script.until = .start + .days(max(days, 1))
    return script
  }

  /// Terms and wishes change for a while only.
  private static func undo(_ fault: Fault, _ setup: Setup) -> [Fault] {
    switch fault {
    case .policy: return [.policy(setup.policy)]
    case .link(let name, .dhcp): return setup.links.filter { $0.name == name }.map { .link(name, .dhcp($0.dhcp)) }
    case .gateway(let peer, let fault):
      let first = setup.gateways[peer]
      switch fault {
      case .price: return [.gateway(peer, .price(percent: 100))]
      case .stepSize: return [.gateway(peer, .stepSize(first.stepSize))]
      case .metric: return [.gateway(peer, .metric(first.metric))]
      case .mints: return [.gateway(peer, .mints(first.prices.map(\.mint)))]
      case .gateTakes: return [.gateway(peer, .gateTakes(first.gate))]
      case .latency: return [.gateway(peer, .latency(first.latency))]
      default: return []
      }
    default: return []
    }
  }
}
