#if Cashu
  import Foundation
  import Synchronization
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateSandbox

  @Suite("Requests that come late", .timeLimit(.minutes(2)))
  struct LateRequestTests {
    /// A wallet whose next requests a test decides about.
    private struct Scene {
      let bench: WalletBench
      let door: CrookedDoor
      let wallet: CashuWallet
      var provider: CashuPaymentProvider { CashuPaymentProvider(wallet) }
      var outstanding: UInt64 { UInt64(bench.mint.sums(of: "sat").outstanding) }

      init(fee: UInt64 = 0, _ amounts: [UInt64] = []) async throws {
        let bench = try WalletBench(fee: fee)
        let door = CrookedDoor(bench.door)
        let wallet = try await CashuWallet.open(folder: bench.folder.path, door) { [clock = bench.clock] in
          clock.seconds.withLock { $0 }
        }
        (self.bench, self.door, self.wallet) = (bench, door, wallet)
        if !amounts.isEmpty { try await bench.fund(wallet, amounts) }
      }

      /// A payment's swap that is on its way for long.
      func losePayment() async throws {
        bench.door.hold("/v1/swap")
        await #expect(throws: PaymentFailure.mintUnreachable) { try await provider.pay(1, 5) }
      }
    }

    /// How the second sending of a request can fail without a word about the first.
    enum Second: CaseIterable { case unreachable, limited, refused }

    @Test(
      "K1: a request that is sent again to no end, and arrives after that, is not forgotten", arguments: Second.allCases
    )
    func sentTwice(second: Second) async throws {
      let scene = try await Scene([64])
      try await scene.losePayment()
      scene.door.next("/v1/swap") { _ throws(MintTransportFailure) in
        switch second {
        case .unreachable: throw .unreachable(.notReached(.refused))
        case .limited: return MintReplyBytes(status: 429, body: Array("{\"detail\":\"slower\"}".utf8))
        case .refused:
          return MintReplyBytes(status: 400, body: Array("{\"detail\":\"inactive\",\"code\":12002}".utf8))
        }
      }
      _ = try? await scene.provider.recover()
      scene.bench.door.deliverHeld()
      _ = try await scene.provider.recover()
      #expect(try await scene.wallet.free() == 64)
      #expect(scene.outstanding == 64)
      #expect(try await scene.wallet.check(WalletBench.url, .sat, within: WalletBench.limit).gone == 0)
    }

    @Test(
      "C8, K1: a payment's way back that arrives late returns it; it is not called spent beside",
      arguments: Second.allCases)
    func takenBackLate(second: Second) async throws {
      let scene = try await Scene(fee: 100, [64, 4])
      let paid = try await scene.provider.prepare(MintOrders.order(1, 3, limit: 4), within: WalletBench.limit)
      scene.bench.door.hold("/v1/swap")
      await #expect(throws: PaymentFailure.mintUnreachable) {
        try await scene.provider.settle(paid.id, .takenBack, within: WalletBench.limit)
      }
      scene.door.next("/v1/swap") { _ throws(MintTransportFailure) in
        switch second {
        case .unreachable: throw .unreachable(.notReached(.refused))
        case .limited: return MintReplyBytes(status: 429, body: Array("{\"detail\":\"slower\"}".utf8))
        case .refused:
          return MintReplyBytes(status: 400, body: Array("{\"detail\":\"inactive\",\"code\":12002}".utf8))
        }
      }
      _ = try? await scene.provider.recover()
      scene.bench.door.deliverHeld()
      let settled = try await scene.provider.settle(paid.id, .takenBack, within: WalletBench.limit)
      #expect(settled == Settlement(returned: Sats(3), fee: Sats(1)))
      #expect(try await scene.wallet.free() == 67)
      #expect(scene.outstanding == 67)
    }

    @Test("K1: empty answers of a mint that has served a request do not close it for good")
    func emptyAnswer() async throws {
      let scene = try await Scene([64])
      scene.bench.mint.misbehave(MintFault(.lost(.after), at: .swap, times: 1))
      await #expect(throws: PaymentFailure.mintUnreachable) { try await scene.provider.pay(1, 5) }
      for _ in 0..<2 {
        scene.door.next("/v1/restore") { _ throws(MintTransportFailure) in
          MintReplyBytes(status: 200, body: Array("{\"outputs\":[],\"signatures\":[]}".utf8))
        }
      }
      _ = try? await scene.provider.recover()
      #expect(try await scene.wallet.free() == 0)
      _ = try await scene.provider.recover()
      #expect(try await scene.wallet.free() == 64)
    }

    @Test("K1: a request that arrives while a mint is asked about it is counted once")
    func arrivesBetween() async throws {
      let scene = try await Scene([64])
      try await scene.losePayment()
      scene.door.next("/v1/restore") { [door = scene.bench.door] serve throws(MintTransportFailure) in
        door.deliverHeld()
        return try await serve()
      }
      _ = try await scene.provider.recover()
      #expect(try await scene.wallet.free() == 64)
      #expect(scene.outstanding == 64)
      #expect(try await scene.wallet.check(WalletBench.url, .sat, within: WalletBench.limit).gone == 0)
    }

    @Test("K14: a mint is asked for what was given up every few minutes for some hours, and at once after a start")
    func askedAgain() async throws {
      let scene = try await Scene(fee: 100, [64])
      let (wallet, clock) = (scene.wallet, scene.bench.clock)
      try await wallet.thread.run { store throws(StoreFailure) in
        store.seconds = { clock.seconds.withLock { $0 } }
      }
      try await scene.losePayment()
      #expect(try await scene.provider.recover().moved == .zero)
      #expect(try await wallet.free() == 64, "given up")
      for _ in 0..<100 where clock.seconds.withLock({ $0 }) < 1_800_000_000 + 7 * 3600 {
        #expect(try await wallet.funds()?.wantsRecovery == false)
        clock.pass(310)
        guard try await wallet.funds()?.wantsRecovery ?? false else { break }
        #expect(try await scene.provider.recover().moved == .zero)
      }
      let hours = (clock.seconds.withLock { $0 } - 1_800_000_000) / 3600
      #expect((5...6).contains(hours), "not for ever: \(hours)")
      scene.bench.door.deliverHeld()
      let (folder, sandbox) = (MemoryFolder(), scene.bench.door)
      try FileManager.default.copyItem(atPath: scene.bench.folder.path, toPath: folder.path)
      let next = try await CashuWallet.open(folder: folder.path, sandbox)
      #expect(try await next.funds()?.wantsRecovery == true)
      #expect(try await CashuPaymentProvider(next).recover().moved == Sats(63))
      #expect(try await next.funds()?.wantsRecovery == false)
    }

    @Test("K14, F5: that a mint is to be asked again is told when its time has come, with no other work")
    func toldInTime() async throws {
      let scene = try await Scene(fee: 100, [64])
      let (wallet, provider) = (scene.wallet, scene.provider)
      try await scene.losePayment()
      _ = try await provider.recover()
      let heard = AsyncStream.makeStream(of: Bool.self)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await provider.watchFunds { heard.continuation.yield($0.contains(where: \.wantsRecovery)) }
        }
        var all = heard.stream.makeAsyncIterator()
        #expect(await all.next() == false)
        try await wallet.thread.run { store throws(StoreFailure) in
          let uptime = store.seconds
          store.seconds = { uptime() + 299 }
        }
        var told = await all.next()
        while told == false { told = await all.next() }
        #expect(told == true)
        group.cancelAll()
      }
    }

    @Test("K14: requests to one mint that were given up don't make those to another forgotten")
    func apart() async throws {
      let bench = try WalletBench([KeysetPlan(inputFee: 100, powers: 16)], others: [WalletBench.other])
      let wallet = try await bench.open()
      let provider = CashuPaymentProvider(wallet)
      try await bench.fund(wallet, [64])
      try await bench.fund(wallet, [64], at: WalletBench.other)
      bench.door.hold("/v1/swap")
      await #expect(throws: PaymentFailure.mintUnreachable) { try await provider.pay(1, 5) }
      #expect(try await provider.recover().moved == .zero)
      for number in UInt64(2)...18 {
        try bench.mint(WalletBench.other).misbehave(MintFault(.lost(.before), at: .swap, times: 1))
        await #expect(throws: PaymentFailure.mintUnreachable) {
          try await provider.pay(number, 5, mint: WalletBench.other)
        }
        #expect(try await provider.recover(WalletBench.other).moved == .zero)
      }
      let kept = try await wallet.thread.run { store throws(StoreFailure) in
        try store.database.first("SELECT count(*) FROM requests", read: { $0.integer(0) })
      }
      #expect(kept == 17, "and not without end")
      bench.door.deliverHeld()
      #expect(try await provider.recover().moved == Sats(63))
    }

    @Test("F4, K1: what another call has made of proofs while their mint was asked stands", arguments: [false, true])
    func overtaken(servedFirst: Bool) async throws {
      let scene = try await Scene([4])
      let proofs = try Issuer(scene.bench.mint).proofs([32, 8])
      try await scene.wallet.thread.run { store throws(StoreFailure) in
        guard let mint = try store.mint(WalletBench.url), let keyset = try store.keysets(of: mint.id).first else {
          return
        }
        try store.insert(proofs, keyset: keyset.id, .restored)
      }
      scene.door.next("/v1/checkstate") { [provider = scene.provider] serve throws(MintTransportFailure) in
        let early = servedFirst ? try await serve() : nil
        _ = try? await provider.recover()
        return if let early { early } else { try await serve() }
      }
      _ = try await scene.provider.recover()
      #expect(try await scene.wallet.free() == 44)
      #expect(scene.outstanding == 44)
    }
  }
#endif
