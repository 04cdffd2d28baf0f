package import TollGateCashu
package import TollGateCore

/// Why an operation of the wallet has come to nothing. None of it holds anything of a token (F7).
package enum WalletFailure: Error, Equatable, Sendable {
  case store(StoreFailure)
  /// The mint was not reached, or said no; `interrupted` requests are asked after later.
  case mint(MintFailure)
  /// The mint's signature is none: what it owes us stays on the books, and nothing of it is spent.
  case wrongSignature(SignatureFlaw)
  case insufficient(available: UInt64)
  /// Nothing fits exactly, and the mint could not be asked.
  case noExactChange
  /// The mint's fee is more than the limit, or than the money.
  case tooDear(fee: UInt64)
  /// The mint has no keyset in this unit that it signs with.
  case noKeyset
  case notAToken(TokenFlaw)
  /// The mint is still about it.
  case pending
  /// Locked to somebody else, or in a way that this program doesn't know: it is left as it is.
  case locked
  /// Somebody has spent it already.
  case alreadySpent
  /// Its own evidence says that the mint has not signed it.
  case forged
  /// Already in this wallet.
  case known
  case conflict
  /// Payments that are not settled yet stand in the way.
  case unsettled(Int)
  case file(Int32)
  case cancelled
}

extension WalletFailure {
  /// What the port's caller decides by.
  package var forPayment: PaymentFailure {
    switch self {
    case .store: .notWritable
    case .mint(.cancelled), .cancelled: .cancelled
    case .mint, .wrongSignature, .noKeyset, .alreadySpent, .pending: .mintUnreachable
    case .insufficient(let available): .insufficient(available: Sats(available))
    case .tooDear: .insufficient(available: .zero)
    case .noExactChange: .noExactChange
    case .conflict: .conflict
    case .notAToken, .locked, .forged, .known, .unsettled, .file: .conflict
    }
  }

  /// For a person.
  package var sentence: String {
    switch self {
    case .store(let failure): "\(failure)"
    case .mint(let failure): failure.sentence
    case .wrongSignature:
      "the mint's signatures don't fit its keys: what it owes is kept on the books and asked for again"
    case .insufficient(let available): "not enough: \(available) can be spent"
    case .noExactChange: "no proofs come to exactly this, and the mint can't be asked for change"
    case .tooDear(let fee): "the mint's fee of \(fee) is more than it may be"
    case .noKeyset: "the mint signs nothing in this unit"
    case .notAToken(let flaw): "this is no token (\(flaw))"
    case .pending: "the mint has not finished it yet"
    case .locked: "the token is locked to somebody else, or in an unknown way: it was left as it is"
    case .alreadySpent: "somebody has spent this token already"
    case .forged: "its mint has not signed this token"
    case .known: "this token is in the wallet already"
    case .conflict: "this is known with another content, or not at all"
    case .unsettled(let count): "\(count) payments are not settled yet: run `tollgate wallet restore` when they are"
    case .file(let code): "the file can't be written (error \(code))"
    case .cancelled: "cancelled"
    }
  }
}
