package import TollGateCore

/// What became of one request.
package struct HTTPExchange: Hashable, Sendable {
  package var outcome: HTTPOutcome
  /// Bytes of the body that were handed to the kernel. At 0 not one of them has left this process: that is evidence (C6).
  package var bodyBytesSent: Int

  package init(_ outcome: HTTPOutcome, bodyBytesSent: Int) {
    self.outcome = outcome
    self.bodyBytesSent = bodyBytesSent
  }
}

package enum HTTPOutcome: Hashable, Sendable {
  /// A whole answer, of whatever status.
  case answered(HTTPResponse)
  /// No whole answer. `arrived` is its head, where that came whole, with as much of the body as came.
  case failed(HTTPFailure, arrived: HTTPResponse?)
}

package enum HTTPFailure: Hashable, Sendable {
  /// `bindFailed` is any failure to prepare our own socket.
  case unreachable(ReachFailure)
  /// What came is no HTTP, or more of it than was allowed.
  case unreadable(HTTPFlaw)
  /// The request itself can't be written; nothing was tried.
  case unwritable(HTTPFlaw)
}
