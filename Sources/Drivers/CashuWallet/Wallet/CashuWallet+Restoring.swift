#if Cashu
  import TollGateCashu
  package import TollGateCore

  /// What a restore has brought back.
  package struct Restored: Hashable, Sendable {
    /// What the mint has ever signed for this seed and is not in the wallet.
    package var found: UInt64 = 0
    /// Of that, what was spent already.
    package var spent: UInt64 = 0
    /// What can be spent now, after the fee.
    package var returned: UInt64 = 0
    /// Signatures that don't hold, and keysets that could not be asked for: another restore may bring what they stand for.
    package var flawed = 0

    package init() {}
  }

  /// Money that the seed alone brings back (NUT-09, 13).
  extension CashuWallet {
    /// Asks a mint for all that it has ever signed for the seed. What is unspent is swapped before anybody is paid with it: a
    /// token that was sent may be among it.
    package func restore(
      of mint: MintURL, within limit: Interval, progress: @Sendable (Restored) -> Void = { _ in }
    ) async throws(WalletFailure) -> Restored {
      let end = Moment(after: limit)
      let open = try await run { store throws(StoreFailure) in try store.unsettledPayments() }
      guard open == 0 else { throw .unsettled(open) }
      try await refreshKeysets(of: mint, until: end)
      try await finishRequests(of: mint, until: end)
      var sum = Restored()
      for keyset in try await keysets(of: mint) {
        do throws(WalletFailure) {
          if keyset.keys == nil { try await fetchKeys(of: keyset.info.id, at: mint, until: end) }
          try await scan(keyset.id, mint, until: end) { found, flawed in
            sum.found = sum.found.adding(found)
            sum.flawed += flawed
            progress(sum)
          }
        } catch {
          // What is the matter with one keyset keeps none of the others from coming back.
          if error.keepsAllWaiting { throw error }
          sum.flawed += 1
        }
      }
      for unit in Set(try await keysets(of: mint).map(\.info.unit)).sorted() {
        guard let row = try await keysets(of: mint).first?.mint else { continue }
        let (returned, spent) = try await swapAllRestored(Purse(mint: row, unit: unit), until: end)
        sum.returned = sum.returned.adding(returned)
        sum.spent = sum.spent.adding(spent)
        progress(sum)
      }
      return sum
    }

    /// What a request of ours is still to bring would be found as well, and be here twice.
    private func finishRequests(of mint: MintURL, until end: Moment) async throws(WalletFailure) {
      let purses = try await run { store throws(StoreFailure) in
        try store.purses().filter { $0.mint == mint }.map(\.purse)
      }
      for purse in purses { _ = try await recover(purse, mint, feeLimit: 0, until: end) }
    }

    private func keysets(of mint: MintURL) async throws(WalletFailure) -> [KeysetRow] {
      try await run { store throws(StoreFailure) in
        try store.mint(mint).map { row throws(StoreFailure) in try store.keysets(of: row.id) } ?? []
      }
    }

    private func scan(
      _ id: Int64, _ mint: MintURL, until end: Moment, _ found: (UInt64, _ flawed: Int) -> Void
    ) async throws(WalletFailure) {
      guard let keyset = try await run({ store throws(StoreFailure) in try store.keyset(id) }), let keys = keyset.keys
      else { return }
      let branch = try await branch(of: keyset.info.id)
      var scan = RestoreScan(counter: keyset.counter)
      while let numbers = scan.next {
        let outputs = numbers.compactMap { number -> (UInt32, ProofOutput)? in
          guard let own = branch[number] else { return nil }
          return (number, ProofOutput(amount: .zero, keyset: keyset.info.id, secret: own.secret, factor: own.factor))
        }
        CrashPoint.pass(.beforeRestoreAsked)
        let signatures = try await signatures(of: outputs.map(\.1), at: mint, until: end)
        CrashPoint.pass(.afterRestoreAnswered)
        // Mints of before NUT-12 have signed without a proof of it. All is swapped before it counts.
        let proofs = signatures.compactMap { place, signature -> (UInt32, Proof)? in
          let proof = try? outputs[place].1.proof(from: signature, under: keys, anyAmount: true, withoutDLEQ: true)
          return proof.map { (outputs[place].0, $0) }
        }
        scan.heard(proofs.map(\.0))
        let (counter, proven) = (scan.counter, proofs.filter { $0.1.dleq != nil }.map(\.0).max())
        let fresh = try await change { store throws(StoreFailure) in
          // A mint that shows no evidence must not use up the numbers of a keyset that another mint has as well.
          try store.setCounter(store.isShared(id) ? proven.map { $0 + 1 } ?? 0 : counter, of: id)
          return try store.insertRestored(proofs, keyset: id)
        }
        CrashPoint.pass(.afterRestoreStored)
        found(fresh, signatures.count - proofs.count)
      }
    }

    /// What was restored and not swapped yet, as much as one request takes. What has come of it.
    func swapRestored(_ purse: Purse, until end: Moment) async throws(WalletFailure) -> Sats {
      Sats(try await swapAllRestored(purse, until: end).returned)
    }

    private func swapAllRestored(
      _ purse: Purse, until end: Moment
    ) async throws(WalletFailure) -> (returned: UInt64, spent: UInt64) {
      var (returned, spent, hasRefreshed, most) = (UInt64(0), UInt64(0), false, Int.max)
      while true {
        let rows = try await run { [most] store throws(StoreFailure) in try store.restoredProofs(purse, most: most) }
        guard let mint = try await run({ store throws(StoreFailure) in try store.mint(purse.mint)?.url }),
          !rows.isEmpty
        else { return (returned, spent) }
        let states = try await states(of: rows.map(\.proof), at: mint, until: end)
        let keyset = try await signingKeyset(of: mint, purse.unit, until: end)
        let pairs = zip(rows, states).map { ($0, $1) }
        spent = spent.adding(pairs.filter { $0.1 == .spent }.map(\.0).worth)
        let wall = wall()
        let request = try await change { store throws(StoreFailure) in
          try store.openRestored(pairs, keyset, at: wall)
        }
        guard let request else {
          // Only what is pending is left of these, or nothing.
          if states.contains(.pending) { return (returned, spent) }
          continue
        }
        do throws(WalletFailure) {
          returned = returned.adding(
            try await carryOut(request, until: end) { _, proofs throws(StoreFailure) in proofs.worth })
          CrashPoint.pass(.afterRestoreSwapped)
          most = most > OutputPlan.longest ? most : most * 2
        } catch {
          if error.isWrongProof {
            most = try await narrowed(request)
            continue
          }
          guard error.wantsKeysets, !hasRefreshed else { throw error }
          hasRefreshed = true
          try await refreshKeysets(of: mint, until: end)
        }
      }
    }
  }

  extension CashuWallet {
    /// The mint has not signed one of these, whatever it has said: which one is found by halves, and it alone is dropped. How
    /// many to try next.
    private func narrowed(_ request: WalletRequest) async throws(WalletFailure) -> Int {
      guard request.inputs.count == 1 else { return request.inputs.count / 2 }
      let wall = wall()
      try await change { store throws(StoreFailure) in
        try store.delete(request.inputs.map(\.id))
        try store.add(
          HistoryEntry(at: wall, kind: .forged, mint: request.url, unit: request.unit, amount: request.worth))
      }
      return 1
    }
  }

  extension WalletStore {
    /// Those that the wallet does not know, that no request is to bring, and that are no seller's; what they are worth.
    fileprivate func insertRestored(_ proofs: [(UInt32, Proof)], keyset: Int64) throws(StoreFailure) -> UInt64 {
      var worth: UInt64 = 0
      for (number, proof) in proofs {
        if try isAwaited(number, of: keyset) { continue }
        if try isGranted(proof) { continue }
        if try insert([proof], keyset: keyset, .restored) == 1 { worth = worth.adding(proof.amount.value) }
      }
      return worth
    }

    private func isAwaited(_ number: UInt32, of keyset: Int64) throws(StoreFailure) -> Bool {
      let sql = """
        SELECT 1 FROM requests r JOIN keysets k ON k.id = r.keyset
        WHERE k.name = (SELECT name FROM keysets WHERE id = ?) AND ? >= r.first AND ? < r.first + length(r.amounts) / 8
        """
      let (number, keyset) = (SQLValue.integer(Int64(number)), SQLValue.integer(keyset))
      return try database.first(sql, keyset, number, number, read: { $0.integer(0) }) != nil
    }

    fileprivate func unsettledPayments() throws(StoreFailure) -> Int {
      try payments().count { $0.final == nil }
    }

    fileprivate func restoredProofs(_ purse: Purse, most: Int) throws(StoreFailure) -> [ProofRow] {
      let keysets = Set(try keysets(of: purse.mint).filter { $0.info.unit == purse.unit }.map(\.id))
      let all = try proofs(.restored).filter { keysets.contains($0.keyset) }
      return Array(all.prefix(min(most, try longestList(of: purse.mint))))
    }

    /// Spent ones go, those that would bring nothing are dust, the others are swapped.
    fileprivate func openRestored(
      _ pairs: [(ProofRow, ProofState)], _ keyset: KeysetRow, at wall: Int64
    ) throws(StoreFailure) -> WalletRequest? {
      // What another call has made of them meanwhile stands.
      let still = Set(try proofs(pairs.map(\.0.id), still: .restored).map(\.id))
      let pairs = pairs.filter { still.contains($0.0.id) }
      try delete(pairs.filter { $0.1 == .spent }.map(\.0.id))
      let (worthwhile, dust) = pairs.filter { $0.1 == .unspent }.map(\.0).worthwhile
      try setUse(dust.map(\.id), .dust)
      return try moving(worthwhile, to: keyset, for: .restored)
        .flatMap { draft throws(StoreFailure) in try open(draft, at: wall) }
    }
  }
#endif
