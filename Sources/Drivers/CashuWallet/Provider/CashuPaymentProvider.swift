#if Cashu
  public import TollGateCore

  /// Pays with Cashu from a store on disk. With no mint in reach it pays from what it holds; what only a mint can do stands in
  /// `CashuPaymentProvider+Online`.
  public final class CashuPaymentProvider: PaymentProvider {
    let wallet: CashuWallet
    var thread: WalletThread { wallet.thread }

    package init(_ wallet: CashuWallet) { self.wallet = wallet }

    /// One that reaches no mint.
    package convenience init(_ thread: WalletThread) { self.init(CashuWallet(thread, NoMints())) }

    @concurrent public func quote(_ request: QuoteRequest) async throws(PaymentFailure) -> Quote {
      try await read { store throws(StoreFailure) in try store.quote(request) }.get()
    }

    @concurrent public func prepare(
      _ order: PaymentOrder, within limit: Interval
    ) async throws(PaymentFailure) -> PreparedPayment {
      let result: Preparation
      CrashPoint.pass(.beforeReserve)
      do throws(StoreFailure) {
        result = try await thread.run(telling: .afterwards) { store throws(StoreFailure) in try store.prepare(order) }
      } catch {
        throw PaymentFailure(error)
      }
      CrashPoint.pass(.afterReserve)
      switch result {
      case .done(let prepared): return prepared
      case .failed(let failure): throw failure
      case .wantsMint: return try await prepareAtMint(order, within: limit)
      }
    }

    @concurrent public func bearer(of id: OperationID) async throws(PaymentFailure) -> Bearer {
      let token = try await read { store throws(StoreFailure) in try store.token(of: id) }
      guard let token else { throw .conflict }
      return Bearer(secret: token)
    }

    @concurrent public func unsettled() async throws(PaymentFailure) -> [OpenPayment] {
      try await read { store throws(StoreFailure) in
        try store.payments().map {
          OpenPayment(order: $0.order, prepared: $0.prepared, settled: $0.verdict == nil ? nil : $0.settlement)
        }
      }
    }

    @concurrent public func settle(
      _ id: OperationID, _ verdict: Verdict, within limit: Interval
    ) async throws(PaymentFailure) -> Settlement {
      let wall = wallet.wall()
      CrashPoint.pass(.beforeSettle)
      let result = try await read { store throws(StoreFailure) in try store.settleHere(id, verdict, at: wall) }
      CrashPoint.pass(.afterSettle)
      switch result {
      case .done(let settlement): return settlement
      case .conflict: throw .conflict
      case .wantsMint: return try await takeBack(id, within: limit)
      }
    }

    @concurrent public func forget(_ id: OperationID) async throws(PaymentFailure) {
      CrashPoint.pass(.beforeForget)
      let isGone = try await read { store throws(StoreFailure) in
        guard let payment = try store.payment(id) else { return true }
        if payment.isSettled { try store.forgetPayment(payment.id) }
        return payment.isSettled
      }
      CrashPoint.pass(.afterForget)
      if !isGone { throw .conflict }
    }

    /// The watcher is called on the wallet's thread, and must not hold it up.
    @concurrent public func watchFunds(_ deliver: @escaping @Sendable ([Funds]) -> Void) async throws(PaymentFailure) {
      let key = try await read { store throws(StoreFailure) in try store.teller.begin(deliver, store) }
      let (never, _) = AsyncStream<Never>.makeStream()
      for await _ in never {}
      try await read { store throws(StoreFailure) in store.teller.end(key) }
    }

    private func read<Value: Sendable>(
      _ work: @escaping @Sendable (WalletStore) throws(StoreFailure) -> Value
    ) async throws(PaymentFailure) -> Value {
      do throws(StoreFailure) {
        return try await thread.run(work)
      } catch {
        throw PaymentFailure(error)
      }
    }
  }

  extension PaymentFailure {
    /// Whatever is wrong with the store, nothing is paid until it is right again (E5). The detail is for people, by `StoreFailure`.
    package init(_ failure: StoreFailure) { self = .notWritable }
  }
#endif
