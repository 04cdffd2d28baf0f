#if Cashu
  import Dispatch
  import Synchronization
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateCrypto

  /// What a watcher has been told so far.
  private final class Heard: Sendable {
    private let all = Mutex<[[Funds]]>([])
    var funds: [[Funds]] { all.withLock { $0 } }
    func add(_ funds: [Funds]) { all.withLock { $0.append(funds) } }
  }

  @Suite("Funds that are told")
  struct FundsTests {
    /// What is told at once.
    private func first(_ wallet: Wallet) async -> [Funds] {
      let (values, place) = AsyncStream<[Funds]>.makeStream()
      return await withTaskGroup(of: Void.self) { group in
        group.addTask { try? await wallet.provider.watchFunds { place.yield($0) } }
        defer { group.cancelAll() }
        for await funds in values { return funds }
        return []
      }
    }

    @Test("F3: change is wanted for payments like the one that was quoted last, until it would not help")
    func wantsChange() async throws {
      let wallet = try await Wallet([64])
      #expect(await first(wallet) == [Funds(mint: Coins.mint, unit: .sat, available: Sats(64))])
      _ = try? await wallet.provider.quote(Orders.quote(1...1, price: 5))
      #expect(await first(wallet).map(\.wantsChange) == [true])
      try await wallet.read { store throws(StoreFailure) in
        for purse in store.wishes.keys { store.wishes[purse]?.isUseless = true }
      }
      #expect(await first(wallet).map(\.wantsChange) == [false])
      _ = try? await wallet.provider.quote(Orders.quote(1...1, price: 32))
      try await wallet.add([32, 16])
      #expect(await first(wallet).map(\.wantsChange) == [true], "three are affordable, two are ready")
    }

    @Test("F5: a balance on an inactive or expiring keyset is told, and only there is one")
    func keysets() async throws {
      let wallet = try await Wallet([8])
      let old = KeysetID.current(try SecureRandom.octets32())
      try await wallet.add([4], active: false, expires: 1_900_000_000, old)
      var funds = await first(wallet)
      #expect(funds.map(\.onInactiveKeyset) == [true] && funds.map(\.expires) == [1_900_000_000])
      _ = try await wallet.provider.prepare(Orders.order(1, price: 4), within: Pace.mint)
      funds = await first(wallet)
      #expect(funds == [Funds(mint: Coins.mint, unit: .sat, available: Sats(8))])
    }

    @Test("F2: a request whose answer nobody waits for is told as something to recover")
    func recovery() async throws {
      let wallet = try await Wallet([8])
      #expect(await first(wallet).map(\.wantsRecovery) == [false])
      for interrupted in [0, 2] as [Int64] {
        let row = try await wallet.read { store throws(StoreFailure) in
          try store.database.insert(
            """
            INSERT INTO requests(mint, kind, keyset, first, amounts, purpose, opened, interrupted)
            VALUES(1, 1, 1, 0, x'', 1, 0, ?)
            """, .integer(interrupted))
        }
        #expect(await first(wallet).map(\.wantsRecovery) == [true])
        try await wallet.read { store throws(StoreFailure) in
          if interrupted == 0 { store.inHand.insert(row) }
        }
        #expect(await first(wallet).map(\.wantsRecovery) == [interrupted != 0])
      }
    }

    @Test("B4: a change is told before the call that made it returns, once, and nothing where nothing has changed")
    func telling() async throws {
      let wallet = try await Wallet([8])
      let heard = Heard()
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await wallet.provider.watchFunds { heard.add($0) } }
        while heard.funds.isEmpty { await Task.yield() }
        try await wallet.add([4])
        #expect(heard.funds.last?.map(\.available) == [Sats(12)])
        let count = heard.funds.count
        _ = try await wallet.provider.unsettled()
        _ = try? await wallet.provider.quote(Orders.quote(1...1, price: 100))
        try await wallet.read { store throws(StoreFailure) in try store.set(.mnemonic, [1]) }
        #expect(heard.funds.count == count)
        group.cancelAll()
      }
    }

    @Test("F2: who has changed the funds goes on when all who watch have heard, since a call may fail next")
    func tellingFirst() async throws {
      let wallet = try await Wallet([8])
      let (gate, told, isDone) = (DispatchSemaphore(value: 0), Heard(), Heard())
      await withTaskGroup(of: Void.self) { group in
        group.addTask {
          try? await wallet.provider.watchFunds { funds in
            told.add(funds)
            if told.funds.count == 2 { gate.wait() }
          }
        }
        while told.funds.isEmpty { await Task.yield() }
        group.addTask {
          try? await wallet.add([4])
          isDone.add([])
        }
        while told.funds.count < 2 { await Task.yield() }
        let end = ContinuousClock.now + .milliseconds(300)
        while isDone.funds.isEmpty, .now < end { await Task.yield() }
        #expect(isDone.funds.isEmpty)
        gate.signal()
        while isDone.funds.isEmpty { await Task.yield() }
        group.cancelAll()
      }
    }
  }
#endif
