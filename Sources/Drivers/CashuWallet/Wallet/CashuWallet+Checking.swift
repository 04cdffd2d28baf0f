#if Cashu
  import TollGateCashu
  package import TollGateCore

  /// What a mint says of the proofs that the wallet holds.
  package struct Checked: Hashable, Sendable {
    package var mint: MintURL
    package var unit: String
    package var unspent: UInt64 = 0
    package var pending: UInt64 = 0
    /// Called free here, and spent at the mint: taken off the books.
    package var gone: UInt64 = 0
    /// Handed out, and redeemed by whoever has it.
    package var redeemed: UInt64 = 0

    package init(mint: MintURL, unit: String, unspent: UInt64 = 0, gone: UInt64 = 0) {
      self.mint = mint
      self.unit = unit
      self.unspent = unspent
      self.gone = gone
    }
  }

  extension CashuWallet {
    /// Compares the free proofs and those in tokens that were handed out with what their mint knows.
    package func check(
      _ mint: MintURL, _ unit: CurrencyUnit, within limit: Interval
    ) async throws(WalletFailure) -> Checked {
      let end = Moment(after: limit)
      var sum = Checked(mint: mint, unit: unit.name)
      guard let row = try await run({ store throws(StoreFailure) in try store.mint(mint)?.id }) else { return sum }
      let purse = Purse(mint: row, unit: unit.name)
      // What has come to be spent by our own requests is no loss.
      _ = try await recover(purse, mint, feeLimit: 0, until: end)
      let held = try await run { store throws(StoreFailure) in try store.checkable(purse) }
      let states = try await states(of: held.map(\.row.proof), at: mint, until: end)
      var gone: [ProofRow] = []
      for (proof, state) in zip(held, states) {
        let amount = proof.row.proof.amount.value
        switch (state, proof.isFree) {
        case (.unspent, _): sum.unspent = sum.unspent.adding(amount)
        case (.pending, _): sum.pending = sum.pending.adding(amount)
        case (.spent, true):
          sum.gone = sum.gone.adding(amount)
          gone.append(proof.row)
        case (.spent, false): sum.redeemed = sum.redeemed.adding(amount)
        }
      }
      let (lost, wall) = (gone, wall())
      try await change { store throws(StoreFailure) in try store.takeOff(lost, mint, unit.name, at: wall) }
      return sum
    }
  }

  /// A proof that a mint can be asked about without anybody else's leave.
  struct CheckableProof: Sendable {
    var row: ProofRow
    var isFree: Bool
  }

  extension WalletStore {
    fileprivate func checkable(_ purse: Purse) throws(StoreFailure) -> [CheckableProof] {
      let keysets = Set(try keysets(of: purse.mint).filter { $0.info.unit == purse.unit }.map(\.id))
      let free = try proofs(.free).map { CheckableProof(row: $0, isFree: true) }
      var outside: [CheckableProof] = []
      for note in try openNotes() {
        outside += try proofs(.handedOut(note: note.id)).map { CheckableProof(row: $0, isFree: false) }
      }
      return (free + outside).filter { keysets.contains($0.row.keyset) }
    }

    /// Only what is free still: another call may have spent it meanwhile, and then it is no loss.
    fileprivate func takeOff(
      _ gone: [ProofRow], _ mint: MintURL, _ unit: String, at wall: Int64
    ) throws(StoreFailure) {
      guard !gone.isEmpty else { return }
      let lost = try proofs(gone.map(\.id), still: .free)
      guard !lost.isEmpty else { return }
      try delete(lost.map(\.id))
      try add(
        HistoryEntry(at: wall, kind: .spentElsewhere, mint: mint, unit: unit, amount: lost.worth))
    }
  }
#endif
