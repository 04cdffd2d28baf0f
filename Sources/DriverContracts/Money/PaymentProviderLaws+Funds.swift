import TollGateCore

extension Laws {
  static let watching: [Law<any PaymentProviderBench>] = [
    Law("funds are told at once, and whole", "F1") { bench, trial in
      let purse = try await Purse(bench, trial, funded: [8, 2, 1])
      try await purse.expectAvailable(Sats(11), "at the first word")
    },
    Law("funds are told again after each change", "B4", "F5") { bench, trial in
      let purse = try await Purse(bench, trial)
      let all = try await purse.available()
      _ = try await trial.watch(purse) { inbox in
        _ = try await trial.delivery(inbox, "the funds at once")
        let prepared = try await purse.pay(1)
        _ = try await trial.delivery(inbox, "the funds after a payment") { [bench] funds in
          funds.available(bench) == all - prepared.gross
        }
        _ = try await purse.settle(prepared, .released)
        _ = try await trial.delivery(inbox, "the funds after a release") { [bench] in $0.available(bench) == all }
      }
    },
    Law("a cancelled watch over the funds ends, and says nothing but cancelled", "A10") { bench, trial in
      let purse = try await Purse(bench, trial)
      let (_, ending) = try await trial.watch(purse) { inbox in
        _ = try await trial.delivery(inbox, "the funds at once")
      }
      trial.expect(
        [.returned, .failed(.cancelled)].contains(ending), "an end by return or cancelled", seen: "it \(ending)")
    },
    Law("no funds are told after the end of a watch", "L15") { bench, trial in
      let purse = try await Purse(bench, trial)
      let (old, _) = try await trial.watch(purse) { inbox in
        _ = try await trial.delivery(inbox, "the funds at once")
      }
      let count = old.heard.count
      _ = try await purse.pay(1)
      _ = try await purse.available()
      trial.expect(old.heard.count, is: count, "the number of deliveries of the ended watch")
    },
  ]

  static let chores: [Law<any PaymentProviderBench>] = [
    Law("a chore costs what it says, and never more than its limit", "F5", "C3") { bench, trial in
      let purse = try await Purse(bench, trial, funded: [32, 32])
      for chore in Chore.all(bench) {
        let before = try await purse.available()
        trial.step("performing \(chore)")
        let report = try await purse.provider.perform(chore, feeLimit: Sats(4), within: Purse.limit)
        trial.expect(report.fee <= Sats(4), "a fee of 4 at the most", seen: "it was \(report)")
        try await purse.expectAvailable(before - report.fee, "after \(chore)")
      }
    },
    Law("a chore without the mint fails, and loses nothing", "F5", "K1") { bench, trial in
      let purse = try await Purse(bench, trial, funded: [32, 32])
      try await bench.reach(false)
      await trial.expect("making change without the mint", failsWith: [PaymentFailure.mintUnreachable]) {
        try await purse.provider.perform(Chore.change(bench), feeLimit: Sats(4), within: Purse.limit)
      }
      try await purse.expectAvailable(Sats(64), "after a chore that failed")
    },
    Law("a chore leaves prepared payments alone", "F4", "K2") { bench, trial in
      let purse = try await Purse(bench, trial, funded: [32, 8, 4, 2, 1, 1])
      let prepared = try await purse.pay(1)
      for chore in Chore.all(bench) {
        trial.step("performing \(chore)")
        _ = try await purse.provider.perform(chore, feeLimit: Sats(4), within: Purse.limit)
      }
      let net = try await bench.redeem(try await purse.provider.bearer(of: prepared.id))
      trial.expect(net >= Sats(Purse.price), "the price at the mint", seen: "it was \(net)")
    },
    Law("change made at the mint makes an exact payment possible", "F3", "F5") { bench, trial in
      let purse = try await Purse(bench, trial, funded: [64])
      trial.step("making change")
      _ = try await purse.provider.perform(Chore.change(bench), feeLimit: Sats(8), within: Purse.limit)
      try await bench.reach(false)
      var request = purse.request(1...1)
      request.overpayment = .zero
      trial.step("quoting an exact payment after change was made")
      let quote = try await purse.provider.quote(request)
      trial.expect(quote.overpaid, is: .zero, "what is overpaid")
    },
  ]
}

extension Chore {
  static func change(_ bench: any PaymentProviderBench) -> Chore {
    .makeChange(mint: bench.mint, unit: bench.unit, payment: Sats(Purse.price), count: 3)
  }

  fileprivate static func all(_ bench: any PaymentProviderBench) -> [Chore] {
    [change(bench), .rotate(mint: bench.mint, unit: bench.unit), .recover(mint: bench.mint, unit: bench.unit)]
  }
}

extension [Funds] {
  fileprivate func available(_ bench: any PaymentProviderBench) -> Sats {
    filter { $0.mint == bench.mint && $0.unit == bench.unit }.reduce(.zero) { $0 + $1.available }
  }
}

extension Trial {
  fileprivate func watch(
    _ purse: Purse, _ experiment: (Inbox<[Funds]>) async throws -> Void
  ) async throws -> (Inbox<[Funds]>, Ending<PaymentFailure>) {
    let inbox = Inbox<[Funds]>()
    let provider = purse.provider
    let ending = try await run {
      let ending = await Ending.of { () throws(PaymentFailure) in try await provider.watchFunds { inbox.deliver($0) } }
      inbox.close()
      return ending
    } beside: {
      try await experiment(inbox)
    }
    return (inbox, ending)
  }
}
