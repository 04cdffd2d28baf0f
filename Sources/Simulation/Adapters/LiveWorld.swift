package import TollGateCore

/// A simulated world whose time is real: a whole daemon runs on it, with no network, no mint and no root (H8). Each port asks it
/// and waits as long as the world says.
package actor LiveWorld: AnsweringWorld {
  private var world: World
  /// The world's time at the beginning.
  private let origin: Instant
  private let begun = ContinuousClock.now
  private var number: UInt64 = 0
  private var answers: [OperationID: Answer] = [:]
  private var links: [AsyncStream<LinkTable>.Continuation] = []
  private var funds: [AsyncStream<[Funds]>.Continuation] = []
  private var newestLinks: LinkTable?

  package init(_ script: Script) {
    world = World(script) { _, _ in IdlePilot() }
    // The device is up, and its stores are open.
    while world.steps == 0, world.step(until: .start + .seconds(1)) != nil {}
    origin = world.now
  }

  /// One quiet gateway, or what a scenario begins with and has in store.
  package static func script(named name: String) -> Script? {
    if name == "one-gateway" { return Script(seed: 1, setup: Stage.setup, faults: [], until: .never) }
    guard var script = Scenario.named(name)?.script else { return nil }
    script.until = .never
    return script
  }

  /// Waits for the answer; `nil` when cancelled.
  package func ask(_ request: Request, within limit: Interval = Pace.mint) async -> Answer? {
    advance()
    world.mintLimit = limit
    number += 1
    let id = OperationID(epoch: .max, number: number)
    world.execute(.ask(id, request))
    while true {
      advance()
      if let answer = answers.removeValue(forKey: id) { return answer }
      guard await pause() else {
        world.execute(.cancel(id))
        return nil
      }
    }
  }

  /// Lets the world catch up with our time.
  private func advance() {
    let passed = begun.duration(to: .now).components
    let real = Interval.seconds(passed.seconds) + Interval(nanoseconds: passed.attoseconds / 1_000_000_000)
    while let step = world.step(until: origin + real) { pass(step.event) }
  }

  private func pass(_ event: Event) {
    switch event {
    case .answered(let id, let answer): answers[id] = answer
    case .linksChanged(let table):
      newestLinks = table
      for place in links { place.yield(table) }
    case .fundsChanged(let all): for place in funds { place.yield(all) }
    default: break
    }
  }

  /// Until something happens in the world, or a moment: another may have asked it for something sooner. False when cancelled.
  private func pause() async -> Bool {
    let next = min((world.queue.first ?? .never) - world.now, .milliseconds(50))
    let wait = max(next, .milliseconds(1))
    return (try? await ContinuousClock().sleep(for: .nanoseconds(wait.nanoseconds))) != nil
  }

  /// Keeps the world going while somebody watches it.
  private func live() async {
    repeat { advance() } while await pause()
  }

  func watchLinks(_ deliver: @escaping @Sendable (LinkTable) -> Void) async {
    let (tables, place) = AsyncStream<LinkTable>.makeStream(bufferingPolicy: .bufferingNewest(1))
    place.yield(newestLinks ?? LinkTable())
    links.append(place)
    await watch(tables, deliver)
  }

  package func watchFunds(_ deliver: @escaping @Sendable ([Funds]) -> Void) async {
    let (all, place) = AsyncStream<[Funds]>.makeStream(bufferingPolicy: .bufferingNewest(1))
    place.yield(world.wallet.funds(world.mints))
    funds.append(place)
    await watch(all, deliver)
  }

  private func watch<Value: Sendable>(
    _ values: AsyncStream<Value>, _ deliver: @escaping @Sendable (Value) -> Void
  ) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { for await value in values { deliver(value) } }
      group.addTask { await self.live() }
      await group.waitForAll()
    }
  }

  package var unsettled: [OpenPayment] { world.wallet.unsettled }

  package func bearer(of id: OperationID) -> Bearer? { world.bearer(of: id) }

  package func forget(_ id: OperationID) -> Bool {
    world.execute(.forget(id))
    return world.wallet.kept(id) == nil
  }

  /// What gateways have redeemed, and how often: from their books.
  package var takings: (sats: Sats, payments: Int) {
    (world.books.takings.reduce(.zero) { $0 + $1.gross }, world.books.takings.count)
  }
}
