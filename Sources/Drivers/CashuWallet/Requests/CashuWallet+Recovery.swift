#if Cashu
  import TollGateCashu
  import TollGateCore

  /// Finds out what became of interrupted requests, and finishes or undoes each.
  extension CashuWallet {
    func recover(
      _ purse: Purse, _ mint: MintURL, feeLimit: UInt64, until end: Moment
    ) async throws(WalletFailure) -> ChoreReport {
      var report = ChoreReport(moved: .zero, fee: .zero)
      let interrupted = try await run { store throws(StoreFailure) -> [WalletRequest] in
        let found = try store.interruptedRequests(mint: purse.mint, unit: purse.unit)
        store.inHand.formUnion(found.map(\.id))
        return found
      }
      var failure: WalletFailure?
      for request in interrupted {
        // What one of them waits for must not keep the others waiting; a mint that is away keeps all.
        if failure?.isAbsence ?? false || failure == .cancelled {
          await letGo(request)
          continue
        }
        do throws(WalletFailure) {
          let done = try await recover(request, feeLimit: feeLimit.subtractingOrNothing(report.fee.count), until: end)
          report.moved += done.moved
          report.fee += done.fee
        } catch {
          failure = error
        }
      }
      if let failure, failure.keepsAllWaiting { throw failure }
      report.moved += try await greetStragglers(purse, until: end)
      report.moved += try await checkUnchecked(purse, mint, until: end)
      report.moved += try await swapRestored(purse, until: end)
      report.moved += try await collectPaid(purse, until: end)
      if let failure { throw failure }
      return report
    }

    /// One of them, which is in hand. What the mint has not seen is sent again if it may cost what it costs: that ends all
    /// doubt. Else it is undone, and watched.
    @discardableResult
    func recover(
      _ request: WalletRequest, feeLimit: UInt64, until end: Moment
    ) async throws(WalletFailure) -> ChoreReport {
      CrashPoint.pass(.beforeRecoveryAsked)
      let finding = await inquire(request, until: end)
      CrashPoint.pass(.afterRecoveryAnswered)
      switch finding {
      case .signed(let proofs):
        try await close(request, proofs) { _, _ throws(StoreFailure) in }
        CrashPoint.pass(.afterRecoveryFinished)
        return ChoreReport(moved: Sats(proofs.worth), fee: .zero)
      case .nothing where request.maySendAgain && (request.fee <= feeLimit || request.isOfOurOwn):
        let fee = request.isOfOurOwn || request.kind == .mint ? 0 : request.fee
        do throws(WalletFailure) {
          try await carryOut(request, wasSent: true, until: end) { _, _ throws(StoreFailure) in }
          return ChoreReport(moved: Sats(request.run.sum?.value ?? 0), fee: Sats(fee))
        } catch {
          // Refused: it has been undone.
          if case .mint(.refused) = error { return ChoreReport(moved: .zero, fee: .zero) }
          throw error
        }
      case .unknown(let failure):
        await letGo(request)
        throw failure
      case .nothing, .spentElsewhere, .usedSecrets:
        try await settle(request, finding, isWatched: true)
        return ChoreReport(moved: .zero, fee: .zero)
      }
    }

    /// Undone requests that their mint has served after all.
    func greetStragglers(_ purse: Purse, until end: Moment) async throws(WalletFailure) -> Sats {
      let all = try await run { store throws(StoreFailure) in
        try store.stragglers(mint: purse.mint, unit: purse.unit)
      }
      var moved = Sats.zero
      for request in all {
        guard let outputs = request.run.outputs(from: try await branch(of: request.run.keyset)),
          let keys = request.keyset.keys
        else { continue }
        let found = try await restored(outputs, keys, at: request.url, until: end).map(\.proof)
        if found.isEmpty {
          try await run { store throws(StoreFailure) in store.watch(request.id, isAsked: true) }
          continue
        }
        let inputs = try await run { store throws(StoreFailure) in try store.watchedInputs(of: request) }
        let states = try await states(of: inputs.map(\.proof), at: request.url, until: end)
        let spent = zip(inputs, states).filter { $0.1 == .spent }.map(\.0.id)
        let wall = wall()
        try await change { store throws(StoreFailure) in
          try store.finishStraggler(request, found, spent: spent, at: wall)
        }
        moved += Sats(found.worth)
      }
      try await run { store throws(StoreFailure) in try store.forgetStragglers(purse) }
      return moved
    }
  }

  extension WalletRequest {
    /// A payment to outside is asked after and not repeated, and the seller's money is not ours to move.
    fileprivate var maySendAgain: Bool { kind != .melt && purpose != .writtenOff }

    /// Its fee is a part of what comes in, or of a settlement, and no chore is charged with it.
    fileprivate var isOfOurOwn: Bool {
      switch purpose {
      case .payment, .change, .rotation, .send, .melt, .writtenOff: false
      case .received, .takeBack, .note, .restored, .topUp: true
      }
    }
  }
#endif
