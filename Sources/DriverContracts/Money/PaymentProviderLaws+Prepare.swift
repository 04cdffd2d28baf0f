import TollGateCore

extension Laws {
  static let preparing: [Law<any PaymentProviderBench>] = [
    Law("one id with one order is one payment", "C1", "L8") { bench, trial in
      let purse = try await Purse(bench, trial)
      let before = try await purse.available()
      let order = try await purse.payable(1)
      let first = try await purse.provider.prepare(order, within: Purse.limit)
      trial.step("preparing the same order again")
      let second = try await purse.provider.prepare(order, within: Purse.limit)
      trial.expect(second, is: first, "the second answer")
      try await purse.expectAvailable(before - first.gross, "after one payment, asked for twice")
      trial.expect(try await purse.unsettled().count, is: 1, "the number of payments")
    },
    Law("one id with another order is a conflict, and changes nothing", "C1") { bench, trial in
      let purse = try await Purse(bench, trial)
      let order = try await purse.payable(1)
      _ = try await purse.provider.prepare(order, within: Purse.limit)
      let before = (try await purse.available(), try await purse.unsettled())
      var other = order
      other.steps = 2
      other.limit = Sats(1_000)
      await trial.expect("preparing another order under the same id", failsWith: [PaymentFailure.conflict]) {
        try await purse.provider.prepare(other, within: Purse.limit)
      }
      try await purse.expectAvailable(before.0, "after a conflict")
      trial.expect(try await purse.unsettled(), is: before.1, "the unsettled payments")
    },
    Law("a payment takes its gross from what is available, and no more", "C3", "K1") { bench, trial in
      let purse = try await Purse(bench, trial)
      let before = try await purse.available()
      let prepared = try await purse.pay(1, steps: 2)
      trial.expect(
        prepared.gross >= Sats(2 * Purse.price) + prepared.fee, "the price and the fee", seen: "it was \(prepared)")
      try await purse.expectAvailable(before - prepared.gross, "after \(prepared)")
    },
    Law("nothing is prepared above its limit", "C3", "K4") { bench, trial in
      let purse = try await Purse(bench, trial)
      let before = try await purse.available()
      var order = try await purse.payable(1, steps: 2)
      order.limit = Sats(2 * Purse.price - 1)
      await trial.expect(
        "preparing under a limit below the price",
        failsWith: [PaymentFailure.noExactChange, .insufficient(available: before)]
      ) { try await purse.provider.prepare(order, within: Purse.limit) }
      try await purse.expectAvailable(before, "after a failure")
      trial.expect(try await purse.unsettled(), is: [], "the unsettled payments")
    },
    Law("more than there is can't be prepared, and takes nothing", "B4", "K1") { bench, trial in
      let purse = try await Purse(bench, trial, funded: [4, 2, 1])
      let order = purse.order(1, steps: 2, limit: Sats(1_000))
      await trial.expect(
        "preparing 10 sats out of 7", failsWith: [PaymentFailure.insufficient(available: Sats(7))]
      ) { try await purse.provider.prepare(order, within: Purse.limit) }
      try await purse.expectAvailable(Sats(7), "after a failure")
      trial.expect(try await purse.unsettled(), is: [], "the unsettled payments")
    },
    Law("a cancelled preparation happened or did not, and says which", "E4", "K1") { bench, trial in
      let purse = try await Purse(bench, trial)
      let before = try await purse.available()
      let order = try await purse.payable(1)
      let provider = purse.provider
      trial.step("preparing in a cancelled task")
      let ending = try await trial.cancelled {
        await Ending.of { () throws(PaymentFailure) in _ = try await provider.prepare(order, within: Purse.limit) }
      }
      trial.expect(
        [.returned, .failed(.cancelled)].contains(ending), "a payment or cancelled", seen: "it \(ending)")
      let payments = try await purse.unsettled()
      trial.expect(payments.count, is: ending == .returned ? 1 : 0, "the number of payments, since prepare \(ending)")
      let gross = payments.reduce(Sats.zero) { $0 + $1.prepared.gross }
      try await purse.expectAvailable(before - gross, "with \(payments.count) payments listed")
    },
  ]

