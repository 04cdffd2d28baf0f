import TollGateCashu
import TollGateCrypto

/// Inputs that were found right, but for whether they are spent.
struct CheckedInputs: Sendable {
  var proofs: [Proof]
  var spent: [SpentProof]
  var unit: String
  var sum: UInt64
  var fee: UInt64
}

extension MintDesk {
  /// The checks of a mint before money changes hands, in the order of Nutshell.
  func check(_ asked: [AskedProof]) throws(MintMistake) -> CheckedInputs {
    guard !asked.isEmpty else { throw .noInputs }
    var proofs: [Proof] = []
    var keysets: [SandboxKeyset] = []
    proofs.reserveCapacity(asked.count)
    for one in asked {
      let (proof, keyset) = try proof(one)
      proofs.append(proof)
      keysets.append(keyset)
    }
    guard Set(proofs.map(\.secret)).count == proofs.count else { throw .duplicateInputs }
    var spent: [SpentProof] = []
    spent.reserveCapacity(asked.count)
    for (proof, keyset) in zip(proofs, keysets) { spent.append(try verified(proof, keyset)) }
    guard let unit = keysets.first?.info.unit, keysets.allSatisfy({ $0.info.unit == unit }) else { throw .severalUnits }
    guard let sum = Amount.sum(proofs.map(\.amount)), let fee = InputFee.of(keysets.map(\.info.inputFee)) else {
      throw .amountTooGreat
    }
    return CheckedInputs(proofs: proofs, spent: spent, unit: unit, sum: sum.value, fee: fee.value)
  }

  private func proof(_ asked: AskedProof) throws(MintMistake) -> (Proof, SandboxKeyset) {
    guard !asked.secret.isEmpty else { throw .noSecret }
    guard let secret = ProofSecret(asked.secret) else { throw .secretTooLong }
    if let witness = asked.witness, witness.unicodeScalars.count > LockWitness.longest { throw .witnessTooLong }
    guard let keyset = KeysetID(hex: asked.keyset).flatMap(ledger.keyset) else {
      throw .inputKeysetUnknown(asked.keyset)
    }
    guard !keyset.isExpired(at: now) else { throw .keysetExpired }
    guard let signature = CompressedPoint(hex: asked.signature) else { throw .signatureNotAPoint }
    let proof = Proof(
      amount: Amount(asked.amount), keyset: keyset.id, secret: secret, signature: signature, witness: asked.witness)
    return (proof, keyset)
  }

  private func verified(_ proof: Proof, _ keyset: SandboxKeyset) throws(MintMistake) -> SpentProof {
    guard let signature = Point(proof.signature) else { throw .signatureNotAPoint }
    let point = proof.secret.point
    guard let signer = keyset.signer(of: proof.amount.value), signer.hasSigned(point, signature) else {
      throw .proofWrong
    }
    return SpentProof(
      point: point.compressed, amount: proof.amount.value, keyset: proof.keyset, witness: proof.witness)
  }

  /// Whether they are still to be had.
  func checkUnspent(_ inputs: CheckedInputs) throws(MintMistake) {
    for input in inputs.spent where ledger.spent[input.point] != nil { throw .spent }
    for input in inputs.spent where ledger.pending[input.point] != nil { throw .inputsPending }
  }

  /// Whether the witnesses open every lock: the decision is that of Cashu/Locks, only the words are found here.
  func checkLocks(
    _ inputs: CheckedInputs, _ outputs: [BlindedMessage], quote: String? = nil
  ) throws(MintMistake) {
    guard !inputs.proofs.areOpened(outputs: outputs, quote: quote, at: now) else { return }
    for proof in inputs.proofs {
      switch proof.secret.kind {
      case .bearer: continue
      case .unknown(let kind):
        throw .locked(kind.isEmpty ? "malformed NUT-10 secret." : "unsupported NUT-10 secret kind: \(kind)")
      case .unspendable: throw .locked("malformed NUT-10 secret.")
      case .locked(let lock):
        let isAlone = lock.flag == .inputs && [proof].areOpened(outputs: outputs, quote: quote, at: now)
        if !isAlone { throw .locked(MintDesk.complaint(lock, proof.lockWitness)) }
      }
    }
    throw .locked("not all inputs have the same lock.")
  }

  private static func complaint(_ lock: SpendingLock, _ witness: LockWitness?) -> String {
    if case .hash(let hash) = lock.kind {
      guard let preimage = witness?.preimage else { return "no HTLC preimage provided" }
      if SHA256.hash(preimage.bytes) != hash { return "HTLC preimage does not match." }
    }
    let count = witness?.signatures.count ?? 0
    if count == 0 { return "no signatures in proof." }
    if count < lock.needed {
      return "not enough pubkeys (\(lock.keys.count)) or signatures (\(count)) present for n_sigs (\(lock.needed))."
    }
    return "signature threshold not met. 0 < \(lock.needed)."
  }
}
