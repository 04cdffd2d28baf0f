import TollGateCore

/// Everything that a mint must do. Each request is written down, sent, served and answered in steps of its own, so that
/// the world can stop between any two of them.
extension WalletModel {
  /// Writes a request down: its inputs are promised to it until its end is known.
  mutating func open(inputs: [Int], mint: Int, wanted: [UInt64], for purpose: Purpose) -> UInt64 {
    lastSwap += 1
    swaps.append(Swap(number: lastSwap, mint: mint, inputs: inputs, wanted: wanted, purpose: purpose))
    setUse(inputs, mint: mint, .swapping(lastSwap))
    return lastSwap
  }

  /// Its answer will never come.
  mutating func interrupt(_ number: UInt64) {
    for index in swaps.indices where swaps[index].number == number { swaps[index].isInterrupted = true }
  }

  /// The mint never served it: the inputs are what they were before.
  mutating func abandon(_ number: UInt64) {
    guard let index = swaps.firstIndex(where: { $0.number == number }) else { return }
    let swap = swaps.remove(at: index)
    switch swap.purpose {
    case .payment, .chore: setUse(swap.inputs, mint: swap.mint, .free)
    case .takeBack(let id, _): setUse(swap.inputs, mint: swap.mint, .reserved(id))
    }
  }

  /// The outputs are here. Whatever they were made for, a payment whose order was not answered in time stays unmade.
  mutating func finish(
    _ number: UInt64, outputs: [Int], mints: [MintModel], makesPayment: Bool
  ) -> (prepared: PreparedPayment?, settled: Settlement?) {
    guard let index = swaps.firstIndex(where: { $0.number == number }) else { return (nil, nil) }
    let swap = swaps.remove(at: index)
    let mint = mints[swap.mint]
    remove(swap.inputs, mint: swap.mint)
    add(outputs, mint: swap.mint, in: mint)
    switch swap.purpose {
    case .chore: return (nil, nil)
    case .takeBack(let id, let settlement):
      settle(id, settlement)
      return (nil, settlement)
    case .payment(let order):
      guard makesPayment else { return (nil, nil) }
      let proofs = Array(outputs.prefix(swap.wanted.count))
      let swapFee = mint.fee(swap.inputs)
      let prepared = keep(
        order, proofs: proofs, mint: swap.mint, gross: mint.sum(proofs) + swapFee, fee: mint.fee(proofs) + swapFee)
      return (prepared, nil)
    }
  }

  private mutating func settle(_ id: OperationID, _ settlement: Settlement) {
    if let index = kept.firstIndex(where: { $0.order.id == id }) {
      kept[index].settled = settlement
      kept[index].verdict = .takenBack
    }
  }

  /// The swap that already takes this payment back, if an earlier answer was lost.
  func takingBack(_ id: OperationID) -> Swap? {
    swaps.first { if case .takeBack(let other, _) = $0.purpose { other == id } else { false } }
  }

  enum TakingBack {
    case settled(Settlement)
    case swap(UInt64)
  }

  /// What the mint's answer about each proof means for a payment that comes back (C6, C8).
  mutating func takeBack(_ id: OperationID, mints: [MintModel], now: Instant, wall: Int64) -> TakingBack? {
    guard let index = kept.firstIndex(where: { $0.order.id == id }) else { return nil }
    let payment = kept[index]
    let mint = mints[payment.mint]
    var sum = payment.settled ?? Settlement(fee: payment.prepared.gross - Sats(mint.sum(payment.proofs)))
    sum.pending = .zero
    var unspent: [Int] = []
    for coin in coins where coin.mint == payment.mint && coin.use == .reserved(id) {
      let amount = Sats(coin.amount)
      if mint.proofs[coin.proof].state != .unspent {
        sum.spent += amount
        remove([coin.proof], mint: payment.mint)
      } else if mint.hasExpired(coin.keyset, wall: wall) {
        sum.dust += amount
        setUse([coin.proof], mint: payment.mint, .expired)
      } else if now < mint.pendingUntil {
        sum.pending += amount
      } else {
        unspent.append(coin.proof)
      }
    }
    kept[index].verdict = .takenBack
    let (worth, fee) = (mint.sum(unspent), mint.fee(unspent))
    if worth <= fee {
      setUse(unspent, mint: payment.mint, .dust)
      sum.dust += Sats(worth)
      kept[index].settled = sum
      return .settled(sum)
    }
    kept[index].settled = nil
    sum.returned += Sats(worth - fee)
    sum.fee += Sats(fee)
    return .swap(open(inputs: unspent, mint: payment.mint, wanted: [], for: .takeBack(id, sum)))
  }
}

/// Chores: work that no payment waits for (F5).
extension WalletModel {
  enum Errand {
    case nothing
    case swap(UInt64)
    case tooDear
  }

  mutating func makeChange(_ index: Int, payment: UInt64, count: UInt8, feeLimit: Sats, mints: [MintModel]) -> Errand {
    let account = accounts[index]
    let mint = mints[account.mint]
    let free = free(account, in: mint)
    guard payment > 0, let keyset = mint.activeKeyset(account.unit) else { return .nothing }
    accounts[index].payment = payment
    accounts[index].ready = Int(count)
    let possible = min(Int(count), Int(min(free.total / payment, 255)))
    let (ready, rest) = free.payments(of: payment, upTo: possible)
    let each = Coins.sending(net: payment, ppk: mint.keysets[keyset].feePPK)
    accounts[index].changeIsUseless = true
    guard ready < possible, let inputs = rest.covering(min(each * UInt64(possible - ready), rest.total * 9 / 10)),
      inputs.gross > inputs.fee
    else { return .nothing }
    guard Sats(inputs.fee) <= feeLimit else { return .tooDear }
    let pieces = min(possible - ready, Int(inputs.net / each))
    guard pieces > 0 else { return .nothing }
    let wanted = (0..<pieces).flatMap { _ in Coins.powers(of: each) }
    let proofs = inputs.places.map { coins[$0].proof }
    return .swap(open(inputs: proofs, mint: account.mint, wanted: wanted, for: .chore))
  }

  /// Balances leave keysets that are inactive or expire.
  mutating func rotate(_ index: Int, feeLimit: Sats, mints: [MintModel], wall: Int64) -> Errand {
    let account = accounts[index]
    let mint = mints[account.mint]
    guard let active = mint.activeKeyset(account.unit) else { return .nothing }
    var proofs: [Int] = []
    for place in coins.indices where coins[place].mint == account.mint && coins[place].use == .free {
      let keyset = coins[place].keyset
      guard mint.keysets[keyset].unit == account.unit, keyset != active else { continue }
      if mint.hasExpired(keyset, wall: wall) {
        coins[place].use = .expired
      } else {
        proofs.append(coins[place].proof)
      }
    }
    if proofs.isEmpty { return .nothing }
    if mint.sum(proofs) <= mint.fee(proofs) {
      setUse(proofs, mint: account.mint, .dust)
      return .nothing
    }
    // What would cost more than the limit goes in portions, the greatest proofs first.
    proofs.sort { (mint.proofs[$0].amount, $1) > (mint.proofs[$1].amount, $0) }
    while Sats(mint.fee(proofs)) > feeLimit, proofs.count > 1 { proofs.removeLast() }
    guard Sats(mint.fee(proofs)) <= feeLimit, mint.sum(proofs) > mint.fee(proofs) else { return .tooDear }
    return .swap(open(inputs: proofs, mint: account.mint, wanted: [], for: .chore))
  }
}
