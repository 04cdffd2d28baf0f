import TollGateCore

/// Random lives under every oracle, one after the other or side by side.
package enum Soak {
  /// A seed whose life broke a law.
  package struct Failure: Sendable {
    package var seed: UInt64
    package var violations: [Violation]
  }

  /// What a stretch of seeds came to.
  package struct Outcome: Sendable {
    package var seeds = 0
    package var steps: UInt64 = 0
    /// Ordered by seed.
    package var failures: [Failure] = []
    package var firstFailure: Failure? { failures.first }
  }

  /// What a life breaks. It ends at the first step that breaks anything.
  package static func violations(_ script: Script) -> [Violation] { run(script).violations }

  package static func run(_ script: Script) -> (violations: [Violation], steps: UInt64) {
    var world = World(script)
    var oracle = Oracle()
    while let step = world.step(until: script.until) {
      let found = oracle.observe(step, world)
      if !found.isEmpty { return (found, world.steps) }
    }
    return ([], world.steps)
  }

  /// Lives one seed after the other; the first that fails ends it.
  package static func run(seeds: Range<UInt64>) -> Outcome {
    var outcome = Outcome()
    for seed in seeds {
      live(seed, &outcome)
      if !outcome.failures.isEmpty { break }
    }
    return outcome
  }

  private static func live(_ seed: UInt64, _ outcome: inout Outcome) {
    let (violations, steps) = run(Script.random(seed: seed))
    outcome.seeds += 1
    outcome.steps += steps
    if !violations.isEmpty { outcome.failures.append(Failure(seed: seed, violations: violations)) }
  }

  /// All of them, over so many tasks at once; failures don't stop it.
  @concurrent package static func run(seeds: Range<UInt64>, width: Int) async -> Outcome {
    await withTaskGroup(of: Outcome.self) { group in
      let width = UInt64(max(width, 1))
      for lane in 0..<width {
        group.addTask {
          var outcome = Outcome()
          var seed = seeds.lowerBound + lane
          while seed < seeds.upperBound, !Task.isCancelled {
            live(seed, &outcome)
            seed += width
          }
          return outcome
        }
      }
      var sum = Outcome()
      for await part in group {
        sum.seeds += part.seeds
        sum.steps += part.steps
        sum.failures += part.failures
      }
      sum.failures.sort { $0.seed < $1.seed }
      return sum
    }
  }
}
