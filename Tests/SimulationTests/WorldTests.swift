import Testing
import TollGateCore

@testable import TollGateSimulation

@Suite("The world")
struct WorldTests {
  @Test("K10: one seed is one life, event by event", arguments: [1, 7, 42, 99] as [UInt64])
  func oneSeedOneLife(seed: UInt64) {
    var lives: [[Int]] = []
    for _ in 0..<2 {
      var recorder = StepMarks()
      var world = World(seed: seed)
      world.run(observer: &recorder)
      lives.append(recorder.marks)
    }
    #expect(lives[0] == lives[1])
    #expect(lives[0].count > 10)
  }

  @Test("K8: a station that is woken again at once finds nothing left undone", arguments: 0..<60 as Range<UInt64>)
  func nothingLeftUndone(seed: UInt64) {
    var second = SecondLook()
    var world = World(seed: seed)
    world.run(observer: &second)
    #expect(second.looks > 10)
    #expect(second.leftUndone == [])
  }

  @Test("a buyer in a quiet world is served, and the books agree with the mint's")
  func quietWorld() {
    var world = Scenery.rival(Script(seed: 1, setup: Scenery.setup()))
    world.run(until: Scenery.at(300))
    #expect(world.isServed)
    #expect(world.books.credits.map(\.total) == [60_000, 120_000, 180_000])
    #expect(world.books.takings.count == world.books.credits.count)
    let paid = world.books.takings.reduce(Sats.zero) { $0 + $1.gross }
    #expect(world.wallet.sum(.sat, of: world.mints) + paid == world.books.funded)
    #expect(world.books.service.first?.isServed == true)
  }

  @Test("K1: no sat is made or lost in random worlds, whoever flies", arguments: 0..<30 as Range<UInt64>)
  func conservation(seed: UInt64) {
    var world = Scenery.rival(Script.random(seed: seed))
    world.run(until: world.script.until)
    var unspent = Sats.zero
    var waiting = Sats.zero
    for (number, mint) in world.mints.enumerated() {
      for proof in mint.proofs where proof.state == .unspent { unspent += Sats(proof.amount) }
      for swap in world.wallet.swaps where swap.mint == number {
        let done = mint.signed.first { $0.swap == swap.number }
        if let done { waiting += Sats(mint.sum(done.proofs)) }
      }
    }
    let taken = world.books.takings.reduce(Sats.zero) { $0 + $1.gross }
    #expect(unspent + taken + world.books.walletFees == world.books.funded)
    var held = Sats.zero
    for coin in world.wallet.coins where world.mints[coin.mint].proofs[coin.proof].state == .unspent {
      held += Sats(coin.amount)
    }
    #expect(held + waiting <= unspent)
  }

  @Test("A1: a link that comes back is a new attachment, and a poll repairs what netlink missed within 30 s")
  func attachments() {
    var script = Script(seed: 3, setup: Scenery.setup())
    script.faults = [
      Scheduled(at: Scenery.at(10), .netlinkMuted(.minutes(5))),
      Scheduled(at: Scenery.at(11), .link(Scenery.link, .carrier(false))),
      Scheduled(at: Scenery.at(12), .link(Scenery.link, .carrier(true))),
    ]
    var tables: [(Instant, LinkTable)] = []
    var world = Scenery.rival(script)
    while let step = world.step(until: Scenery.at(60)) {
      if case .linksChanged(let table) = step.event { tables.append((step.at, table)) }
    }
    let late = tables.filter { $0.0 > Scenery.at(10) }
    #expect(late.count == 1)
    #expect((late.first?.0 ?? .never) <= Scenery.at(41))
    #expect(tables.first?.1.links.first?.attachment != late.first?.1.links.first?.attachment)
  }

  @Test("E6: after a crash the machine's time goes on from the last durable moment")
  func machineTime() {
    var script = Script(seed: 5, setup: Scenery.setup())
    script.faults = [Scheduled(at: Scenery.at(100), .crash(Crash(downFor: .seconds(50))))]
    var world = Scenery.rival(script)
    world.run(until: Scenery.at(200))
    #expect(world.books.lives.count == 2)
    #expect(world.books.lives[1].begun == Scenery.at(150))
    #expect(world.books.lives[1].machineBegun == .start)
    #expect(world.machineNow == Scenery.at(50))
    #expect(world.books.lives[0].epoch != world.books.lives[1].epoch)
  }
}

/// Wakes a copy of the station right after each event.
private struct SecondLook: Observer {
  var looks = 0
  var leftUndone: [String] = []

  mutating func saw(_ step: Step, in world: borrowing World) {
    let due = world.station.deadline
    var copy = world.station
    let effects = copy.handle(.wokeUp, at: step.machineAt)
    looks += 1
    guard !effects.isEmpty || copy.deadline != due else { return }
    leftUndone.append("step \(step.index), after \(step.event): \(effects), due \(String(describing: copy.deadline))")
  }
}
