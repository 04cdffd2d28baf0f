import TollGateCore
import TollGateTrace

/// Runs recordings through the machine and tells each decision, until one differs.
struct ReplayTeller {
  let terminal: Terminal
  let asJSON: Bool
  private var steps = 0
  private var lives = 0

  init(terminal: Terminal, asJSON: Bool) {
    self.terminal = terminal
    self.asJSON = asJSON
  }

  /// False at the first decision that is not the recorded one.
  mutating func replay(_ bytes: [UInt8], after line: Int) throws(TraceMistake) -> Bool {
    var recording = try RecordingReader<Station, CollectionOfOne<[UInt8]>.Iterator>(bytes)
    var machine = Station(recording.opening)
    lives += 1
    while let step = try recording.next() {
      let decided = machine.handle(step.event, at: step.at)
      guard decided == step.effects else {
        tell(
          Divergence<Station>(
            line: line + recording.line, at: step.at, event: step.event, recorded: step.effects, decided: decided))
        return false
      }
      tell(step, machine.ledger)
      steps += 1
    }
    return true
  }

  func finish() {
    guard !asJSON else { return }
    let starts = lives == 1 ? "" : " in \(lives) lives"
    terminal.say(terminal.paint("\(steps) events\(starts): every decision was made again.", .green))
  }

  private func tell(_ step: RecordedStep<Station>, _ ledger: Ledger) {
    guard !asJSON else { return terminal.say(String(decoding: Trace.line(step), as: UTF8.self)) }
    let wording = Wording(now: step.at, ledger: ledger)
    for effect in step.effects {
      terminal.say("\(terminal.paint(Wording.clock(step.at), .faint))  \(wording.effect(effect))")
    }
  }

  private func tell(_ divergence: Divergence<Station>) {
    terminal.say(terminal.paint("A decision differs: the program that recorded this decided otherwise.", .red))
    terminal.say(divergence.description)
  }
}

extension TraceMistake {
  /// The same mistake, counted from the beginning of the file.
  func moved(by lines: Int) -> TraceMistake {
    TraceMistake(line: line + lines, column: column, path: path, problem)
  }
}
