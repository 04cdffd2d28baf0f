import TollGateCashu

/// A swap that makes the next payments payable exactly, with no mint in reach (F3).
package struct ChangePlan: Hashable, Sendable {
  /// What goes in, with the mint's fee for it.
  package var inputs: Choice
  /// What comes out, ascending.
  package var outputs: [UInt64]
}

/// What a mint signs: the amounts of its keys, and the fee that a proof of them will cost.
package struct Coinage: Hashable, Sendable {
  /// Ascending.
  package var amounts: [UInt64]
  package var ppk: UInt64

  package init(amounts: [UInt64], ppk: UInt64) {
    self.amounts = amounts.filter { $0 > 0 }.sorted()
    self.ppk = ppk
  }

  /// The fewest amounts that come to this, ascending; nothing if there are none, or far too many.
  package func split(_ sum: UInt64) -> [UInt64]? {
    var (rest, parts) = (sum, [UInt64]())
    for amount in amounts.reversed() where amount <= rest {
      let times = rest / amount
      guard times <= Wanted.mostProofs - UInt64(parts.count) else { return nil }
      parts += Array(repeating: amount, count: Int(times))
      rest %= amount
    }
    return rest == 0 ? parts.reversed() : nil
  }

  /// The least sum that nets exactly this when it is handed on in these amounts, ascending: the fewest, or some more where their
  /// fee makes it exact. Without one, the least sum that nets more.
  package func sending(net: UInt64) -> (sum: UInt64, amounts: [UInt64])? {
    var beyond: (sum: UInt64, amounts: [UInt64])?
    var sum = net
    for _ in 0..<Coinage.mostTries {
      guard sum < .max, beyond == nil || sum - net <= fee(Coinage.mostPieces) else { break }
      if let amounts = split(sum), sum >= fee(amounts.count).adding(net) {
        if let exact = broken(amounts, untilFee: sum - net) { return (sum, exact) }
        if beyond == nil { beyond = (sum, amounts) }
      }
      sum += 1
    }
    return beyond
  }

  private func fee(_ proofs: Int) -> UInt64 { .fee(ppk.times(UInt64(proofs))) }

  /// These amounts with the greatest broken in halves until their fee is this one.
  private func broken(_ amounts: [UInt64], untilFee wanted: UInt64) -> [UInt64]? {
    var pieces = amounts
    while fee(pieces.count) < wanted {
      let place = pieces.lastIndex { $0.isMultiple(of: 2) && self.amounts.contains($0 / 2) }
      guard let place, pieces.count < Coinage.mostPieces else { return nil }
      let half = pieces.remove(at: place) / 2
      pieces.insert(contentsOf: [half, half], at: pieces.firstIndex { $0 >= half } ?? pieces.count)
    }
    return fee(pieces.count) == wanted ? pieces : nil
  }

  /// No payment is made of more for the sake of its fee.
  private static let mostPieces = 64
  private static let mostTries = 256
}

extension Stock {
  /// How many payments of this net can be paid exactly, one after the other; and what is left then.
  package func exactPayments(of net: UInt64, upTo count: Int) -> (count: Int, rest: Stock) {
    var rest = self
    var budget = SearchBudget()
    for done in 0..<max(count, 0) {
      guard let choice = rest.paying(Wanted(net: net, overpayment: 0), budget: &budget) else { return (done, rest) }
      rest = rest.removing(choice.parts)
    }
    return (max(count, 0), rest)
  }

  /// How many of so many payments the money would do for.
  private func affordable(_ net: UInt64, _ count: Int) -> Int {
    net == 0 ? 0 : Int(min(UInt64(max(count, 0)), total / net))
  }

  /// Whether some of the next payments could not be paid exactly, though the money is there.
  package func wantsChange(for net: UInt64, count: Int) -> Bool {
    let possible = affordable(net, count)
    return possible > 0 && exactPayments(of: net, upTo: possible).count < possible
  }

  /// What to swap so that they can; nothing where it wouldn't help. A part of the rest stays for the fees.
  package func change(for net: UInt64, count: Int, coinage: Coinage) -> ChangePlan? {
    let possible = affordable(net, count)
    let (ready, rest) = exactPayments(of: net, upTo: possible)
    guard ready < possible, let each = coinage.sending(net: net) else { return nil }
    let missing = UInt64(possible - ready)
    let aim = min(each.sum.times(missing), rest.total - rest.total / 10)
    guard let inputs = rest.covering(aim), inputs.net > 0 else { return nil }
    let pieces = min(missing, inputs.net / each.sum)
    guard pieces > 0, let change = coinage.split(inputs.net - pieces * each.sum) else { return nil }
    let payments = (0..<pieces).flatMap { _ in each.amounts }
    return ChangePlan(inputs: inputs, outputs: (payments + change).sorted())
  }

  /// The proofs that a swap needs to come out with this sum after its own fee: one that is large enough, or the greatest.
  package func covering(_ sum: UInt64) -> Choice? {
    func one(_ line: StockLine, _ count: UInt64) -> StockLine {
      var part = line
      part.count = count
      return part
    }
    if let single = lines.last(where: { $0.amount >= sum.adding(.fee($0.ppk)) }) { return Choice([one(single, 1)]) }
    var parts: [StockLine] = []
    for line in lines {
      // The fewest of this line that make it enough; proofs that cost more than they bring are left.
      guard line.amount.times(1000) > line.ppk else { continue }
      var (low, high) = (UInt64(1), line.count)
      guard Choice(parts + [one(line, high)]).net >= sum else {
        parts.append(line)
        continue
      }
      while low < high {
        let middle = low + (high - low) / 2
        if Choice(parts + [one(line, middle)]).net >= sum { high = middle } else { low = middle + 1 }
      }
      let choice = Choice(parts + [one(line, low)])
      return choice.proofs <= Wanted.mostProofs ? choice : nil
    }
    return nil
  }
}
