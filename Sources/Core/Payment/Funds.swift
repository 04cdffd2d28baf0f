/// What one mint's proofs in one unit come to, and what they need.
public struct Funds: Hashable, Sendable {
  public var mint: MintURL
  public var unit: CurrencyUnit
  /// Free to be spent now.
  public var available: Sats
  /// The next payments could not all be paid exactly without the mint (F3).
  public var wantsChange: Bool
  /// Some proofs stand on a keyset that its mint no longer signs with.
  public var onInactiveKeyset: Bool
  /// Wall seconds at which the first keyset with a balance expires.
  public var expires: Int64?
  /// Interrupted requests that the mint must be asked about.
  public var wantsRecovery: Bool

  public init(
    mint: MintURL, unit: CurrencyUnit, available: Sats, wantsChange: Bool = false, onInactiveKeyset: Bool = false,
    expires: Int64? = nil, wantsRecovery: Bool = false
  ) {
    self.mint = mint
    self.unit = unit
    self.available = available
    self.wantsChange = wantsChange
    self.onInactiveKeyset = onInactiveKeyset
    self.expires = expires
    self.wantsRecovery = wantsRecovery
  }
}

/// Work at a mint that no purchase waits for; the machine says when (F5).
public enum Chore: Hashable, Sendable {
  /// Split proofs so that so many payments of this size can be paid exactly.
  case makeChange(mint: MintURL, unit: CurrencyUnit, payment: Sats, count: UInt8)
  /// Move balances off inactive or expiring keysets: as much as the fee limit allows, the greatest proofs first; what is
  /// left comes with the next chore.
  case rotate(mint: MintURL, unit: CurrencyUnit)
  /// Finish or undo what a crash has interrupted.
  case recover(mint: MintURL, unit: CurrencyUnit)

  public var mint: MintURL {
    switch self {
    case .makeChange(let mint, _, _, _), .rotate(let mint, _), .recover(let mint, _): mint
    }
  }

  public var unit: CurrencyUnit {
    switch self {
    case .makeChange(_, let unit, _, _), .rotate(_, let unit), .recover(_, let unit): unit
    }
  }
}

/// What a chore has moved, and what it cost.
public struct ChoreReport: Hashable, Sendable {
  public var moved: Sats
  public var fee: Sats

  public init(moved: Sats, fee: Sats) {
    self.moved = moved
    self.fee = fee
  }
}

/// Why a provider can't. Six cases, six decisions.
public enum PaymentFailure: Error, Hashable, Sendable {
  /// Too little for the fewest steps; this much there is.
  case insufficient(available: Sats)
  /// Enough, but no subset fits within the overpayment bound, and the mint may not or can't be asked.
  case noExactChange
  /// The mint did not answer: try again when it is in reach.
  case mintUnreachable
  /// The store can't be written: nothing may be spent (E5).
  case notWritable
  /// This id is known with another order, or not known at all.
  case conflict
  case cancelled
}

/// Where to knock to see whether paid access really carries (C9).
public enum EgressTarget: Hashable, Sendable {
  case host(String)
  case mint(MintURL)
}

/// Whether the knock was answered.
public enum Egress: UInt8, Hashable, Sendable, CaseIterable {
  case answered
  /// TLS failed on the certificate's dates: an answer while nobody vouches for our clock (C9).
  case untimelyCertificate
  case silent
}
