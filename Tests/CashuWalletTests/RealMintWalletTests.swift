#if Cashu
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateHTTP
  import TollGateTestMint

  /// The wallet before a real mint, with keysets of both versions, without fees and with them.
  @Suite(
    "The wallet at a real mint", .enabled(if: NutshellMint.isInstalled, "\(NutshellMint.need)"), .timeLimit(.minutes(5))
  )
  struct RealMintWalletTests {
    private static let limit = Interval.seconds(60)

    private func wallet(_ folder: TestFolder) async throws -> CashuWallet {
      #if TLS
        try await CashuWallet.open(folder: folder.path, CurlMintTransport(try CurlLine()))
      #else
        try await CashuWallet.open(folder: folder.path, HTTPMintTransport(try HTTPClient()))
      #endif
    }

    private func topUp(_ wallet: CashuWallet, _ amount: UInt64, at mint: MintURL) async throws {
      let quote = try await wallet.requestTopUp(amount, of: mint, .sat, within: RealMintWalletTests.limit)
      for _ in 0..<1000 {
        if try await wallet.collect(quote.id, within: RealMintWalletTests.limit) == amount { return }
      }
      Issue.record("the mint never said that its invoice is paid")
    }

    @Test(
      "F1, F5: top-up, payment, take-back, send, receive, change, check and restore, to the sat",
      arguments: NutshellMint.KeysetVersion.allCases, [0, 100])
    func life(version: NutshellMint.KeysetVersion, fee: Int) async throws {
      let mint = try await NutshellMint.shared(NutshellMint.Terms(fee: fee, keysets: version)).url
      let (folder, limit) = (TestFolder(), RealMintWalletTests.limit)
      let wallet = try await wallet(folder)
      let provider = CashuPaymentProvider(wallet)
      try await topUp(wallet, 128, at: mint)
      #expect(try await wallet.free(mint) == 128)

      let paid = try await provider.pay(1, 5, mint: mint)
      #expect(try await provider.inspect(paid.id, within: limit).unspent + paid.fee >= Sats(5))
      let back = try await provider.settle(paid.id, .takenBack, within: limit)
      #expect(back.all == paid.gross && back.spent == .zero && back.pending == .zero)
      var free = 128 - back.fee.count - back.dust.count
      #expect(try await wallet.free(mint) == free)

      let sent = try await wallet.send(20, of: mint, .sat, within: limit)
      free -= 20 + sent.fee
      let other = try await self.wallet(TestFolder())
      let received = try await other.fund(sent.token, within: limit)
      #expect(received.state == .swapped && received.amount + received.fee == 20)
      #expect(try await other.free(mint) == received.amount)
      #expect(try await wallet.reclaim(within: limit).redeemed == 20)

      let chore = Chore.makeChange(mint: mint, unit: .sat, payment: Sats(3), count: 4)
      free -= try await provider.perform(chore, feeLimit: Sats(8), within: limit).fee.count
      #expect(try await wallet.free(mint) == free)
      let checked = try await wallet.check(mint, .sat, within: limit)
      #expect(checked.unspent == free && checked.gone == 0 && checked.redeemed == 0)

      let words = try #require(try await wallet.thread.run { store throws(StoreFailure) in try store.fact(.mnemonic) })
      let again = try await self.wallet(TestFolder())
      try await again.thread.run { store throws(StoreFailure) in try store.set(.mnemonic, words) }
      let restored = try await again.restore(of: mint, within: limit)
      #expect(restored.returned == (try await again.free(mint)))
      #expect(restored.returned <= free && restored.returned + 4 >= free, "all but the fee of the swap")
    }

    @Test("F1: an invoice of another mint's is paid, and what that did not need comes back", arguments: [0, 100])
    func melting(fee: Int) async throws {
      let mint = try await NutshellMint.shared(NutshellMint.Terms(fee: fee)).url
      let other = try await NutshellMint.shared(NutshellMint.Terms(fee: 100 - fee)).url
      let limit = RealMintWalletTests.limit
      let (payer, payee) = (try await wallet(TestFolder()), try await wallet(TestFolder()))
      try await topUp(payer, 100, at: mint)
      let invoice = try await payee.requestTopUp(21, of: other, .sat, within: limit)
      let quote = try await payer.quoteMelt(invoice.request, of: mint, .sat, within: limit)
      let melted = try await payer.melt(quote.quote, reserve: quote.reserve, feeLimit: 10, within: limit)
      #expect(melted.amount == 21)
      #expect(try await payer.free(mint) == 100 - 21 - melted.fee)
      #expect(try await payer.funds(mint)?.wantsRecovery == false)
      #expect(try await payer.check(mint, .sat, within: limit).gone == 0)
    }
  }
#endif
