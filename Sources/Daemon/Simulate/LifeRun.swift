#if Simulation
  import TollGateCore
  import TollGateSimulation

  /// One life from its beginning to its end, watched by everybody who was asked to watch.
  struct LifeRun: Observer {
    private(set) var witness: Onlooker
    private(set) var violations: [String] = []
    private var recorder: Recorder?
    private let print: ((Timeline.Line) -> Void)?
    /// Takes the recording piece by piece: a long one need not fit into memory.
    private let record: (([UInt8]) -> Void)?

    init(
      draws: Bool = false, record: (([UInt8]) -> Void)? = nil, print: ((Timeline.Line) -> Void)? = nil
    ) {
      self.record = record
      recorder = record == nil ? nil : Recorder()
      witness = Onlooker(keepsLines: print != nil, draws: draws)
      self.print = print
    }

    mutating func saw(_ step: Step, in world: borrowing World) {
      witness.saw(step, in: world)
      recorder?.observe(step, in: world)
      if let record, step.index % 64 == 0, let lines = recorder?.take() { record(lines) }
      guard let print else { return }
      for line in witness.takeLines() where line.isTold { print(line) }
    }

    /// Runs a whole script.
    mutating func run(_ script: Script) {
      var world = World(script)
      world.run(until: script.until, observer: &self)
      witness.finish(world)
      if let record, let lines = recorder?.take() { record(lines) }
    }

    var totals: Totals { witness.totals }
  }
#endif
