import TollGateCashu

/// Free proofs that are alike, or some of them.
package struct StockLine: Hashable, Sendable {
  /// The row of their keyset.
  package var keyset: Int64
  package var amount: UInt64
  /// What the mint takes of each as an input, in thousandths.
  package var ppk: UInt64
  /// Among equals, the lower goes first.
  package var rank: UInt64
  package var count: UInt64

  package init(keyset: Int64 = 0, amount: UInt64, ppk: UInt64 = 0, rank: UInt64 = 0, count: UInt64) {
    self.keyset = keyset
    self.amount = amount
    self.ppk = ppk
    self.rank = rank
    self.count = count
  }
}

/// What there is to pay with, by amounts alone: choosing takes the same time from ten proofs and from a hundred thousand (F6).
package struct Stock: Hashable, Sendable {
  /// The greatest amount first; among equals the cheapest, then by rank.
  package let lines: [StockLine]
  /// No more than an amount can be, whatever there is.
  package let total: UInt64
  /// Of all inputs together.
  let totalPPK: UInt64

  package init(_ lines: [StockLine]) {
    let sorted = lines.filter { $0.count > 0 && $0.amount > 0 }.sorted {
      $0.amount != $1.amount ? $0.amount > $1.amount : ($0.ppk, $0.rank, $0.keyset) < ($1.ppk, $1.rank, $1.keyset)
    }
    var merged: [StockLine] = []
    for line in sorted {
      if let last = merged.last, last.isLike(line) {
        merged[merged.endIndex - 1].count = last.count.adding(line.count)
      } else {
        merged.append(line)
      }
    }
    self.lines = merged
    total = self.lines.reduce(0) { $0.adding($1.amount.times($1.count)) }
    totalPPK = self.lines.reduce(0) { $0.adding($1.ppk.times($1.count)) }
  }

  /// Without these.
  package func removing(_ parts: [StockLine]) -> Stock {
    var rest = lines
    for part in parts {
      for place in rest.indices where rest[place].isLike(part) {
        rest[place].count -= min(part.count, rest[place].count)
      }
    }
    return Stock(rest)
  }
}

extension StockLine {
  fileprivate func isLike(_ other: StockLine) -> Bool {
    keyset == other.keyset && amount == other.amount && ppk == other.ppk && rank == other.rank
  }
}

/// Proofs chosen together.
package struct Choice: Hashable, Sendable {
  package var parts: [StockLine]
  package var gross: UInt64
  package var fee: UInt64
  package var net: UInt64 { gross - min(fee, gross) }

  package init(_ parts: [StockLine]) {
    self.parts = parts.filter { $0.count > 0 }
    gross = parts.reduce(0) { $0.adding($1.amount.times($1.count)) }
    fee = UInt64.fee(parts.reduce(0) { $0.adding($1.ppk.times($1.count)) })
  }

  package var proofs: UInt64 { parts.reduce(0) { $0.adding($1.count) } }
}

extension UInt64 {
  /// No more than an amount can be: whatever is so great is beyond every bound.
  func adding(_ other: UInt64) -> UInt64 {
    let (sum, isTooGreat) = addingReportingOverflow(other)
    return isTooGreat ? .max : sum
  }

  func times(_ factor: UInt64) -> UInt64 {
    let (product, isTooGreat) = multipliedReportingOverflow(by: factor)
    return isTooGreat ? .max : product
  }

  /// What a mint keeps for inputs of so many thousandths together (NUT-02).
  static func fee(_ ppk: UInt64) -> UInt64 { InputFee.of(CollectionOfOne(ppk))?.value ?? .max }
}
