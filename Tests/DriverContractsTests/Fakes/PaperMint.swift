import Synchronization
import TollGateCore
import TollGateDriverContracts

/// A proof: its number is its secret.
struct Coin: Hashable, Sendable {
  var number: Int
  var amount: UInt64
}

extension [Coin] {
  var total: UInt64 { reduce(0) { $0 + $1.amount } }
  /// 100 parts per thousand, rounded up.
  var fee: UInt64 { UInt64(count * 100 + 999) / 1_000 }
}

/// What a provider keeps on its disk.
struct Vault: Sendable {
  struct Kept: Sendable {
    var order: PaymentOrder
    var prepared: PreparedPayment
    var coins: [Coin]
    var verdict: Verdict?
    var settled: Settlement?
  }

  var free: [Coin] = []
  var kept: [Kept] = []
  var starts = 0
  /// A mint was asked for something, and nobody knows what came of it.
  var unclear = false
}

/// A mint that counts, a disk that forgets what was not synced, and a gateway that redeems.
final class PaperMint: PaymentProviderBench {
  struct World: Sendable {
    var live = Vault()
    var disk = Vault()
    var spent: Set<Int> = []
    var coins = 0
    var reachable = true
    var silent = false
    var passed = Interval.zero
    var requests = 0
    var watches = 0
    var leftovers: [@Sendable ([Funds]) -> Void] = []
    var tokens: UInt8 = 0

    mutating func sync() { disk = live }

    mutating func make(_ amounts: [UInt64]) -> [Coin] {
      amounts.map { amount in
        coins += 1
        return Coin(number: coins, amount: amount)
      }
    }

    /// New coins for old ones, less the fee.
    mutating func swap(_ old: [Coin], into amounts: [UInt64]) -> [Coin] {
      spent.formUnion(old.map(\.number))
      return make(amounts)
    }
  }

  let world = Mutex(World())
  /// Whoever watches, by number: told one at a time, by whoever has changed something.
  let watchers = Mutex<[Int: @Sendable ([Funds]) -> Void]>([:])
  let mint = MintURL("https://mint.example")
  let unit = CurrencyUnit.sat
  let limit = Interval.seconds(1)
  let flaw: ProviderFlaw?
  let stall: Stall
  let meeting = Rendezvous()
  /// A limit of its own that the provider keeps to, whatever it is given.
  let habit: Interval?

  init(_ flaw: ProviderFlaw? = nil, _ stall: Stall = Stall(), habit: Interval? = nil) {
    self.flaw = flaw
    self.stall = stall
    self.habit = habit
  }

  func open() -> any PaymentProvider {
    world.withLock { world in
      world.live.starts += 1
      if flaw == .eroding, world.live.starts > 4 { world.live.free = world.live.free.dropLast() }
      world.sync()
    }
    return InMemoryProvider(bank: self)
  }

  func crash() {
    world.withLock { world in
      world.live = world.disk
      if flaw == .unreserving { world.live.free += world.live.kept.flatMap(\.coins) }
      if flaw == .repeating { for index in world.live.kept.indices { world.live.kept[index].order.id.number += 1_000 } }
    }
  }

  func fund(_ provider: any PaymentProvider, _ amounts: [UInt64]) {
    world.withLock { world in
      world.live.free += world.make(amounts)
      world.sync()
    }
    tell()
  }

  func reach(_ reachable: Bool) {
    world.withLock { world in
      world.reachable = reachable
      world.silent = false
    }
  }

  func silence() { world.withLock { $0.silent = true } }
  func time() -> Interval { world.withLock { $0.passed } }

  /// Costs whoever asks a silent mint the limit, by the paper's own clock.
  func passSilence(within limit: Interval) async throws(PaymentFailure) {
    let silent = world.withLock { world in
      guard world.silent else { return false }
      world.requests += 1
      world.passed = world.passed + (habit ?? limit)
      return true
    }
    guard silent else { return }
    if flaw == .endless { await stall.hang() }
    throw .mintUnreachable
  }

