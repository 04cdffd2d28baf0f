#if Cashu
  import TollGateCashu
  package import TollGateCore

  /// What has become of a token that was handed out.
  package struct Reclaimed: Hashable, Sendable {
    /// Back in the purse, after the fee.
    package var returned: UInt64 = 0
    package var fee: UInt64 = 0
    /// Redeemed by whoever had it.
    package var redeemed: UInt64 = 0
    /// Notes whose mint could not be asked.
    package var unreached = 0

    package init(returned: UInt64 = 0, fee: UInt64 = 0, redeemed: UInt64 = 0, unreached: Int = 0) {
      self.returned = returned
      self.fee = fee
      self.redeemed = redeemed
      self.unreached = unreached
    }
  }

  extension CashuWallet {
    /// Fetches back every token that was handed out and that nobody has redeemed, or the one in this note.
    package func reclaim(note: Int64? = nil, within limit: Interval) async throws(WalletFailure) -> Reclaimed {
      let end = Moment(after: limit)
      let notes = try await run { store throws(StoreFailure) in
        try store.openNotes().filter { $0.kind.isOurs && (note == nil || $0.id == note) }
      }
      guard note == nil || !notes.isEmpty else { throw .conflict }
      var sum = Reclaimed()
      for one in notes {
        do throws(WalletFailure) {
          try await reclaimOne(one, &sum, until: end)
        } catch {
          guard error.isAbsence || error == .alreadySpent, note == nil else { throw error }
          sum.unreached += 1
        }
      }
      return sum
    }

    private func reclaimOne(
      _ note: NoteRow, _ sum: inout Reclaimed, until end: Moment
    ) async throws(WalletFailure) {
      do throws(WalletFailure) {
        try await reclaim(note, &sum, until: end)
      } catch {
        guard error.wantsKeysets else { throw error }
        try await refreshKeysets(of: note.mint, until: end)
        try await reclaim(note, &sum, until: end)
      }
    }

    private func reclaim(
      _ note: NoteRow, _ sum: inout Reclaimed, until end: Moment
    ) async throws(WalletFailure) {
      let held = try await run { store throws(StoreFailure) in try store.proofs(.handedOut(note: note.id)) }
      let states = try await states(of: held.map(\.proof), at: note.mint, until: end)
      let pairs = zip(held, states).map { ($0, $1) }
      let keyset = try await signingKeyset(of: note.mint, note.unit, until: end)
      let wall = wall()
      CrashPoint.pass(.beforeReclaimOpened)
      let request = try await change { store throws(StoreFailure) in
        try store.openReclaim(note, pairs, keyset, at: wall)
      }
      sum.redeemed = sum.redeemed.adding(pairs.filter { $0.1 == .spent }.map(\.0).worth)
      guard let request else { return }
      let back = try await carryOut(request, until: end) { _, proofs throws(StoreFailure) in proofs.worth }
      CrashPoint.pass(.afterReclaimFinished)
      sum.returned = sum.returned.adding(back)
      sum.fee = sum.fee.adding(request.fee)
      let most = try await longestList(of: note.mint)
      if states.count(where: { $0 == .unspent }) > most { try await reclaim(note, &sum, until: end) }
    }
  }

  extension WalletStore {
    fileprivate func openReclaim(
      _ note: NoteRow, _ pairs: [(ProofRow, ProofState)], _ keyset: KeysetRow, at wall: Int64
    ) throws(StoreFailure) -> WalletRequest? {
      let still = Set(try proofs(.handedOut(note: note.id)).map(\.id))
      guard !pairs.isEmpty, still == Set(pairs.map(\.0.id)) else {
        if pairs.isEmpty, still.isEmpty, try isIdle(note) { try finish(note: note.id, at: wall) }
        return nil
      }
      try delete(pairs.filter { $0.1 == .spent }.map(\.0.id))
      let unspent = pairs.filter { $0.1 == .unspent }.map(\.0)
      // What the mint does not take at once stays in the note, for the next request.
      let part = Array(unspent.prefix(try longestList(of: keyset.mint)))
      let (worthwhile, dust) = part.worthwhile
      // Without the others the token is no more, so that nobody can redeem these either.
      try setUse(dust.map(\.id), .dust)
      let isLast = part.count == unspent.count && !pairs.contains { $0.1 == .pending }
      if worthwhile.isEmpty, isLast { try finish(note: note.id, at: wall) }
      return try moving(worthwhile, to: keyset, for: .note(note.id))
        .flatMap { draft throws(StoreFailure) in try open(draft, at: wall) }
    }

    /// Whether no request is about it.
    func isIdle(_ note: NoteRow) throws(StoreFailure) -> Bool {
      let count = try database.first(
        "SELECT count(*) FROM requests WHERE purpose = 6 AND purpose_ref = ? AND interrupted = 0", .integer(note.id),
        read: { $0.integer(0) })
      return count == 0
    }
  }
#endif
