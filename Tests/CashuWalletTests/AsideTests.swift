#if Cashu
  import Synchronization
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateCrypto
  import TollGateSandbox

  @Suite("Money that is put aside", .timeLimit(.minutes(2)))
  struct AsideTests {
    @Test("C8: a fee that makes everything dust for a while takes nothing away for good")
    func dust() async throws {
      let bench = try WalletBench([KeysetPlan(version: .legacy, inputFee: 0, powers: 12)])
      let wallet = try await bench.open()
      let provider = CashuPaymentProvider(wallet)
      try await bench.fund(wallet, [64, 4])
      let paid = try await provider.prepare(MintOrders.order(1, 4, limit: 4), within: WalletBench.limit)
      let keyset = try #require(bench.mint.keysets.first).info.id
      bench.mint.revise(keyset) { $0.inputFee = 1_000_000_000 }
      try await wallet.learn(WalletBench.url, within: WalletBench.limit)
      let settled = try await provider.settle(paid.id, .takenBack, within: WalletBench.limit)
      #expect(settled == Settlement(dust: Sats(4)))
      #expect(try await wallet.free() == 64)
      bench.mint.revise(keyset) { $0.inputFee = 0 }
      try await wallet.learn(WalletBench.url, within: WalletBench.limit)
      #expect(try await wallet.free() == 68)
    }

    @Test("E6: a clock that has jumped makes no refusal an expiry", arguments: [11005, 12002])
    func jump(code: Int) async throws {
      let bench = try WalletBench([KeysetPlan(finalExpiry: 1_900_000_000, powers: 12)])
      let door = CrookedDoor(bench.door)
      let wallet = try await CashuWallet.open(folder: bench.folder.path, door) { 2_200_000_000 }
      let provider = CashuPaymentProvider(wallet)
      try await bench.fund(wallet, [64])
      door.next("/v1/swap") { [mint = bench.mint] _ throws(MintTransportFailure) in
        // It has another keyset from now on.
        if code == 12002 { mint.rotate(to: KeysetPlan(powers: 12)) }
        return MintReplyBytes(status: 400, body: Array("{\"detail\":\"no\",\"code\":\(code)}".utf8))
      }
      let chore = Chore.makeChange(mint: WalletBench.url, unit: .sat, payment: Sats(5), count: 3)
      await #expect(throws: PaymentFailure.mintUnreachable) {
        try await provider.perform(chore, feeLimit: Sats(5), within: WalletBench.limit)
      }
      #expect(try await wallet.free() == 64)
    }

    @Test("K20: what a mint refuses as expired is that of the earliest day, whatever the clock says")
    func earliest() async throws {
      let day = 1_800_000_000 as UInt64
      let bench = try WalletBench([KeysetPlan(finalExpiry: day + 1000, powers: 12)])
      let wallet = try await CashuWallet.open(folder: bench.folder.path, bench.door) { 2_200_000_000 }
      let provider = CashuPaymentProvider(wallet)
      try await bench.fund(wallet, [4])
      _ = bench.mint.rotate(to: KeysetPlan(finalExpiry: day + 100_000, powers: 12))
      try await wallet.learn(WalletBench.url, within: WalletBench.limit)
      try await bench.fund(wallet, [16])
      _ = bench.mint.rotate(to: KeysetPlan(powers: 12))
      let paid = try await provider.prepare(MintOrders.order(1, 20, limit: 20), within: WalletBench.limit)
      bench.clock.pass(2000)
      let settled = try await provider.settle(paid.id, .takenBack, within: WalletBench.limit)
      #expect(settled == Settlement(returned: Sats(16), dust: Sats(4)))
      #expect(try await wallet.free() == 16)
    }

    @Test(
      "F2: a mint that shows no evidence uses up no numbers of a keyset that another mint has as well",
      arguments: [(true, true), (true, false), (false, true), (false, false)])
    func foreign(isShared: Bool, withEvidence: Bool) async throws {
      let terms = MintTerms(keysets: [KeysetPlan(powers: 12)], seed: Octets32(7, 7, 7, 8))
      let (one, two) = (try SandboxMint(terms), try SandboxMint(terms))
      let door = SandboxDoor([WalletBench.url: one, WalletBench.other: two])
      let folders = (TestFolder(), TestFolder())
      let words: [UInt8]
      do {
        let first = try await CashuWallet.open(folder: folders.0.path, door)
        let token = try Issuer(two).token([4, 1], url: WalletBench.other)
        #expect(try await first.fund(token.text, within: WalletBench.limit).state == .swapped)
        words = try #require(try await first.thread.run { store throws(StoreFailure) in try store.fact(.mnemonic) })
      }
      let wallet = try await CashuWallet.open(folder: folders.1.path, door)
      try await wallet.thread.run { store throws(StoreFailure) in try store.set(.mnemonic, words) }
      if isShared { try await wallet.learn(WalletBench.url, within: WalletBench.limit) }
      try await wallet.learn(WalletBench.other, within: WalletBench.limit)
      if !withEvidence { two.misbehave(MintFault(.noDLEQ, at: .restore)) }
      two.misbehave(MintFault(.status(503, .before), at: .swap))
      _ = try? await wallet.restore(of: WalletBench.other, within: WalletBench.limit)
      let counter = try await wallet.thread.run { store throws(StoreFailure) in
        try store.database.first("SELECT max(counter) FROM keysets", read: { $0.integer(0) })
      }
      // What the failed swap of what was found has taken itself begins there.
      let wanted: Int64 = isShared && !withEvidence ? 2 : 4
      #expect(try #require(counter) == wanted)
    }

    @Test("K20: a keyset whose day was put off gives back what was put aside for it")
    func putOff() throws {
      let folder = TestFolder()
      let store = try WalletStore(folder: folder.path)
      let mint = try store.addMint(Coins.mint)
      var info = KeysetInfo(id: Coins.keyset, unit: "sat", finalExpiry: 1000)
      let keyset = try store.put(info, keys: nil, of: mint)
      try store.insert(Coins.proofs([8]), keyset: keyset, .expired)
      try store.put(info, keys: nil, of: mint)
      #expect(try store.proofs(.free).isEmpty)
      info.finalExpiry = 2000
      try store.put(info, keys: nil, of: mint)
      #expect(try store.proofs(.free).count == 1)
    }
  }
#endif
