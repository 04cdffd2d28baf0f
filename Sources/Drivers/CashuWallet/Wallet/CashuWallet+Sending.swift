#if Cashu
  import TollGateCashu
  package import TollGateCore

  /// A token that was made for somebody. Its text is money.
  package struct Sent: Hashable, Sendable, Secretive {
    /// Under this number it can be fetched back while nobody has redeemed it.
    package var note: Int64
    package var token: [UInt8]
    package var amount: UInt64
    /// What the mint has kept for making it.
    package var fee: UInt64
  }

  extension CashuWallet {
    /// A token with exactly this written on it, from held proofs where some come to it, else with the mint's help.
    package func send(
      _ amount: UInt64, of mint: MintURL, _ unit: CurrencyUnit, within limit: Interval
    ) async throws(WalletFailure) -> Sent {
      let end = Moment(after: limit)
      let wall = wall()
      CrashPoint.pass(.beforeSendNoted)
      let held = try await change { store throws(StoreFailure) -> Result<Sent?, WalletFailure> in
        guard amount > 0, let row = try store.mint(mint) else { return .failure(.insufficient(available: 0)) }
        let purse = Purse(mint: row.id, unit: unit.name)
        let stock = try store.stock(purse)
        guard stock.total >= amount else { return .failure(.insufficient(available: stock.total)) }
        guard let choice = stock.exactly(amount) else { return .success(nil) }
        return .success(try store.handOut(try store.proofs(choice), .sent, mint, purse.unit, fee: 0, at: wall))
      }
      CrashPoint.pass(.afterSendNoted)
      if let sent = try held.get() { return sent }
      return try await withNewestKeysets(of: mint, until: end) { () throws(WalletFailure) in
        try await sendFromMint(amount, of: mint, unit.name, until: end)
      }
    }

    private func sendFromMint(
      _ amount: UInt64, of mint: MintURL, _ unit: String, until end: Moment
    ) async throws(WalletFailure) -> Sent {
      let keyset = try await signingKeyset(of: mint, unit, until: end)
      guard let parts = keyset.coinage?.split(amount) else { throw .noExactChange }
      let plan = try await openSwap(keyset, for: .send, wanted: parts.map(Amount.init), limit: .max)
      let wall = wall()
      return try await carryOut(plan.request, until: end) { store, proofs throws(StoreFailure) in
        let chosen = try store.rows(of: proofs, plan.parts)
        return try store.handOut(chosen, .sent, mint, unit, fee: plan.request.fee, at: wall)
      }
    }
  }

  extension Stock {
    /// Proofs with exactly this written on them, whatever their fee.
    fileprivate func exactly(_ amount: UInt64) -> Choice? {
      var budget = SearchBudget()
      let bare = Stock(
        lines.map { line in
          var line = line
          line.ppk = 0
          return line
        })
      return bare.paying(Wanted(net: amount, overpayment: 0), budget: &budget)
    }
  }

  extension WalletStore {
    /// Makes a token of proofs, and a note of the token. Proofs that are handed out serve nothing else.
    func handOut(
      _ proofs: [ProofRow], _ kind: NoteKind, _ mint: MintURL, _ unit: String, fee: UInt64, at wall: Int64
    ) throws(StoreFailure) -> Sent {
      guard let token = try? Token(mint: mint.text, unit: unit, proofs: proofs.map(\.proof)) else { throw .corrupt }
      let text = token.text
      let note = try addNote(token, text: text, kind, at: wall)
      try setUse(proofs.map(\.id), .handedOut(note: note))
      try add(
        HistoryEntry(
          at: wall, kind: kind == .drained ? .drained : .sent, mint: mint, unit: unit, amount: token.amount.value,
          fee: fee))
      return Sent(note: note, token: text, amount: token.amount.value, fee: fee)
    }
  }
#endif
