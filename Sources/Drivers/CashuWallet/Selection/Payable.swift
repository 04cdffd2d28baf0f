/// What a payment must come to.
package struct Wanted: Hashable, Sendable {
  /// What the receiver must net.
  package var net: UInt64
  /// How much more it may net, where no subset is exact.
  package var overpayment: UInt64
  /// The greatest gross.
  package var limit: UInt64

  package init(net: UInt64, overpayment: UInt64 = .max, limit: UInt64 = .max) {
    self.net = net
    self.overpayment = overpayment
    self.limit = limit
  }

  func allows(_ choice: Choice) -> Bool {
    choice.gross <= limit && choice.gross >= choice.fee && choice.net >= net && choice.net - net <= overpayment
      && choice.proofs <= Wanted.mostProofs
  }

  /// Exact before all, then the least gross, then the fewest proofs.
  func prefers(_ one: Choice, to other: Choice?) -> Bool {
    guard let other else { return true }
    return (one.net, one.gross, one.proofs) < (other.net, other.gross, other.proofs)
  }

  /// Mints take no more inputs at a time.
  static let mostProofs: UInt64 = 1000
}

/// How much may be searched before the best that was found has to do. Real mints have powers of two, where hardly anything is
/// searched at all.
package struct SearchBudget: Sendable {
  package var steps: Int
  package init(_ steps: Int = 1 << 15) { self.steps = steps }

  /// Where a chain has found the cheapest, only a greater fee could make a payment exact: not worth much.
  fileprivate static let besideChain = 1 << 12

  /// What one sum of a chain costs beside a look at one subset.
  fileprivate static let chainSum = 32
}

extension Stock {
  /// The subset that pays, the mint's fee counted: exact where any is, else the one that overpays least (F3). `beside` goes
  /// with it whole.
  package func paying(
    _ wanted: Wanted, beside: [StockLine] = [], budget: inout SearchBudget
  ) -> Choice? {
    guard wanted.net > 0, total.adding(Choice(beside).gross) >= wanted.net else { return nil }
    let chain = Chain(self)
    let found = chain?.paying(wanted, beside: beside, budget: &budget)
    // Without fees the chain has found the best there is.
    if let found, found.net == wanted.net { return found }
    if chain != nil, totalPPK == 0 { return found }
    let share = min(budget.steps, chain == nil ? .max : SearchBudget.besideChain)
    var search = SubsetSearch(self, wanted, beside: beside, best: found, budget: SearchBudget(share))
    search.run()
    budget.steps -= share - search.budget.steps
    return search.best
  }
}

extension Chain {
  /// More sums than these are not tried.
  private static let mostTries = 512

  /// The first sum is looked at whatever is left of the budget: most often it is the one.
  fileprivate func paying(_ wanted: Wanted, beside: [StockLine], budget: inout SearchBudget) -> Choice? {
    let fixed = Choice(beside)
    var best: Choice?
    var sum = leastSum(from: wanted.net > fixed.gross ? wanted.net - fixed.gross : 0)
    // A greater sum nets less only by a greater fee.
    let most = { (net: UInt64) in net.adding(greatestFee).adding(fixed.fee) }
    for _ in 0..<Chain.mostTries {
      guard let gross = sum, gross.adding(fixed.gross) <= wanted.limit else { break }
      if gross.adding(fixed.gross) > most(best?.net ?? wanted.net.adding(wanted.overpayment)) { break }
      budget.steps -= SearchBudget.chainSum
      if let rest = cheapest(gross) {
        let choice = Choice(beside + rest.parts)
        if wanted.allows(choice), wanted.prefers(choice, to: best) { best = choice }
        if best?.net == wanted.net { break }
      }
      sum = gross == .max || budget.steps <= 0 ? nil : leastSum(from: gross + 1)
    }
    return best
  }
}

/// Looks through subsets one by one, the greatest amounts first, and leaves out those that can't be better.
private struct SubsetSearch {
  private let lines: [StockLine]
  /// What the lines from each place on come to.
  private var amounts: [UInt64]
  private var fees: [UInt64]
  private let wanted: Wanted
  private let beside: [StockLine]
  private var counts: [UInt64]
  private(set) var best: Choice?
  private(set) var budget: SearchBudget

  init(_ stock: Stock, _ wanted: Wanted, beside: [StockLine], best: Choice?, budget: SearchBudget) {
    lines = stock.lines
    amounts = [UInt64](repeating: 0, count: lines.count + 1)
    fees = amounts
    for place in lines.indices.reversed() {
      amounts[place] = amounts[place + 1].adding(lines[place].amount.times(lines[place].count))
      fees[place] = fees[place + 1].adding(lines[place].ppk.times(lines[place].count))
    }
    self.wanted = wanted
    self.beside = beside
    self.best = best
    self.budget = budget
    counts = [UInt64](repeating: 0, count: lines.count)
  }

  mutating func run() {
    let fixed = Choice(beside)
    let ppk = beside.reduce(UInt64(0)) { $0.adding($1.ppk.times($1.count)) }
    if fixed.gross <= wanted.limit { look(from: 0, sum: fixed.gross, ppk: ppk) }
  }

  private var isDone: Bool { budget.steps <= 0 || best?.net == wanted.net }

  private mutating func look(from place: Int, sum: UInt64, ppk: UInt64) {
    budget.steps -= 1
    consider(sum, ppk)
    guard place < lines.count, !isDone, isPromising(from: place, sum, ppk) else { return }
    let line = lines[place]
    var count = min(line.count, (wanted.limit - sum) / line.amount)
    while !isDone {
      counts[place] = count
      look(from: place + 1, sum: sum + line.amount * count, ppk: ppk.adding(line.ppk.times(count)))
      if count == 0 { return }
      count -= 1
    }
    counts[place] = 0
  }

  /// Whether more of what is left could still make it enough, and not too much.
  private func isPromising(from place: Int, _ sum: UInt64, _ ppk: UInt64) -> Bool {
    guard sum.adding(amounts[place]) >= wanted.net else { return false }
    let most = best?.net ?? wanted.net.adding(wanted.overpayment)
    let dearest = UInt64.fee(ppk.adding(fees[place]))
    return sum <= most.adding(dearest)
  }

  private mutating func consider(_ sum: UInt64, _ ppk: UInt64) {
    let fee = UInt64.fee(ppk)
    guard sum >= fee, sum - fee >= wanted.net, sum - fee <= best?.net ?? .max else { return }
    var parts = lines
    for place in parts.indices { parts[place].count = counts[place] }
    let choice = Choice(beside + parts)
    if wanted.allows(choice), wanted.prefers(choice, to: best) { best = choice }
  }
}
