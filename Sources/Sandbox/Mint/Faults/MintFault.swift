import TollGateCashu
import TollGateCrypto

/// What a mint does wrong when it is told to: one thing, for so many requests.
package struct MintFault: Hashable, Sendable, Recurring {
  /// Whether a request is served whose answer is spoilt.
  package enum Moment: String, Hashable, Sendable, CaseIterable {
    /// Nothing has happened.
    case before
    /// It has happened, and is in the books.
    case after
  }

  package enum Act: Hashable, Sendable {
    /// The connection ends without an answer.
    case lost(Moment)
    /// No answer ever comes.
    case hang(Moment)
    case status(UInt16, Moment)
    /// An answer with status 200 that is no JSON.
    case garbage(Moment)
    case wrongDLEQ, noDLEQ
    /// Signs with another key than the published one; its proof of that is as wrong.
    case otherKey
    /// Signatures for another amount than was asked for.
    case wrongAmount
    case tooFewSignatures
    /// Publishes keys that the keyset's id doesn't follow from.
    case wrongKeys
    /// Proofs are said to be pending, and quotes to be in work.
    case pending
    /// Quotes that are opened now are never paid.
    case neverPaid
    case paymentFails
    /// A payment takes so many questions; `nil` is for ever. Then it has arrived, or failed.
    case paymentWaits(polls: UInt64?, arrives: Bool)
  }

  package var act: Act
  /// Requests of this kind alone; `nil` is all that the act concerns.
  package var endpoint: MintEndpoint?
  /// For so many requests; `nil` is for ever.
  package var times: UInt64?

  package init(_ act: Act, at endpoint: MintEndpoint? = nil, times: UInt64? = nil) {
    self.act = act
    self.endpoint = endpoint
    self.times = times
  }

  func matches(_ asked: MintEndpoint) -> Bool { act.concerns(asked) && (endpoint == nil || endpoint == asked) }
}

extension MintFault.Act {
  package func concerns(_ endpoint: MintEndpoint) -> Bool {
    switch self {
    case .lost, .hang, .status, .garbage: true
    case .wrongDLEQ, .noDLEQ, .otherKey, .wrongAmount, .tooFewSignatures:
      [.mint, .swap, .melt, .restore].contains(endpoint)
    case .wrongKeys: endpoint == .keys
    case .pending: [.mint, .swap, .checkstate].contains(endpoint)
    case .neverPaid: endpoint == .mintQuote
    case .paymentFails, .paymentWaits: endpoint == .melt
    }
  }
}
