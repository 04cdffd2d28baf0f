import Synchronization
package import TollGateCashu
package import TollGateCrypto

/// What the mint has done, as it knows it: tests count from here, not from what a wallet believes.
extension SandboxMint {
  /// By unit.
  package var sums: [String: MintSums] { desk.withLock { $0.ledger.sums } }

  package func sums(of unit: String) -> MintSums { desk.withLock { $0.ledger.sums[unit] ?? MintSums() } }

  package var keysets: [Keyset] { desk.withLock { $0.ledger.keysets.map(\.keyset) } }

  package var requests: [MintEndpoint: UInt64] { desk.withLock { $0.requests } }

  package func state(of secret: ProofSecret) -> ProofState { state(of: secret.point.compressed) }

  package func state(of point: CompressedPoint) -> ProofState {
    desk.withLock { desk in
      if desk.ledger.spent[point] != nil { return .spent }
      return desk.ledger.pending[point] == nil ? .unspent : .pending
    }
  }

  /// What it has signed for a blinded message, whoever was told.
  package func signature(of message: CompressedPoint) -> BlindSignature? {
    desk.withLock { $0.ledger.signatures[message] }
  }

  /// What a quote was redeemed for; nothing if it was not.
  package func issued(by quote: String) -> UInt64? {
    desk.withLock { $0.ledger.mintQuotes[quote] }.flatMap { $0.state == .issued ? $0.amount : nil }
  }

  /// Whether the sums are those of all single signatures, proofs and quotes, and balance in every unit.
  package var isBalanced: Bool {
    desk.withLock { desk in
      let ledger = desk.ledger
      var counted: [String: MintSums] = [:]
      for signature in ledger.signatures.values {
        counted[ledger.unit(of: signature.keyset), default: MintSums()].signed += UInt128(signature.amount.value)
      }
      for proof in ledger.spent.values {
        counted[ledger.unit(of: proof.keyset), default: MintSums()].spent += UInt128(proof.amount)
      }
      for quote in ledger.mintQuotes.values where quote.state == .issued {
        counted[quote.unit, default: MintSums()].issued += UInt128(quote.amount)
      }
      return ledger.sums.allSatisfy { unit, sums in
        let own = counted[unit] ?? MintSums()
        return sums.balance && own.signed == sums.signed && own.spent == sums.spent && own.issued == sums.issued
      } && counted.keys.allSatisfy { ledger.sums[$0] != nil }
    }
  }
}

/// What goes wrong with it.
extension SandboxMint {
  /// No more than 64 at a time.
  package func misbehave(_ faults: MintFault...) {
    desk.withLock { desk in
      for fault in faults { _ = desk.faults.add(fault) }
    }
  }

  package func behave() { desk.withLock { $0.faults.clear() } }

  package func setCaching(_ caches: Bool) { desk.withLock { $0.caches = caches } }
}

/// What its operator does.
extension SandboxMint {
  /// Opens another keyset, and signs with none of the others of its unit any more. `nil` if its books can't be written.
  @discardableResult
  package func rotate(to plan: KeysetPlan) -> KeysetID? { desk.withLock { $0.rotate(to: plan) } }

  /// Opens another keyset beside the others.
  @discardableResult
  package func open(_ plan: KeysetPlan) -> KeysetID? { desk.withLock { $0.open(plan) } }

  /// Another fee, or another expiry, of a keyset that there is. Only an id of the older version says nothing of either:
  /// with a newer one, a wallet finds that the keyset is another one than its name says.
  @discardableResult
  package func revise(_ id: KeysetID, _ change: @Sendable (inout KeysetInfo) -> Void) -> Bool {
    desk.withLock { $0.revise(id, change) }
  }

  /// As if somebody had paid the invoice. False for a quote that is not waiting.
  @discardableResult
  package func pay(_ quote: String) -> Bool { desk.withLock { $0.pay(quote) } }
}
