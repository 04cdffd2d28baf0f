package import TollGateCashu

/// Into which amounts a mint is asked to split what it owes.
package struct OutputPlan: Hashable, Sendable {
  /// Ascending, whatever they are for: the order must not tell what is change.
  package let amounts: [Amount]

  /// What the wallet likes to hold: so many payments of this sum, each in its own powers of two (F3).
  package struct Change: Hashable, Sendable {
    package let payment: Amount
    package let count: Int

    package init(payment: Amount, count: Int) {
      self.payment = payment
      self.count = count
    }

    package static let none = Change(payment: .zero, count: 0)
  }

  /// Splits a sum: what is wanted first, then change as far as it reaches, then the rest in the fewest amounts. Nothing if
  /// the sum does not reach what is wanted, or the mint has no keys for it within so many outputs.
  package init?(
    _ sum: Amount, wanted: [Amount] = [], change: Change = .none, keys: MintKeys, most: Int = OutputPlan.longest
  ) {
    guard let all = Amount.sum(wanted), var rest = sum.subtracting(all), wanted.allSatisfy({ keys[$0] != nil }) else {
      return nil
    }
    var amounts = wanted
    let piece = change.payment > .zero ? keys.split(change.payment, most: most) : nil
    for _ in 0..<max(change.count, 0) {
      guard let piece, let left = rest.subtracting(change.payment) else { break }
      let end = left == .zero ? 0 : keys.split(left, most: most)?.count ?? most
      guard amounts.count + piece.count + end <= most else { break }
      amounts += piece
      rest = left
    }
    if rest > .zero {
      guard let end = keys.split(rest, most: max(most - amounts.count, 0)) else { return nil }
      amounts += end
    }
    guard !amounts.isEmpty, amounts.count <= most else { return nil }
    self.amounts = amounts.sorted()
  }

  /// More than this no mint takes in one request.
  package static let longest = 1_000
}
