#if Cashu
  import TollGateCashu
  package import TollGateCore

  extension CashuWallet {
    /// Gets to know a mint, so that its tokens can be checked and paid when it is out of reach.
    package func learn(_ mint: MintURL, within limit: Interval) async throws(WalletFailure) {
      try await refreshKeysets(of: mint, until: Moment(after: limit))
    }

    /// Asks a mint for its keysets, and for the keys of those that it signs with. What it says of a keyset is believed as far
    /// as the id bears it out.
    func refreshKeysets(of mint: MintURL, until end: Moment) async throws(WalletFailure) {
      let listed: [KeysetInfo]
      do throws(MintFailure) {
        listed = try await client.keysets(at: mint, within: end.left).keysets
      } catch {
        await note(error, of: mint)
        throw error == .cancelled ? .cancelled : .mint(error)
      }
      let known = try await run { store throws(StoreFailure) in
        try store.mint(mint).map { row throws(StoreFailure) in try store.keysets(of: row.id) } ?? []
      }
      let withKeys = Set(known.filter { $0.keys != nil }.map(\.info.id))
      var fetched: [KeysetID: MintKeys] = [:]
      for info in listed where info.isActive && !withKeys.contains(info.id) && fetched.count < CashuWallet.mostKeysets {
        fetched[info.id] = try await keys(of: info.id, at: mint, until: end)
      }
      try await keep(listed, fetched, of: mint)
      await learnInfo(of: mint, until: end)
    }

    /// A mint has a few units, and one keyset in each that it signs with.
    private static let mostKeysets = 32

    /// The keys of a keyset that the mint may not sign with any more.
    func fetchKeys(of id: KeysetID, at mint: MintURL, until end: Moment) async throws(WalletFailure) {
      let keys = try await keys(of: id, at: mint, until: end)
      let info = try await run { store throws(StoreFailure) in
        try store.mint(mint).flatMap { row throws(StoreFailure) in try store.keyset(id, of: row.id)?.info }
      }
      guard let info else { throw .noKeyset }
      try await keep([info], [id: keys], of: mint, isWholeList: false)
    }

    private func keys(of id: KeysetID, at mint: MintURL, until end: Moment) async throws(WalletFailure) -> MintKeys {
      do throws(MintFailure) {
        return try await client.keys(of: id, at: mint, within: end.left).keys
      } catch {
        throw error == .cancelled ? .cancelled : .mint(error)
      }
    }

    private func keep(
      _ listed: [KeysetInfo], _ fetched: [KeysetID: MintKeys], of mint: MintURL, isWholeList: Bool = true
    ) async throws(WalletFailure) {
      let wall = wall()
      CrashPoint.pass(.beforeKeysetsStored)
      try await change { store throws(StoreFailure) in
        let row = try store.addMint(mint)
        let known = try store.keysets(of: row)
        for info in listed {
          let keys = fetched[info.id] ?? known.first { $0.info.id == info.id }?.keys
          if let keys, Keyset(info, keys).identity == .wrong { continue }
          let isAmbiguous = known.contains { $0.info.id != info.id && $0.info.id.short == info.id.short }
          if !isAmbiguous { try store.put(info, keys: fetched[info.id], of: row) }
        }
        if isWholeList {
          for old in known where old.info.isActive && !listed.contains(where: { $0.id == old.info.id }) {
            var info = old.info
            info.isActive = false
            try store.put(info, keys: nil, of: row)
          }
        }
        try store.mintAnswered(row, at: wall)
      }
      CrashPoint.pass(.afterKeysetsStored)
    }

    /// Once more with the mint's newest word, where it has refused for what it had told us too long ago.
    func withNewestKeysets<Value>(
      of mint: MintURL, until end: Moment, _ work: () async throws(WalletFailure) -> Value
    ) async throws(WalletFailure) -> Value {
      do throws(WalletFailure) {
        return try await work()
      } catch {
        guard error.wantsKeysets else { throw error }
        try await refreshKeysets(of: mint, until: end)
        return try await work()
      }
    }

    /// The mint's health, for people.
    func note(_ failure: MintFailure, of mint: MintURL) async {
      guard failure != .cancelled else { return }
      let wall = wall()
      _ = try? await run { store throws(StoreFailure) in
        guard let row = try store.mint(mint) else { return }
        try store.mintFailed(row.id, at: wall, failure.sentence)
      }
    }

    /// The keyset that new proofs of a mint and unit are to stand on, asked for where none is known.
    func signingKeyset(
      of mint: MintURL, _ unit: String, until end: Moment
    ) async throws(WalletFailure) -> KeysetRow {
      let find: @Sendable (WalletStore) throws(StoreFailure) -> KeysetRow? = { store throws(StoreFailure) in
        try store.mint(mint).flatMap { row throws(StoreFailure) in
          try store.signingKeyset(Purse(mint: row.id, unit: unit))
        }
      }
      if let known = try await run(find) { return known }
      try await refreshKeysets(of: mint, until: end)
      guard let found = try await run(find) else { throw .noKeyset }
      return found
    }
  }

  extension WalletStore {
    /// Of those that the mint signs with and whose keys are known: one that never expires before one that does, then the
    /// cheapest, then the newest.
    func signingKeyset(_ purse: Purse) throws(StoreFailure) -> KeysetRow? {
      try keysets(of: purse.mint)
        .filter { $0.info.isActive && $0.info.unit == purse.unit && $0.keys != nil }
        .min { one, other in
          let (first, second) = (one.info.finalExpiry ?? .max, other.info.finalExpiry ?? .max)
          return first != second
            ? first > second : (one.info.inputFee, other.id) < (other.info.inputFee, one.id)
        }
    }
  }
#endif
