import TollGateCashu
import TollGateCore

extension ProofTally {
  /// What a mint's words about these proofs come to.
  init(_ proofs: [(amount: UInt64, state: ProofState)]) {
    self.init()
    for (amount, state) in proofs {
      switch state {
      case .spent: spent += Sats(amount)
      case .unspent: unspent += Sats(amount)
      case .pending: pending += Sats(amount)
      }
    }
  }
}
