#if Cashu
  public import TollGateCore

  /// What only a mint can do.
  extension CashuPaymentProvider {
    func prepareAtMint(
      _ order: PaymentOrder, within limit: Interval
    ) async throws(PaymentFailure) -> PreparedPayment {
      throw .mintUnreachable
    }

    func takeBack(_ id: OperationID, within limit: Interval) async throws(PaymentFailure) -> Settlement {
      throw .mintUnreachable
    }

    @concurrent public func inspect(
      _ id: OperationID, within limit: Interval
    ) async throws(PaymentFailure) -> ProofTally {
      throw .mintUnreachable
    }

    @concurrent public func perform(
      _ chore: Chore, feeLimit: Sats, within limit: Interval
    ) async throws(PaymentFailure) -> ChoreReport {
      throw .mintUnreachable
    }
  }
#endif
