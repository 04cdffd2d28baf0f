import Testing
import TollGateCashuWallet
import TollGateCore

@Suite("Choosing proofs")
struct SelectionTests {
  private func pay(_ stock: Stock, _ wanted: Wanted) -> Choice? {
    var budget = SearchBudget()
    return stock.paying(wanted, budget: &budget)
  }

  /// Every subset, one by one.
  private func best(_ stock: Stock, _ wanted: Wanted) -> UInt64? {
    var sums: [(sum: UInt64, ppk: UInt64)] = [(0, 0)]
    for line in stock.lines {
      for _ in 0..<line.count { sums += sums.map { ($0.sum + line.amount, $0.ppk + line.ppk) } }
    }
    let nets = sums.compactMap { sum, ppk -> UInt64? in
      let fee = (ppk + 999) / 1000
      guard sum <= wanted.limit, sum >= fee, sum - fee >= wanted.net else { return nil }
      return sum - fee - wanted.net <= wanted.overpayment ? sum - fee : nil
    }
    return nets.min()
  }

  /// Up to ten proofs, of one or two keysets.
  private func stock(_ dice: inout Dice, _ amounts: [UInt64], _ fees: [UInt64]) -> Stock {
    let keysets = 1 + dice.below(2)
    return Stock(
      (0..<1 + dice.below(6)).map { _ in
        let keyset = dice.below(keysets)
        return StockLine(
          keyset: Int64(keyset), amount: amounts[Int(dice.below(UInt64(amounts.count)))],
          ppk: fees[Int((dice.below(2) + keyset) % UInt64(fees.count))], rank: keyset, count: 1 + dice.below(2))
      })
  }

  @Test(
    "F3: what is chosen overpays no more than the best of all subsets, and pays wherever one does",
    arguments: [
      ([1, 2, 4, 8, 16, 32], [0]), ([1, 2, 4, 8, 16, 32], [100]), ([1, 2, 4, 8, 16, 32], [0, 100]),
      ([1, 2, 4, 8], [1000, 500, 1]), ([1, 5, 10, 50], [100]), ([3, 7, 11, 30, 31], [0, 300]), ([1, 10, 100], [250]),
      ([2, 6, 12, 36], [0, 900]),
    ] as [([UInt64], [UInt64])])
  func everySubset(_ amounts: [UInt64], _ fees: [UInt64]) {
    var dice = Dice(seed: amounts.reduce(fees[0]) { $0 &* 31 &+ $1 })
    var (exact, over, none) = (0, 0, 0)
    for _ in 0..<1000 {
      let stock = stock(&dice, amounts, fees)
      let bound = dice.below(3) == 0 ? 0 : dice.below(12)
      let wanted = Wanted(
        net: 1 + dice.below(stock.total + 2), overpayment: bound, limit: 1 + dice.below(stock.total * 2))
      let choice = pay(stock, wanted)
      #expect(choice?.net == best(stock, wanted), "\(wanted) from \(stock)")
      switch choice?.net {
      case wanted.net: exact += 1
      case nil: none += 1
      default: over += 1
      }
      if let choice { expectHeld(choice, stock, wanted) }
    }
    #expect(exact > 50 && over > 25 && none > 50, "\(exact) exact, \(over) overpaid, \(none) none")
  }

  private func expectHeld(_ choice: Choice, _ stock: Stock, _ wanted: Wanted) {
    let ppk = choice.parts.reduce(UInt64(0)) { $0 + $1.ppk * $1.count }
    #expect(choice.fee == (ppk + 999) / 1000)
    #expect(choice.gross == choice.parts.reduce(UInt64(0)) { $0 + $1.amount * $1.count })
    #expect(choice.gross <= wanted.limit && choice.net - wanted.net <= wanted.overpayment)
    #expect(stock.removing(choice.parts).total == stock.total - choice.gross, "nothing that isn't there")
  }

  /// The least net that pays, if of each sum the cheapest proofs are taken; and if any are.
  private func bestOfMany(_ stock: Stock, _ net: UInt64) -> (cheapest: UInt64?, any: UInt64?) {
    var fees: [UInt64: Set<UInt64>] = [0: [0]]
    for line in stock.lines {
      for _ in 0..<line.count {
        for (sum, ppk) in fees { fees[sum + line.amount, default: []].formUnion(ppk.map { $0 + line.ppk }) }
      }
    }
    func netOf(_ sum: UInt64, _ ppk: UInt64) -> UInt64? {
      let fee = (ppk + 999) / 1000
      return sum >= fee && sum - fee >= net ? sum - fee : nil
    }
    let cheapest = fees.compactMap { sum, ppk in ppk.min().flatMap { netOf(sum, $0) } }
    return (cheapest.min(), fees.flatMap { sum, ppk in ppk.compactMap { netOf(sum, $0) } }.min())
  }

