#if Cashu
  import TollGateCashu
  import TollGateCore

  extension PurseMoney {
    /// How to pay this with no mint in reach. Tokens that are not checked yet go last, alone or together, since they may turn out
    /// to be nothing.
    func paying(_ wanted: Wanted, budget: inout SearchBudget) -> Choice? {
      if let choice = stock.paying(wanted, budget: &budget) { return choice }
      let lines = unchecked.prefix(PurseMoney.mostNotes).map(\.line)
      let best = lines.compactMap { stock.paying(wanted, beside: [$0], budget: &budget) }.min {
        ($0.net, $0.gross) < ($1.net, $1.gross)
      }
      if let best { return best }
      for count in lines.indices.dropFirst(2) + [lines.count] where count > 1 {
        if let choice = stock.paying(wanted, beside: Array(lines[..<count]), budget: &budget) { return choice }
      }
      return nil
    }

    /// A payment uses no more of them.
    private static let mostNotes = 16

    /// What it costs to have a mint make the payment's proofs: the sum that is handed on, and the fee of the swap before it.
    func changing(_ net: UInt64, _ coinage: Coinage, limit: UInt64) -> (gross: UInt64, fee: UInt64)? {
      guard let sending = coinage.sending(net: net), let inputs = stock.covering(sending.sum) else { return nil }
      let gross = sending.sum.adding(inputs.fee)
      return gross <= limit ? (gross, gross - net) : nil
    }
  }

  extension WalletStore {
    /// The greatest number of steps in the asked range that can be paid, and its cost (C2). Asks nobody.
    func quote(_ request: QuoteRequest) throws(StoreFailure) -> Result<Quote, PaymentFailure> {
      let price = request.offer.price.count
      guard let purse = try purse(request.offer.mint, request.offer.unit) else {
        return .failure(.insufficient(available: .zero))
      }
      let money = try money(purse)
      guard price > 0, money.total >= price, money.total / price >= request.fewest else {
        return .failure(.insufficient(available: Sats(money.total)))
      }
      remember(purse, net: min(request.most, WalletStore.mostStepsAtOnce).times(price))
      var asked = StepsWanted(
        price: price, fewest: max(request.fewest, 1), most: request.most, overpayment: request.overpayment.count,
        limit: request.limit.count)
      let helped = request.mayContactMint ? try stepsWithMint(asked, purse, money) : nil
      asked.fewest = helped?.steps ?? asked.fewest
      let held = money.stock.greatestSteps(asked, beside: money.total - money.stock.total) { steps, budget in
        money.paying(asked.wanted(steps), budget: &budget)
      }
      if let held {
        let (choice, net) = (held.way, held.steps * price)
        return .success(
          Quote(
            steps: held.steps, gross: Sats(choice.gross), fee: Sats(choice.fee), overpaid: Sats(choice.net - net),
            needsMint: false))
      }
      if let helped { return .success(helped) }
      let fits = request.fewest.times(price) <= request.limit.count
      return .failure(fits ? .noExactChange : .insufficient(available: Sats(money.total)))
    }

    /// The greatest number of steps for which a mint could make change. The cost grows with the number, so that halving finds it.
    private func stepsWithMint(_ asked: StepsWanted, _ purse: Purse, _ money: PurseMoney) throws(StoreFailure) -> Quote?
    {
      let coinage = try coinage(purse)
      func cost(_ steps: UInt64) -> (gross: UInt64, fee: UInt64)? {
        money.changing(steps.times(asked.price), coinage, limit: asked.limit)
      }
      var (low, high) = (asked.fewest, min(asked.most, asked.limit / asked.price, money.stock.total / asked.price))
      guard low <= high, cost(low) != nil else { return nil }
      while low < high {
        let middle = low + (high - low + 1) / 2
        if cost(middle) != nil { low = middle } else { high = middle - 1 }
      }
      return cost(low).map {
        Quote(
          steps: low, gross: Sats($0.gross), fee: Sats($0.fee), overpaid: .zero, needsMint: true)
      }
    }

    /// What the mint signs with in this unit; powers of two while its keys are not known.
    package func coinage(_ purse: Purse) throws(StoreFailure) -> Coinage {
      if let known = try signingKeyset(purse)?.coinage { return known }
      // Its fee is known before its keys are.
      let active = try keysets(of: purse.mint).last { $0.info.unit == purse.unit && $0.info.isActive }
      return Coinage(amounts: (0..<63).map { 1 << $0 }, ppk: active?.info.inputFee ?? 0)
    }

    /// Change is wanted for payments like the one that was asked for last (F3).
    private func remember(_ purse: Purse, net: UInt64) {
      guard wishes[purse]?.payment != net else { return }
      wishes[purse] = ChangeWish(payment: net, count: wishes[purse]?.count ?? 10)
    }

    private static let mostStepsAtOnce: UInt64 = 1 << 32
  }
#endif
