import TollGateCore

extension Script {
  /// A random setup with random faults of every kind. The last third is left in peace, so that recovery can be seen.
  package static func random(seed: UInt64) -> Script {
    var imagination = Imagination(seed: seed &* 0x2545_F491_4F6C_DD1D ^ 0xC0FFEE)
    let setup = imagination.setup()
    let length = imagination.seconds(600...2400)
    var faults: [Scheduled] = []
    for _ in 0..<imagination.index(14) {
      let at = imagination.moment(before: .start + length * 2 / 3)
      faults.append(Scheduled(at: at, imagination.fault(setup)))
    }
    faults += imagination.endings(setup, from: faults, at: .start + length * 2 / 3)
    faults.sort { $0.at < $1.at }
    return Script(seed: seed, setup: setup, faults: faults, until: .start + length)
  }

  /// The same setup without any fault: what the service should be at best.
  package var undisturbed: Script { Script(seed: seed, setup: setup, faults: [], until: until) }

  /// Device `number` of a fleet that shares one seed.
  package static func fleet(seed: UInt64, device number: UInt64) -> Script {
    var dice = Dice(seed: seed ^ number &* 0x9E37_79B9_7F4A_7C15)
    return random(seed: dice.next())
  }
}

extension Imagination {
  /// What lasts for ever is ended before the peaceful third begins.
  mutating func endings(_ setup: Setup, from faults: [Scheduled], at end: Instant) -> [Scheduled] {
    var endings = [Scheduled(at: end, .calm)]
    for scheduled in faults {
      switch scheduled.fault {
      case .link(let name, .unplug): endings.append(Scheduled(at: end, .link(name, .plug)))
      case .link(let name, .carrier(false)): endings.append(Scheduled(at: end, .link(name, .carrier(true))))
      case .link(let name, .roam(network: nil)): endings.append(Scheduled(at: end, .link(name, .roam(network: 0))))
      case .link(let name, .lease(let family, false)):
        endings.append(Scheduled(at: end, .link(name, .lease(family, true))))
      case .gateway(let peer, .impostor): endings.append(Scheduled(at: end, .gateway(peer, .impostor(of: nil))))
      case .gateway(let peer, .newKeyEachPayment):
        endings.append(Scheduled(at: end, .gateway(peer, .newKeyEachPayment(false))))
      case .gateway(let peer, .strangerConsumes):
        endings.append(Scheduled(at: end, .gateway(peer, .strangerConsumes(0))))
      case .gateway(let peer, .swapTakes):
        endings.append(Scheduled(at: end, .gateway(peer, .swapTakes(setup.gateways[peer].swap))))
      default: continue
      }
    }
    return endings
  }
}
