package import TollGateCore

/// Carries requests to mints: each by a connection of its own and once. It never repeats one, follows a redirect or uses a
/// proxy: a swap that goes out twice is not the same swap.
package protocol MintTransport: Sendable {
  /// A whole answer of whatever status, within the limit. Cancelling ends it at once.
  @concurrent func exchange(
    _ request: MintRequestBytes, within limit: Interval
  ) async throws(MintTransportFailure) -> MintReplyBytes
}

/// A request to a mint, as it goes out.
package struct MintRequestBytes: Hashable, Sendable {
  package enum Method: Hashable, Sendable { case get, post }

  package var method: Method
  package var mint: MintURL
  /// What follows the address of the mint: `/v1/swap`.
  package var path: String
  package var body: [UInt8]

  package init(_ method: Method, _ path: String, at mint: MintURL, body: [UInt8] = []) {
    self.method = method
    self.mint = mint
    self.path = path
    self.body = body
  }
}

extension MintRequestBytes: CustomStringConvertible, CustomReflectable {
  /// The body has secrets in it, and the path the name of a quote: neither is told, to debuggers neither (F7).
  package var description: String { "\(method) \(mint), \(body.count) bytes" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What a mint answered, or somebody on the way to it.
package struct MintReplyBytes: Hashable, Sendable {
  package var status: UInt16
  package var body: [UInt8]

  package init(status: UInt16, body: [UInt8]) {
    self.status = status
    self.body = body
  }
}

extension MintReplyBytes: CustomStringConvertible, CustomReflectable {
  /// The body may repeat the request: it isn't told either (F7).
  package var description: String { "\(status), \(body.count) bytes" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why there is no whole answer.
package enum MintTransportFailure: Error, Hashable, Sendable {
  case unreachable(MintUnreachable)
  /// It may have arrived, and what it came to isn't known.
  case lost
  /// It has arrived; the answer is longer than any that a mint could mean.
  case tooLarge
  /// By us. It may have arrived.
  case cancelled
}

/// Why nothing of a request's body has left this machine: nothing can have come of it.
package enum MintUnreachable: Hashable, Sendable {
  case notReached(ReachFailure)
  /// TLS: nobody that we trust vouches for this certificate, or it is for another name.
  case refusedCertificate
  /// TLS: all that is wrong with the certificate are its dates, or our clock (C9).
  case untimelyCertificate
  /// The mint's address is https, and this program was built without.
  case noTLS
  /// libcurl, which is loaded at the first request.
  case noLibrary

  /// For a person.
  package var sentence: String {
    switch self {
    case .notReached(let reason): "the mint was not reached (\(reason.words))"
    case .refusedCertificate: "the mint's certificate is not trusted, or is for another name"
    case .untimelyCertificate: "the mint's certificate is expired or not valid yet, or this clock is wrong"
    case .noTLS: "this program was built without the trait TLS, which https mints need"
    case .noLibrary: "libcurl.so.4 can't be loaded: Debian's package libcurl4 has it"
    }
  }
}

extension ReachFailure {
  fileprivate var words: String {
    switch self {
    case .refused: "connection refused"
    case .timedOut: "no answer in time"
    case .cutOff: "connection lost"
    case .noRoute: "no such address, or no way to it"
    case .bindFailed: "no socket"
    case .cancelled: "cancelled"
    }
  }
}
