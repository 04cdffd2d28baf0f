import TollGateCore
import TollGateSimulation

struct Debug: Observer {
  static let from = CommandLine.arguments.compactMap { Int64($0) }.last ?? 0
  var lastServed = true
  var verbose: Bool
  mutating func saw(_ step: Step, in world: borrowing World) {
    let t = step.at.nanoseconds / 1_000_000
    if t > Debug.from, t < Debug.from + 60_000 { print(t, step.event, world.station.sessionViews(at: step.machineAt).first.map { ($0.used, $0.total, $0.renews as Any, $0.ends as Any) } as Any) }
    for e in step.effects { if case .report(let n) = e {
      switch n {
      case .gatewayStands, .purchaseFailed, .renewalFailed, .sessionOpened, .sessionEnded, .paymentStands, .exposed, .choreFailed, .purchaseBegun, .keyChanged, .gatewayLost, .gatewayFound, .stopEnded, .deliveryAnswered, .started, .journalFailed, .journalRecovered, .walletFailed, .advertisementChanged, .sellerSilent,.paymentClosed: if verbose { print(t, "note", n) }
      default: break }
    } }
    if world.isServed != lastServed { lastServed = world.isServed; print(t, "SERVED", lastServed) }
  }
  static func run(_ seed: UInt64, _ faulty: Bool, verbose: Bool) {
    let script = Script.day(seed: seed, faulty: faulty)
    for f in script.faults { print(f.at.nanoseconds / 1_000_000, f.fault) }
    var world = World(script)
    var d = Debug(verbose: verbose)
    world.run(until: script.until, observer: &d)
  }
}
