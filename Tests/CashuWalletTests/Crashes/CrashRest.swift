#if Cashu
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateCrypto

  /// A secret, and what it is worth.
  struct Coin: Hashable, Sendable {
    var amount: UInt64
    var secret: ProofSecret

    init(amount: UInt64, secret: ProofSecret) {
      self.amount = amount
      self.secret = secret
    }

    init(_ proof: Proof) { self.init(amount: proof.amount.value, secret: proof.secret) }
  }

  /// What is left after a crash, as the mint knows it: it is asked for the state of every secret that there is.
  struct CrashRest: Hashable, Sendable {
    /// Free, or dust.
    var wallet: UInt64 = 0
    /// In tokens that the wallet has handed out, and in those that it was not given yet.
    var outstanding: UInt64 = 0
    /// Of the latter alone.
    var outside: UInt64 = 0
    /// The wallet calls it free, and the mint spent.
    var gone: UInt64 = 0
    /// Nothing is promised, under way, unchecked, restored and not swapped.
    var isSettled = true

    init(_ wallet: CashuWallet, others: [Coin], _ customer: MintCustomer) async throws {
      let (rows, open) = try await wallet.thread.run { store throws(StoreFailure) in
        let rows = try store.database.all("SELECT state, amount, secret FROM proofs") { row in
          (state: row.integer(0), coin: ProofSecret(row.text(2)).map { Coin(amount: row.amount(1), secret: $0) })
        }
        let open = try store.database.first(
          "SELECT count(*) FROM requests WHERE interrupted != 2", read: { $0.integer(0) })
        return (rows, try (open ?? 0) + Int64(store.notes(.unchecked).count))
      }
      isSettled = open == 0
      let own = try rows.map { row in
        guard let coin = row.coin else { throw BenchTrouble("the wallet has a secret that is none") }
        return (state: row.state, coin: coin)
      }
      let held = Set(own.map(\.coin.secret.text))
      let rest = Dictionary(others.map { ($0.secret.text, $0) }) { first, _ in first }.values.filter {
        !held.contains($0.secret.text)
      }
      let states = try await CrashRest.states(of: own.map(\.coin) + rest, customer)
      for (row, state) in zip(own, states) { count(row.state, row.coin.amount, state) }
      for (coin, state) in zip(rest, states.dropFirst(own.count)) where state == .unspent { outside += coin.amount }
      outstanding += outside
    }

    private mutating func count(_ use: Int64, _ amount: UInt64, _ state: ProofState) {
      switch (use, state) {
      case (0, .unspent), (3, .unspent): wallet += amount
      case (5, .unspent): outstanding += amount
      case (5, .spent): break
      case (0, _), (3, _): gone += amount
      default: isSettled = false
      }
    }

    private static func states(of coins: [Coin], _ customer: MintCustomer) async throws -> [ProofState] {
      try await customer.client.states(
        of: coins.map { $0.secret.point.compressed }, at: customer.url, within: MintCustomer.limit)
    }
  }

  /// A line of the table.
  struct CrashRow: Sendable {
    let text: String
    let lost: Int64
    let fees: Int64

    static let title = line(["point", "mint", "in", "wallet", "outstanding", "fees", "lost"])

    init(_ point: CrashPoint, _ time: Int, _ mint: String, _ rest: CrashRest, _ books: CrashBooks) {
      lost = Int64(books.outstanding) - Int64(rest.wallet + rest.outstanding)
      fees = Int64(books.issued) - Int64(books.outstanding) - Int64(books.paidOut)
      let name = time == 1 ? point.rawValue : "\(point.rawValue), time \(time)"
      text = CrashRow.line([
        name, mint, "\(books.issued)", "\(rest.wallet)", "\(rest.outstanding)", "\(fees)", "\(lost)",
      ])
    }

    private static func line(_ cells: [String]) -> String {
      zip(cells, [32, 9, 4, 7, 12, 5, 5]).map { cell, width in
        cell + String(repeating: " ", count: max(width - cell.count, 1))
      }.joined()
    }
  }
#endif
