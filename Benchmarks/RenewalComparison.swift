import TollGateCore
import TollGateSimulation

/// Our renewal policy and the rival's over the same seeded days, with and without faults.
struct RenewalComparison {
  let days: Int

  private struct Sum {
    var withoutService = Interval.zero
    var requests = 0
    var stranded: UInt64 = 0
    var lost: UInt64 = 0
    var spent: UInt64 = 0
  }

  func run() {
    print("\n\(days) seeded days, the same for both")
    Report.row("", "s without service", "requests/hour", "stranded", "lost")
    for faulty in [false, true] {
      let name = faulty ? "with faults" : "without faults"
      row("\(name): ours", total(faulty, pilot: nil))
      row("\(name): the rival's", total(faulty) { policy, _ in RivalPilot(policy: policy) })
    }
  }

  private func row(_ name: String, _ sum: Sum) {
    let perDay = Double(sum.withoutService.wholeMilliseconds) / 1000 / Double(days)
    Report.row(
      name, "\(Double(Int(perDay * 10)) / 10) a day", "\(sum.requests / days / 24)", "\(sum.stranded) sat",
      "\(sum.lost) sat of \(sum.spent)")
  }

  private func total(_ faulty: Bool, pilot: PilotMaker?) -> Sum {
    var sum = Sum()
    for seed in 1...UInt64(days) {
      let script = Script.day(seed: seed, faulty: faulty)
      var world = World(script, pilot: pilot)
      world.run(until: script.until)
      add(world, &sum)
    }
    return sum
  }

  private func add(_ world: World, _ sum: inout Sum) {
    var last = Instant.start
    var served = false
    for change in world.books.service {
      if !served { sum.withoutService = sum.withoutService + (change.at - last) }
      last = change.at
      served = change.isServed
    }
    if !served { sum.withoutService = sum.withoutService + (world.now - last) }
    sum.requests += world.books.requests.count
    for token in world.books.tokens {
      let fate = world.fate(of: token.payment)
      let credited = world.books.credits.contains { $0.payment == token.payment }
      sum.stranded += fate.unspent.count + fate.pending.count
      if fate.taken.count > 0, !credited { sum.lost += fate.taken.count }
      sum.spent += fate.taken.count
    }
  }
}
