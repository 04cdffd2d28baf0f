#if Cashu
  import Foundation
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateCrypto

  /// A payment with no mint in reach, made durable, from ever more proofs (section N, F6). The sizes and a plain commit of as
  /// many rows in the same file take turns, so that whatever the disk does it does to all of them.
  struct WalletBenchmark {
    private static let sizes = [10, 1_000, 10_000, 100_000]
    private static let turns = 60

    static func run() async {
      do { try await measure() } catch { print("wallet: \(error)") }
    }

    private static func measure() async throws {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tollgate-\(UUID().uuidString)").path
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      var tills: [Till] = []
      for size in sizes { tills.append(try await Till(folder + "/\(size)", size)) }
      var spent = sizes.map { _ in (prepare: [Double](), commit: [Double]()) }
      for turn in 0..<turns + 5 {
        for index in tills.indices {
          let times = try await tills[index].turn(UInt64(turn))
          // The first ones fill caches.
          guard turn >= 5 else { continue }
          spent[index].prepare.append(times.prepare)
          spent[index].commit.append(times.commit)
        }
      }
      report(spent.map { ($0.prepare.sorted(), $0.commit.sorted()) })
      for (size, till) in zip(sizes, tills) {
        let (reading, choosing) = try await till.selection()
        Report.row(
          "wallet: choosing from \(size) proofs", "-", "\(tenths(choosing)) µs", "",
          "\(tenths(reading)) µs with reading the stock")
      }
      NutshellWallet.report(beside: zip(sizes, spent).map { ($0, $1.prepare.min() ?? 0) })
    }

    /// The fastest turn counts, as in `SideBySide`; the medians stand beside.
    private static func report(_ spent: [(prepare: [Double], commit: [Double])]) {
      for (size, times) in zip(sizes, spent) {
        let (fastest, median) = (times.prepare[0], times.prepare[turns / 2])
        let ratio = Double(Int(fastest / spent[0].prepare[0] * 100)) / 100
        Report.row(
          "wallet: prepare from \(size) proofs", "≤ 1 ms + sync", "\(tenths(fastest)) µs",
          "±\(Int((median - fastest) / fastest * 100)) %",
          "\(ratio) × the first (≤ 1.5); a plain commit \(tenths(times.commit[0])) µs; medians \(tenths(median)), "
            + "\(tenths(times.commit[turns / 2])) µs")
      }
    }

    private static func tenths(_ seconds: Double) -> Double { Double(Int(seconds * 1e7)) / 10 }
  }

  /// A wallet of so many proofs, whose every payment is replaced by new ones.
  private struct Till {
    /// 256, 32, 8, 4 and 1 net 300 at 100 ppk.
    static let coins = 5
    private static let paid: [UInt64] = [256, 32, 8, 4, 1]
    private static let mint = MintURL("https://mint.example")
    private let thread: WalletThread
    private let provider: CashuPaymentProvider

    init(_ folder: String, _ size: Int) async throws {
      thread = try await WalletThread.open(folder: folder)
      provider = CashuPaymentProvider(thread)
      var dice = Dice(seed: UInt64(size))
      // Amounts as they come, but for one of each.
      try await thread.run { store throws(StoreFailure) in
        try store.database.run("CREATE TABLE plain_rows(id INTEGER PRIMARY KEY, number INTEGER)")
        try store.database.run("CREATE TABLE plain_texts(id INTEGER PRIMARY KEY, one BLOB, other BLOB)")
        for _ in 0..<Till.coins { try store.database.run("INSERT INTO plain_rows(number) VALUES(0)") }
      }
      try await add((0..<size).map { $0 < 10 ? 1 << UInt64($0) : 1 << dice.below(10) })
    }

    private func add(_ amounts: [UInt64]) async throws {
      let id = KeysetID.legacy(1)
      let salt = try SecureRandom.bytes(32)
      let proofs = amounts.enumerated().compactMap { place, amount -> Proof? in
        let digest = SHA256.hash(salt + Array("\(place)".utf8))
        return BlindingFactor(digest).map { factor in
          Proof(
            amount: Amount(amount), keyset: id, secret: ProofSecret(digest),
            signature: CompressedPoint(prefix: 2, x: digest), dleq: ProofDLEQ(DLEQ(e: digest, s: digest), factor))
        }
      }
      try await thread.run { store throws(StoreFailure) in
        let mint = try store.addMint(Till.mint)
        let keyset = try store.put(KeysetInfo(id: id, unit: "sat", inputFee: 100), keys: nil, of: mint)
        try store.insert(proofs, keyset: keyset, .free)
      }
    }

    /// The least that SQLite can do to make rows like those of a payment durable; in seconds.
    private func plainCommit() async throws -> Double {
      try await thread.run { store throws(StoreFailure) in
        let (order, token) = ([UInt8](repeating: 1, count: 420), [UInt8](repeating: 2, count: 2000))
        let start = ContinuousClock.now
        try store.transaction { () throws(StoreFailure) in
          try store.database.run("INSERT INTO plain_texts(one, other) VALUES(?, ?)", .blob(order), .blob(token))
          for id in 1...Till.coins {
            try store.database.run("UPDATE plain_rows SET number = number + 1 WHERE id = ?", .integer(Int64(id)))
          }
        }
        return start.duration(to: .now).inSeconds
      }
    }

    /// Seconds from the order to the durable payment, and those of a plain commit. Whichever comes first finds the disk busy
    /// with what was before.
    func turn(_ number: UInt64) async throws -> (prepare: Double, commit: Double) {
      try await thread.run { store throws(StoreFailure) in store.tidy() }
      let early = number.isMultiple(of: 2) ? try await plainCommit() : nil
      let order = Till.order(number)
      let start = ContinuousClock.now
      let prepared = try await provider.prepare(order, within: Pace.mint)
      let seconds = start.duration(to: .now).inSeconds
      precondition(prepared.gross == Sats(301))
      let commit: Double
      if let early { commit = early } else { commit = try await plainCommit() }
      _ = try await provider.settle(order.id, .spent, within: Pace.mint)
      try await provider.forget(order.id)
      try await add(Till.paid)
      return (seconds, commit)
    }

    /// Seconds for a choice with reading what there is, and for the choice alone.
    func selection() async throws -> (reading: Double, choosing: Double) {
      try await thread.run { store throws(StoreFailure) in
        guard let purse = try store.purse(Till.mint, .sat) else { return (0, 0) }
        let count = 200
        var chosen: UInt64 = 0
        func choose(_ stock: Stock) {
          var budget = SearchBudget()
          chosen += stock.paying(Wanted(net: 300, overpayment: 0), budget: &budget)?.net ?? 0
        }
        var start = ContinuousClock.now
        for _ in 0..<count { choose(try store.stock(purse)) }
        let reading = start.duration(to: .now).inSeconds / Double(count)
        let stock = try store.stock(purse)
        start = .now
        for _ in 0..<count { choose(stock) }
        let choosing = start.duration(to: .now).inSeconds / Double(count)
        precondition(chosen == 600 * UInt64(count))
        return (reading, choosing)
      }
    }

    private static func order(_ number: UInt64) -> PaymentOrder {
      let gateway = GatewayID(link: LinkName("tg0"), address: .v4(0xC000_0201), attachment: Attachment(1))
      let offer = Offer(metric: .milliseconds, stepSize: 60_000, price: Sats(300), unit: .sat, mint: mint)
      return PaymentOrder(
        id: OperationID(epoch: 41, number: number),
        seller: Seller(gateway: gateway, key: PublicKey(Bytes32(7, 7, 7, 7))),
        offer: offer, steps: 1, limit: Sats(310), mayContactMint: false)
    }
  }

  extension Duration {
    fileprivate var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
  }
#else
  struct WalletBenchmark {
    static func run() async { print("wallet: this build has none (trait Cashu)") }
  }
#endif
