#if Cashu
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateSandbox

  @Suite("Payments that need a mint", .timeLimit(.minutes(2)))
  struct PayingTests {
    @Test("F1, F3: funded, prepared, redeemed, settled", arguments: [0, 100, 1000] as [UInt64])
    func life(fee: UInt64) async throws {
      let bench = try WalletBench(fee: fee)
      let wallet = try await bench.open()
      let provider = CashuPaymentProvider(wallet)
      try await bench.fund(wallet, [64])
      let prepared = try await provider.pay(1, 5)
      #expect(try await wallet.free() == 64 - prepared.gross.count)
      let bearer = try await provider.bearer(of: prepared.id)
      #expect(try bench.redeem(bearer.body) >= 5)
      #expect(try await provider.inspect(prepared.id, within: WalletBench.limit).unspent == .zero)
      let settled = try await provider.settle(prepared.id, .takenBack, within: WalletBench.limit)
      #expect(settled.returned == .zero)
      #expect(settled.all == prepared.gross)
      #expect(bench.mint.isBalanced)
    }

    @Test("F2, K1: a swap whose answer is lost is found again, and its payment stays unmade")
    func lostReply() async throws {
      let bench = try WalletBench(fee: 100)
      let wallet = try await bench.open()
      let provider = CashuPaymentProvider(wallet)
      try await bench.fund(wallet, [64])
      bench.mint.misbehave(MintFault(.lost(.after), at: .swap, times: 1))
      await #expect(throws: PaymentFailure.mintUnreachable) {
        try await provider.pay(1, 5)
      }
      #expect(try await wallet.funds()?.wantsRecovery == true)
      #expect(try await wallet.free() == 0)
      let report = try await provider.perform(
        .recover(mint: WalletBench.url, unit: .sat), feeLimit: .zero, within: WalletBench.limit)
      #expect(report == ChoreReport(moved: Sats(63), fee: .zero))
      #expect(try await wallet.free() == 63)
      #expect(try await wallet.funds()?.wantsRecovery == false)
      #expect(try await provider.unsettled().isEmpty)
    }

    @Test(
      "F5: a token is made of what the mint has signed for it, not of what looks the same", arguments: [true, false])
    func fresh(isPayment: Bool) async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      try await wallet.learn(WalletBench.url, within: WalletBench.limit)
      let doubtful = try bench.token([8])
      _ = try await wallet.fund(doubtful.text, within: .zero)
      #expect(try bench.redeem(doubtful.text) == 8)
      try await bench.fund(wallet, [64])
      let token: [UInt8]
      if isPayment {
        let provider = CashuPaymentProvider(wallet)
        token = try await provider.bearer(of: try await provider.pay(1, 12).id).body
      } else {
        token = try await wallet.send(12, of: WalletBench.url, .sat, within: WalletBench.limit).token
      }
      #expect(try bench.redeem(token) == 12)
    }
  }
#endif
