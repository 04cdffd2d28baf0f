#if Cashu
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCrypto

  @Suite("What is asked of a mint")
  struct PlanTests {
    /// Keys for the powers of two up to 512; which points they are does not matter.
    private func keys(_ amounts: [UInt64] = (0..<10).map { 1 << $0 }) throws -> MintKeys {
      let point = Point(generatorTimes: try #require(Scalar(Octets32(0, 0, 0, 5)))).compressed
      return try #require(MintKeys(amounts.map { (Amount($0), point) }))
    }

    private func amounts(_ values: UInt64...) -> [Amount] { values.map(Amount.init) }

    @Test("F3: what is wanted comes first, then change, then the rest, and the order tells nothing")
    func plan() throws {
      let keys = try keys()
      let plan = try #require(
        OutputPlan(
          Amount(30), wanted: amounts(4, 1), change: OutputPlan.Change(payment: Amount(6), count: 3), keys: keys))
      // 4 and 1, three times 4 and 2, and 7 in the fewest.
      #expect(plan.amounts == amounts(1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4))
      #expect(try #require(OutputPlan(Amount(5), wanted: amounts(4, 1), keys: keys)).amounts == amounts(1, 4))
      #expect(try #require(OutputPlan(Amount(100), keys: keys)).amounts == amounts(4, 32, 64))
    }

    @Test("F3: nothing is planned that the sum does not reach, that has no key, or that is too long")
    func impossible() throws {
      let keys = try keys()
      #expect(OutputPlan(Amount(4), wanted: amounts(4, 1), keys: keys) == nil)
      #expect(OutputPlan(Amount(4), wanted: amounts(3), keys: keys) == nil)
      #expect(OutputPlan(.zero, keys: keys) == nil)
      #expect(OutputPlan(Amount(.max), keys: keys) == nil)
      #expect(OutputPlan(Amount(7), keys: keys, most: 2) == nil)
      let crowded = OutputPlan(
        Amount(500), change: OutputPlan.Change(payment: Amount(1), count: .max), keys: keys, most: 20)
      #expect(try #require(crowded).amounts.count <= 20)
      #expect(try Amount.sum(#require(crowded).amounts) == Amount(500))
      #expect(OutputPlan(Amount(8), change: OutputPlan.Change(payment: Amount(2), count: -3), keys: keys) != nil)
    }

    @Test("F2: the amounts of a request are the same after a way to the disk, to 2^64-1")
    func storage() throws {
      let amounts = amounts(1, 0, .max, 1 << 63)
      #expect(OutputRun.amounts(in: OutputRun.bytes(of: amounts)) == amounts)
      #expect(OutputRun.amounts(in: []) == [])
      #expect(OutputRun.amounts(in: [1, 2, 3]) == nil)
    }

    @Test("F2: outputs follow from the seed, each from its number, and none beyond the last")
    func outputs() throws {
      let words = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"
      guard let seed = WalletSeed(words: words) else {
        Issue.record("these are twelve words")
        return
      }
      for id in [KeysetID.legacy(0x009A_1F29_3253_E41E), KeysetID.current(Octets32(1, 2, 3, 4))] {
        let made = seed.branch(of: id)
        let branch = try #require(made)
        let run = OutputRun(keyset: id, first: 4, amounts: amounts(1, 2))
        let outputs = try #require(run.outputs(from: branch))
        #expect(outputs.map(\.secret) == [branch[4]?.secret, branch[5]?.secret])
        #expect(outputs.map(\.amount) == amounts(1, 2))
        #expect(run.next == 6)
        #expect(OutputRun(keyset: id, first: .max, amounts: amounts(1, 2)).outputs(from: branch) == nil)
      }
      #expect(OutputRun(keyset: .legacy(1), first: .max, amounts: amounts(1)).next == nil)
    }

    @Test("F5: a restore ends after three batches in which the mint knows nothing, and not before")
    func restoreScan() {
      var scan = RestoreScan()
      #expect(scan.next == 0..<100)
      scan.heard([0, 7, 99])
      #expect(scan.counter == 100)
      scan.heard([])
      scan.heard([])
      #expect(scan.next == 300..<400)
      scan.heard([350])
      #expect(scan.counter == 351)
      for _ in 0..<3 { scan.heard([]) }
      #expect(scan.next == nil)
      #expect(scan.counter == 351)
    }

    @Test("F5: what the wallet has used itself is asked for in any case, and a mint's inventions count for nothing")
    func longScan() {
      var scan = RestoreScan(counter: 950)
      for _ in 0..<9 { scan.heard([]) }
      #expect(scan.next == 900..<1000)
      scan.heard([4_000_000])
      #expect(scan.next == nil)
      #expect(scan.counter == 950)
    }

    @Test("F2: a mint that claims to have signed every number uses up no keyset")
    func endlessScan() {
      for used in [0, 1000] as [UInt32] {
        var scan = RestoreScan(counter: used)
        for _ in 0...RestoreScan.most / RestoreScan.batch + 20 {
          guard let numbers = scan.next else { break }
          scan.heard([numbers.upperBound - 1])
        }
        #expect(scan.next == nil)
        #expect(scan.counter == used + RestoreScan.most)
      }
      #expect(RestoreScan(counter: .max).next == 0..<100)
    }

    @Test("F5: the Go module's list, line by line")
    func recoveryList() {
      let text =
        "2026-05-01T10:00:00+02:00 | http://m | cashuBabc | no | cashuBxyz\r\n\n \ncashuAtoken\nrubbish\n|||\nx|y|z"
      let lines = RecoveryList(Array(text.utf8)).lines
      #expect(lines.map(\.number) == [1, 4, 5, 7])
      #expect(
        lines.map { $0.token.map { String(decoding: $0, as: UTF8.self) } } == ["cashuBabc", "cashuAtoken", nil, nil])
      #expect(RecoveryList([]).lines.isEmpty)
    }
  }
#endif
