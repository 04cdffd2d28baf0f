#if Cashu
  public import TollGateCore

  /// What only a mint can do.
  extension CashuPaymentProvider {
    func prepareAtMint(
      _ order: PaymentOrder, within limit: Interval
    ) async throws(PaymentFailure) -> PreparedPayment {
      try await asking { wallet throws(WalletFailure) in try await wallet.prepareAtMint(order, within: limit) }
    }

    func takeBack(_ id: OperationID, within limit: Interval) async throws(PaymentFailure) -> Settlement {
      try await asking { wallet throws(WalletFailure) in try await wallet.takeBack(id, within: limit) }
    }

    @concurrent public func inspect(
      _ id: OperationID, within limit: Interval
    ) async throws(PaymentFailure) -> ProofTally {
      try await asking { wallet throws(WalletFailure) in try await wallet.inspect(id, within: limit) }
    }

    @concurrent public func perform(
      _ chore: Chore, feeLimit: Sats, within limit: Interval
    ) async throws(PaymentFailure) -> ChoreReport {
      try await asking { wallet throws(WalletFailure) in
        try await wallet.perform(chore, feeLimit: feeLimit, within: limit)
      }
    }

    private func asking<Value: Sendable>(
      _ work: (CashuWallet) async throws(WalletFailure) -> Value
    ) async throws(PaymentFailure) -> Value {
      do throws(WalletFailure) {
        return try await work(wallet)
      } catch {
        throw Task.isCancelled ? .cancelled : error.forPayment
      }
    }
  }
#endif
