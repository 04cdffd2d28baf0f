/// A range of steps at a price, and what may be paid for them.
package struct StepsWanted: Hashable, Sendable {
  package var price: UInt64
  package var fewest: UInt64
  package var most: UInt64
  package var overpayment: UInt64
  package var limit: UInt64

  package init(price: UInt64, fewest: UInt64, most: UInt64, overpayment: UInt64, limit: UInt64) {
    self.price = price
    self.fewest = fewest
    self.most = most
    self.overpayment = overpayment
    self.limit = limit
  }

  package func wanted(_ steps: UInt64) -> Wanted {
    Wanted(net: price.times(steps), overpayment: overpayment, limit: limit)
  }
}

extension Stock {
  /// The greatest number of steps that can be paid (C2), by the given way to pay a number of them. Numbers that no sum of
  /// the proofs can come near are left out. `beside` is what there is besides the proofs.
  package func greatestSteps<Way>(
    _ asked: StepsWanted, beside: UInt64 = 0, way: (UInt64, inout SearchBudget) -> Way?
  ) -> (steps: UInt64, way: Way)? {
    guard asked.price > 0 else { return nil }
    var steps = min(asked.most, asked.limit / asked.price, total.adding(beside) / asked.price)
    let chain = beside == 0 ? Chain(self) : nil
    let least = max(asked.fewest, 1)
    var budget = SearchBudget(1 << 18)
    for _ in 0..<Stock.mostTries {
      guard steps >= least else { return nil }
      var share = SearchBudget(min(budget.steps, SearchBudget().steps))
      let given = share.steps
      if let way = way(steps, &share) { return (steps, way) }
      budget.steps -= given - share.steps
      steps -= 1
      if let chain {
        // What pays fewer steps nets less than these would have cost.
        let beyond = (asked.price * (steps + 1) - 1).adding(chain.greatestFee)
        steps = min(steps, chain.greatestSum(upTo: min(beyond, asked.limit)) / asked.price)
      }
    }
    return nil
  }

  private static let mostTries = 4096
}
