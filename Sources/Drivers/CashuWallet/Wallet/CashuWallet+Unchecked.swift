#if Cashu
  import TollGateCashu
  import TollGateCore

  /// Tokens that lie as they came, because nothing but their mint can say what they are worth.
  extension CashuWallet {
    /// All of a purse, now that the mint can be asked. What has come in by that.
    func checkUnchecked(_ purse: Purse, _ mint: MintURL, until end: Moment) async throws(WalletFailure) -> Sats {
      let notes = try await run { store throws(StoreFailure) in
        try store.idleUncheckedNotes(purse)
      }
      var moved = Sats.zero
      for note in notes {
        do throws(WalletFailure) {
          let fee = try await check(note: note.id, until: end)
          moved += Sats(note.amount) - Sats(fee)
        } catch {
          // One that is worth nothing must not keep the others waiting.
          guard error == .alreadySpent || error == .forged else { throw error }
        }
      }
      return moved
    }

    /// Swaps what is in a note. What it has cost.
    func check(note id: Int64, until end: Moment) async throws(WalletFailure) -> UInt64 {
      guard let note = try await run({ store throws(StoreFailure) in try store.note(id) }) else { return 0 }
      let token = try await run { store throws(StoreFailure) in try store.readToken(ofNote: id) }
      try await learnKeysets(of: token, note.mint, until: end)
      let keyset = try await signingKeyset(of: note.mint, note.unit, until: end)
      let wall = wall()
      CrashPoint.pass(.beforeUncheckedChecked)
      let opened = try await change { store throws(StoreFailure) in
        try store.openNote(note, token, keyset, at: wall)
      }
      guard let request = try opened.get() else { return 0 }
      try await carryOut(request, until: end) { _, _ throws(StoreFailure) in }
      CrashPoint.pass(.afterUncheckedChecked)
      return request.fee
    }

    /// A payment that was made of such a token: its proofs lie beside the others from now on.
    func absorbNotes(of payment: PaymentRow, until end: Moment) async throws(WalletFailure) {
      let notes = try await run { store throws(StoreFailure) in try store.notes(heldBy: payment.id) }
      let wall = wall()
      for note in notes {
        let token = try await run { store throws(StoreFailure) in try store.readToken(ofNote: note.id) }
        try await learnKeysets(of: token, note.mint, until: end)
        let isDone = try await change { store throws(StoreFailure) -> Bool in
          let known = try store.keysets(of: payment.purse.mint).filter { $0.info.unit == note.unit && $0.keys != nil }
          guard let proofs = try? token.proofs(among: known.map(\.info.id)) else { return false }
          for row in known {
            let own = proofs.filter { $0.keyset == row.info.id }
            try store.insert(own, keyset: row.id, .reserved(payment: payment.id))
          }
          try store.finish(note: note.id, at: wall)
          return true
        }
        guard isDone else { throw .noKeyset }
      }
    }

    /// The keys of every keyset in a token.
    private func learnKeysets(of token: Token, _ mint: MintURL, until end: Moment) async throws(WalletFailure) {
      try await refreshKeysets(of: mint, until: end)
      let known = try await run { store throws(StoreFailure) in
        try store.mint(mint).map { row throws(StoreFailure) in try store.keysets(of: row.id) } ?? []
      }
      let references = Set(token.proofs.map(\.keyset))
      for row in known where row.keys == nil {
        let id = row.info.id
        if references.contains(where: { $0.resolved(among: [id]) == .known(id) }) {
          try await fetchKeys(of: id, at: mint, until: end)
        }
      }
    }
  }

  extension WalletStore {
    /// Makes a note's proofs the inputs of a swap to ourselves. Nothing where they would bring nothing: then they are dust.
    func openNote(
      _ note: NoteRow, _ token: Token, _ keyset: KeysetRow, at wall: Int64
    ) throws(StoreFailure) -> Result<WalletRequest?, WalletFailure> {
      let known = try keysets(of: keyset.mint).filter { $0.info.unit == note.unit && $0.keys != nil }
      guard let proofs = try? token.proofs(among: known.map(\.info.id)) else { return .failure(.noKeyset) }
      for proof in proofs {
        let evidence = known.first { $0.info.id == proof.keyset }?.keys.map(proof.evidence) ?? .wrong
        if evidence == .wrong || evidence == .noSuchKey {
          try finish(note: note.id, at: wall)
          return .failure(.forged)
        }
      }
      var rows: [ProofRow] = []
      for row in known {
        let own = proofs.filter { $0.keyset == row.info.id }
        try insert(own, keyset: row.id, .handedOut(note: note.id))
        rows = try self.proofs(.handedOut(note: note.id))
      }
      let (worthwhile, dust) = rows.worthwhile
      try setUse(dust.map(\.id), .dust)
      guard let draft = try moving(worthwhile, to: keyset, for: .note(note.id)) else {
        try finish(note: note.id, at: wall)
        return .success(nil)
      }
      return .success(try open(draft, at: wall))
    }
  }
#endif
