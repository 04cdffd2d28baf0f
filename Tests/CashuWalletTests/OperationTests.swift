#if Cashu
  import Foundation
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateSandbox

  @Suite("What an owner does with a wallet", .timeLimit(.minutes(3)))
  struct OperationTests {
    @Test(
      "F5: a token that is sent has exactly its amount on it, with and without the mint",
      arguments: [0, 400] as [UInt64])
    func sending(fee: UInt64) async throws {
      let bench = try WalletBench(fee: fee)
      let wallet = try await bench.open()
      try await bench.fund(wallet, [64, 4, 1])
      bench.door.reach(false)
      let held = try await wallet.send(5, of: WalletBench.url, .sat, within: WalletBench.limit)
      #expect(held.amount == 5 && held.fee == 0)
      #expect("\(held)" == "•••")
      await #expect(throws: WalletFailure.insufficient(available: 64)) {
        try await wallet.send(65, of: WalletBench.url, .sat, within: WalletBench.limit)
      }
      bench.door.reach(true)
      let made = try await wallet.send(10, of: WalletBench.url, .sat, within: WalletBench.limit)
      #expect(try Token.read(made.token).amount == Amount(10))
      #expect(try await wallet.free() == 64 - 10 - made.fee)
      #expect(made.fee == (fee == 0 ? 0 : 1))
      #expect(try bench.redeem(held.token) > 0)
      #expect(try bench.redeem(made.token) > 0)
      #expect(bench.mint.isBalanced)
    }

    @Test("F5, C8: what was handed out comes back while nobody has redeemed it")
    func reclaiming() async throws {
      let bench = try WalletBench(fee: 100)
      let wallet = try await bench.open()
      try await bench.fund(wallet, [32, 8, 4, 2, 1])
      let first = try await wallet.send(32, of: WalletBench.url, .sat, within: WalletBench.limit)
      let second = try await wallet.send(8, of: WalletBench.url, .sat, within: WalletBench.limit)
      #expect(try bench.redeem(second.token) == 7)
      bench.door.reach(false)
      #expect(try await wallet.reclaim(within: WalletBench.limit) == Reclaimed(unreached: 2))
      bench.door.reach(true)
      #expect(try await wallet.reclaim(within: WalletBench.limit) == Reclaimed(returned: 31, fee: 1, redeemed: 8))
      #expect(try bench.redeem(first.token) == 0)
      #expect(try await wallet.free() == 38)
      #expect(try await wallet.reclaim(within: WalletBench.limit) == Reclaimed())
      await #expect(throws: WalletFailure.conflict) {
        try await wallet.reclaim(note: first.note, within: WalletBench.limit)
      }
    }

    @Test("F1, F5: a top-up's invoice is on disk before it is shown, and is collected once")
    func toppingUp() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      let quote = try await wallet.requestTopUp(100, of: WalletBench.url, .sat, within: WalletBench.limit)
      #expect(try await wallet.thread.run { store throws(StoreFailure) in try store.openQuotes() } == [quote])
      bench.mint.misbehave(MintFault(.lost(.after), at: .mint, times: 1))
      await #expect(throws: WalletFailure.mint(.lost)) {
        try await wallet.collect(quote.id, within: WalletBench.limit)
      }
      #expect(try await wallet.free() == 0)
      #expect(try await CashuPaymentProvider(wallet).recover().moved == Sats(100))
      #expect(try await wallet.collect(quote.id, within: WalletBench.limit) == 100)
      #expect(try await wallet.free() == 100)
      #expect(bench.mint.sums(of: "sat").issued == 100)
    }

    @Test("F1: nobody but us can redeem our quotes")
    func quoteKey() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      let quote = try await wallet.requestTopUp(8, of: WalletBench.url, .sat, within: WalletBench.limit)
      let keyset = try Issuer(bench.mint).keyset
      let output = ProofOutput(
        amount: Amount(8), keyset: keyset.info.id, secret: try .random(), factor: try .random())
      let theft = MintRequest(quote: quote.quote, outputs: [try #require(output.message)])
      guard case .reply(let reply) = bench.mint.answer("POST", "/v1/mint/bolt11", theft.body) else { return }
      #expect(reply.status == 400)
      #expect(try await wallet.collect(quote.id, within: WalletBench.limit) == 8)
    }

    @Test("F1: an invoice is paid, and what that did not need comes back", arguments: [0, 100] as [UInt64])
    func melting(fee: UInt64) async throws {
      let bench = try WalletBench(fee: fee)
      let wallet = try await bench.open()
      try await bench.fund(wallet, [64, 32])
      let invoice = "lnbcrt200n1qqqqqqqqqqqqqqqqqqqqqq"
      let quote = try await wallet.quoteMelt(invoice, of: WalletBench.url, .sat, within: WalletBench.limit)
      #expect(quote.amount == 20)
      await #expect(throws: WalletFailure.self) {
        try await wallet.melt(quote.quote, reserve: quote.reserve, feeLimit: 0, within: WalletBench.limit)
      }
      #expect(try await wallet.free() == 96)
      let melted = try await wallet.melt(quote.quote, reserve: quote.reserve, feeLimit: 8, within: WalletBench.limit)
      #expect(try await wallet.free() == 96 - 20 - melted.fee)
      #expect(bench.mint.sums(of: "sat").kept == 0, "enough blank outputs")
      #expect(bench.mint.isBalanced)
    }

    @Test("F2: a payment that is pending at the mint is waited for, whichever way it ends", arguments: [true, false])
    func pendingMelt(arrives: Bool) async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      try await bench.fund(wallet, [64])
      let quote = try await wallet.quoteMelt(
        "lnbcrt200n1qqqqqqqqqqqqqqqqqqqqqq", of: WalletBench.url, .sat, within: WalletBench.limit)
      bench.mint.misbehave(MintFault(.paymentWaits(polls: 2, arrives: arrives), at: .melt, times: 1))
      await #expect(throws: WalletFailure.self) {
        try await wallet.melt(quote.quote, reserve: quote.reserve, feeLimit: 8, within: WalletBench.limit)
      }
      #expect(try await wallet.free() == 0)
      let provider = CashuPaymentProvider(wallet)
      for _ in 0..<4 where try await wallet.funds()?.wantsRecovery == true { _ = try? await provider.recover() }
      #expect(try await wallet.funds()?.wantsRecovery == false)
      let outstanding = UInt64(bench.mint.sums(of: "sat").outstanding)
      #expect(try await wallet.free() == outstanding)
      #expect(arrives ? outstanding < 45 : outstanding == 64)
    }

    @Test("F5: restored proofs are checked and swapped before anybody is paid with them")
    func restoring() async throws {
      let bench = try WalletBench(fee: 100)
      let words: [UInt8]
      do {
        let wallet = try await bench.open()
        _ = try await wallet.fund(bench.token([64, 32, 4]).text, within: WalletBench.limit)
        let sent = try await wallet.send(32, of: WalletBench.url, .sat, within: WalletBench.limit)
        #expect(try bench.redeem(sent.token) > 0)
        words = try #require(try await wallet.thread.run { store throws(StoreFailure) in try store.fact(.mnemonic) })
      }
      let folder = TestFolder()
      let again = try await CashuWallet.open(folder: folder.path, bench.door) { 1_800_000_000 }
      try await again.thread.run { store throws(StoreFailure) in try store.set(.mnemonic, words) }
      let outside = try Issuer(bench.mint)
      _ = outside
      let restored = try await again.restore(of: WalletBench.url, within: WalletBench.limit)
      #expect(restored.returned == (try await again.free()))
      #expect(restored.found - restored.spent >= restored.returned)
      #expect(restored.returned == 66, "of 99 after the first fee, 32 went and a fee each way")
      #expect(try await again.restore(of: WalletBench.url, within: WalletBench.limit).returned == 0)
      #expect(try await again.free() == 66)
    }

    @Test("F5: nothing is restored while payments are unsettled")
    func restoringTooEarly() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      try await bench.fund(wallet, [4, 1])
      let provider = CashuPaymentProvider(wallet)
      let paid = try await provider.pay(1, 1)
      await #expect(throws: WalletFailure.unsettled(1)) {
        try await wallet.restore(of: WalletBench.url, within: WalletBench.limit)
      }
      _ = try await provider.settle(paid.id, .released, within: WalletBench.limit)
      #expect(try await wallet.restore(of: WalletBench.url, within: WalletBench.limit) == Restored())
    }

    @Test("F4: a drain writes tokens into a file of its owner's, and leaves what the next renewals cost")
    func draining() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      try await bench.fund(wallet, [64, 32, 8, 4, 1])
      let path = bench.folder.path + "/drained"
      let drained = try await wallet.drain(into: path) { _, _ in 20 }
      #expect(drained == [Drained(mint: WalletBench.url, unit: "sat", amount: 77, tokens: 1)])
      #expect(try await wallet.free() == 32)
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      await #expect(throws: WalletFailure.self) { try await wallet.drain(into: path) { _, _ in 0 } }
      #expect(try await wallet.free() == 32, "a file that exists is not written over, and nothing was handed out")
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let lines = text.split(separator: "\n")
      #expect(lines.count == 1)
      #expect(try bench.redeem(Array(lines[0].utf8)) == 77)
      await #expect(throws: WalletFailure.file(ENOENT)) {
        try await wallet.drain(into: bench.folder.path + "/none/drained") { _, _ in 0 }
      }
    }

    @Test("F7: the file of a drain is written by a thread of its own: the pool's threads never wait for a disk")
    func drainingThread() async throws {
      let folder = TestFolder()
      try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: false)
      let file = try await TokenFile(folder.path + "/tokens")
      try await file.append(Array("cashuB".utf8))
      let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").compactMap { task in
        try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8)
      }
      #expect(threads.contains("tollgate-tokens\n"))
      try await file.append(Array("cashuA".utf8))
      #expect(try String(contentsOfFile: folder.path + "/tokens", encoding: .utf8) == "cashuB\ncashuA\n")
    }

    @Test("F5: the Go module's list is read line by line; one line that is bad keeps none of the others waiting")
    func importing() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      let good = String(decoding: try bench.token([16]).text, as: UTF8.self)
      let spent = try bench.token([8])
      #expect(try bench.redeem(spent.text) == 8)
      let file = """
        2026-05-01T10:00:00+02:00 | http://mint.example | \(good) | mint unreachable

        2026-05-01T10:00:01+02:00 | http://mint.example | \(String(decoding: spent.text, as: UTF8.self)) | timeout
        no token here
        2026-05-01T10:00:02+02:00 | http://mint.example | cashuBrubbish | timeout
        2026-05-01T10:00:03+02:00 | http://mint.example | \(good) | again
        """
      let imported = try await wallet.importTokens(Array(file.utf8), within: WalletBench.limit)
      #expect(imported.map(\.line) == [1, 3, 4, 5, 6])
      #expect(imported[1].end == .failed(.alreadySpent))
      #expect(imported[2].end == .unreadable)
      #expect(imported[4].end == .failed(.known))
      #expect(try await wallet.free() == 16)
    }

    @Test("F5: a check takes off what somebody else has spent")
    func checking() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      try await bench.fund(wallet, [16, 4])
      let copy = try bench.token([8])
      _ = try await wallet.fund(copy.text, within: .zero)
      #expect(try bench.redeem(copy.text) == 8)
      let checked = try await wallet.check(WalletBench.url, .sat, within: WalletBench.limit)
      #expect(checked == Checked(mint: WalletBench.url, unit: "sat", unspent: 20, gone: 8))
      #expect(try await wallet.free() == 20)
    }
  }
#endif
