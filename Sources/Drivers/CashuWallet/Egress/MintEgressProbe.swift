public import TollGateCore
package import TollGateHTTP

/// Knocks at a mint or a host (C9). https: a handshake under a right certificate, and not a byte more. http: the head of a
/// page, of whatever status. Nothing secret goes out, and nothing is remembered.
public struct MintEgressProbe: EgressProbe {
  private let client: HTTPClient

  #if TLS
    private let line: CurlLine

    package init(_ client: HTTPClient, _ line: CurlLine) {
      self.client = client
      self.line = line
    }
  #else
    package init(_ client: HTTPClient) { self.client = client }
  #endif

  @concurrent public func reach(_ target: EgressTarget, over link: LinkName, within limit: Interval) async -> Egress {
    guard let door = EgressDoor(target) else { return .silent }
    #if TLS
      if door.address.isSecure { return await shakeHands(door, link, limit) }
    #endif
    let end = Moment(after: limit)
    guard let endpoints = try? await door.address.endpoints(within: limit) else { return .silent }
    for endpoint in endpoints where end.left > .zero && !Task.isCancelled {
      let exchange = await client.send(door.knock, to: endpoint, via: link, within: end.left)
      if exchange.isAnswer(through: door) { return .answered }
      // Whoever has taken a connection has been knocked at.
      guard case .failed(.unreachable(let reason), _) = exchange.outcome, reason != .cutOff else { return .silent }
    }
    return .silent
  }

  #if TLS
    private func shakeHands(_ door: EgressDoor, _ link: LinkName, _ limit: Interval) async -> Egress {
      switch await line.send(.knock, "/", to: door.address, via: link, within: limit) {
      case .success: .answered
      case .failure(.unreachable(.untimelyCertificate)): .untimelyCertificate
      case .failure: .silent
      }
    }
  #endif
}

extension HTTPExchange {
  /// Whether somebody beyond the gateway has spoken, as far as that can be told without TLS.
  fileprivate func isAnswer(through door: EgressDoor) -> Bool {
    switch outcome {
    case .answered(let head), .failed(_, arrived: let head?): !head.isPortal
    // Without TLS at hand, whoever expects it is knocked at all the same, and answers in its own language.
    case .failed(.unreadable, arrived: nil): door.address.isSecure
    case .failed(_, arrived: nil): false
    }
  }
}

extension HTTPResponse {
  /// What a gateway says in the name of others, of whom it lets nothing pass: that one has to log in (RFC 6585), or to look
  /// elsewhere, at an address without a name.
  fileprivate var isPortal: Bool {
    if status == 511 { return true }
    guard (300..<400).contains(status), let place = fields["Location"] else { return false }
    guard case .address? = MintAddress(MintURL(place))?.host else { return false }
    return true
  }
}
