#if Cashu
  import TollGateCashu
  import TollGateCore

  /// Tokens that lie as they came, because nothing but their mint can say what they are worth.
  extension CashuWallet {
    /// All of a purse, now that the mint can be asked. What has come in by that.
    func checkUnchecked(_ purse: Purse, _ mint: MintURL, until end: Moment) async throws(WalletFailure) -> Sats {
      let notes = try await run { store throws(StoreFailure) in
        try store.notesToCheck(purse)
      }
      var moved = Sats.zero
      for note in notes {
        do throws(WalletFailure) {
          guard let fee = try await check(note: note.id, until: end) else { continue }
          moved += Sats(note.amount) - Sats(fee)
        } catch {
          // What is the matter with one must not keep the others waiting, nor change from being made.
          if error.keepsAllWaiting { throw error }
          try await run { store throws(StoreFailure) in store.noteRests[note.id] = Moment(after: store.rest) }
        }
      }
      return moved
    }

    /// Swaps what is in a note. What it has cost; nothing where somebody else is about it.
    func check(note id: Int64, until end: Moment) async throws(WalletFailure) -> UInt64? {
      guard let note = try await run({ store throws(StoreFailure) in try store.note(id) }) else { return nil }
      let token = try await run { store throws(StoreFailure) in try store.readToken(ofNote: id) }
      try await learnKeysets(of: token, note.mint, until: end)
      let keyset = try await signingKeyset(of: note.mint, note.unit, until: end)
      let wall = wall()
      CrashPoint.pass(.beforeUncheckedChecked)
      let opened = try await change { store throws(StoreFailure) in
        try store.openNote(id, token, keyset, at: wall)
      }
      switch try opened.get() {
      case .busy: return nil
      case .dust: return 0
      case .request(let request):
        do throws(WalletFailure) {
          try await carryOut(request, until: end) { _, _ throws(StoreFailure) in }
        } catch {
          // Where its own evidence says that the mint has signed it, the mint may come to its senses.
          guard error.isWrongProof, token.proofs.contains(where: { $0.dleq == nil }) else { throw error }
          try await change { store throws(StoreFailure) in try store.discard(note, at: wall) }
          throw .forged
        }
        CrashPoint.pass(.afterUncheckedChecked)
        return request.fee
      }
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

  extension WalletFailure {
    /// The mint is away, or we are: whatever else it is to be asked has to wait as well.
    var keepsAllWaiting: Bool {
      switch self {
      case .noKeyset: false
      case .store, .cancelled, .mint(.cancelled): true
      default: isAbsence
      }
    }

    /// The mint says that it has not signed one of these.
    var isWrongProof: Bool {
      if case .mint(.refused(let refusal)) = self { refusal.meaning == .wrongProof } else { false }
    }
  }

  /// What there is to be done about a note.
  enum NoteOpening: Sendable {
    case request(WalletRequest)
    /// It would bring nothing.
    case dust
    /// A payment is made of it, another request is about it, or it is done with.
    case busy
  }

  extension WalletStore {
    /// It is no money.
    fileprivate func discard(_ note: NoteRow, at wall: Int64) throws(StoreFailure) {
      try finish(note: note.id, at: wall)
      try add(HistoryEntry(at: wall, kind: .forged, mint: note.mint, unit: note.unit, amount: note.amount))
    }

    /// Makes a note's proofs the inputs of a swap to ourselves. What others have done about it while its mint was asked stands.
    func openNote(
      _ id: Int64, _ token: Token, _ keyset: KeysetRow, at wall: Int64
    ) throws(StoreFailure) -> Result<NoteOpening, WalletFailure> {
      guard let note = try note(id), note.holder == nil, try isIdle(note) else { return .success(.busy) }
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
        return .success(.dust)
      }
      return try open(draft, at: wall).map { .success(.request($0)) } ?? .failure(.noKeyset)
    }
  }
#endif
