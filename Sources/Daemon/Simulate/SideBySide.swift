#if Simulation
  import Glibc
  import TollGateSimulation

  /// What is kept of one life among many.
  struct LifeOutcome: Sendable {
    var seed: UInt64
    var totals: Totals
    var violations: [Violation]

    init(_ script: Script) {
      var life = LifeRun()
      life.run(script)
      (seed, totals, violations) = (script.seed, life.totals, life.violations)
    }
  }

  /// Runs many lives at once, one per processor.
  enum SideBySide {
    /// Hears of each life as soon as it is over, in no particular order.
    static func run(
      _ count: UInt64, _ script: @escaping @Sendable (UInt64) -> Script, _ hear: (LifeOutcome, _ number: UInt64) -> Void
    ) async {
      let lanes = UInt64(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1))
      await withTaskGroup(of: (LifeOutcome, UInt64).self) { group in
        for number in 0..<count {
          if number >= lanes, let (outcome, number) = await group.next() { hear(outcome, number) }
          group.addTask { @concurrent in (LifeOutcome(script(number)), number) }
        }
        for await (outcome, number) in group { hear(outcome, number) }
      }
    }
  }
#endif