  @Test("F3: from many proofs of two keysets the cheapest of each sum are found", arguments: [[0], [100], [100, 300]])
  func cheapest(_ fees: [UInt64]) {
    var dice = Dice(seed: 5 + fees.reduce(0, +))
    let turns = 60
    var asGood = 0
    for _ in 0..<turns {
      let stock = Stock(
        (0..<8).map { _ in
          let keyset = dice.below(2)
          return StockLine(
            keyset: Int64(keyset), amount: 1 << dice.below(5), ppk: fees[Int(keyset) % fees.count], rank: keyset,
            count: dice.below(9))
        })
      let net = 1 + dice.below(stock.total + 1)
      let best = bestOfMany(stock, net)
      let choice = pay(stock, Wanted(net: net))
      #expect(choice != nil || best.cheapest == nil, "\(net) from \(stock)")
      guard let choice, let cheapest = best.cheapest, let any = best.any else { continue }
      #expect(any <= choice.net && choice.net <= cheapest, "\(net) from \(stock)")
      if choice.net == any { asGood += 1 }
    }
    #expect(asGood > turns / 2)
  }

  @Test("F6: a hundred thousand proofs are as few lines as ten")
  func many() throws {
    let stock = Stock((0..<20).map { StockLine(amount: 1 << $0, ppk: 100, count: 5000) })
    let choice = try #require(pay(stock, Wanted(net: 12_345, overpayment: 0)))
    #expect(choice.net == 12_345)
    #expect(choice.proofs < 10)
  }

  @Test("F6: sums that can't be exact cost of the budget, and where it ends the search does")
  func bounded() {
    // At a sat for each proof, no three of them net an odd sum.
    let stock = Stock((1..<12).map { StockLine(amount: 1 << $0, ppk: 1000, count: 3) })
    let wanted = Wanted(net: 1001, overpayment: 0)
    var (little, much) = (SearchBudget(8), SearchBudget())
    let found = stock.paying(wanted, budget: &little)
    #expect(little.steps <= 0 && (found == nil || found?.net == 1001))
    _ = stock.paying(wanted, budget: &much)
    #expect(much.steps < SearchBudget().steps)
    var last = SearchBudget(1)
    #expect(Stock([StockLine(amount: 8, ppk: 0, count: 1)]).paying(Wanted(net: 8), budget: &last)?.net == 8)
    #expect(last.steps < 0, "what is found at once is looked at, and charged, whatever is left")
  }

  @Test("F3: the oldest keyset's proofs go first among equals, and cheaper ones before dearer ones")
  func order() throws {
    let old = StockLine(keyset: 1, amount: 8, ppk: 100, rank: 0, count: 1)
    let new = StockLine(keyset: 2, amount: 8, ppk: 100, rank: 1, count: 5)
    #expect(pay(Stock([new, old]), Wanted(net: 7))?.parts == [old])
    let dear = StockLine(keyset: 3, amount: 8, ppk: 1000, rank: 0, count: 5)
    var one = new
    one.count = 1
    #expect(pay(Stock([dear, new]), Wanted(net: 7))?.parts == [one])
  }

  @Test("F1: amounts up to the greatest are chosen without a trap")
  func greatest() throws {
    let stock = Stock([
      StockLine(amount: 1 << 63, ppk: 1, count: 3), StockLine(amount: 1, ppk: .max, count: .max),
      StockLine(amount: .max, ppk: 0, count: 2),
    ])
    #expect(stock.total == .max)
    #expect(pay(stock, Wanted(net: .max))?.gross == .max)
    #expect(pay(stock, Wanted(net: (1 << 63) - 1))?.fee == 1)
    #expect(pay(stock, Wanted(net: 5, overpayment: 10)) == nil)
    #expect(pay(Stock([]), Wanted(net: 1)) == nil)
    #expect(pay(stock, Wanted(net: 0)) == nil)
  }
}
