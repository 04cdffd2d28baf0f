import Testing
import TollGateCashuWallet
import TollGateCore

@Suite("Steps and change")
struct ChangeTests {
  private func powers(_ dice: inout Dice, _ ppk: UInt64, lines: UInt64 = 6) -> Stock {
    Stock(
      (0..<1 + dice.below(lines)).map { _ in StockLine(amount: 1 << dice.below(8), ppk: ppk, count: 1 + dice.below(3)) }
    )
  }

  private func steps(_ stock: Stock, _ asked: StepsWanted) -> UInt64? {
    stock.greatestSteps(asked) { steps, budget in stock.paying(asked.wanted(steps), budget: &budget) }?.steps
  }

  @Test("C2: the greatest number of steps is the one that trying each number finds")
  func greatestSteps() {
    var dice = Dice(seed: 7)
    var found = 0
    for _ in 0..<500 {
      let stock = powers(&dice, [0, 100, 1000][Int(dice.below(3))])
      let fewest = 1 + dice.below(4)
      let asked = StepsWanted(
        price: 1 + dice.below(20), fewest: fewest, most: fewest + dice.below(200), overpayment: dice.below(4),
        limit: 1 + dice.below(600))
      let wanted = (asked.fewest...asked.most).last { steps in
        var budget = SearchBudget()
        return stock.paying(asked.wanted(steps), budget: &budget) != nil
      }
      #expect(steps(stock, asked) == wanted, "\(asked) from \(stock)")
      if wanted != nil { found += 1 }
    }
    #expect(found > 100)
  }

  @Test("C2: a price of one over a range without an end is answered at once, whatever the proofs are")
  func sparse() {
    let stock = Stock([StockLine(amount: 1 << 40, count: 2), StockLine(amount: 1 << 20, count: 3)])
    let asked = StepsWanted(price: 1, fewest: 1, most: .max, overpayment: 0, limit: 1 << 39)
    #expect(steps(stock, asked) == 3 << 20)
    #expect(steps(stock, StepsWanted(price: 0, fewest: 1, most: 5, overpayment: 0, limit: 9)) == nil)
    #expect(steps(stock, StepsWanted(price: 1, fewest: 9, most: 5, overpayment: 0, limit: 9)) == nil)
    #expect(steps(stock, StepsWanted(price: .max, fewest: 1, most: .max, overpayment: .max, limit: .max)) == nil)
  }

  @Test(
    "F3: after the change that the policy asks for, the next payments can be paid exactly", arguments: [0, 100, 1000])
  func change(_ ppk: UInt64) throws {
    var dice = Dice(seed: 3 + ppk)
    let coinage = Coinage(amounts: (0..<16).map { 1 << $0 }, ppk: ppk)
    var made = 0
    for _ in 0..<150 {
      let stock = powers(&dice, ppk, lines: 8)
      let net = 1 + dice.below(60)
      let before = stock.exactPayments(of: net, upTo: 10).count
      guard let plan = stock.change(for: net, count: 10, coinage: coinage) else {
        continue
      }
      made += 1
      let outputs = plan.outputs.map { StockLine(keyset: 9, amount: $0, ppk: ppk, count: 1) }
      let after = Stock(stock.removing(plan.inputs.parts).lines + outputs)
      #expect(plan.outputs.reduce(0, +) == plan.inputs.net, "a swap comes out even")
      #expect(after.exactPayments(of: net, upTo: 10).count > before, "\(net) from \(stock): \(plan)")
      #expect(stock.wantsChange(for: net, count: 10), "only where it is wanted")
    }
    #expect(made > 30)
  }

  @Test("F3: one great proof becomes ten exact payments")
  func ten() throws {
    let stock = Stock([StockLine(amount: 1024, ppk: 100, count: 1)])
    let plan = try #require(
      stock.change(for: 21, count: 10, coinage: Coinage(amounts: (0..<12).map { 1 << $0 }, ppk: 100)))
    let after = Stock(plan.outputs.map { StockLine(amount: $0, ppk: 100, count: 1) })
    #expect(after.exactPayments(of: 21, upTo: 10).count == 10)
    #expect(!after.wantsChange(for: 21, count: 10))
    #expect(after.total == 1023)
  }

  @Test("F3: a mint's own amounts are used, powers of two or not, and what they can't make is not asked for")
  func coinage() throws {
    let odd = Coinage(amounts: [1, 5, 20, 0], ppk: 0)
    #expect(odd.split(48) == [1, 1, 1, 5, 20, 20])
    #expect(Coinage(amounts: [2, 4], ppk: 0).split(7) == nil)
    #expect(Coinage(amounts: [1], ppk: 0).split(100_000) == nil)
    #expect(
      Coinage(amounts: [1, 2, 4, 8], ppk: 1000).sending(net: 5)?.amounts == [2, 2, 4], "three pay a fee of three")
    #expect(Coinage(amounts: [1], ppk: 1000).sending(net: 5) == nil, "each proof costs all that it is worth")
    #expect(Coinage(amounts: [3], ppk: 0).sending(net: 5)?.amounts == [3, 3], "as near as it can be")
    let stock = Stock([StockLine(amount: 20, count: 3)])
    let plan = try #require(stock.change(for: 7, count: 3, coinage: odd))
    #expect(plan.outputs.reduce(0, +) == plan.inputs.net)
  }

  @Test("F3: nothing is changed for a payment that there is no money for, and none of nothing")
  func useless() {
    let coinage = Coinage(amounts: [1, 2, 4, 8], ppk: 100)
    #expect(Stock([]).change(for: 5, count: 10, coinage: coinage) == nil)
    #expect(Stock([StockLine(amount: 4, count: 1)]).change(for: 5, count: 10, coinage: coinage) == nil)
    #expect(Stock([StockLine(amount: 8, count: 1)]).change(for: 0, count: 10, coinage: coinage) == nil)
    #expect(Stock([StockLine(amount: 1, ppk: 2000, count: 9)]).change(for: 3, count: 10, coinage: coinage) == nil)
  }
}
