import TollGateCore
import TollGateSimulation

/// Events a second through the bare station: a recorded mix of random lives, handled again without the world.
struct ReducerBenchmark {
  private struct Life {
    var policy: Policy
    var seed: UInt64
    var events: [(at: Instant, event: Event)] = []
  }

  private struct Recorder: Observer {
    var lives: [Life] = []

    mutating func saw(_ step: Step, in world: borrowing World) {
      if case .started = step.event { lives.append(Life(policy: world.policy, seed: world.script.seed)) }
      guard !lives.isEmpty else { return }
      lives[lives.count - 1].events.append((step.machineAt, step.event))
    }
  }

  func run() {
    var recorder = Recorder()
    for seed in 1...40 as ClosedRange<UInt64> {
      var world = World(seed: seed)
      world.run(observer: &recorder)
    }
    let count = recorder.lives.reduce(0) { $0 + $1.events.count }
    var effects = 0
    let samples = (0..<7).map { _ in
      Double(count) / Report.seconds { for life in recorder.lives { effects &+= replay(life) } }
    }
    Report.rates("reducer, a mix of \(count) events", target: 2e6, unit: "events/s", samples)
    precondition(effects > 0, "a station that asks for nothing was measured")
  }

  private func replay(_ life: Life) -> Int {
    var station = Station(policy: life.policy, seed: life.seed)
    var effects = 0
    for (at, event) in life.events {
      effects &+= station.handle(event, at: at).count
      if station.deadline == nil { effects &+= 1 }
    }
    return effects
  }
}
