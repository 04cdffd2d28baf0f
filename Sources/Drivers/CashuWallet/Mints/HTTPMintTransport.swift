import TollGateCashu
package import TollGateCore
package import TollGateHTTP
import TollGateJSON
import TollGateLinux

/// http mints by our own client. For builds without trait TLS: no https.
package struct HTTPMintTransport: MintTransport {
  /// For one address, where a name has several.
  private static let connectLimit = Interval.seconds(5)

  private let client: HTTPClient

  package init(_ client: HTTPClient) { self.client = client }

  @concurrent package func exchange(
    _ request: MintRequestBytes, within limit: Interval
  ) async throws(MintTransportFailure) -> MintReplyBytes {
    guard let address = MintAddress(request.mint) else { throw .unreachable(.notReached(.noRoute)) }
    guard !address.isSecure else { throw .unreachable(.noTLS) }
    let end = Moment(after: limit)
    var reason = ReachFailure.noRoute
    for endpoint in try await address.endpoints(within: limit) {
      let exchange = await client.send(
        request.http(at: address), to: endpoint, via: nil, limits: .mint, connectWithin: Self.connectLimit,
        within: end.left)
      switch exchange.reading {
      case .success(let reply): return reply
      // The next address of the same mint, while nothing has left.
      case .failure(.unreachable(.notReached(let next))) where end.left > .zero: reason = next
      case .failure(let failure): throw failure
      }
    }
    throw .unreachable(.notReached(reason))
  }
}

extension MintAddress {
  /// Where to connect to. A name is looked up.
  func endpoints(within limit: Interval) async throws(MintTransportFailure) -> [Endpoint] {
    switch host {
    case .address(let address): return [Endpoint(address, port)]
    case .name(let name):
      switch await NameLookup.addresses(of: name, within: limit) {
      case .found(let addresses): return addresses.map { Endpoint($0, port) }
      case .failed(.cancelled): throw .cancelled
      case .failed(let reason): throw .unreachable(.notReached(reason))
      }
    }
  }
}

extension HTTPLimits {
  static let mint = HTTPLimits(bodyBytes: JSONLimits.mint.maxBytes)
}

extension MintRequestBytes {
  fileprivate func http(at address: MintAddress) -> HTTPRequest {
    var fields: HTTPFields = ["Host": address.authority, "Accept": "application/json"]
    if method == .post { fields.append("Content-Type", "application/json") }
    return HTTPRequest(method == .get ? .get : .post, address.prefix + path, fields: fields, body: body)
  }
}

extension HTTPExchange {
  /// Without a byte of the body, a mint can't have done anything.
  fileprivate var reading: Result<MintReplyBytes, MintTransportFailure> {
    switch outcome {
    case .answered(let response): return .success(MintReplyBytes(status: response.status, body: response.body))
    case .failed(.unreachable(.cancelled), _): return .failure(.cancelled)
    case .failed(.unwritable, _): return .failure(.unreachable(.notReached(.noRoute)))
    case .failed(.unreadable(let flaw), _): return .failure(flaw == .bodyTooLong ? .tooLarge : .lost)
    case .failed(.unreachable(let reason), _):
      return .failure(bodyBytesSent > 0 ? .lost : .unreachable(.notReached(reason)))
    }
  }
}

/// The end of a limit, by the clock of waits.
struct Moment {
  private let end: Int64

  init(after limit: Interval) { end = (Interval(nanoseconds: Uptime.nanoseconds) + limit).nanoseconds }

  var isAhead: Bool { left > .zero }

  var left: Interval { max(Interval(nanoseconds: end) - Interval(nanoseconds: Uptime.nanoseconds), .zero) }
}
