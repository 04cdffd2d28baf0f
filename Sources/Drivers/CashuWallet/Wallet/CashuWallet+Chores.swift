#if Cashu
  import TollGateCashu
  import TollGateCore

  /// Work that no payment waits for (F5).
  extension CashuWallet {
    func perform(
      _ chore: Chore, feeLimit: Sats, within limit: Interval
    ) async throws(WalletFailure) -> ChoreReport {
      let end = Moment(after: limit)
      let unit = chore.unit.name
      guard let mint = try await run({ store throws(StoreFailure) in try store.mint(chore.mint)?.id }) else {
        return ChoreReport(moved: .zero, fee: .zero)
      }
      let purse = Purse(mint: mint, unit: unit)
      switch chore {
      case .recover: return try await recover(purse, chore.mint, feeLimit: feeLimit.count, until: end)
      case .makeChange(_, _, let payment, let count):
        try await refreshKeysets(of: chore.mint, until: end)
        _ = try await greetStragglers(purse, until: end)
        return try await makeChange(purse, payment.count, Int(count), feeLimit.count, until: end)
      case .rotate:
        try await refreshKeysets(of: chore.mint, until: end)
        _ = try await greetStragglers(purse, until: end)
        return try await rotate(purse, feeLimit.count, until: end)
      }
    }

    private func makeChange(
      _ purse: Purse, _ payment: UInt64, _ count: Int, _ feeLimit: UInt64, until end: Moment
    ) async throws(WalletFailure) -> ChoreReport {
      let wall = wall()
      let opened = try await change { store throws(StoreFailure) -> Result<WalletRequest?, WalletFailure> in
        // Whatever comes of it: until something else comes in, once more would not help.
        store.wishes[purse] = ChangeWish(payment: payment, count: count, isUseless: true)
        guard let keyset = try store.signingKeyset(purse), let coinage = keyset.coinage,
          let plan = try store.stock(purse).change(for: payment, count: count, coinage: coinage)
        else { return .success(nil) }
        let most = try UInt64(store.longestList(of: purse.mint))
        guard plan.inputs.proofs <= most, plan.outputs.count <= most else { return .success(nil) }
        guard plan.inputs.fee <= feeLimit else { return .failure(.tooDear(fee: plan.inputs.fee)) }
        let draft = RequestDraft(
          keyset: keyset, amounts: plan.outputs.map(Amount.init), purpose: .change,
          inputs: try store.proofs(plan.inputs))
        return .success(try store.open(draft, at: wall))
      }
      return try await report(try opened.get(), until: end)
    }

    /// The greatest proofs first, as far as the fee limit goes; what is left comes with the next chore.
    private func rotate(
      _ purse: Purse, _ feeLimit: UInt64, until end: Moment
    ) async throws(WalletFailure) -> ChoreReport {
      let wall = wall()
      let opened = try await change { store throws(StoreFailure) -> Result<WalletRequest?, WalletFailure> in
        guard let keyset = try store.signingKeyset(purse) else { return .success(nil) }
        let leaving = try store.leaving(purse, to: keyset)
        guard !leaving.isEmpty else { return .success(nil) }
        let most = try store.longestList(of: purse.mint)
        guard let inputs = leaving.within(fee: feeLimit, most: most) else {
          return .failure(.tooDear(fee: leaving[0].ppk / 1000))
        }
        guard let draft = try store.moving(inputs, to: keyset, for: .rotation) else { return .success(nil) }
        return .success(try store.open(draft, at: wall))
      }
      return try await report(try opened.get(), until: end)
    }

    private func report(_ request: WalletRequest?, until end: Moment) async throws(WalletFailure) -> ChoreReport {
      guard let request else { return ChoreReport(moved: .zero, fee: .zero) }
      do throws(WalletFailure) {
        try await carryOut(request, until: end) { _, _ throws(StoreFailure) in }
      } catch {
        if try await isExpiry(error, of: request) { try await expire(request) }
        throw error
      }
      return ChoreReport(moved: Sats(request.worth - request.fee), fee: Sats(request.fee))
    }

    /// One mint calls a keyset whose day is over inactive, as it does those that it does not sign with. The day alone says
    /// nothing, since the clock may be wrong: the mint must sign with the keyset that was asked for, by its newest word.
    func isExpiry(_ failure: WalletFailure, of request: WalletRequest) async throws(WalletFailure) -> Bool {
      if failure.isExpiry { return true }
      guard case .mint(.refused(let refusal)) = failure, refusal.meaning == .keysetInactive else { return false }
      let (wall, end) = (UInt64(clamping: wall()), Moment(after: .seconds(5)))
      let hasExpired = try await run { store throws(StoreFailure) in
        for keyset in Set(request.inputs.map(\.keyset)) {
          if let day = try store.keyset(keyset)?.info.finalExpiry, day <= wall { return true }
        }
        return false
      }
      guard hasExpired else { return false }
      try await refreshKeysets(of: request.url, until: end)
      return try await run { store throws(StoreFailure) in
        try store.keyset(request.keyset.id)?.info.isActive ?? false
      }
    }

    /// The mint takes some of these no more: at least those whose day is the earliest.
    func expire(_ request: WalletRequest) async throws(WalletFailure) {
      try await change { store throws(StoreFailure) in try store.expire(request) }
    }
  }

  extension WalletStore {
    /// Free proofs on keysets that the mint will not honour as long as this one, the greatest first. Those that would cost more
    /// than they bring are put aside.
    fileprivate func leaving(_ purse: Purse, to keyset: KeysetRow) throws(StoreFailure) -> [ProofRow] {
      let horizon = keyset.info.finalExpiry ?? .max
      var leaving: [ProofRow] = []
      for old in try keysets(of: purse.mint) where old.info.unit == purse.unit && old.id != keyset.id {
        guard !old.info.isActive || old.info.finalExpiry ?? .max < horizon else { continue }
        leaving += try freeProofs(keyset: old.id)
      }
      let (worthwhile, dust) = leaving.worthwhile
      try setUse(dust.map(\.id), .dust)
      return worthwhile.sorted { ($0.proof.amount, $1.id) > ($1.proof.amount, $0.id) }
    }

    /// All of a keyset, the greatest first, as many as one request takes.
    private func freeProofs(keyset: Int64) throws(StoreFailure) -> [ProofRow] {
      let lines = try database.all(
        "SELECT amount, count FROM stock WHERE keyset = ? AND count > 0", .integer(keyset),
        read: { ($0.amount(0), Int($0.integer(1))) })
      var found: [ProofRow] = []
      for (amount, count) in lines.sorted(by: { $0.0 > $1.0 }) where found.count < OutputPlan.longest {
        let most = min(count, OutputPlan.longest - found.count)
        found += try freeProofs(keyset: keyset, amount: amount, count: most)
      }
      return found
    }

    /// A swap of all of this for as much as is left of it, with change as it is wished for; nothing where nothing is left.
    func moving(
      _ inputs: [ProofRow], to keyset: KeysetRow, for purpose: RequestPurpose
    ) throws(StoreFailure) -> RequestDraft? {
      guard let keys = keyset.keys, inputs.worth > inputs.fee else { return nil }
      let wish = wishes[Purse(mint: keyset.mint, unit: keyset.info.unit)].map { OutputPlan.Change($0, keyset) }
      let sum = Amount(inputs.worth - inputs.fee)
      let most = try longestList(of: keyset.mint)
      guard let plan = OutputPlan(sum, change: wish ?? .none, keys: keys, most: most) else { return nil }
      return RequestDraft(keyset: keyset, amounts: plan.amounts, purpose: purpose, inputs: inputs)
    }

    /// What another call has made of them meanwhile stands. Others whose day is over as well are refused the next time.
    fileprivate func expire(_ request: WalletRequest) throws(StoreFailure) {
      var use = ProofUse.free
      if case .takeBack(let payment) = request.purpose { use = .reserved(payment: payment) }
      var dated: [(row: ProofRow, day: UInt64)] = []
      for row in try proofs(request.inputs.map(\.id), still: use) {
        if let day = try keyset(row.keyset)?.info.finalExpiry { dated.append((row, day)) }
      }
      let earliest = dated.map(\.day).min()
      let proofs = dated.filter { $0.day == earliest }.map(\.row)
      if case .takeBack(let payment) = request.purpose { try settle(payment, expired: proofs.worth) }
      try setUse(proofs.map(\.id), .expired)
    }
  }

  extension [ProofRow] {
    /// As many from the beginning as the fee allows; nothing if not even one.
    fileprivate func within(fee limit: UInt64, most: Int) -> [ProofRow]? {
      var chosen = prefix(most)
      while Array(chosen).fee > limit, !chosen.isEmpty { chosen = chosen.dropLast() }
      return chosen.isEmpty ? nil : Array(chosen)
    }
  }
#endif
