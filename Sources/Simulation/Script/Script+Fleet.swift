import TollGateCore

extension Script {
  /// So many ordinary days of one device of a fleet, a dozen troubles in each; every morning its owner fills the wallet.
  package static func fleet(seed: UInt64, device number: UInt64, days: Int64) -> Script {
    var dice = Dice(seed: seed ^ number &* 0x9E37_79B9_7F4A_7C15)
    var script = day(seed: dice.next(), faulty: true)
    let purse = script.setup.purse
    for day in 1..<max(days, 1) {
      let morning = Interval.days(day)
      script.faults += purse.map { Scheduled(at: .start + morning, .fund($0)) }
      script.faults += Script.day(seed: dice.next(), faulty: true).faults.map {
        Scheduled(at: $0.at + morning, $0.fault)
      }
    }
    script.until = .start + .days(max(days, 1))
    return script
  }
}
