#if Cashu
  import TollGateCashu

  extension WalletStore {
    /// The proofs of a choice, the oldest of each kind.
    func proofs(_ choice: Choice) throws(StoreFailure) -> [ProofRow] {
      var found: [ProofRow] = []
      for part in choice.parts {
        found += try freeProofs(keyset: part.keyset, amount: part.amount, count: Int(clamping: part.count))
      }
      guard UInt64(found.count) == choice.proofs else { throw .corrupt }
      return found
    }
  }

  extension KeysetRow {
    /// What the mint signs on it; nothing while its keys are unknown.
    var coinage: Coinage? {
      keys.map { Coinage(amounts: $0.keys.map(\.amount.value), ppk: info.inputFee) }
    }
  }
#endif
