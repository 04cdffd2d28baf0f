import TollGateCore

extension Laws {
  static let settling: [Law<any PaymentProviderBench>] = [
    Law("a settlement accounts for every sat of the payment", "K1", "C8") { bench, trial in
      let purse = try await Purse(bench, trial)
      for (number, verdict) in zip(UInt64(1)..., Verdict.allCases) {
        let prepared = try await purse.pay(number)
        let settlement = try await purse.settle(prepared, verdict)
        trial.expect(settlement.all, is: prepared.gross, "the sum of \(settlement)")
      }
    },
    Law("released money is available again at once, whole and without the mint", "C6") { bench, trial in
      let purse = try await Purse(bench, trial)
      let before = try await purse.available()
      try await bench.reach(false)
      let prepared = try await purse.pay(1)
      let settlement = try await purse.settle(prepared, .released)
      trial.expect(settlement, is: Settlement(returned: prepared.gross), "the settlement")
      try await purse.expectAvailable(before, "after the release")
    },
    Law("spent money is gone for good, even if the mint doesn't know", "C6") { bench, trial in
      let purse = try await Purse(bench, trial)
      let before = try await purse.available()
      let prepared = try await purse.pay(1)
      let settlement = try await purse.settle(prepared, .spent)
      trial.expect(settlement, is: Settlement(spent: prepared.gross), "the settlement")
      try await purse.expectAvailable(before - prepared.gross, "after it was spent")
    },
    Law("the same verdict twice is one settlement", "E1", "K5") { bench, trial in
      let purse = try await Purse(bench, trial)
      for (number, verdict) in zip(UInt64(1)..., Verdict.allCases) {
        let prepared = try await purse.pay(number)
        let first = try await purse.settle(prepared, verdict)
        let available = try await purse.available()
        trial.expect(try await purse.settle(prepared, verdict), is: first, "the second settlement as \(verdict)")
        try await purse.expectAvailable(available, "after the second verdict \(verdict)")
      }
    },
    Law("another verdict after the end is a conflict, and changes nothing", "C6", "K5") { bench, trial in
      let purse = try await Purse(bench, trial)
      let prepared = try await purse.pay(1)
      let first = try await purse.settle(prepared, .spent)
      let available = try await purse.available()
      for verdict in [Verdict.released, .takenBack] {
        await trial.expect("settling a spent payment as \(verdict)", failsWith: [PaymentFailure.conflict]) {
          try await purse.settle(prepared, verdict)
        }
      }
      try await purse.expectAvailable(available, "after another verdict")
      trial.expect(try await purse.unsettled().map(\.settled), is: [first], "the settlement on the list")
    },
  ]

  static let takingBack: [Law<any PaymentProviderBench>] = [
    Law("what the mint calls unspent is taken back, less its fee", "C6", "C8") { bench, trial in
      let purse = try await Purse(bench, trial)
      let before = try await purse.available()
      let prepared = try await purse.pay(1, steps: 2)
      let settlement = try await purse.settle(prepared, .takenBack)
      trial.expect(settlement.spent, is: .zero, "what is spent, since nobody redeemed it")
      try await purse.expectAvailable(before - settlement.fee - settlement.dust, "after \(settlement)")
    },
    Law("money that is taken back can't be redeemed any more", "C6", "K1") { bench, trial in
      let purse = try await Purse(bench, trial)
      let prepared = try await purse.pay(1, steps: 2)
      let bearer = try await purse.provider.bearer(of: prepared.id)
      let settlement = try await purse.settle(prepared, .takenBack)
      try trial.require(settlement.returned > .zero, "something returned", seen: "it was \(settlement)")
      trial.expect(try await bench.redeem(bearer), is: .zero, "what the old token nets")
    },
    Law("what a gateway has redeemed is spent, not taken back", "C6") { bench, trial in
      let purse = try await Purse(bench, trial)
      let before = try await purse.available()
      let prepared = try await purse.pay(1)
      _ = try await bench.redeem(try await purse.provider.bearer(of: prepared.id))
      let settlement = try await purse.settle(prepared, .takenBack)
      trial.expect(settlement, is: Settlement(spent: prepared.gross), "the settlement")
      try await purse.expectAvailable(before - prepared.gross, "after a gateway redeemed it")
    },
    Law("while the mint is out of reach nothing is taken back, and nothing is lost", "C6", "K1") { bench, trial in
      let purse = try await Purse(bench, trial)
      let before = try await purse.available()
      let prepared = try await purse.pay(1, steps: 2)
      try await bench.reach(false)
      await trial.expect("taking back without the mint", failsWith: [PaymentFailure.mintUnreachable]) {
        try await purse.settle(prepared, .takenBack)
      }
      let open = try await purse.unsettled()
      trial.expect(open.map(\.prepared), is: [prepared], "the unsettled payments")
      trial.expect(open.first?.settled, is: nil, "their settlement")
      try await bench.reach(true)
      let settlement = try await purse.settle(prepared, .takenBack)
      try await purse.expectAvailable(before - settlement.fee - settlement.dust, "once the mint is back")
    },
    Law("the mint's word about a payment is passed on", "C6") { bench, trial in
      let purse = try await Purse(bench, trial)
      let prepared = try await purse.pay(1)
      trial.step("inspecting an unredeemed payment")
      let before = try await purse.provider.inspect(prepared.id, within: Purse.limit)
      trial.expect(before, is: ProofTally(unspent: prepared.gross), "the tally before it is redeemed")
      _ = try await bench.redeem(try await purse.provider.bearer(of: prepared.id))
      trial.step("inspecting a redeemed payment")
      let after = try await purse.provider.inspect(prepared.id, within: Purse.limit)
      trial.expect(after, is: ProofTally(spent: prepared.gross), "the tally after it was redeemed")
    },
    Law("an inspection without the mint says nothing about the proofs", "C6") { bench, trial in
      let purse = try await Purse(bench, trial)
      let prepared = try await purse.pay(1)
      try await bench.reach(false)
      await trial.expect("inspecting without the mint", failsWith: [PaymentFailure.mintUnreachable]) {
        try await purse.provider.inspect(prepared.id, within: Purse.limit)
      }
    },
  ]
}
