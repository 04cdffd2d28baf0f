package import TollGateCrypto

/// What a mint is asked to sign: a secret that it can't see, for an amount.
package struct BlindedMessage: Hashable, Sendable {
  package let amount: Amount
  package let keyset: KeysetID
  package let point: CompressedPoint

  package init(amount: Amount, keyset: KeysetID, point: CompressedPoint) {
    self.amount = amount
    self.keyset = keyset
    self.point = point
  }
}

/// What a mint has signed. That the signature is a point of the curve is not checked yet.
package struct BlindSignature: Hashable, Sendable {
  package let amount: Amount
  package let keyset: KeysetID
  package let signature: CompressedPoint
  package let dleq: DLEQ?

  package init(amount: Amount, keyset: KeysetID, signature: CompressedPoint, dleq: DLEQ?) {
    self.amount = amount
    self.keyset = keyset
    self.signature = signature
    self.dleq = dleq
  }
}
