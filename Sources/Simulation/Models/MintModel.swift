package import TollGateCore

/// A mint: its keysets, and its books of every proof that it has ever signed for the device.
package struct MintModel: Hashable, Sendable {
  package struct Keyset: Hashable, Sendable {
    package var unit: CurrencyUnit
    package var feePPK: UInt64
    package var active: Bool
    /// Wall seconds.
    package var expires: Int64?
  }

  package enum ProofState: UInt8, Hashable, Sendable {
    case unspent
    /// Redeemed by a gateway.
    case taken
    /// Swapped by the wallet itself.
    case swapped
  }

  package struct Proof: Hashable, Sendable {
    package var amount: UInt64
    package var keyset: Int
    package var state: ProofState
  }

  /// Why a mint does not swap. `silent` is no answer at all.
  package enum Refusal: Error, Hashable, Sendable { case silent, spent, pending, expired, tooSmall, unknown }

  /// Outputs that were signed and perhaps never fetched; restored by the swap's number (F2).
  struct Signed: Hashable, Sendable {
    var swap: UInt64
    var proofs: [Int]
  }

  package let url: MintURL
  package internal(set) var keysets: [Keyset]
  package internal(set) var proofs: [Proof] = []
  package internal(set) var downUntil = Instant.start
  package internal(set) var pendingUntil = Instant.start
  var slow = Interval.zero
  var slowUntil = Instant.start
  var answersToLose: UInt8 = 0
  /// How often the device's wallet has asked.
  package internal(set) var requests = 0
  let latency: Interval
  var signed: [Signed] = []

  init(_ setup: MintSetup) {
    url = setup.url
    latency = setup.latency
    keysets = setup.keysets.map { Keyset(unit: $0.unit, feePPK: $0.feePPK, active: true, expires: $0.expires) }
  }

  package func isUp(_ now: Instant) -> Bool { now >= downUntil }

  /// There and back.
  func delay(_ now: Instant) -> Interval { now < slowUntil ? latency + slow : latency }

  func activeKeyset(_ unit: CurrencyUnit) -> Int? { keysets.lastIndex { $0.active && $0.unit == unit } }

  func hasExpired(_ keyset: Int, wall: Int64) -> Bool { keysets[keyset].expires.map { $0 <= wall } ?? false }

  /// The input fee of so many thousandths, rounded up as every mint does.
  static func fee(ppk: UInt64) -> UInt64 { (ppk + 999) / 1000 }

  func fee(_ inputs: [Int]) -> UInt64 {
    var ppk: UInt64 = 0
    for input in inputs { ppk += keysets[proofs[input].keyset].feePPK }
    return MintModel.fee(ppk: ppk)
  }

  func sum(_ inputs: [Int]) -> UInt64 {
    var sum: UInt64 = 0
    for input in inputs { sum += proofs[input].amount }
    return sum
  }
}

extension MintModel {
  /// Signs proofs for which somebody has paid elsewhere.
  mutating func issue(_ amounts: [UInt64], _ unit: CurrencyUnit) -> [Int] {
    guard let keyset = activeKeyset(unit) else { return [] }
    let first = proofs.count
    for amount in amounts { proofs.append(Proof(amount: amount, keyset: keyset, state: .unspent)) }
    return Array(first..<proofs.count)
  }

  private func refusal(_ inputs: [Int], now: Instant, wall: Int64) -> Refusal? {
    if !isUp(now) { return .silent }
    for input in inputs {
      if proofs[input].state != .unspent { return .spent }
      if hasExpired(proofs[input].keyset, wall: wall) { return .expired }
    }
    if now < pendingUntil { return .pending }
    return sum(inputs) <= fee(inputs) ? .tooSmall : nil
  }

  /// A gateway redeems a token: what it nets.
  mutating func take(_ inputs: [Int], now: Instant, wall: Int64) throws(Refusal) -> UInt64 {
    if let refusal = refusal(inputs, now: now, wall: wall) { throw refusal }
    let net = sum(inputs) - fee(inputs)
    for input in inputs { proofs[input].state = .taken }
    return net
  }

  /// The wallet swaps: all of the inputs' worth, less the fee, in these amounts first and the rest in powers of two.
  mutating func swap(
    _ inputs: [Int], number: UInt64, wanted: [UInt64], now: Instant, wall: Int64
  ) throws(Refusal) -> [Int] {
    if let done = signed.first(where: { $0.swap == number }) { return done.proofs }
    if let refusal = refusal(inputs, now: now, wall: wall) { throw refusal }
    guard let first = inputs.first else { throw .unknown }
    let unit = keysets[proofs[first].keyset].unit
    guard activeKeyset(unit) != nil else { throw .unknown }
    var rest = sum(inputs) - fee(inputs)
    var amounts: [UInt64] = []
    for amount in wanted where amount <= rest {
      amounts.append(amount)
      rest -= amount
    }
    for input in inputs { proofs[input].state = .swapped }
    let outputs = issue(amounts + Coins.powers(of: rest), unit)
    signed.append(Signed(swap: number, proofs: outputs))
    return outputs
  }

  /// What `/v1/checkstate` says.
  package func tally(_ inputs: [Int], now: Instant) -> ProofTally {
    var tally = ProofTally()
    for input in inputs {
      let proof = proofs[input]
      if proof.state != .unspent {
        tally.spent += Sats(proof.amount)
      } else if now < pendingUntil {
        tally.pending += Sats(proof.amount)
      } else {
        tally.unspent += Sats(proof.amount)
      }
    }
    return tally
  }

  /// A new keyset takes over in each unit; what stands on the old ones can still be spent.
  mutating func rotate(feePPK: UInt64) {
    for index in keysets.indices where keysets[index].active {
      keysets[index].active = false
      keysets.append(Keyset(unit: keysets[index].unit, feePPK: feePPK, active: true, expires: nil))
    }
  }

  mutating func expireOldest(at wall: Int64) {
    if let index = keysets.firstIndex(where: { $0.expires == nil }) { keysets[index].expires = wall }
  }
}
