import TollGateCore

extension Laws {
  /// What every `PaymentProvider` keeps.
  public static let paymentProvider: [Law<any PaymentProviderBench>] =
    quoting + preparing + sharing + tokens + settling + takingBack + remembering + watching + chores + silence
    + conserving

  private static let quoting: [Law<any PaymentProviderBench>] = [
    Law("a quote has no effect", "C1") { bench, trial in
      let purse = try await Purse(bench, trial)
      let before = try await purse.available()
      let first = try await purse.provider.quote(purse.request(1...4))
      let second = try await purse.provider.quote(purse.request(1...4))
      trial.expect(second, is: first, "the same quote a second time")
      try await purse.expectAvailable(before, "after two quotes")
      trial.expect(try await purse.unsettled(), is: [], "the unsettled payments")
    },
    Law("a quote keeps to its range, its limit and its overpayment, and adds up", "C2", "B7") { bench, trial in
      try await sample(bench, trial) { purse, request in
        guard let quote = try? await purse.provider.quote(request) else { return }
        let net = request.offer.price.times(quote.steps) ?? Sats(.max)
        trial.expect(
          request.fewest <= quote.steps && quote.steps <= request.most && quote.gross <= request.limit
            && quote.overpaid <= request.overpayment, "a quote within \(request)", seen: "it was \(quote)")
        trial.expect(quote.gross, is: net + quote.fee + quote.overpaid, "the gross of \(quote)")
      }
    },
    Law("a quote is for the greatest number of steps that can be paid", "C2", "K3") { bench, trial in
      try await sample(bench, trial) { purse, request in
        var greatest: UInt64?
        for steps in request.fewest...request.most {
          var alone = request
          (alone.fewest, alone.most) = (steps, steps)
          if (try? await purse.provider.quote(alone)) != nil { greatest = steps }
        }
        let quote = try? await purse.provider.quote(request)
        trial.expect(quote?.steps, is: greatest, "the steps of \(request)")
      }
    },
    Law("a quote without the money says how much there is", "B4") { bench, trial in
      let purse = try await Purse(bench, trial, funded: [1, 2])
      await trial.expect("quoting 5 sats out of 3", failsWith: [PaymentFailure.insufficient(available: Sats(3))]) {
        try await purse.provider.quote(purse.request(1...1))
      }
    },
    Law("what was quoted can be prepared, and costs no more", "C2", "C3") { bench, trial in
      let purse = try await Purse(bench, trial)
      trial.step("quoting up to four steps")
      let quote = try await purse.provider.quote(purse.request(1...4))
      trial.step("preparing what was quoted: \(quote)")
      let order = purse.order(1, steps: quote.steps, limit: quote.gross)
      let prepared = try await purse.provider.prepare(order, within: Purse.limit)
      trial.expect(prepared.gross <= quote.gross, "\(quote.gross) at the most", seen: "it was \(prepared)")
    },
  ]

  /// Small purses that grow coin by coin, each asked for a few ranges: small enough to try every number of steps.
  private static func sample(
    _ bench: any PaymentProviderBench, _ trial: Trial, _ look: (Purse, QuoteRequest) async throws -> Void
  ) async throws {
    var dice = Dice(seed: 2121)
    let purse = try await Purse(bench, trial, funded: [])
    for _ in 0..<7 {
      try await bench.fund(purse.provider, [1 << dice.below(6)])
      for _ in 0..<4 {
        let fewest = 1 + dice.below(3)
        var request = purse.request(
          fewest...fewest + dice.below(7), price: 1 + dice.below(9), limit: 1 + dice.below(70))
        request.overpayment = Sats(dice.below(4))
        trial.step("quoting \(request)")
        try await look(purse, request)
      }
    }
  }
}
