#if Cashu
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateHTTP
  import TollGateSandbox

  @Suite("Requests that go wrong", .timeLimit(.minutes(3)))
  struct SagaFaultTests {
    /// What asks a mint for money.
    enum Saga: String, CaseIterable { case payment, takeBack, change, rotation, send, fund }

    static let acts: [MintFault.Act] = [
      .lost(.before), .lost(.after), .status(500, .before), .status(503, .after), .status(429, .before),
      .garbage(.after), .wrongDLEQ, .noDLEQ, .otherKey, .wrongAmount, .tooFewSignatures, .pending,
    ]

    @Test("F2, K1: whatever goes wrong with a swap, nothing is lost, and all is free again", arguments: Saga.allCases)
    func swaps(saga: Saga) async throws {
      for act in SagaFaultTests.acts {
        let bench = try WalletBench(fee: 100)
        let wallet = try await bench.open()
        let provider = CashuPaymentProvider(wallet)
        try await bench.fund(wallet, [64])
        if saga == .rotation { bench.mint.rotate(to: KeysetPlan(powers: 12)) }
        let token = saga == .fund ? try bench.token([32]).text : []
        let paid = saga == .takeBack ? try await provider.pay(1, 5).id : OperationID(epoch: 0, number: 0)
        bench.mint.misbehave(MintFault(act, at: .swap, times: 2))
        do {
          switch saga {
          case .payment: _ = try await provider.pay(2, 5)
          case .takeBack: _ = try await provider.settle(paid, .takenBack, within: WalletBench.limit)
          case .change:
            let chore = Chore.makeChange(mint: WalletBench.url, unit: .sat, payment: Sats(5), count: 3)
            _ = try await provider.perform(chore, feeLimit: Sats(5), within: WalletBench.limit)
          case .rotation:
            _ = try await provider.perform(
              .rotate(mint: WalletBench.url, unit: .sat), feeLimit: Sats(5), within: WalletBench.limit)
          case .send: _ = try await wallet.send(7, of: WalletBench.url, .sat, within: WalletBench.limit)
          case .fund:
            let received = try await wallet.fund(token, within: WalletBench.limit)
            #expect(received.state == .stored, "\(act)")
          }
          #expect(saga == .fund, "\(saga) with \(act) has not failed")
        } catch {
          let failure = (error as? WalletFailure)?.forPayment ?? error as? PaymentFailure
          #expect(failure == .mintUnreachable, "\(saga), \(act)")
        }
        bench.mint.behave()
        for _ in 0..<3 where try await wallet.funds()?.wantsRecovery ?? false { _ = try await provider.recover() }
        #expect(try await wallet.funds()?.wantsRecovery == false, "\(saga), \(act)")
        if saga == .takeBack { _ = try await provider.settle(paid, .takenBack, within: WalletBench.limit) }
        #expect(
          try await provider.unsettled().allSatisfy { $0.settled != nil }, "\(saga), \(act): no payment was made of it")
        let outstanding = UInt64(bench.mint.sums(of: "sat").outstanding)
        #expect(try await wallet.free() == outstanding, "\(saga), \(act)")
      }
    }

    @Test("F2: a wrong signature is never taken for money, and what the mint owes is not forgotten")
    func lyingMint() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      try await bench.fund(wallet, [64])
      bench.mint.misbehave(MintFault(.wrongDLEQ))
      await #expect(throws: PaymentFailure.mintUnreachable) { try await CashuPaymentProvider(wallet).pay(1, 5) }
      await #expect(throws: PaymentFailure.mintUnreachable) { try await CashuPaymentProvider(wallet).recover() }
      #expect(try await wallet.free() == 0)
      #expect(try await wallet.funds()?.wantsRecovery == true)
      bench.mint.behave()
      #expect(try await CashuPaymentProvider(wallet).recover().moved == Sats(64))
    }

    @Test("K1, F4: payments that are made at the mint at the same time never share a proof")
    func together() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      let provider = CashuPaymentProvider(wallet)
      try await bench.fund(wallet, [64, 64, 64, 64])
      let orders = (UInt64(1)...4).map { MintOrders.order($0, 5, limit: 6) }
      let tokens = try await withThrowingTaskGroup(of: [UInt8].self) { group in
        for order in orders {
          group.addTask {
            let prepared = try await provider.prepare(order, within: WalletBench.limit)
            return try await provider.bearer(of: prepared.id).body
          }
        }
        return try await group.reduce(into: [[UInt8]]()) { $0.append($1) }
      }
      let secrets = try tokens.flatMap { try Token.read($0).proofs.map(\.secret) }
      #expect(Set(secrets).count == secrets.count)
      #expect(try await wallet.free() == 256 - 20)
      for token in tokens { #expect(try bench.redeem(token) == 5) }
    }

    @Test("F5: a mint that hangs costs its own operation the limit, and no other anything")
    func hanging() async throws {
      let bench = try WalletBench(others: [WalletBench.other])
      let wallet = try await bench.open()
      let provider = CashuPaymentProvider(wallet)
      try await bench.fund(wallet, [64])
      try await bench.fund(wallet, [64], at: WalletBench.other)
      bench.mint.misbehave(MintFault(.hang(.before)))
      async let hung = #expect(throws: PaymentFailure.mintUnreachable) {
        try await provider.pay(1, 5, within: .seconds(5))
      }
      let paid = try await provider.pay(2, 5, mint: WalletBench.other)
      #expect(paid.gross == Sats(5))
      _ = await hung
    }

    @Test("A10: a call that is cancelled ends at once, as cancelled, and leaves nothing behind that can't be found")
    func cancelled() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      let provider = CashuPaymentProvider(wallet)
      try await bench.fund(wallet, [64])
      bench.mint.misbehave(MintFault(.hang(.after), at: .swap))
      let failure = await withTaskGroup(of: PaymentFailure?.self) { group in
        group.addTask {
          do throws(PaymentFailure) {
            _ = try await provider.pay(1, 5, within: .seconds(60))
            return nil
          } catch {
            return error
          }
        }
        while !bench.door.requests.contains("/v1/swap") { await Task.yield() }
        group.cancelAll()
        return await group.next() ?? nil
      }
      #expect(failure == .cancelled)
      #expect(try await wallet.funds()?.wantsRecovery == true)
      bench.mint.behave()
      #expect(try await provider.recover().moved == Sats(64))
    }

    @Test("F5: balances leave a keyset that the mint has given up, the greatest proofs first within the fee")
    func rotation() async throws {
      let bench = try WalletBench(fee: 1000)
      let wallet = try await bench.open()
      let provider = CashuPaymentProvider(wallet)
      try await bench.fund(wallet, [64, 32, 16, 8, 1])
      bench.mint.rotate(to: KeysetPlan(powers: 12))
      let rotate = Chore.rotate(mint: WalletBench.url, unit: .sat)
      let first = try await provider.perform(rotate, feeLimit: Sats(2), within: WalletBench.limit)
      #expect(first == ChoreReport(moved: Sats(94), fee: Sats(2)))
      #expect(try await wallet.funds()?.onInactiveKeyset == true)
      let second = try await provider.perform(rotate, feeLimit: Sats(5), within: WalletBench.limit)
      #expect(second == ChoreReport(moved: Sats(22), fee: Sats(2)))
      #expect(try await wallet.funds()?.onInactiveKeyset == false)
      #expect(try await wallet.free() == 116, "what costs as much as it brings is put aside")
      #expect(try await provider.perform(rotate, feeLimit: Sats(5), within: WalletBench.limit).moved == .zero)
    }

    @Test(
      "K20, C8: a keyset that expires is told and left in time; what has stayed on it too long is dust",
      arguments: [MintProfile.nuts, .nutshell])
    func expiry(profile: MintProfile) async throws {
      let day = 1_800_000_000 as UInt64
      let bench = try WalletBench([KeysetPlan(finalExpiry: day + 1000, powers: 8)], profile: profile)
      let wallet = try await bench.open()
      let provider = CashuPaymentProvider(wallet)
      try await bench.fund(wallet, [32, 16, 4])
      #expect(try await wallet.funds()?.expires == Int64(day) + 1000)
      _ = bench.mint.open(KeysetPlan(powers: 9))
      let paid = try await provider.prepare(MintOrders.order(1, 4, limit: 4), within: WalletBench.limit)
      let other = try await provider.prepare(MintOrders.order(2, 16, limit: 16), within: WalletBench.limit)
      let rotate = Chore.rotate(mint: WalletBench.url, unit: .sat)
      #expect(try await provider.perform(rotate, feeLimit: Sats(1), within: WalletBench.limit).moved == Sats(32))
      #expect(try await wallet.funds()?.expires == nil)
      let back = try await provider.settle(other.id, .takenBack, within: WalletBench.limit)
      #expect(back == Settlement(returned: Sats(16)))
      bench.clock.pass(2000)
      let settled = try await provider.settle(paid.id, .takenBack, within: WalletBench.limit)
      #expect(settled == Settlement(dust: Sats(4)))
      #expect(try await wallet.free() == 48)
    }

    @Test("F1: over HTTP as within the process: fund, pay at the mint, take back")
    func loopback() async throws {
      let mint = try SandboxMint(MintTerms(keysets: [KeysetPlan(inputFee: 100, powers: 12)]))
      let server = try await SandboxMintServer.open(mint)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await server.run() }
        defer { group.cancelAll() }
        let url = MintURL("http://127.0.0.1:\(server.endpoint.port)")
        let folder = TestFolder()
        let wallet = try await CashuWallet.open(folder: folder.path, HTTPMintTransport(try HTTPClient()))
        let provider = CashuPaymentProvider(wallet)
        let token = try Issuer(mint).token([64], url: url)
        #expect(try await wallet.fund(token.text, within: WalletBench.limit).state == .swapped)
        let paid = try await provider.pay(1, 5, mint: url)
        let settled = try await provider.settle(paid.id, .takenBack, within: WalletBench.limit)
        #expect(settled.all == paid.gross && settled.spent == .zero)
        #expect(try await wallet.free(url) == UInt64(mint.sums(of: "sat").outstanding))
        #expect(mint.isBalanced)
      }
    }
  }
#endif
