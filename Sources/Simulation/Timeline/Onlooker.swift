import TollGateCore

/// Watches a whole life for people: the timeline, the totals and the chart. The oracle judges beside it.
package struct Onlooker: Observer, Sendable {
  package private(set) var timeline = Timeline()
  package private(set) var totals = Totals()
  package private(set) var chart = Chart()
  private var clock = ServiceClock()
  private let keepsLines: Bool
  private let draws: Bool

  /// Runs over thousands of lives need neither lines nor charts.
  package init(keepsLines: Bool = true, draws: Bool = false) {
    self.keepsLines = keepsLines
    self.draws = draws
  }

  package mutating func saw(_ step: Step, in world: borrowing World) {
    if keepsLines { timeline.observe(step, in: world) }
    clock.observe(step)
    for effect in step.effects {
      if case .report(let note) = effect { totals.hear(note) }
    }
    if draws { chart.observe(step, in: world) }
  }

  /// The life is over: reads the books.
  package mutating func finish(_ world: borrowing World) {
    clock.finish(world)
    totals.read(world)
    totals.gaps = clock.gaps
    totals.online = clock.online
    totals.untilOnline = clock.firstAccess.map { $0 - .start }
    if draws { chart.finish(world, gaps: clock.gaps) }
  }

  /// Lines since the last call, for those who print as they go.
  package mutating func takeLines() -> [Timeline.Line] { timeline.take() }
}
