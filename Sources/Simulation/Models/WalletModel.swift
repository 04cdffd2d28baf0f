package import TollGateCore

/// The provider's store: proofs, payments and requests under way. Everything in it is durable; what was still on its way
/// to the disk is kept by the world until its sync has ended.
package struct WalletModel: Hashable, Sendable {
  package enum Use: Hashable, Sendable {
    case free
    case reserved(OperationID)
    /// Input of a request that a mint may have served.
    case swapping(UInt64)
    /// Would net nothing: stays aside (C8).
    case dust
    /// On a keyset that has expired.
    case expired
  }

  package struct Coin: Hashable, Sendable {
    package var mint: Int
    /// Its place in the mint's books.
    package var proof: Int
    package var amount: UInt64
    package var keyset: Int
    package var use: Use
  }

  package struct Kept: Hashable, Sendable {
    package var order: PaymentOrder
    package var prepared: PreparedPayment
    package var mint: Int
    package var proofs: [Int]
    package var settled: Settlement?
    /// The verdict that has settled it: another one comes too late.
    package var verdict: Verdict?
  }

  /// What a swap was for; its outputs and its end follow from that, also after a crash.
  package enum Purpose: Hashable, Sendable {
    case payment(PaymentOrder)
    case takeBack(OperationID, Settlement)
    case chore
  }

  /// A request whose outputs are stored before it is sent (F2).
  package struct Swap: Hashable, Sendable {
    package var number: UInt64
    package var mint: Int
    package var inputs: [Int]
    package var wanted: [UInt64]
    package var purpose: Purpose
    /// Nobody waits for its answer any more: the mint must be asked what became of it.
    package var isInterrupted = false
  }

  /// What a mint and unit are known by: the wallet keeps no map, so that the order never varies.
  package struct Account: Hashable, Sendable {
    package var mint: Int
    package var url: MintURL
    package var unit: CurrencyUnit
    /// The net amount that was quoted last: change is wanted for its like (F3).
    var payment: UInt64 = 0
    var ready = 10
    /// Making change didn't help, and nothing has come since.
    var changeIsUseless = false
  }

  package internal(set) var coins: [Coin] = []
  package internal(set) var kept: [Kept] = []
  package internal(set) var swaps: [Swap] = []
  package internal(set) var accounts: [Account] = []
  var lastSwap: UInt64 = 0

  package func kept(_ id: OperationID) -> Kept? { kept.first { $0.order.id == id } }

  func account(_ url: MintURL, _ unit: CurrencyUnit) -> Int? {
    accounts.firstIndex { $0.url == url && $0.unit == unit }
  }

  /// Everything that the wallet believes to hold in this unit, whatever its use.
  package func sum(_ unit: CurrencyUnit, of mints: [MintModel], where isCounted: (Use) -> Bool = { _ in true }) -> Sats
  {
    var sum = Sats.zero
    for coin in coins where mints[coin.mint].keysets[coin.keyset].unit == unit && isCounted(coin.use) {
      sum += Sats(coin.amount)
    }
    return sum
  }
}

extension WalletModel {
  mutating func add(_ proofs: [Int], mint index: Int, in mint: MintModel) {
    for proof in proofs {
      let amount = mint.proofs[proof].amount
      let keyset = mint.proofs[proof].keyset
      coins.append(Coin(mint: index, proof: proof, amount: amount, keyset: keyset, use: .free))
      let unit = mint.keysets[keyset].unit
      if let account = account(mint.url, unit) {
        accounts[account].changeIsUseless = false
      } else {
        accounts.append(Account(mint: index, url: mint.url, unit: unit))
      }
    }
  }

  /// Proofs that a payment may use, the oldest keysets' first among equals.
  func free(_ account: Account, in mint: MintModel) -> Coins {
    var free: [Coins.Coin] = []
    for (place, coin) in coins.enumerated() where coin.mint == account.mint && coin.use == .free {
      let keyset = mint.keysets[coin.keyset]
      if keyset.unit == account.unit {
        free.append(Coins.Coin(place: place, amount: coin.amount, ppk: keyset.feePPK))
      }
    }
    return Coins(free)
  }

  mutating func setUse(_ proofs: [Int], mint: Int, _ use: Use) {
    for index in coins.indices where coins[index].mint == mint && proofs.contains(coins[index].proof) {
      coins[index].use = use
    }
  }

  mutating func remove(_ proofs: [Int], mint: Int) {
    coins.removeAll { $0.mint == mint && proofs.contains($0.proof) }
  }

  /// All of the funds, as the provider tells them.
  package func funds(_ mints: [MintModel]) -> [Funds] {
    var all: [Funds] = []
    for account in accounts {
      let mint = mints[account.mint]
      let free = free(account, in: mint)
      var funds = Funds(mint: account.url, unit: account.unit, available: Sats(free.total))
      for coin in coins where coin.mint == account.mint && mint.keysets[coin.keyset].unit == account.unit {
        let keyset = mint.keysets[coin.keyset]
        guard coin.use == .free else { continue }
        if !keyset.active { funds.onInactiveKeyset = true }
        if let expires = keyset.expires { funds.expires = min(funds.expires ?? expires, expires) }
      }
      funds.wantsRecovery = swaps.contains {
        $0.isInterrupted && $0.mint == account.mint && unit(of: $0, in: mint) == account.unit
      }
      funds.wantsChange = wantsChange(account, free)
      all.append(funds)
    }
    return all
  }

  func unit(of swap: Swap, in mint: MintModel) -> CurrencyUnit? {
    swap.inputs.first.map { mint.keysets[mint.proofs[$0].keyset].unit }
  }

  private func wantsChange(_ account: Account, _ free: Coins) -> Bool {
    guard account.payment > 0, account.ready > 0, !account.changeIsUseless else { return false }
    let possible = min(account.ready, Int(free.total / account.payment))
    return possible > 0 && free.payments(of: account.payment, upTo: possible).count < possible
  }
}
