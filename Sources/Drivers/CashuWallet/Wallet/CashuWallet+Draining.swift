#if Cashu
  import TollGateCashu
  package import TollGateCore

  /// What a drain has written.
  package struct Drained: Hashable, Sendable {
    package var mint: MintURL
    package var unit: String
    package var amount: UInt64
    package var tokens: Int

    package init(mint: MintURL, unit: String, amount: UInt64, tokens: Int) {
      self.mint = mint
      self.unit = unit
      self.amount = amount
      self.tokens = tokens
    }
  }

  extension CashuWallet {
    /// Proofs in one token: what any mint takes at once, and any program reads.
    private static let largestToken = 100

    /// Writes all that is free into a file of tokens, but for what each purse is to keep for the next renewals (F4). It asks
    /// nobody. What was written before a failure is in the file, and what was not is in notes, or in the purse still.
    package func drain(
      into path: String, keeping: @escaping @Sendable (MintURL, CurrencyUnit) -> UInt64
    ) async throws(WalletFailure) -> [Drained] {
      let file = try await TokenFile(path)
      var done: [Drained] = []
      for (purse, mint) in try await run({ store throws(StoreFailure) in try store.purses() }) {
        let keep = keeping(mint, CurrencyUnit(purse.unit))
        var drained = Drained(mint: mint, unit: purse.unit, amount: 0, tokens: 0)
        while let sent = try await drainOnce(purse, mint, keep) {
          try await file.append(sent.token)
          CrashPoint.pass(.afterDrainWritten)
          drained.amount = drained.amount.adding(sent.amount)
          drained.tokens += 1
        }
        if drained.tokens > 0 { done.append(drained) }
      }
      return done
    }

    private func drainOnce(_ purse: Purse, _ mint: MintURL, _ keep: UInt64) async throws(WalletFailure) -> Sent? {
      let wall = wall()
      CrashPoint.pass(.beforeDrainNoted)
      let sent = try await change { store throws(StoreFailure) -> Sent? in
        let stock = try store.stock(purse)
        var room = stock.total.subtractingOrNothing(keep)
        var parts: [StockLine] = []
        var count = 0
        for line in stock.lines {
          var part = line
          part.count = min(line.count, room / line.amount, UInt64(CashuWallet.largestToken - count))
          room -= part.amount * part.count
          count += Int(part.count)
          parts.append(part)
        }
        let choice = Choice(parts)
        if choice.proofs == 0 { return nil }
        return try store.handOut(try store.proofs(choice), .drained, mint, purse.unit, fee: 0, at: wall)
      }
      CrashPoint.pass(.afterDrainNoted)
      return sent
    }
  }
#endif