  /// As above, for a request that moves money: what came of it is to be asked for later, and whoever watches knows that.
  func riskSilence(within limit: Interval) async throws(PaymentFailure) {
    do throws(PaymentFailure) {
      try await passSilence(within: limit)
    } catch {
      world.withLock { world in
        world.live.unclear = true
        world.sync()
      }
      if flaw != .tardy { tell() }
      throw error
    }
  }

  func requests() -> Int { world.withLock { $0.requests } }

  func redeem(_ bearer: Bearer) -> Sats {
    let coins = Token.coins(bearer.body)
    return world.withLock { world in
      guard world.spent.isDisjoint(with: coins.map(\.number)) else { return .zero }
      world.spent.formUnion(coins.map(\.number))
      return Sats(coins.total - coins.fee)
    }
  }

  var funds: [Funds] {
    let (total, unclear) = world.withLock { ($0.live.free.total, $0.live.unclear) }
    return [Funds(mint: mint, unit: unit, available: Sats(total), wantsRecovery: unclear)]
  }

  func tell() {
    let leftovers = world.withLock { $0.leftovers }
    for deliver in leftovers { deliver(funds) }
    watchers.withLock { watchers in
      for deliver in watchers.values { deliver(funds) }
    }
  }

  /// Tells of the funds, now and after each change, until the task is cancelled.
  func watch(_ deliver: @escaping @Sendable ([Funds]) -> Void) async {
    let number = world.withLock { world in
      world.watches += 1
      return world.watches
    }
    watchers.withLock { watchers in
      if flaw == .mute { stall.mark() } else { deliver(funds) }
      watchers[number] = flaw == .deaf ? { [stall] _ in stall.mark() } : deliver
    }
    await untilCancelled()
    watchers.withLock { $0[number] = nil }
  }
}

/// A token of paper coins: number and amount of each, in one byte each, behind eight bytes of luck.
enum Token {
  static let head: [UInt8] = [0x63, 0x61, 0x73, 0x68, 0x75, 0x50, 0x21, 0x07]

  static func body(_ coins: [Coin]) -> [UInt8] {
    head + coins.flatMap { [UInt8(truncatingIfNeeded: $0.number), UInt8($0.amount)] }
  }

  static func coins(_ body: [UInt8]) -> [Coin] {
    stride(from: head.count, to: body.count - 1, by: 2)
      .map { Coin(number: Int(body[$0]), amount: UInt64(body[$0 + 1])) }
  }
}

/// The ways to pay from a handful of coins.
enum Choice {
  /// For each sum that some coins come to, the fewest of them.
  static func sums(of coins: [Coin]) -> [UInt64: [Coin]] {
    var sums: [UInt64: [Coin]] = [0: []]
    for coin in coins {
      for (sum, chosen) in sums where (sums[sum + coin.amount]?.count ?? .max) > chosen.count + 1 {
        sums[sum + coin.amount] = chosen + [coin]
      }
    }
    return sums
  }

  /// What a mint makes of these coins, for nothing: a token that nets this much exactly, and the rest.
  static func change(netting net: UInt64, from coins: [Coin]) -> (token: [UInt64], rest: [UInt64])? {
    for sum in net...max(net, coins.total) where sum <= coins.total {
      let token = powers(of: sum).map { Coin(number: 0, amount: $0) }
      if sum == net + token.fee { return (token.map(\.amount), powers(of: coins.total - sum)) }
    }
    return nil
  }

  /// The smallest sum whose coins net this much.
  static func coins(netting net: UInt64, from coins: [Coin]) -> [Coin]? {
    sums(of: coins).filter { $0.value.total >= net + $0.value.fee }.min { $0.key < $1.key }?.value
  }

  static func powers(of sum: UInt64) -> [UInt64] {
    (0..<63).map { UInt64(1) << $0 }.filter { sum & $0 != 0 }
  }
}
