#if Cashu
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateSandbox

  @Suite("Quotes that nobody waits for", .timeLimit(.minutes(2)))
  struct QuoteTests {
    private func open(_ wallet: CashuWallet) async throws -> [QuoteRow] {
      try await wallet.thread.run { store throws(StoreFailure) in try store.openQuotes() }
    }

    @Test("E4: an invoice of a new mint that was paid while nobody ran is collected with no manual step")
    func paid() async throws {
      let bench = try WalletBench()
      do {
        let wallet = try await bench.open()
        _ = try await wallet.requestTopUp(100, of: WalletBench.url, .sat, within: WalletBench.limit)
      }
      let wallet = try await bench.open()
      #expect(try await wallet.funds()?.wantsRecovery == true)
      #expect(try await CashuPaymentProvider(wallet).recover().moved == Sats(100))
      #expect(try await wallet.free() == 100)
      #expect(try await wallet.funds()?.wantsRecovery == false)
    }

    @Test("E4: an invoice that nobody pays is asked after now and then, holds up no chore, and has an end")
    func unpaid() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      let provider = CashuPaymentProvider(wallet)
      bench.mint.misbehave(MintFault(.neverPaid))
      _ = try await wallet.requestTopUp(100, of: WalletBench.url, .sat, within: WalletBench.limit)
      #expect(try await provider.recover().moved == .zero)
      #expect(try await wallet.funds()?.wantsRecovery == false)
      try await wallet.thread.run { store throws(StoreFailure) in store.rest = .zero }
      bench.clock.pass(3601)
      _ = try await provider.recover()
      #expect(try await open(wallet).count == 1)
      #expect(try await wallet.funds()?.wantsRecovery == true, "after a rest it is asked after again")
      bench.clock.pass(86_400)
      _ = try await provider.recover()
      #expect(try await open(wallet).isEmpty)
    }

    @Test("E4: a paid invoice is collected, however many others are not paid")
    func many() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      _ = try await wallet.requestTopUp(100, of: WalletBench.url, .sat, within: WalletBench.limit)
      bench.mint.misbehave(MintFault(.neverPaid))
      for _ in 0..<9 { _ = try await wallet.requestTopUp(7, of: WalletBench.url, .sat, within: WalletBench.limit) }
      #expect(try await CashuPaymentProvider(wallet).recover().moved == Sats(100))
      #expect(try await open(wallet).count == 9)
    }

    private func melting() async throws -> (WalletBench, CashuWallet, id: Int64, name: String) {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      try await bench.fund(wallet, [64, 64])
      let invoice = "lnbcrt200n1qqqqqqqqqqqqqqqqqqqqqq"
      let id = try await wallet.quoteMelt(invoice, of: WalletBench.url, .sat, within: WalletBench.limit).quote
      bench.door.hold("/v1/melt/bolt11")
      await #expect(throws: WalletFailure.mint(.lost)) {
        try await wallet.melt(id, reserve: 1, feeLimit: 8, within: WalletBench.limit)
      }
      let quotes = try await wallet.thread.run { store throws(StoreFailure) in
        try store.database.all("SELECT quote FROM quotes WHERE id = ?", .integer(id), read: { $0.text(0) })
      }
      return (bench, wallet, id, try #require(quotes.first))
    }

    @Test("F2: an invoice whose payment may be on its way is not paid a second time")
    func meltingTwice() async throws {
      let (bench, wallet, id, _) = try await melting()
      #expect(try await wallet.free() == 64)
      await #expect(throws: WalletFailure.pending) {
        try await wallet.melt(id, reserve: 1, feeLimit: 8, within: WalletBench.limit)
      }
      #expect(try await wallet.free() == 64)
      bench.door.deliverHeld()
      _ = try await CashuPaymentProvider(wallet).recover()
      #expect(try await wallet.free() == UInt64(bench.mint.sums(of: "sat").outstanding))
    }

    @Test("F2: a payment whose invoice somebody else has paid has an end, and its inputs are free again")
    func paidByAnother() async throws {
      let (bench, wallet, _, name) = try await melting()
      let coins = try Issuer(bench.mint).proofs([16, 8])
      guard
        case .reply(let reply) = bench.mint.answer(
          "POST", "/v1/melt/bolt11", MeltRequest(quote: name, inputs: coins).body)
      else { return }
      #expect(reply.status == 200)
      _ = try await CashuPaymentProvider(wallet).recover()
      #expect(try await wallet.free() == 128)
      #expect(try await wallet.funds()?.wantsRecovery == false)
      bench.door.deliverHeld()
      #expect(try await wallet.check(WalletBench.url, .sat, within: WalletBench.limit).unspent == 128)
    }
  }
#endif
