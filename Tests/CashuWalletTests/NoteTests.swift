#if Cashu
  import Synchronization
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateCrypto
  import TollGateSandbox

  @Suite("Tokens that lie as they came", .timeLimit(.minutes(2)))
  struct NoteTests {
    /// A wallet that knows the mint's keysets, and has a token of it that nothing but the mint can vouch for.
    private func begin(_ amounts: [UInt64]) async throws -> (WalletBench, CashuWallet, Token) {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      try await wallet.learn(WalletBench.url, within: WalletBench.limit)
      let token = try Issuer(bench.mint).token(amounts, url: WalletBench.url, withDLEQ: false)
      #expect(try await wallet.fund(token.text, within: .zero).state == .unchecked)
      return (bench, wallet, token)
    }

    private func notes(_ wallet: CashuWallet) async throws -> [NoteRow] {
      try await wallet.thread.run { store throws(StoreFailure) in try store.tokensOutside() }
    }

    @Test("F4, C6: a token whose swap is on its way is no money until its end is known")
    func underway() async throws {
      let (bench, wallet, _) = try await begin([8])
      let provider = CashuPaymentProvider(wallet)
      #expect(try await wallet.free() == 8)
      bench.mint.misbehave(MintFault(.lost(.after), at: .swap, times: 1))
      await #expect(throws: PaymentFailure.mintUnreachable) { try await provider.recover() }
      #expect(try await wallet.free() == 0)
      await #expect(throws: PaymentFailure.insufficient(available: .zero)) {
        try await provider.prepare(MintOrders.order(1, 7, mayContactMint: false), within: WalletBench.limit)
      }
      #expect(try await provider.recover().moved == Sats(8))
      #expect(try await wallet.free() == 8)
    }

    @Test("F4: a token that is promised to a payment while its mint is asked for its keysets is not swapped")
    func promised() async throws {
      let (bench, wallet, _) = try await begin([8])
      let provider = CashuPaymentProvider(wallet)
      let order = MintOrders.order(1, 7, mayContactMint: false)
      bench.door.meanwhile("/v1/keysets") { _ = try? await provider.prepare(order, within: WalletBench.limit) }
      #expect(try await provider.recover() == ChoreReport(moved: .zero, fee: .zero))
      #expect(try bench.redeem(try await provider.bearer(of: order.id).body) == 8)
      #expect(try await provider.settle(order.id, .spent, within: WalletBench.limit).spent == Sats(8))
      #expect(try await notes(wallet).isEmpty)
    }

    @Test("K1: a token that two look after at the same time is swapped once, and stays where that fails")
    func twice() async throws {
      let (bench, wallet, _) = try await begin([8])
      let (started, opened, ended) = (Flag(), Flag(), Flag())
      bench.door.meanwhile("/v1/keysets") {
        started.raise()
        await opened.wait()
      }
      bench.door.meanwhile("/v1/swap") {
        opened.raise()
        await ended.wait()
        bench.door.reach(false)
      }
      await withTaskGroup(of: Void.self) { group in
        group.addTask { _ = try? await CashuPaymentProvider(wallet).recover() }
        await started.wait()
        group.addTask { _ = try? await CashuPaymentProvider(wallet).recover() }
        await group.next()
        ended.raise()
        await group.waitForAll()
      }
      #expect(try await notes(wallet).map(\.amount) == [8])
      bench.door.reach(true)
      #expect(try await settled(wallet) == 8)
    }

    /// What is free when nothing is left to be asked after.
    private func settled(_ wallet: CashuWallet) async throws -> UInt64 {
      for _ in 0..<4 where try await wallet.funds()?.wantsRecovery == true {
        _ = try? await CashuPaymentProvider(wallet).recover()
      }
      return try await wallet.free()
    }

    @Test("C8: what fetching a token back was refused is outside again, though the rest of it has gone meanwhile")
    func reclaimRefused() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      try await bench.fund(wallet, [32, 8])
      let sent = try await wallet.send(40, of: WalletBench.url, .sat, within: WalletBench.limit)
      let parts = try Token.read(sent.token)
      let small = try Token(
        mint: parts.mint, unit: parts.unit,
        proofs: parts.proofs(among: bench.mint.keysets.map(\.info.id)).filter { $0.amount.value == 8 })
      // One proof is on its way when the rest of the token turns out to be spent.
      bench.door.meanwhile("/v1/swap") {
        try? await wallet.thread.run { store throws(StoreFailure) in try store.finish(note: sent.note, at: 1) }
        bench.door.reach(false)
      }
      #expect(try bench.redeem(small.text) == 8)
      await #expect(throws: WalletFailure.self) {
        try await wallet.reclaim(note: sent.note, within: WalletBench.limit)
      }
      bench.door.reach(true)
      #expect(try await wallet.reclaim(within: WalletBench.limit).returned == 32)
      #expect(try await wallet.free() == 32)
    }

    @Test("F5: one token that its mint doesn't know keeps nothing else waiting, and is no money any more")
    func junk() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      try await wallet.learn(WalletBench.url, within: WalletBench.limit)
      let issuer = try Issuer(bench.mint)
      var proofs = try issuer.proofs([16])
      proofs[0].dleq = nil
      proofs[0].amount = Amount(32)
      let junk = try Token(mint: WalletBench.url.text, unit: "sat", proofs: proofs)
      #expect(try await wallet.fund(junk.text, within: .zero).state == .unchecked)
      let good = try issuer.token([8], url: WalletBench.url, withDLEQ: false)
      #expect(try await wallet.fund(good.text, within: .zero).state == .unchecked)
      #expect(try await CashuPaymentProvider(wallet).recover().moved == Sats(8))
      #expect(try await wallet.free() == 8)
      #expect(try await wallet.funds()?.wantsRecovery == false)
      let told = try await wallet.thread.run { store throws(StoreFailure) in try store.history(most: 1000) }
      #expect(told.contains { $0.kind == "forged" && $0.amount == 32 })
      _ = try await wallet.check(WalletBench.url, .sat, within: WalletBench.limit)
    }

    @Test(
      "F5: a token on a keyset that its mint doesn't know is asked for, and holds up neither others nor other chores")
    func unknownKeyset() async throws {
      let bench = try WalletBench()
      let stranger = try SandboxMint(MintTerms(keysets: [KeysetPlan(powers: 8)]))
      let wallet = try await bench.open()
      let junk = try Issuer(stranger).token([16], url: WalletBench.url)
      #expect(try await wallet.fund(junk.text, within: .zero).state == .unchecked)
      let good = try bench.token([8])
      #expect(try await wallet.fund(good.text, within: .zero).state == .unchecked)
      #expect(try await CashuPaymentProvider(wallet).recover().moved == Sats(8))
      #expect(try await wallet.funds()?.wantsRecovery == false, "else change would never be made")
      #expect(try await notes(wallet).map(\.amount) == [16])
      try await wallet.thread.run { store throws(StoreFailure) in store.rest = .zero }
      #expect(try await CashuPaymentProvider(wallet).recover().moved == .zero)
      #expect(try await wallet.funds()?.wantsRecovery == true, "after a rest it is asked for again")
      #expect(try await wallet.check(WalletBench.url, .sat, within: WalletBench.limit).unspent == 8)
    }

    @Test("F1, F5: a token that is locked to us is paid to nobody as it is, and is money once its mint has swapped it")
    func locked() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      let provider = CashuPaymentProvider(wallet)
      try await wallet.learn(WalletBench.url, within: WalletBench.limit)
      let key = CompressedPoint(prefix: 2, x: try await wallet.lockKey()).hex
      let secret = try #require(
        ProofSecret("[\"P2PK\",{\"nonce\":\"\(try SecureRandom.octets32().hex)\",\"data\":\"\(key)\"}]"))
      let token = try Issuer(bench.mint).token([8], url: WalletBench.url, secrets: [secret])
      #expect(try await wallet.fund(token.text, within: .zero).state == .unchecked)
      await #expect(throws: PaymentFailure.insufficient(available: .zero)) {
        try await provider.prepare(MintOrders.order(1, 7, mayContactMint: false), within: WalletBench.limit)
      }
      await #expect(throws: WalletFailure.known) { try await wallet.fund(token.text, within: .zero) }
      let balances = try await wallet.thread.run { store throws(StoreFailure) in try store.balances() }
      #expect(balances.map(\.unchecked) == [8])
      #expect(try await wallet.reclaim(within: WalletBench.limit) == Reclaimed())
      #expect(try await wallet.funds()?.wantsRecovery == true)
      #expect(try await provider.recover().moved == Sats(8))
      #expect(try await wallet.free() == 8)
      #expect(try await notes(wallet).isEmpty)
    }
  }

  /// Raised once, by one for another.
  private final class Flag: Sendable {
    private let isUp = Mutex(false)
    func raise() { isUp.withLock { $0 = true } }
    func wait() async { while !isUp.withLock({ $0 }) { await Task.yield() } }
  }
#endif
