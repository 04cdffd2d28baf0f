package import TollGateJSON

/// Why a text is no token. It holds nothing of the text, which may be money.
package enum TokenFlaw: Error, Equatable, Sendable {
  /// It does not begin as tokens do.
  case notAToken
  /// A version that came after this program.
  case unknownVersion
  case tooLong
  case badBase64
  case badCBOR(CBORMistake)
  case badJSON(JSONMistake.Problem, offset: Int)
  /// Its JSON lacks something, or has something else in its place.
  case badMember(MessageFlaw)
  /// Money of several mints in one token, as early wallets made them: it can't be redeemed in one piece.
  case severalMints
  /// Nothing is in it.
  case empty
  case secretTwice
  /// More than an amount can be.
  case tooMuch
  /// A proof of zero is no money.
  case zeroAmount
}
