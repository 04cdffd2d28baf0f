#if Cashu
  import TollGateCashu
  import TollGateCore

  extension CashuWallet {
    /// How many inputs, outputs or points this mint takes at once, and never more than any would.
    func longestList(of mint: MintURL) async throws(WalletFailure) -> Int {
      try await run { store throws(StoreFailure) in
        try store.mint(mint).map { row throws(StoreFailure) in try store.longestList(of: row.id) } ?? OutputPlan.longest
      }
    }

    /// What a mint says of itself is asked for once. No payment needs it.
    func learnInfo(of mint: MintURL, until end: Moment) async {
      guard let known = try? await run({ store throws(StoreFailure) in try store.mint(mint) }), known.info == nil,
        let info = try? await client.info(at: mint, within: min(end.left, .seconds(2)))
      else { return }
      _ = try? await run { store throws(StoreFailure) in
        try store.setMintInfo(known.id, name: info.name, info: info.body)
      }
    }
  }

  extension WalletStore {
    func longestList(of mint: Int64) throws(StoreFailure) -> Int {
      guard let stored = try self.mint(mint)?.info, let info = try? MintInfo.read(stored), let most = info.longestList
      else { return OutputPlan.longest }
      return min(max(Int(clamping: most), 1), OutputPlan.longest)
    }
  }
#endif
