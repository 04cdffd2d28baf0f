#if Cashu
  import TollGateCashu
  import TollGateCore

  extension CashuWallet {
    /// Sends a request that is written down, and writes down what comes of it: in one transaction with `use`, what the mint has
    /// signed. What nobody knows is left to recovery, and that is told before this fails. One that was sent before may be on
    /// its way still, whatever is said of it the second time.
    func carryOut<Value: Sendable>(
      _ request: WalletRequest, wasSent: Bool = false, until end: Moment,
      _ use: @escaping @Sendable (WalletStore, [Proof]) throws(StoreFailure) -> Value
    ) async throws(WalletFailure) -> Value {
      switch await send(request, until: end) {
      case .signed(let proofs): return try await close(request, proofs, use)
      case .refused(let failure) where !wasSent:
        try await undo(request)
        throw failure
      case .refused(let failure) where failure.isAbsence:
        await letGo(request)
        throw failure
      case .lost(let failure):
        await letGo(request)
        throw failure
      case .doubtful(let failure), .refused(let failure):
        let finding = await inquire(request, until: end)
        if case .signed(let proofs) = finding { return try await close(request, proofs, use) }
        try await settle(request, finding, isWatched: wasSent)
        if case .spentElsewhere = finding { throw .alreadySpent }
        throw failure
      }
    }

    func close<Value: Sendable>(
      _ request: WalletRequest, _ proofs: [Proof],
      _ use: @escaping @Sendable (WalletStore, [Proof]) throws(StoreFailure) -> Value
    ) async throws(WalletFailure) -> Value {
      let wall = wall()
      do throws(WalletFailure) {
        let value = try await change { store throws(StoreFailure) in
          try store.finish(request, proofs, at: wall)
          return try use(store, proofs)
        }
        CrashPoint.pass(.afterSwapFinished)
        return value
      } catch {
        await letGo(request)
        throw error
      }
    }

    /// What a mint was found to know, but for what it has signed. A mint that says no at once has nothing on its way
    /// of what was sent once.
    func settle(_ request: WalletRequest, _ finding: Finding, isWatched: Bool) async throws(WalletFailure) {
      switch finding {
      case .signed, .unknown: await letGo(request)
      case .nothing: try await undo(request, isWatched: isWatched)
      case .spentElsewhere(let spent):
        // Where all are spent, it may have been this request after all, and one answer of the mint's was not so.
        try await undo(request, spent: spent, isWatched: spent.count == request.inputs.count)
      case .usedSecrets(let found, let spent):
        _ = try await change { store throws(StoreFailure) in
          // Another wallet of the same seed has been here: it has used more of them, most likely.
          _ = try store.takeSecrets(Int(RestoreScan.batch), of: request.keyset.id)
          return try store.insert(found, keyset: request.keyset.id, .restored)
        }
        try await undo(request, spent: spent)
      }
    }

    func undo(
      _ request: WalletRequest, spent: Set<Int64> = [], isWatched: Bool = false
    ) async throws(WalletFailure) {
      let wall = wall()
      CrashPoint.pass(.beforeSwapUndone)
      do throws(WalletFailure) {
        try await change { store throws(StoreFailure) in
          try store.undo(request, spent: spent, isWatched: isWatched, at: wall)
        }
      } catch {
        await letGo(request)
        throw error
      }
      CrashPoint.pass(.afterSwapUndone)
    }

    /// Nobody waits for it any more: the mint must be asked what became of it. This needs no disk.
    func letGo(_ request: WalletRequest) async {
      CrashPoint.pass(.beforeInterrupted)
      _ = try? await run { store throws(StoreFailure) in
        store.inHand.remove(request.id)
      }
      CrashPoint.pass(.afterInterrupted)
    }
  }
#endif
