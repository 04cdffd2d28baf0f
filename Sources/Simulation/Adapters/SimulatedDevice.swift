package import TollGateCore

/// Makes ports of the models: each call is one request to a world without a machine, whose time leaps until the answer
/// is there. The laws of the ports are tried on these; that is what entitles the simulator to use the models.
package actor SimulatedDevice: AnsweringWorld {
  private var world: World
  private var number: UInt64 = 0
  private var watchers: [AsyncStream<[Funds]>.Continuation] = []

  package init(_ setup: Setup, seed: UInt64 = 0) {
    world = World(Script(seed: seed, setup: setup)) { _, _ in IdlePilot() }
    let settled = Instant.start + .seconds(20)
    world.run(until: settled)
  }

  package func ask(_ request: Request, within limit: Interval) -> Answer? {
    world.mintLimit = limit
    return answer { .ask($0, request) }
  }

  func record(_ entries: [JournalEntry]) -> Answer? { answer { .record($0, entries) } }

  private func answer(_ effect: (OperationID) -> Effect) -> Answer? {
    number += 1
    let id = OperationID(epoch: .max, number: number)
    world.execute(effect(id))
    let limit = world.now + .minutes(10) + world.mintLimit
    var found: Answer?
    while found == nil, let step = world.step(until: limit) {
      if case .answered(id, let answer) = step.event { found = answer }
      pass(step.event)
    }
    rest()
    return found
  }

  /// What follows at once is told before the next call.
  private func rest() {
    while let step = world.step(until: world.now + .milliseconds(10)) { pass(step.event) }
  }

  private func pass(_ event: Event) {
    guard case .fundsChanged(let funds) = event else { return }
    watchers.removeAll { if case .terminated = $0.yield(funds) { true } else { false } }
  }

  private func fundsToWatch() -> AsyncStream<[Funds]> {
    let (stream, continuation) = AsyncStream.makeStream(of: [Funds].self)
    continuation.yield(world.wallet.funds(world.mints))
    watchers.append(continuation)
    return stream
  }

  package nonisolated func watchFunds(_ deliver: @escaping @Sendable ([Funds]) -> Void) async {
    for await funds in await fundsToWatch() { deliver(funds) }
  }

  package var unsettled: [OpenPayment] { world.wallet.unsettled }
  var replay: JournalReplay { world.journal.replay() }

  package func bearer(of id: OperationID) -> Bearer? { world.bearer(of: id) }

  /// Whether it could be forgotten: an open payment can't.
  package func forget(_ id: OperationID) -> Bool {
    world.execute(.forget(id))
    return world.wallet.kept(id) == nil
  }
}

/// What benches and tests turn.
extension SimulatedDevice {
  package func losePower() {
    world.die(losesPower: true)
    world.queue.add(.starts, at: world.now)
    rest()
  }

  /// Loss of power while these are half written; says how many of their bytes are there. The model keeps no bytes: a write
  /// whose checksum fails is its length.
  package func tearJournal(_ entries: [JournalEntry]) -> UInt64 {
    losePower()
    world.journal.torn = 17 * UInt64(entries.count)
    return world.journal.torn
  }

  package func fillDisk(_ full: Bool) { world.journal.notWritableUntil = full ? .never : .start }

  package func fund(_ purse: PurseSetup) {
    world.fund(purse)
    rest()
  }

  package func reachMints(_ reachable: Bool) {
    for index in world.mints.indices {
      world.mints[index].downUntil = reachable ? .start : .never
      world.mints[index].slowUntil = .start
    }
  }

  /// Mints take requests, and would answer after the end of time.
  package func silenceMints() {
    reachMints(true)
    for index in world.mints.indices {
      world.mints[index].slow = Instant.never - .start
      world.mints[index].slowUntil = .never
    }
  }

  package var time: Interval { world.now - .start }
  package var available: Sats { world.wallet.funds(world.mints).reduce(.zero) { $0 + $1.available } }

  package var requestsToMints: Int { world.mints.reduce(0) { $0 + $1.requests } }

  /// What a gateway nets that redeems this token now, even if the device can't reach the mint.
  package func redeem(_ bearer: Bearer) -> Sats {
    for kept in world.books.tokens where self.bearer(of: kept.payment)?.body == bearer.body || isOld(kept, bearer) {
      let down = world.mints[kept.mint].downUntil
      defer { world.mints[kept.mint].downUntil = down }
      world.mints[kept.mint].downUntil = .start
      let net = try? world.mints[kept.mint].take(kept.proofs, now: world.now, wall: world.wallSeconds)
      return Sats(net ?? 0)
    }
    return .zero
  }

  /// A token whose payment has been forgotten is known by its first bytes.
  private func isOld(_ token: TokenRecord, _ bearer: Bearer) -> Bool {
    var number: UInt64 = 0
    for byte in bearer.body.prefix(16).suffix(8) { number = number << 8 | UInt64(byte) }
    return world.wallet.kept(token.payment) == nil && token.payment.number == number
  }
}

/// Begins the watches and then leaves everything to the caller.
struct IdlePilot: Pilot {
  var deadline: Instant? { nil }

  mutating func handle(_ event: Event, at now: Instant) -> [Effect] {
    if case .started = event { [.begin(.links), .begin(.funds)] } else { [] }
  }
}