  static let sharing: [Law<any PaymentProviderBench>] = [
    Law("two payments never share money", "F4", "K1") { bench, trial in
      let purse = try await Purse(bench, trial)
      for number: UInt64 in 1...8 {
        guard let order = try? await purse.payable(number) else { break }
        _ = try await purse.provider.prepare(order, within: Purse.limit)
      }
      try await purse.redeemAll()
    },
    Law("payments that are prepared at the same time never share money", "F4", "K2") { bench, trial in
      let purse = try await Purse(bench, trial)
      let funded = try await purse.available()
      let provider = purse.provider
      let orders = (1...8).map { purse.order($0, limit: funded) }
      trial.step("preparing eight orders at once")
      await withTaskGroup(of: Void.self) { group in
        for order in orders { group.addTask { _ = try? await provider.prepare(order, within: Purse.limit) } }
      }
      try await purse.redeemAll()
      let gross = try await purse.unsettled().reduce(Sats.zero) { $0 + $1.prepared.gross }
      try await purse.expectAvailable(funded - gross, "beside what is prepared")
    },
  ]

  static let tokens: [Law<any PaymentProviderBench>] = [
    Law("a token nets its price at the mint", "C2") { bench, trial in
      let purse = try await Purse(bench, trial)
      let prepared = try await purse.pay(1, steps: 2)
      let net = try await bench.redeem(try await purse.provider.bearer(of: prepared.id))
      trial.expect(net >= Sats(2 * Purse.price), "\(2 * Purse.price) sats net", seen: "it was \(net)")
      trial.expect(net + prepared.fee <= prepared.gross, "no more than \(prepared)", seen: "it was \(net)")
    },
    Law("a payment has one token, however often it is asked for", "C6", "K2") { bench, trial in
      let purse = try await Purse(bench, trial)
      let prepared = try await purse.pay(1)
      let first = try await purse.provider.bearer(of: prepared.id).body
      let second = try await purse.provider.bearer(of: prepared.id).body
      trial.expect(first == second && !first.isEmpty, "the same token twice", seen: "they differed, or were empty")
    },
    Law("an id that nobody prepared is a conflict, whatever is asked", "E1") { bench, trial in
      let purse = try await Purse(bench, trial)
      let id = OperationID(epoch: 41, number: 99)
      let provider = purse.provider
      await trial.expect("the token of an unknown id", failsWith: [PaymentFailure.conflict]) {
        try await provider.bearer(of: id)
      }
      await trial.expect("the proofs of an unknown id", failsWith: [PaymentFailure.conflict]) {
        try await provider.inspect(id, within: Purse.limit)
      }
      for verdict in Verdict.allCases {
        await trial.expect("settling an unknown id as \(verdict)", failsWith: [PaymentFailure.conflict]) {
          try await provider.settle(id, verdict, within: Purse.limit)
        }
      }
    },
    Law("no part of a token can be read from its fingerprint", "F7", "K18") { bench, trial in
      let purse = try await Purse(bench, trial)
      let prepared = try await purse.pay(1)
      let body = try await purse.provider.bearer(of: prepared.id).body
      let bytes = (0..<8).map { UInt8(truncatingIfNeeded: prepared.fingerprint.value >> (8 * $0)) }
      let found = body.indices.contains { start in
        body[start...].starts(with: bytes) || body[start...].starts(with: bytes.reversed())
      }
      trial.expect(!found, "a fingerprint that hides the token", seen: "its bytes stand in the token")
    },
    Law("no mint is asked unless the order allows it", "F5", "C4") { bench, trial in
      let purse = try await Purse(bench, trial)
      try await bench.reach(false)
      let before = await bench.requests()
      for (number, verdict): (UInt64, Verdict) in [(1, .released), (2, .spent)] {
        let prepared = try await purse.pay(number)
        _ = try await purse.provider.bearer(of: prepared.id)
        _ = try await purse.settle(prepared, verdict)
        _ = try await purse.unsettled()
        try await purse.provider.forget(prepared.id)
      }
      trial.expect(await bench.requests(), is: before, "the number of requests to the mint")
    },
  ]
}

extension Purse {
  /// Redeems every payment as its gateway would: proofs that serve two payments fail at the second.
  fileprivate func redeemAll() async throws {
    let payments = try await unsettled()
    try trial.require(payments.count > 1, "several payments", seen: "there were \(payments.count)")
    for payment in payments {
      trial.step("redeeming \(payment.prepared)")
      let net = try await bench.redeem(try await provider.bearer(of: payment.order.id))
      trial.expect(net >= payment.order.net, "\(payment.order.net) net", seen: "\(net) for \(payment.prepared)")
    }
  }
}
