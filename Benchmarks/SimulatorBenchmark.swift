import TollGateCore
import TollGateSimulation

/// Steps a second of whole worlds with every oracle looking on.
struct SimulatorBenchmark {
  func run() {
    let samples = (0..<5).map { _ in
      var steps: UInt64 = 0
      let seconds = Report.seconds {
        for seed in 1...40 as ClosedRange<UInt64> {
          var world = World(seed: seed)
          var oracle = Oracle()
          world.run(observer: &oracle)
          steps += world.steps
        }
      }
      return Double(steps) / seconds
    }
    Report.rates("simulator, every oracle", target: 3e5, unit: "steps/s", samples)
  }
}
