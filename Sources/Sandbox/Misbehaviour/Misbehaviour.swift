package import TollGateCore

/// What a sandbox does wrong when it is told to: one thing, for so many requests.
package struct Misbehaviour: Hashable, Sendable, Recurring {
  package enum Act: Hashable, Sendable {
    /// Waits before it answers.
    case delay(Interval)
    /// Never answers.
    case hang
    /// Ends the connection after so many bytes of the answer.
    case cut(after: Int, byReset: Bool)
    /// A pause before every byte.
    case slow(Interval)
    /// So many header lines too many.
    case headerFlood(Int)
    case redirect(status: UInt16, to: String)
    case html
    case invalidUTF8
    /// So many arrays within each other.
    case deepJSON(Int)
    /// A body of so many bytes.
    case hugeBody(Int)
    case endlessBody
    /// Refuses, with this code.
    case notice(NoticeCode)
    case signature(SignatureFault)
    /// Another metric than it sells by.
    case metric(String)
    /// So much, whatever was paid for; half of it without a number.
    case grant(UInt64?)
    case price(UInt64)
    /// Denies the session that it has.
    case noSession
    /// Forgets all sessions, before it answers.
    case amnesia
    case notSelling
  }

  package var act: Act
  /// Requests of this kind alone; `nil` is all that the act concerns.
  package var endpoint: SandboxEndpoint?
  /// What becomes of a token; without a choice, what `Act.usualFate` says.
  package var token: TokenFate
  /// For so many requests; `nil` is for ever.
  package var times: UInt64?

  package init(
    _ act: Act, at endpoint: SandboxEndpoint? = nil, token: TokenFate? = nil, times: UInt64? = nil
  ) {
    self.act = act
    self.endpoint = endpoint
    self.token = token ?? act.usualFate
    self.times = times
  }

  func matches(_ asked: SandboxEndpoint) -> Bool { act.concerns(asked) && (endpoint == nil || endpoint == asked) }
}

/// What becomes of a token whose delivery is answered wrongly.
package enum TokenFate: String, Hashable, Sendable, CaseIterable {
  /// Not looked at: it is as good as before.
  case kept
  /// Redeemed, and nothing is given for it.
  case taken
  /// Redeemed, and the session is open, whatever the answer says.
  case granted
}

/// The kinds of request to a gateway.
package enum SandboxEndpoint: String, Hashable, Sendable, CaseIterable {
  case advertisement, purchase, usage, whoami, balance, identity
  case sessionState = "session-state"
  case invoice = "ln-invoice"
}

extension Misbehaviour.Act {
  /// Whoever answers for the gateway has not seen the token; where the gateway's own answer is spoilt, it has.
  package var usualFate: TokenFate {
    switch self {
    case .notice, .redirect, .html, .invalidUTF8, .deepJSON, .hugeBody, .endlessBody: .kept
    case .delay, .hang, .cut, .slow, .headerFlood, .signature, .metric, .grant, .price, .noSession, .amnesia,
      .notSelling:
      .granted
    }
  }

  /// Whether it makes sense to choose what becomes of the token.
  package var choosesFate: Bool {
    switch self {
    case .hang, .cut: true
    default: usualFate == .kept
    }
  }

  package func concerns(_ endpoint: SandboxEndpoint) -> Bool {
    switch self {
    case .signature, .metric, .price, .notSelling: [.advertisement, .purchase].contains(endpoint)
    case .grant: endpoint == .purchase
    case .noSession: [.usage, .balance, .sessionState].contains(endpoint)
    case .delay, .hang, .cut, .slow, .headerFlood, .redirect, .html, .invalidUTF8, .deepJSON, .hugeBody, .endlessBody,
      .notice, .amnesia:
      true
    }
  }
}
