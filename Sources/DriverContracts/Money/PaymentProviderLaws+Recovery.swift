import TollGateCore

extension Laws {
  static let remembering: [Law<any PaymentProviderBench>] = [
    Law("what was prepared survives a loss of power, with its order and its token", "C4", "E1", "K12") { bench, trial in
      let purse = try await Purse(bench, trial)
      let order = try await purse.payable(1)
      let prepared = try await purse.provider.prepare(order, within: Purse.limit)
      let token = try await purse.provider.bearer(of: order.id).body
      try await purse.restart()
      trial.expect(
        try await purse.unsettled(), is: [OpenPayment(order: order, prepared: prepared)], "the unsettled payments")
      trial.step("asking for the token after a loss of power")
      let again = try await purse.provider.bearer(of: order.id).body
      trial.expect(again == token, "the same token", seen: "it was another")
    },
    Law("what was prepared stays reserved over a loss of power", "K1", "F4") { bench, trial in
      let purse = try await Purse(bench, trial)
      let before = try await purse.available()
      let prepared = try await purse.pay(1)
      try await purse.restart()
      try await purse.expectAvailable(before - prepared.gross, "after a loss of power")
    },
    Law("an order that is repeated after a loss of power is the same payment", "E1", "L8") { bench, trial in
      let purse = try await Purse(bench, trial)
      let order = try await purse.payable(1)
      let first = try await purse.provider.prepare(order, within: Purse.limit)
      try await purse.restart()
      let available = try await purse.available()
      trial.step("preparing the same order after a loss of power")
      trial.expect(try await purse.provider.prepare(order, within: Purse.limit), is: first, "the second answer")
      try await purse.expectAvailable(available, "after the repetition")
    },
    Law("a settlement survives a loss of power", "E1", "E4") { bench, trial in
      let purse = try await Purse(bench, trial)
      for (number, verdict) in zip(UInt64(1)..., Verdict.allCases) {
        let prepared = try await purse.pay(number)
        let settlement = try await purse.settle(prepared, verdict)
        let available = try await purse.available()
        try await purse.restart()
        try await purse.expectAvailable(available, "after a loss of power behind \(verdict)")
        trial.expect(try await purse.settle(prepared, verdict), is: settlement, "the settlement as \(verdict)")
      }
    },
    Law("a settled payment is listed with its settlement until it is forgotten", "E1") { bench, trial in
      let purse = try await Purse(bench, trial)
      let prepared = try await purse.pay(1)
      let settlement = try await purse.settle(prepared, .spent)
      trial.expect(try await purse.unsettled().map(\.settled), is: [settlement], "the list before it is forgotten")
      try await purse.provider.forget(prepared.id)
      trial.expect(try await purse.unsettled(), is: [], "the list after it was forgotten")
    },
    Law("what is forgotten stays forgotten", "E4") { bench, trial in
      let purse = try await Purse(bench, trial)
      let prepared = try await purse.pay(1)
      _ = try await purse.settle(prepared, .spent)
      try await purse.provider.forget(prepared.id)
      try await purse.restart()
      trial.expect(try await purse.unsettled(), is: [], "the list after a loss of power")
    },
    Law("a payment that is not settled can't be forgotten", "E1", "K1") { bench, trial in
      let purse = try await Purse(bench, trial)
      let before = try await purse.available()
      let prepared = try await purse.pay(1)
      await trial.expect("forgetting an open payment", failsWith: [PaymentFailure.conflict]) {
        try await purse.provider.forget(prepared.id)
      }
      trial.expect(try await purse.unsettled().map(\.prepared), is: [prepared], "the unsettled payments")
      _ = try await purse.settle(prepared, .released)
      try await purse.expectAvailable(before, "after the release")
    },
    Law("forgetting what nobody knows does nothing", "E1") { bench, trial in
      let purse = try await Purse(bench, trial)
      let before = try await purse.available()
      trial.step("forgetting an unknown id")
      try await purse.provider.forget(OperationID(epoch: 41, number: 99))
      try await purse.expectAvailable(before, "after forgetting an unknown id")
    },
  ]

  static let conserving: [Law<any PaymentProviderBench>] = [
    Law("no sat appears or disappears, whatever is asked in whatever order", "K1", "E4") { bench, trial in
      var dice = Dice(seed: 21_021)
      let purse = try await Purse(bench, trial)
      var books = Books(expected: try await purse.available())
      for number: UInt64 in 1...60 {
        try await books.turn(number, purse, &dice)
        try await purse.expectAvailable(books.expected, "after call \(number)")
        let open = try await purse.unsettled().filter { $0.settled == nil }.map(\.prepared)
        trial.expect(Set(open), is: Set(books.open), "the open payments after call \(number)")
      }
    }
  ]
}

/// What a purse must come to, counted beside it.
private struct Books {
  var expected: Sats
  var open: [PreparedPayment] = []

  mutating func turn(_ number: UInt64, _ purse: Purse, _ dice: inout Dice) async throws {
    if expected < Sats(16) {
      try await purse.bench.fund(purse.provider, [8, 4, 2, 1, 1])
      expected += Sats(16)
    }
    let choice = dice.below(8)
    if choice < 3 || open.isEmpty {
      let order = try await purse.payable(number, steps: 1 + dice.below(2))
      let prepared = try await purse.provider.prepare(order, within: Purse.limit)
      expected -= prepared.gross
      open.append(prepared)
      return
    }
    if choice == 3 { return try await purse.restart() }
    if choice == 4 {
      _ = try await purse.bench.redeem(try await purse.provider.bearer(of: open[0].id))
      return
    }
    let prepared = open.remove(at: Int(dice.below(UInt64(open.count))))
    let mayRelease = try await purse.provider.inspect(prepared.id, within: Purse.limit).spent == .zero
    let verdict: Verdict = choice == 5 ? .takenBack : mayRelease ? .released : .spent
    let settlement = try await purse.settle(prepared, verdict)
    expected += settlement.returned
    purse.trial.expect(settlement.all, is: prepared.gross, "the sum of \(settlement)")
    if dice.below(2) == 0 { try await purse.provider.forget(prepared.id) }
  }
}
