#if Simulation
  import TollGateCore
  import TollGateSimulation

  /// One life from its beginning to its end, watched by everybody who was asked to watch.
  struct LifeRun: Observer {
    private(set) var witness: Witness
    private(set) var violations: [String] = []
    private let print: ((Timeline.Line) -> Void)?

    init(draws: Bool = false, print: ((Timeline.Line) -> Void)? = nil) {
      witness = Witness(keepsLines: print != nil, draws: draws)
      self.print = print
    }

    mutating func saw(_ step: Step, in world: borrowing World) {
      witness.saw(step, in: world)
      guard let print else { return }
      for line in witness.takeLines() where line.isTold { print(line) }
    }

    /// Runs a whole script.
    mutating func run(_ script: Script) {
      var world = World(script)
      world.run(until: script.until, observer: &self)
      witness.finish(world)
    }

    var totals: Totals { witness.totals }
  }
#endif
