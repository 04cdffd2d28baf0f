package import TollGateCore

/// What really happened, written down by the world and its peers, never by the machine. The oracle counts from here.
package struct Books: Hashable, Sendable {
  package var requests: [RequestRecord] = []
  package var firstBytes: [FirstByte] = []
  package var arrivals: [Arrival] = []
  package var takings: [Taking] = []
  package var credits: [Credit] = []
  package var access: [AccessChange] = []
  package var service: [ServiceChange] = []
  package var tokens: [TokenRecord] = []
  package var lives: [Life] = []
  /// Fees that mints kept from the wallet's own swaps.
  package var walletFees = Sats.zero
  /// The numbers of those swaps.
  package var swaps: [UInt64] = []
  /// Put into the purse from outside, at the start and later.
  package var funded = Sats.zero

  package init() {}

  package func token(of payment: OperationID) -> TokenRecord? { tokens.last { $0.payment == payment } }
}

/// One request that left the device for a gateway.
package struct RequestRecord: Hashable, Sendable {
  package enum Kind: UInt8, Hashable, Sendable, CaseIterable { case root, usage, port80, clarify, delivery }
  package var at: Instant
  package var gateway: GatewayID
  package var kind: Kind
  /// The gateway was asked too often and said so (429).
  package var refused = false
}

/// The moment at which the first byte of a token left, and what a fresh process could have read from disk then (K12).
package struct FirstByte: Hashable, Sendable {
  package var at: Instant
  package var payment: OperationID
  package var seller: Seller
  package var intentIsDurable: Bool
  package var tokenIsDurable: Bool
}

/// A token that arrived whole at some gateway, rightly or not (K11).
package struct Arrival: Hashable, Sendable {
  package var at: Instant
  package var payment: OperationID
  /// Where it was meant to go.
  package var seller: Seller
  /// Who got it: an index into `World.gateways`.
  package var gateway: Int
  /// The key under which that gateway signs at this moment.
  package var key: PublicKey
  package var attachment: Attachment
}

/// A token that a gateway has redeemed at its mint.
package struct Taking: Hashable, Sendable {
  package var at: Instant
  package var payment: OperationID
  package var gateway: Int
  package var gross: Sats
  package var net: Sats
}

/// An allotment that a gateway has really added to our session, or to another device's behind our address.
package struct Credit: Hashable, Sendable {
  package var at: Instant
  package var gateway: Int
  package var link: LinkName
  /// `nil` when somebody else paid for it.
  package var payment: OperationID?
  package var added: UInt64
  package var total: UInt64
}

/// A gate that opened or closed.
package struct AccessChange: Hashable, Sendable {
  package var at: Instant
  package var gateway: Int
  package var link: LinkName
  package var isOpen: Bool
}

/// The link that the kernel prefers began or ceased to lead outside.
package struct ServiceChange: Hashable, Sendable {
  package var at: Instant
  package var isServed: Bool
}

/// A token that the wallet has made, and where its proofs stand at the mint.
package struct TokenRecord: Hashable, Sendable {
  package var payment: OperationID
  package var mint: Int
  package var unit: CurrencyUnit
  package var gross: Sats
  package var at: Instant
  /// Indices into the mint's proofs.
  package var proofs: [Int]
}

/// One run of the process, in the world's time and in its own.
package struct Life: Hashable, Sendable {
  package var begun: Instant
  package var machineBegun: Instant
  package var epoch: UInt64
  /// What this life's machine was begun with, so that it can be replayed.
  package var seed: UInt64
  package var ended: Instant?
}

/// What became of a token by the mint's books (K1).
package struct TokenFate: Hashable, Sendable {
  package var unspent = Sats.zero
  package var pending = Sats.zero
  /// Redeemed by gateways.
  package var taken = Sats.zero
  /// Swapped back by the wallet.
  package var returned = Sats.zero
  /// On a keyset that expired.
  package var expired = Sats.zero
}
