import Synchronization
package import TollGateCashu
import TollGateCrypto

/// A keyset with the secrets of its keys, all of which follow from the mint's seed and the keyset's number.
package struct SandboxKeyset: Sendable {
  package var keyset: Keyset
  /// The powers of two, ascending.
  private let signers: [MintSigner]
  package var id: KeysetID { keyset.info.id }
  package var info: KeysetInfo { keyset.info }

  private struct Recipe: Hashable {
    let plan: KeysetPlan
    let number: UInt64
    let seed: Octets32
  }

  /// Thousands of mints of one seed, as a long test makes them, have the same keys: making those takes longer than the rest
  /// of a short life.
  private static let made = Mutex<[Recipe: SandboxKeyset]>([:])
  private static let mostMade = 256

  static func make(_ plan: KeysetPlan, number: UInt64, seed: Octets32) -> SandboxKeyset? {
    let recipe = Recipe(plan: plan, number: number, seed: seed)
    if let known = made.withLock({ $0[recipe] }) { return known }
    guard let keyset = SandboxKeyset(plan, number: number, seed: seed) else { return nil }
    made.withLock { made in
      if made.count >= mostMade { made = [:] }
      made[recipe] = keyset
    }
    return keyset
  }

  private init?(_ plan: KeysetPlan, number: UInt64, seed: Octets32) {
    let signers = (0..<plan.powers).map { MintSigner(SandboxKeyset.secret(seed, number, power: $0)) }
    let pairs = signers.enumerated().map { (amount: Amount(1 << UInt64($0.offset)), key: $0.element.key.compressed) }
    guard let keys = MintKeys(pairs) else { return nil }
    let id =
      switch plan.version {
      case .legacy: keys.legacyID
      case .current: keys.currentID(unit: plan.unit, inputFee: plan.inputFee, finalExpiry: plan.finalExpiry)
      }
    self.signers = signers
    keyset = Keyset(
      KeysetInfo(id: id, unit: plan.unit, inputFee: plan.inputFee, finalExpiry: plan.finalExpiry), keys)
  }

  func signer(of amount: UInt64) -> MintSigner? {
    guard amount.nonzeroBitCount == 1, amount.trailingZeroBitCount < signers.count else { return nil }
    return signers[amount.trailingZeroBitCount]
  }

  func isExpired(at seconds: UInt64) -> Bool { info.finalExpiry.map { $0 <= seconds } ?? false }

  private static func secret(_ seed: Octets32, _ number: UInt64, power: Int) -> Scalar {
    for counter in UInt8.min...UInt8.max {
      var hash = SHA256()
      hash.update("tollgate sandbox mint \(number) \(power) \(counter) ")
      hash.update(seed)
      if let scalar = Scalar(hash.digest) { return scalar }
    }
    preconditionFailure("256 hashes and not one of them a scalar")
  }
}
