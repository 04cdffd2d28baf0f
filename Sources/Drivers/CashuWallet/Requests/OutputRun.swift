package import TollGateCashu

/// Outputs that a mint is asked to sign. Their secrets follow from the seed, so that a number and amounts are all that must be
/// on disk before they are sent (NUT-13, F2).
package struct OutputRun: Hashable, Sendable {
  package let keyset: KeysetID
  /// The number of the first; the others follow without a gap. None of them is ever used again.
  package let first: UInt32
  package let amounts: [Amount]

  package init(keyset: KeysetID, first: UInt32, amounts: [Amount]) {
    self.keyset = keyset
    self.first = first
    self.amounts = amounts
  }

  /// The number after the last; nothing beyond the numbers that a path has.
  package var next: UInt32? {
    let (next, isTooGreat) = first.addingReportingOverflow(UInt32(clamping: amounts.count))
    return isTooGreat || next > 1 << 31 ? nil : next
  }

  package var sum: Amount? { Amount.sum(amounts) }

  /// Nothing where a number has no secret, which one of 2^127 has not.
  package func outputs(from branch: SecretBranch) -> [ProofOutput]? {
    var outputs: [ProofOutput] = []
    outputs.reserveCapacity(amounts.count)
    for (place, amount) in amounts.enumerated() {
      guard let counter = UInt32(exactly: UInt64(first) + UInt64(place)), let own = branch[counter] else {
        return nil
      }
      outputs.append(ProofOutput(amount: amount, keyset: keyset, secret: own.secret, factor: own.factor))
    }
    return outputs
  }
}

extension OutputRun {
  /// Eight bytes for each amount, as a request's row keeps them.
  package static func bytes(of amounts: [Amount]) -> [UInt8] {
    amounts.flatMap { amount in
      stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: amount.value >> $0) }
    }
  }

  package static func amounts(in bytes: [UInt8]) -> [Amount]? {
    guard bytes.count.isMultiple(of: 8) else { return nil }
    return stride(from: 0, to: bytes.count, by: 8).map { start in
      Amount(bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) })
    }
  }
}
