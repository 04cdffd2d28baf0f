package import TollGateCashu
package import TollGateCrypto

/// An invoice of the mint, and what became of it.
struct MintQuoteRecord: Hashable, Sendable {
  var id: String
  var invoice: String
  var amount: UInt64
  var unit: String
  var expiry: UInt64?
  var key: CompressedPoint?
  var state = MintQuote.State.unpaid
  /// How often it is still found unpaid; `nil` is always.
  var polls: UInt64?
}

/// An invoice that the mint is to pay, and what became of it.
struct MeltQuoteRecord: Hashable, Sendable {
  /// A payment on its way: the inputs that wait for it, and what is to be signed when it has arrived.
  struct Flight: Hashable, Sendable {
    var inputs: [SpentProof]
    var blanks: [BlankOutput]
    var fee: UInt64
    /// How often it is still found on its way; `nil` is always.
    var polls: UInt64?
    var arrives: Bool
  }

  var id: String
  var invoice: String
  var amount: UInt64
  var unit: String
  var reserve: UInt64
  var expiry: UInt64?
  var state = MeltQuote.State.unpaid
  var preimage: Octets32?
  var change: [BlindSignature] = []
  var flight: Flight?
}

/// A proof that was shown to the mint and found right.
package struct SpentProof: Hashable, Sendable {
  package var point: CompressedPoint
  package var amount: UInt64
  package var keyset: KeysetID
  package var witness: String?
}

/// An output that waits for its amount (NUT-08).
struct BlankOutput: Hashable, Sendable {
  var keyset: KeysetID
  var point: CompressedPoint
}
