#if Cashu
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateSandbox

  @Suite("Mints that take little at once", .timeLimit(.minutes(2)))
  struct ShortListTests {
    private let mint: SandboxMint
    private let door: SandboxDoor
    private let folder = TestFolder()

    init() throws {
      mint = try SandboxMint(MintTerms(keysets: [KeysetPlan(powers: 12)], longestList: 4))
      door = SandboxDoor([WalletBench.url: mint])
    }

    private func open() async throws -> CashuWallet {
      let wallet = try await CashuWallet.open(folder: folder.path, door)
      try await wallet.learn(WalletBench.url, within: WalletBench.limit)
      return wallet
    }

    /// Proofs of one sat each.
    private func fund(_ wallet: CashuWallet, _ count: Int) async throws {
      for _ in 0..<count {
        let token = try Issuer(mint).token([1], url: WalletBench.url)
        #expect(try await wallet.fund(token.text, within: .zero).state == .stored)
      }
    }

    @Test("C6, C8: a payment of more proofs than its mint takes at once is inspected, and comes back, in parts")
    func takenBack() async throws {
      let wallet = try await open()
      let provider = CashuPaymentProvider(wallet)
      try await fund(wallet, 10)
      let paid = try await provider.prepare(
        MintOrders.order(1, 10, limit: 10, mayContactMint: false), within: WalletBench.limit)
      #expect(try await provider.inspect(paid.id, within: WalletBench.limit).unspent == Sats(10))
      let settled = try await provider.settle(paid.id, .takenBack, within: WalletBench.limit)
      #expect(settled == Settlement(returned: Sats(10)))
      #expect(try await wallet.free(WalletBench.url) == 10)
      #expect(UInt64(mint.sums(of: "sat").outstanding) == 10)
    }

    @Test("F4: a token of more proofs than its mint takes at once is fetched back in parts")
    func reclaimed() async throws {
      let wallet = try await open()
      try await fund(wallet, 10)
      let drained = try await wallet.drain(into: folder.path + "/tokens") { _, _ in 0 }
      #expect(drained.map(\.amount) == [10])
      #expect(try await wallet.reclaim(within: WalletBench.limit) == Reclaimed(returned: 10))
      #expect(try await wallet.free(WalletBench.url) == 10)
      #expect(try await wallet.thread.run { store throws(StoreFailure) in try store.notes(.drained) }.isEmpty)
    }

    @Test("F1: a paid invoice is collected in as many outputs as its mint takes, whatever change is wished for")
    func toppedUp() async throws {
      let wallet = try await open()
      try await fund(wallet, 1)
      // Now change is wished for.
      _ = try? await CashuPaymentProvider(wallet).order(1, 1)
      let quote = try await wallet.requestTopUp(129, of: WalletBench.url, .sat, within: WalletBench.limit)
      var collected: UInt64?
      for _ in 0..<100 where collected == nil {
        collected = try await wallet.collect(quote.id, within: WalletBench.limit)
      }
      #expect(collected == 129)
    }

    @Test("F5: a restore asks for as many outputs at once as the mint takes")
    func restored() async throws {
      let wallet = try await open()
      let token = try Issuer(mint).token([4, 1], url: WalletBench.url)
      #expect(try await wallet.fund(token.text, within: WalletBench.limit).state == .swapped)
      try await wallet.thread.run { store throws(StoreFailure) in
        try store.deleteAll(.free)
        try store.database.run("DELETE FROM gone")
      }
      #expect(try await wallet.restore(of: WalletBench.url, within: WalletBench.limit).returned == 5)
    }
  }
#endif
