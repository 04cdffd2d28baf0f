/// A stock in which each amount divides every greater one, as powers of two do. There, sums are found without searching.
struct Chain {
  /// The lines of one amount.
  private struct Level {
    let amount: UInt64
    var lines: [Int] = []
    var count: UInt64 = 0
  }

  private let stock: Stock
  /// The smallest amount first.
  private let levels: [Level]

  /// Nothing where some amount does not divide a greater one.
  init?(_ stock: Stock) {
    self.stock = stock
    var levels: [Level] = []
    for (place, line) in stock.lines.enumerated().reversed() {
      if levels.last?.amount != line.amount {
        guard levels.last.map({ line.amount.isMultiple(of: $0.amount) }) ?? true else { return nil }
        levels.append(Level(amount: line.amount))
      }
      levels[levels.endIndex - 1].lines.append(place)
      levels[levels.endIndex - 1].count = levels[levels.endIndex - 1].count.adding(line.count)
    }
    self.levels = levels
  }

  /// The least sum of some of the proofs that is not below this. Taking the greatest that fit is always right here, and one
  /// more of some amount is the only other way to go.
  func leastSum(from floor: UInt64) -> UInt64? {
    if floor == 0 { return 0 }
    var (taken, best) = (UInt64(0), UInt64?.none)
    for level in levels.reversed() {
      let fitting = (floor - taken) / level.amount
      if fitting < level.count {
        let beyond = taken.adding(level.amount.times(fitting + 1))
        best = min(best ?? .max, beyond)
      }
      taken += min(fitting, level.count) * level.amount
      if taken == floor { return floor }
    }
    return best
  }

  /// No subset costs more that is small enough for a mint.
  var greatestFee: UInt64 {
    let dearest = stock.lines.reduce(0) { max($0, $1.ppk) }
    return .fee(min(stock.totalPPK, dearest.times(Wanted.mostProofs)))
  }

  /// The greatest sum of some of the proofs that is not above this.
  func greatestSum(upTo ceiling: UInt64) -> UInt64 {
    levels.reversed().reduce(0) { $0 + min((ceiling - $0) / $1.amount, $1.count) * $1.amount }
  }

  /// What some proofs cost in turn: the mint's fee, then how many they are, then by rank.
  struct Cost: Comparable {
    var ppk: UInt64
    var proofs: UInt64
    var rank: UInt64

    static func < (one: Cost, other: Cost) -> Bool {
      (one.ppk, one.proofs, one.rank) < (other.ppk, other.proofs, other.rank)
    }

    func adding(_ other: Cost, times count: UInt64) -> Cost {
      Cost(
        ppk: ppk.adding(other.ppk.times(count)), proofs: proofs.adding(other.proofs.times(count)),
        rank: rank.adding(other.rank.times(count)))
    }
  }

  /// So many things of one amount that cost the same: proofs of a line, or bundles of smaller ones.
  private struct Lot {
    let cost: Cost
    var count: UInt64
    /// What is in each: places among all lots, and how many. Empty for proofs.
    var contents: [(lot: Int, count: UInt64)] = []
    var line: Int?
  }

  /// The cheapest proofs of exactly this sum (Larmore and Hirschberg's coin collector): of each amount, the cheapest that the sum
  /// can't do without are taken, and the others go on as bundles of the next amount.
  func cheapest(_ sum: UInt64) -> Choice? {
    if sum == 0 { return Choice([]) }
    guard let least = levels.first, sum.isMultiple(of: least.amount) else { return nil }
    var lots: [Lot] = []
    var taken: [(lot: Int, count: UInt64)] = []
    var bundles: [Int] = []
    for (place, level) in levels.enumerated() {
      var here = bundles
      for line in level.lines {
        let of = stock.lines[line]
        here.append(lots.count)
        lots.append(Lot(cost: Cost(ppk: of.ppk, proofs: 1, rank: of.rank), count: of.count, line: line))
      }
      here.sort { (lots[$0].cost, $0) < (lots[$1].cost, $1) }
      let isLast = place == levels.indices.last
      let ratio = isLast ? .max : levels[place + 1].amount / level.amount
      var needed = isLast ? sum / level.amount : sum / level.amount % ratio
      for lot in here where needed > 0 {
        let count = min(needed, lots[lot].count)
        taken.append((lot, count))
        lots[lot].count -= count
        needed -= count
      }
      guard needed == 0 else { return nil }
      bundles = isLast ? [] : Chain.bundle(here, by: ratio, &lots)
    }
    return choice(taken, lots)
  }

  /// Puts so many at a time together, the cheapest first.
  private static func bundle(_ here: [Int], by ratio: UInt64, _ lots: inout [Lot]) -> [Int] {
    var bundles: [Int] = []
    var (open, size) = ([(lot: Int, count: UInt64)](), UInt64(0))
    func close(_ contents: [(lot: Int, count: UInt64)], _ count: UInt64) {
      var cost = Cost(ppk: 0, proofs: 0, rank: 0)
      for part in contents { cost = cost.adding(lots[part.lot].cost, times: part.count) }
      bundles.append(lots.count)
      lots.append(Lot(cost: cost, count: count, contents: contents))
    }
    for lot in here {
      var left = lots[lot].count
      if size > 0 {
        let count = min(left, ratio - size)
        open.append((lot, count))
        (left, size) = (left - count, size + count)
        if size == ratio {
          close(open, 1)
          (open, size) = ([], 0)
        }
      }
      if left >= ratio { close([(lot, ratio)], left / ratio) }
      left %= ratio
      if left > 0 {
        open = [(lot, left)]
        size = left
      }
    }
    return bundles
  }

  /// Unpacks what was taken.
  private func choice(_ taken: [(lot: Int, count: UInt64)], _ lots: [Lot]) -> Choice {
    var counts = [UInt64](repeating: 0, count: lots.count)
    for part in taken { counts[part.lot] += part.count }
    var parts: [StockLine] = []
    for place in lots.indices.reversed() where counts[place] > 0 {
      for part in lots[place].contents { counts[part.lot] += part.count * counts[place] }
      if let line = lots[place].line {
        var part = stock.lines[line]
        part.count = counts[place]
        parts.append(part)
      }
    }
    return Choice(parts)
  }
}
