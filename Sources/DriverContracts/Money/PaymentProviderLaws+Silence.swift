import TollGateCore

extension Laws {
  static let silence: [Law<any PaymentProviderBench>] = [
    Law("a mint that says nothing costs the limit, and no more", "F5", "C6") { bench, trial in
      let purse = try await Purse(bench, trial, funded: [4, 2, 1, 1])
      let prepared = try await purse.pay(1)
      try await purse.meetSilence("inspecting") { provider in
        _ = try await provider.inspect(prepared.id, within: bench.limit)
      }
      try await purse.meetSilence("taking back") { provider in
        _ = try await provider.settle(prepared.id, .takenBack, within: bench.limit)
      }
      try await purse.meetSilence("making change") { provider in
        _ = try await provider.perform(Chore.change(bench), feeLimit: Sats(4), within: bench.limit)
      }
      var number: UInt64 = 2
      guard try await purse.orderForMint(number) != nil else { return }
      try await purse.meetSilence("preparing what needs the mint") { [purse] provider in
        number += 1
        guard let order = try await purse.orderForMint(number) else { throw BenchFailure("no order needs the mint") }
        _ = try await provider.prepare(order, within: bench.limit)
      }
    },
    Law("what a silent mint was asked for is not lost", "F5", "K1") { bench, trial in
      let purse = try await Purse(bench, trial, funded: [4, 2, 1, 1])
      let prepared = try await purse.pay(1)
      try await bench.silence()
      trial.step("asking a silent mint")
      _ = try? await purse.provider.inspect(prepared.id, within: bench.limit)
      _ = try? await purse.provider.settle(prepared.id, .takenBack, within: bench.limit)
      try await purse.fundUnderSilence()
      _ = try? await purse.provider.perform(Chore.change(bench), feeLimit: Sats(4), within: bench.limit)
      try await purse.fundUnderSilence()
      if let order = try await purse.orderForMint(2) {
        _ = try? await purse.provider.prepare(order, within: bench.limit)
      }
      try await bench.reach(true)
      trial.step("recovering what a silent mint was asked for")
      let recover = Chore.recover(mint: bench.mint, unit: bench.unit)
      let report = try await purse.provider.perform(recover, feeLimit: .zero, within: Purse.limit)
      let settlement = try await purse.settle(prepared, .takenBack)
      let open = try await purse.unsettled().filter { $0.settled == nil }
      let promised = open.reduce(Sats.zero) { $0 + $1.prepared.gross }
      let all = Sats(8 + 2 * Purse.great)
      let rest = all - promised - report.fee - settlement.fee - settlement.dust
      try await purse.expectAvailable(rest, "after \(report) and \(settlement)")
      guard let order = try await purse.orderForMint(3) else { return }
      trial.step("preparing with the mint's help")
      let helped = try await purse.provider.prepare(order, within: Purse.limit)
      try await purse.expectAvailable(rest - helped.gross, "after \(helped)")
    },
    Law("what is to be recovered is told before the call that it was left from fails", "F2", "C3") { bench, trial in
      let purse = try await Purse(bench, trial, funded: [4, 2, 1, 1])
      let prepared = try await purse.pay(1)
      try await purse.expectToldInTime("making change") { [bench] provider in
        _ = try await provider.perform(Chore.change(bench), feeLimit: Sats(4), within: bench.limit)
      }
      try await purse.expectToldInTime("taking back") { [bench] provider in
        _ = try await provider.settle(prepared.id, .takenBack, within: bench.limit)
      }
      guard let order = try await purse.orderForMint(2) else { return }
      try await purse.expectToldInTime("preparing what needs the mint") { [bench] provider in
        _ = try await provider.prepare(order, within: bench.limit)
      }
    },
  ]
}

extension Purse {
  /// A coin that pays nothing exactly.
  fileprivate static let great: UInt64 = 64
  /// What a call may take beside its limit.
  private static let grace = Interval.seconds(1)

  fileprivate func fundUnderSilence() async throws {
    try await bench.reach(true)
    try await bench.fund(provider, [Purse.great])
    try await bench.silence()
  }

  /// An order that only the mint can make payable; `nil` from a provider that never needs one.
  fileprivate func orderForMint(_ number: UInt64) async throws -> PaymentOrder? {
    let price = Purse.great / 2 + 8
    var request = request(1...1, price: price)
    request.overpayment = .zero
    request.mayContactMint = true
    trial.step("quoting what needs the mint")
    guard let quote = try? await provider.quote(request), quote.needsMint else { return nil }
    var order = order(number, price: price, limit: quote.gross)
    order.mayContactMint = true
    return order
  }

  /// What a watch has heard when the call fails is compared with the first word of another watch, which is the truth.
  fileprivate func expectToldInTime(
    _ what: String, _ call: (any PaymentProvider) async throws -> Void
  ) async throws {
    try await fundUnderSilence()
    let (inbox, provider) = (Inbox<[Funds]>(), self.provider)
    _ = try await trial.run {
      let ending = await Ending.of { () throws(PaymentFailure) in try await provider.watchFunds { inbox.deliver($0) } }
      inbox.close()
      return ending
    } beside: {
      _ = try await trial.delivery(inbox, "the funds at once")
      trial.step("\(what) at a silent mint")
      _ = try? await call(provider)
      let told = inbox.heard.last?.contains(where: \.wantsRecovery) ?? false
      let wanted = try await funds().contains(where: \.wantsRecovery)
      trial.expect(
        told || !wanted, "a word of what is to be recovered before \(what) fails", seen: "it came later, or never")
    }
    try await bench.reach(true)
    trial.step("recovering after \(what) has failed")
    let recover = Chore.recover(mint: bench.mint, unit: bench.unit)
    _ = try await provider.perform(recover, feeLimit: .zero, within: Purse.limit)
  }

  /// A busy machine is late for reasons of its own, but not three times running.
  fileprivate func meetSilence(
    _ what: String, _ call: (any PaymentProvider) async throws -> Void
  ) async throws {
    var taken = Interval.zero
    for _ in 1...3 {
      try await fundUnderSilence()
      let begun = await bench.time()
      await trial.expect("\(what) at a silent mint", failsWith: [PaymentFailure.mintUnreachable]) {
        try await call(provider)
      }
      taken = await bench.time() - begun
      if taken <= bench.limit + Purse.grace { return }
    }
    let limit = bench.limit.wholeMilliseconds
    trial.expect(
      false, "\(what) at a silent mint to take \(limit) ms at the most", seen: "it took \(taken.wholeMilliseconds) ms")
  }
}
