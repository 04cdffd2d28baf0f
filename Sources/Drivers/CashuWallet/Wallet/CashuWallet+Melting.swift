#if Cashu
  import TollGateCashu
  package import TollGateCore

  /// What paying an invoice has cost.
  package struct Melted: Hashable, Sendable {
    package var amount: UInt64
    /// Of the mint for its inputs, and of the way to whoever was paid.
    package var fee: UInt64
  }

  /// Money to outside: the mint pays an invoice, and gives back what that did not need (NUT-05, 08).
  extension CashuWallet {
    /// What a mint would pay an invoice for. It is on disk.
    package func quoteMelt(
      _ invoice: String, of mint: MintURL, _ unit: CurrencyUnit, within limit: Interval
    ) async throws(WalletFailure) -> (quote: Int64, amount: UInt64, reserve: UInt64) {
      let end = Moment(after: limit)
      let quote: MeltQuote
      do throws(MintFailure) {
        quote = try await client.meltQuote(
          MeltQuoteRequest(request: invoice, unit: unit.name), at: mint, within: end.left)
      } catch {
        throw error == .cancelled ? .cancelled : .mint(error)
      }
      let wall = wall()
      let row = try await change { store throws(StoreFailure) in
        let row = try store.addQuote(
          .melt, mint: try store.addMint(mint), unit: unit.name, amount: quote.amount.value, at: wall)
        try store.setQuote(
          row, named: quote.id, request: invoice, amount: quote.amount.value, expires: quote.expiry)
        return row
      }
      return (row, quote.amount.value, quote.feeReserve.value)
    }

    /// Pays it, for no more than this all in.
    package func melt(
      _ id: Int64, reserve: UInt64, feeLimit: UInt64, within limit: Interval
    ) async throws(WalletFailure) -> Melted {
      let end = Moment(after: limit)
      guard let quote = try await run({ store throws(StoreFailure) in try store.quote(id) }),
        quote.kind == .melt, quote.state == .open
      else { throw .conflict }
      return try await withNewestKeysets(of: quote.url, until: end) { () throws(WalletFailure) in
        try await melt(quote, reserve, feeLimit, until: end)
      }
    }

    private func melt(
      _ quote: QuoteRow, _ reserve: UInt64, _ feeLimit: UInt64, until end: Moment
    ) async throws(WalletFailure) -> Melted {
      let keyset = try await signingKeyset(of: quote.url, quote.unit, until: end)
      let wall = wall()
      CrashPoint.pass(.beforeMeltOpened)
      let opened = try await change { store throws(StoreFailure) in
        try store.openMelt(quote, reserve, feeLimit, keyset, at: wall)
      }
      CrashPoint.pass(.afterMeltOpened)
      let request = try opened.get()
      let back = try await carryOut(request, until: end) { _, proofs throws(StoreFailure) in proofs.worth }
      CrashPoint.pass(.afterMeltFinished)
      return Melted(
        amount: quote.amount, fee: request.worth.subtractingOrNothing(quote.amount).subtractingOrNothing(back))
    }
  }

  extension WalletStore {
    fileprivate func openMelt(
      _ quote: QuoteRow, _ reserve: UInt64, _ feeLimit: UInt64, _ keyset: KeysetRow, at wall: Int64
    ) throws(StoreFailure) -> Result<WalletRequest, WalletFailure> {
      // One request at a time pays an invoice.
      let underway = try database.first(
        "SELECT count(*) FROM requests WHERE purpose = 9 AND purpose_ref = ? AND interrupted = 0", .integer(quote.id),
        read: { $0.integer(0) })
      guard underway == 0 else { return .failure(.pending) }
      let stock = try stock(Purse(mint: quote.mint, unit: quote.unit))
      guard let choice = stock.covering(quote.amount.adding(reserve)) else {
        return .failure(.insufficient(available: stock.total))
      }
      guard choice.fee.adding(reserve) <= feeLimit else { return .failure(.tooDear(fee: choice.fee.adding(reserve))) }
      guard try choice.proofs <= longestList(of: quote.mint) else { return .failure(.noExactChange) }
      let most = Amount(choice.net.subtractingOrNothing(quote.amount))
      let draft = RequestDraft(
        kind: .melt, keyset: keyset, amounts: Array(repeating: Amount(1), count: most.blankOutputs),
        purpose: .melt(quote: quote.id), quote: quote.quote, inputs: try proofs(choice))
      return try open(draft, at: wall).map(Result.success) ?? .failure(.noKeyset)
    }
  }
#endif
