#if Cashu
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateSandbox

  @Suite("What a seed brings back", .timeLimit(.minutes(2)))
  struct RestoreTests {
    /// A wallet's words, with 16 on an old keyset of the mint and 8 on the one that it signs with.
    private func begin() async throws -> (WalletBench, TestFolder, CashuWallet) {
      let bench = try WalletBench()
      let words: [UInt8]
      do {
        let wallet = try await bench.open()
        _ = try await wallet.fund(bench.token([16]).text, within: WalletBench.limit)
        bench.mint.rotate(to: KeysetPlan(powers: 12))
        try await wallet.learn(WalletBench.url, within: WalletBench.limit)
        _ = try await wallet.fund(bench.token([8]).text, within: WalletBench.limit)
        words = try #require(try await wallet.thread.run { store throws(StoreFailure) in try store.fact(.mnemonic) })
      }
      let folder = TestFolder()
      let again = try await CashuWallet.open(folder: folder.path, bench.door) { 1_800_000_000 }
      try await again.thread.run { store throws(StoreFailure) in try store.set(.mnemonic, words) }
      return (bench, folder, again)
    }

    @Test("F1, K14: a mint of before NUT-12 shows no proof of its signatures: the swap is the proof")
    func withoutEvidence() async throws {
      let (bench, _, wallet) = try await begin()
      bench.mint.misbehave(MintFault(.noDLEQ, at: .restore))
      #expect(try await wallet.restore(of: WalletBench.url, within: WalletBench.limit).returned == 24)
      #expect(try await wallet.free() == 24)
    }

    @Test("K14: signatures that don't hold are passed over and told, and what they stand for can come another time")
    func wrongEvidence() async throws {
      let (bench, _, wallet) = try await begin()
      bench.mint.misbehave(MintFault(.wrongDLEQ, at: .restore, times: 1))
      let first = try await wallet.restore(of: WalletBench.url, within: WalletBench.limit)
      #expect([8, 16].contains(first.returned))
      let second = try await wallet.restore(of: WalletBench.url, within: WalletBench.limit)
      #expect(first.returned + second.returned == 24)
      #expect(try await wallet.free() == 24)
    }

    @Test("K14: what a mint has not signed though it says so keeps none of the rest from coming back")
    func forged() async throws {
      let (bench, _, wallet) = try await begin()
      bench.mint.misbehave(MintFault(.otherKey, at: .restore, times: 1), MintFault(.noDLEQ, at: .restore))
      let first = try await wallet.restore(of: WalletBench.url, within: WalletBench.limit)
      #expect([8, 16].contains(first.returned))
      #expect(try await wallet.funds()?.wantsRecovery == false)
      bench.mint.behave()
      let second = try await wallet.restore(of: WalletBench.url, within: WalletBench.limit)
      #expect(first.returned + second.returned == 24)
    }

    @Test("K14: a keyset whose keys the mint doesn't tell keeps none of the others from coming back")
    func withoutKeys() async throws {
      let (bench, _, wallet) = try await begin()
      let old = try #require(bench.mint.keysets.first { !$0.info.isActive }).info.id
      bench.door.meanwhile("/v1/keys/\(old.hex)") {
        bench.mint.misbehave(MintFault(.status(400, .before), at: .keys, times: 1))
      }
      #expect(try await wallet.restore(of: WalletBench.url, within: WalletBench.limit).returned == 8)
      #expect(try await wallet.restore(of: WalletBench.url, within: WalletBench.limit).returned == 16)
    }

    @Test("C6: what a seller was granted for is the seller's, though no mint has seen it yet")
    func granted() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      let provider = CashuPaymentProvider(wallet)
      _ = try await wallet.fund(bench.token([64]).text, within: WalletBench.limit)
      let paid = try await provider.pay(1, 5)
      let token = try await provider.bearer(of: paid.id).body
      _ = try await provider.settle(paid.id, .spent, within: WalletBench.limit)
      #expect(try await wallet.restore(of: WalletBench.url, within: WalletBench.limit).returned == 0)
      #expect(try bench.redeem(token) == 5)
      // What has gone from the books for another reason comes back.
      try await wallet.thread.run { store throws(StoreFailure) in
        try store.delete(store.proofs(.free).map(\.id))
      }
      #expect(try await wallet.restore(of: WalletBench.url, within: WalletBench.limit).returned == 59)
    }
  }
#endif
