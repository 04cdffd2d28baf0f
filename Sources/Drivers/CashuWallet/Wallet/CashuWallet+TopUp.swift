#if Cashu
  import TollGateCashu
  package import TollGateCore
  import TollGateCrypto

  /// Money from outside: an invoice of the mint's, and proofs once it is paid (NUT-04, 20).
  extension CashuWallet {
    /// An invoice to be paid. It is on disk before anybody sees it.
    package func requestTopUp(
      _ amount: UInt64, of mint: MintURL, _ unit: CurrencyUnit, within limit: Interval
    ) async throws(WalletFailure) -> QuoteRow {
      let end = Moment(after: limit)
      try await refreshKeysets(of: mint, until: end)
      let wall = wall()
      let row = try await change { store throws(StoreFailure) in
        try store.addQuote(.mint, mint: try store.addMint(mint), unit: unit.name, amount: amount, at: wall)
      }
      let key = CompressedPoint(prefix: 2, x: try await quoteKey(row).publicKey)
      CrashPoint.pass(.beforeQuoteAsked)
      let quote: MintQuote
      do throws(MintFailure) {
        quote = try await client.mintQuote(
          MintQuoteRequest(amount: Amount(amount), unit: unit.name, key: key), at: mint, within: end.left)
      } catch {
        try await change { store throws(StoreFailure) in try store.deleteQuote(row) }
        throw error == .cancelled ? .cancelled : .mint(error)
      }
      CrashPoint.pass(.afterQuoteAnswered)
      let stored = try await change { store throws(StoreFailure) in
        try store.setQuote(row, named: quote.id, request: quote.request, amount: amount, expires: quote.expiry)
        store.restQuote(row)
        return try store.quote(row)
      }
      CrashPoint.pass(.afterQuoteStored)
      guard let stored else { throw .conflict }
      return stored
    }

    /// What has come in for a quote: nothing while its invoice isn't paid.
    package func collect(_ id: Int64, within limit: Interval) async throws(WalletFailure) -> UInt64? {
      let end = Moment(after: limit)
      guard let quote = try await run({ store throws(StoreFailure) in try store.quote(id) }) else { throw .conflict }
      if quote.state == .done { return quote.amount }
      // One that was given up may have been paid all the same.
      guard quote.state == .open || quote.state == .failed else { throw .conflict }
      let state: MintQuote.State
      do throws(MintFailure) {
        state = try await client.mintQuote(named: quote.quote, at: quote.url, within: end.left).state
      } catch {
        throw error == .cancelled ? .cancelled : .mint(error)
      }
      if state == .unpaid { return nil }
      return try await withNewestKeysets(of: quote.url, until: end) { () throws(WalletFailure) in
        try await mint(quote, until: end)
      }
    }

    /// What was paid for while nobody was there to collect it. An invoice that isn't paid, or not any more, is no failure.
    func collectPaid(_ purse: Purse, until end: Moment) async throws(WalletFailure) -> Sats {
      let open = try await run { store throws(StoreFailure) in
        try store.openQuotes().filter { $0.mint == purse.mint && $0.unit == purse.unit }.suffix(CashuWallet.mostQuotes)
      }
      var moved = Sats.zero
      let wall = wall()
      for quote in open {
        do throws(WalletFailure) {
          if let amount = try await collect(quote.id, within: end.left) {
            moved += Sats(amount)
            continue
          }
        } catch {
          if error.keepsAllWaiting { throw error }
        }
        try await change { store throws(StoreFailure) in try store.heardUnpaid(quote.id, at: wall) }
      }
      return moved
    }

    /// So many invoices of one mint are waited for at the same time.
    private static let mostQuotes = 64

    private func mint(_ quote: QuoteRow, until end: Moment) async throws(WalletFailure) -> UInt64? {
      let keyset = try await signingKeyset(of: quote.url, quote.unit, until: end)
      let wall = wall()
      CrashPoint.pass(.beforeMintOpened)
      let opened = try await change { store throws(StoreFailure) -> Result<WalletRequest, WalletFailure> in
        try store.openMinting(quote, keyset, at: wall)
      }
      CrashPoint.pass(.afterMintOpened)
      let request = try opened.get()
      do throws(WalletFailure) {
        try await carryOut(request, until: end) { _, _ throws(StoreFailure) in }
      } catch {
        // Nobody else has its key: what was issued already, an earlier request of ours has brought or will bring.
        guard case .mint(.refused(let refusal)) = error, refusal.meaning == .quoteIssued else { throw error }
        return try await run { store throws(StoreFailure) in try store.quote(quote.id)?.state } == .done
          ? quote.amount : nil
      }
      CrashPoint.pass(.afterMintFinished)
      return quote.amount
    }
  }

  extension WalletStore {
    /// One request at a time redeems a quote.
    fileprivate func openMinting(
      _ quote: QuoteRow, _ keyset: KeysetRow, at wall: Int64
    ) throws(StoreFailure) -> Result<WalletRequest, WalletFailure> {
      let open = try database.first(
        "SELECT count(*) FROM requests WHERE purpose = 8 AND purpose_ref = ? AND interrupted = 0", .integer(quote.id),
        read: { $0.integer(0) })
      guard open == 0 else { return .failure(.mint(.lost)) }
      let wish = wishes[Purse(mint: keyset.mint, unit: quote.unit)].map { OutputPlan.Change($0, keyset) }
      let most = try longestList(of: keyset.mint)
      guard let keys = keyset.keys,
        let plan = OutputPlan(Amount(quote.amount), change: wish ?? .none, keys: keys, most: most),
        let request = try self.open(
          RequestDraft(
            kind: .mint, keyset: keyset, amounts: plan.amounts, purpose: .topUp(quote: quote.id), quote: quote.quote),
          at: wall)
      else { return .failure(.noExactChange) }
      return .success(request)
    }
  }
#endif
