import TollGateCore
import TollGateHTTP
import TollGateWire

/// What an exchange tells about a gateway. What is too long to be read, or cut short, is as if it said nothing.
extension HTTPExchange {
  /// The status of what answers there without speaking HTTP.
  static let noStatus: UInt16 = 0

  /// The whole answer, if one came.
  var answer: GatewayAnswer? { if case .answered(let response) = outcome { GatewayAnswer(response) } else { nil } }

  var offer: OfferAnswer {
    switch outcome {
    case .answered(let response): return GatewayAnswer(response).offer
    case .failed(.unreachable(let reason), _): return .unreachable(reason)
    case .failed(.unwritable, _): return .unreachable(.bindFailed)
    case .failed(.unreadable, let arrived):
      guard var head = arrived else { return .notATollGate(status: Self.noStatus) }
      head.body = []
      return GatewayAnswer(head).offer
    }
  }

  var usage: UsageAnswer {
    switch outcome {
    case .answered(let response): GatewayAnswer(response).usage
    case .failed(.unreachable(.cancelled), _): .nothing(.cancelled)
    case .failed(.unreachable(let reason), _): .nothing(.unreachable(reason))
    case .failed(.unwritable, _): .nothing(.unreachable(.bindFailed))
    case .failed(.unreadable, _): .nothing(.unreadable)
    }
  }

  /// What became of a delivery (C5, C6).
  var delivery: Delivery {
    switch outcome {
    case .answered(let response):
      let told = GatewayAnswer(response).delivery
      // Whoever answers what never left proves nothing against it, but by a signature: anybody on the way can write the rest.
      return bodyBytesSent > 0 || told.isSigned ? told : .notSent(.cutOff)
    case .failed(let failure, let arrived):
      // A signature holds however its answer ended.
      let told = arrived.map { GatewayAnswer($0).delivery }
      if let told, told.isSigned { return told }
      guard bodyBytesSent > 0 else { return .notSent(ReachFailure(failure)) }
      return failure.isSilence ? .lost : told ?? .lost
    }
  }
}

extension GatewayAnswer {
  init(_ response: HTTPResponse) {
    self.init(status: response.status, retryAfter: response.fields["Retry-After"], body: response.body)
  }
}

extension Delivery {
  /// Under a right signature of whoever it is.
  fileprivate var isSigned: Bool {
    switch self {
    case .granted: true
    case .notice(let notice): if case .signed = notice.proof { true } else { false }
    case .unreadable, .notSent, .lost: false
    }
  }
}

extension HTTPFailure {
  /// The rest of an answer did not come in time, or was not waited for.
  fileprivate var isSilence: Bool { self == .unreachable(.timedOut) || self == .unreachable(.cancelled) }
}

extension ReachFailure {
  fileprivate init(_ failure: HTTPFailure) {
    switch failure {
    case .unreachable(let reason): self = reason
    case .unreadable: self = .cutOff
    case .unwritable: self = .bindFailed
    }
  }
}
