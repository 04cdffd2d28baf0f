package import TollGateCore
import TollGateTrace

/// Plays a story: one life in the simulator, told scene by scene, each claim held against what was really seen.
package struct Storyteller: Sendable {
  package enum Piece: Sendable {
    case scene(title: String, words: String, at: Instant)
    case line(Timeline.Line)
    /// So many lines were left out, and what they came to.
    case summary(String)
    case claim(String, held: Bool)
  }

  package private(set) var world: World
  package private(set) var onlooker = Onlooker(draws: true)
  package private(set) var oracle = Oracle()
  package private(set) var allHeld = true
  private let scenes: [Scene]

  package init(setup: Setup, scenes: [Scene], seed: UInt64) {
    self.scenes = scenes
    let faults = scenes.flatMap(\.faults)
    world = World(Script(seed: seed, setup: setup, faults: faults, until: scenes.last?.until ?? .start))
  }

  package mutating func tell(_ hear: (Piece) -> Void) {
    for scene in scenes {
      hear(.scene(title: scene.title, words: scene.words, at: world.now))
      let evidence = play(scene, hear)
      for claim in scene.claims {
        let held = claim.holds(evidence)
        allHeld = allHeld && held
        hear(.claim(claim.words, held: held))
      }
    }
    onlooker.finish(world)
  }

  private mutating func play(_ scene: Scene, _ hear: (Piece) -> Void) -> Evidence {
    var seen = SceneObserver(onlooker: onlooker, evidence: Evidence(from: world.now, to: scene.until))
    let (taken, credited, arrived) = (world.books.takings.count, world.books.credits.count, world.books.arrivals.count)
    var told = 0
    var left = Evidence(from: world.now, to: scene.until)
    while let step = world.step(until: scene.until) {
      seen.saw(step, in: world)
      oracle.saw(step, in: world)
      for line in seen.onlooker.takeLines() where line.isTold {
        told += 1
        if told <= scene.lines { hear(.line(line)) }
      }
      if told > scene.lines { left.notes += step.notes }
    }
    onlooker = seen.onlooker
    var evidence = seen.evidence
    evidence.takings = Array(world.books.takings.dropFirst(taken))
    evidence.credits = Array(world.books.credits.dropFirst(credited))
    evidence.arrivals = Array(world.books.arrivals.dropFirst(arrived))
    evidence.sessions = world.station.sessionViews(at: world.machineNow)
    evidence.gateways = world.station.gatewayViews()
    evidence.isOnline = world.isServed
    if told > scene.lines { hear(.summary(summary(of: left, lines: told - scene.lines))) }
    return evidence
  }

  private func summary(of left: Evidence, lines: Int) -> String {
    let renewals = left.begun(.renewal)
    let more = renewals == 0 ? "" : ", \(renewals) renewals among them"
    return "… \(lines) more lines like these until \(Wording.clock(world.now))\(more)"
  }
}

extension Step {
  package var notes: [Note] { effects.compactMap { if case .report(let note) = $0 { note } else { nil } } }
}

private struct SceneObserver: Observer {
  var onlooker: Onlooker
  var evidence: Evidence
  private var wasOnline = true
  private var last: Instant

  init(onlooker: Onlooker, evidence: Evidence) {
    self.onlooker = onlooker
    self.evidence = evidence
    last = evidence.from
  }

  mutating func saw(_ step: Step, in world: borrowing World) {
    onlooker.saw(step, in: world)
    evidence.notes += step.notes
    evidence.effects += step.effects
    if !wasOnline { evidence.gap = evidence.gap + (step.at - last) }
    wasOnline = world.isServed
    last = step.at
  }
}
