package import TollGateCashu

/// Why a request to a mint has brought nothing.
package enum MintFailure: Error, Hashable, Sendable {
  /// The mint says no, and why.
  case refused(MintRefusal)
  /// Answered, and not with what the NUTs say: a portal's page, another keyset, a signature too few.
  case unreadable(MessageFlaw)
  /// Nothing of it has left this machine.
  case unreachable(MintUnreachable)
  /// It may have arrived.
  case lost
  case cancelled

  /// Whether the mint may have done what it was asked for: then its outputs are restored before anything else.
  package var mayHaveHappened: Bool {
    switch self {
    case .refused(let refusal): refusal.meaning == .outcomeUnknown
    case .unreachable: false
    case .unreadable, .lost, .cancelled: true
    }
  }

  /// For a person.
  package var sentence: String {
    switch self {
    case .refused(let refusal): "the mint refuses: \(refusal.text.isEmpty ? "status \(refusal.status)" : refusal.text)"
    case .unreadable: "what answers is no mint, or says what no mint may say"
    case .unreachable(let reason): reason.sentence
    case .lost: "the mint's answer did not come"
    case .cancelled: "cancelled"
    }
  }

  init(_ failure: MintTransportFailure) {
    switch failure {
    case .unreachable(let reason): self = .unreachable(reason)
    case .lost: self = .lost
    case .tooLarge: self = .unreadable(.notJSON)
    case .cancelled: self = .cancelled
    }
  }

  /// Of an answer that isn't a success. One without a word of a mint is not a mint's.
  init(_ reply: MintReplyBytes) {
    let refusal = MintRefusal(status: reply.status, body: reply.body)
    self = refusal.code == nil && refusal.text.isEmpty ? .unreadable(.notJSON) : .refused(refusal)
  }
}
