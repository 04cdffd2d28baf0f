public import TollGateCore
package import TollGateHTTP

/// Carries tokens over HTTP: one connection and one request each, never a second one (C4, C6).
public struct HTTPPaymentCourier: PaymentCourier {
  /// How a token goes out.
  package enum Form: Sendable {
    /// The token and nothing else.
    case token
    /// Within an event that this signs, as the gateways of early 2025 want it.
    case event(PaymentSigner)
  }

  private let line: GatewayLine
  private let form: Form

  package init(_ client: HTTPClient, ports: GatewayPorts = GatewayPorts(), form: Form = .token) {
    line = GatewayLine(client: client, ports: ports)
    self.form = form
  }

  /// At most 5 s to connect and 70 s for the answer, which may have to wait for a mint (C4).
  static func time(within limit: Interval) -> Interval { min(limit, .seconds(75)) }

  @concurrent public func deliver(_ bearer: Bearer, to seller: Seller, within limit: Interval) async -> Delivery {
    let body =
      switch form {
      case .token: bearer
      case .event(let signer): signer.sign(bearer)
      }
    return await line.post(body, to: seller.gateway, within: Self.time(within: limit)).delivery
  }
}
