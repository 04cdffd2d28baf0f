#if Simulation
  import TollGateCore
  import TollGateSimulation

  /// One life from its beginning to its end, watched by everybody who was asked to watch.
  struct LifeRun: Observer {
    private(set) var onlooker: Onlooker
    private var oracle = Oracle()
    private var recorder: Recorder?
    private let print: ((Timeline.Line) -> Void)?
    /// Takes the recording piece by piece: a long one need not fit into memory.
    private let record: (([UInt8]) -> Void)?

    init(
      draws: Bool = false, record: (([UInt8]) -> Void)? = nil, print: ((Timeline.Line) -> Void)? = nil
    ) {
      self.record = record
      recorder = record == nil ? nil : Recorder()
      onlooker = Onlooker(keepsLines: print != nil, draws: draws)
      self.print = print
    }

    mutating func saw(_ step: Step, in world: borrowing World) {
      onlooker.saw(step, in: world)
      oracle.saw(step, in: world)
      recorder?.observe(step, in: world)
      if let record, step.index % 64 == 0, let lines = recorder?.take() { record(lines) }
      guard let print else { return }
      for line in onlooker.takeLines() where line.isTold { print(line) }
    }

    /// Runs a whole script.
    mutating func run(_ script: Script) {
      var world = World(script)
      world.run(until: script.until, observer: &self)
      onlooker.finish(world)
      if let record, let lines = recorder?.take() { record(lines) }
    }

    var totals: Totals { onlooker.totals }
    var violations: [Violation] { oracle.violations }
  }
#endif
