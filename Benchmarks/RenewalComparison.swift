import TollGateCore
import TollGateSimulation

/// Our renewal policy and the rival's over the same seeded days, with and without faults.
struct RenewalComparison {
  let days: Int

  func run() {
    print("\n\(days) seeded days, the same for both")
    Report.row("", "s without access", "requests/hour", "stranded", "lost")
    for faulty in [false, true] {
      let name = faulty ? "with faults" : "without faults"
      let ours = total(faulty, pilot: nil)
      row("\(name): ours", ours)
      for (cause, length) in ours.gapsByCause.prefix(8) where length >= .seconds(Int64(days)) {
        Report.row("  \(perDay(length)) s a day: \(cause.words)")
      }
      row("\(name): the rival's", total(faulty) { policy, _ in RivalPilot(policy: policy) })
    }
  }

  private func row(_ name: String, _ totals: Totals) {
    let requests = totals.requests.values.reduce(0, +)
    Report.row(
      name, "\(perDay(totals.simulated - totals.online)) a day", "\(requests / days / 24)",
      "\(totals.stranded.count) sat", "\(totals.unserved.count) sat of \(totals.spent.count)")
  }

  private func perDay(_ length: Interval) -> Double {
    Double(Int(Double(length.wholeMilliseconds) / 100 / Double(days))) / 10
  }

  private func total(_ faulty: Bool, pilot: PilotMaker?) -> Totals {
    var sum = Totals()
    for seed in 1...UInt64(days) {
      let script = Script.day(seed: seed, faulty: faulty)
      var world = World(script, pilot: pilot)
      var onlooker = Onlooker(keepsLines: false)
      world.run(until: script.until, observer: &onlooker)
      onlooker.finish(world)
      sum.add(onlooker.totals)
    }
    return sum
  }
}
