import Testing
import TollGateCore

@testable import TollGateSimulation

@Suite("The process may end at any moment")
struct CrashTests {
  @Test("a payment whose write was on its way is there whole or not at all")
  func atWrite() {
    var found: Set<Int> = []
    for seed in 0..<30 as Range<UInt64> {
      let payment = SinglePayment()
      let order = payment.order
      let faults = [Scheduled(at: .start, .crash(Crash(.atWrite(1), downFor: .seconds(1))))]
      let plan: [(at: Instant, effects: [Effect])] = [
        (Scenery.at(1), [.ask(OperationID(epoch: 1, number: 2), .prepare(order))])
      ]
      var world = World(Script(seed: seed, setup: payment.setup, faults: faults)) { _, _ in ScriptedPilot(plan) }
      var starts: [StartUp] = []
      while let step = world.step(until: .start + .milliseconds(2500)) {
        if case .started(let start) = step.event { starts.append(start) }
      }
      #expect(starts.count == 2)
      let kept = starts.last?.payments ?? []
      #expect(kept.allSatisfy { $0.order == order })
      found.insert(kept.count)
    }
    #expect(found == [0, 1])
  }

  @Test("a mint that has accepted, and a process that never heard of it: recovery finds every sat")
  func betweenAcceptanceAndReply() {
    var payment = SinglePayment()
    let mint = payment.setup.mints[0].url
    payment.setup.networks[0].isFree = true
    payment.faults = [Scheduled(at: .start, .crash(Crash(.afterMintAccepted, downFor: .seconds(5))))]
    let change = Chore.makeChange(mint: mint, unit: .sat, payment: Sats(7), count: 40)
    payment.deliveries = []
    payment.extra = [
      (Scenery.at(20), [.ask(OperationID(epoch: 1, number: 5), .perform(change, feeLimit: Sats(10)))])
    ]
    let interrupted = payment.run(until: Scenery.at(24)).world
    #expect(interrupted.books.lives.first?.ended != nil)
    #expect(interrupted.wallet.swaps.map(\.isInterrupted) == [true])
    #expect(interrupted.books.swaps.count == 1)
    let recover = Chore.recover(mint: mint, unit: .sat)
    payment.extra.append(
      (Scenery.at(8), [.ask(OperationID(epoch: 1, number: 6), .perform(recover, feeLimit: Sats(10)))]))
    let world = payment.run(until: Scenery.at(35)).world
    #expect(world.wallet.swaps.isEmpty)
    #expect(world.wallet.sum(.sat, of: world.mints) == world.books.funded)
  }

  @Test("E4: K1 holds for our own machine through random crashes", arguments: 0..<20 as Range<UInt64>)
  func crashes(seed: UInt64) {
    var script = Script.random(seed: seed)
    var dice = Dice(seed: seed)
    for number in 1...6 as ClosedRange<Int64> {
      let points: [Crash.Point] = [
        .atWrite(UInt8(1 + dice.below(6))), .afterFirstByte, .afterMintAccepted, .afterSettled,
      ]
      let crash = Crash(points[Int(dice.below(4))], losesPower: dice.below(2) == 0, downFor: .seconds(3))
      script.faults.append(Scheduled(at: Scenery.at(number * 60), .crash(crash)))
    }
    var world = World(script)
    world.run(until: script.until)
    var unspent = Sats.zero
    for mint in world.mints {
      for proof in mint.proofs where proof.state == .unspent { unspent += Sats(proof.amount) }
    }
    let taken = world.books.takings.reduce(Sats.zero) { $0 + $1.gross }
    #expect(unspent + taken + world.books.walletFees == world.books.funded)
    for number in world.mints.indices where world.wallet.swaps.isEmpty {
      let known = world.wallet.coins.filter { $0.mint == number }.map(\.proof)
      for (index, proof) in world.mints[number].proofs.enumerated() where proof.state == .unspent {
        #expect(known.contains(index), "an unspent proof that the wallet has lost")
      }
    }
  }
}
