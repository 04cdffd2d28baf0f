import TollGateCore

/// A choice among proofs whose amounts are powers of two.
struct Coins: Sendable {
  struct Coin: Sendable {
    var place: Int
    var amount: UInt64
    var ppk: UInt64
  }

  struct Choice: Sendable {
    /// Places of the chosen coins.
    var places: [Int]
    var gross: UInt64
    var fee: UInt64
    var net: UInt64 { gross - fee }
  }

  /// The greatest first; among equals in the order given.
  let coins: [Coin]
  let total: UInt64
  let totalPPK: UInt64

  init(_ coins: [Coin]) {
    self.coins = coins.sorted { $0.amount != $1.amount ? $0.amount > $1.amount : $0.place < $1.place }
    var total: UInt64 = 0
    var ppk: UInt64 = 0
    for coin in coins {
      total += coin.amount
      ppk += coin.ppk
    }
    self.total = total
    totalPPK = ppk
  }

  static func powers(of amount: UInt64) -> [UInt64] {
    var rest = amount
    var powers: [UInt64] = []
    while rest > 0 {
      let lowest = rest & (~rest &+ 1)
      powers.append(lowest)
      rest -= lowest
    }
    return powers
  }

  /// Exactly this sum. Since each amount divides the next, taking the greatest that fits finds it whenever there is one,
  /// and with the fewest coins.
  func exactly(_ sum: UInt64) -> Choice? {
    guard sum > 0, sum <= total else { return nil }
    var rest = sum
    var places: [Int] = []
    var ppk: UInt64 = 0
    for coin in coins where coin.amount <= rest {
      rest -= coin.amount
      places.append(coin.place)
      ppk += coin.ppk
      if rest == 0 { break }
    }
    guard rest == 0 else { return nil }
    let fee = MintModel.fee(ppk: ppk)
    return fee < sum ? Choice(places: places, gross: sum, fee: fee) : nil
  }

  /// The smallest gross that nets at least `net`, and overpays no more than that.
  func paying(net: UInt64, overpayment: UInt64, limit: UInt64) -> Choice? {
    guard net > 0, net <= total else { return nil }
    let (reach, overflow) = (net + MintModel.fee(ppk: totalPPK)).addingReportingOverflow(overpayment)
    let most = min(overflow ? total : min(reach, total), limit)
    var sum = net
    while sum <= most {
      if let choice = exactly(sum), choice.net >= net, choice.net - net <= overpayment { return choice }
      sum += 1
    }
    return nil
  }

  /// The coins that a swap needs to come out with `sum` after its own fee: one that is large enough, or the greatest.
  func covering(_ sum: UInt64) -> Choice? {
    if let coin = coins.last(where: { $0.amount >= sum + MintModel.fee(ppk: $0.ppk) }) {
      return Choice(places: [coin.place], gross: coin.amount, fee: MintModel.fee(ppk: coin.ppk))
    }
    var choice = Choice(places: [], gross: 0, fee: 0)
    var ppk: UInt64 = 0
    for coin in coins {
      choice.places.append(coin.place)
      choice.gross += coin.amount
      ppk += coin.ppk
      choice.fee = MintModel.fee(ppk: ppk)
      if choice.gross >= sum + choice.fee { return choice }
    }
    return nil
  }

  /// The amount that nets `net` when it is sent in its own powers of two.
  static func sending(net: UInt64, ppk: UInt64) -> UInt64 {
    var amount = net
    while amount - min(amount, MintModel.fee(ppk: UInt64(amount.nonzeroBitCount) * ppk)) < net { amount += 1 }
    return amount
  }

  /// How many payments of this size can be paid exactly, one after the other, up to `count`; and the coins left over.
  func payments(of net: UInt64, upTo count: Int) -> (count: Int, rest: Coins) {
    var rest = self
    for done in 0..<count {
      guard let choice = rest.paying(net: net, overpayment: 0, limit: .max) else { return (done, rest) }
      rest = Coins(rest.coins.filter { !choice.places.contains($0.place) })
    }
    return (count, rest)
  }
}
