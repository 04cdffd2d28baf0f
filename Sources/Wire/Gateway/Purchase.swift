package import TollGateCore
package import TollGateCrypto
import TollGateJSON

/// The body of a purchase, both ways: what a client sends, and what a gateway makes of it.
package enum Purchase {
  /// What a gateway finds in a body.
  package enum Found: Hashable, Sendable {
    /// The token, bare or taken out of an event of kind 21000; not looked at.
    case token([UInt8])
    /// An event of kind 21000 without a payment.
    case eventWithoutPayment
    /// More bytes than a gateway takes.
    case tooLong
  }

  /// The most that a gateway takes.
  package static let longest = 1 << 20

  /// The token within a signed event, as the gateways of early 2025 wanted it (C4, `delivery: event`).
  package static func event(
    _ token: Bearer, createdAt: Int64, by key: borrowing SigningKey, randomness: Octets32
  ) -> Bearer {
    let tags = [["payment", String(decoding: token.body, as: UTF8.self)]]
    return Bearer(
      secret: NostrEvent.signed(
        kind: NostrEvent.Kind.payment, createdAt: createdAt, tags: tags, by: key, randomness: randomness
      ).text)
  }

  /// As the gateways read it: an event's signature is not looked at, and all that is no such event is a token.
  package static func read(_ body: [UInt8]) -> Found {
    guard body.count <= longest else { return .tooLong }
    guard let event = try? NostrEvent.read(body, limits: JSONLimits(maxBytes: longest, maxDepth: 16)),
      event.kind == NostrEvent.Kind.payment
    else { return .token(Array(body.trimmed)) }
    let payment = event.tags.first { $0.count > 1 && $0[0] == "payment" }
    return payment.map { .token(Array($0[1].utf8)) } ?? .eventWithoutPayment
  }
}

extension Purchase.Found: CustomStringConvertible, CustomReflectable {
  /// A token is counted and not told, to debuggers neither (F7).
  package var description: String {
    switch self {
    case .token(let bytes): "a token of \(bytes.count) bytes"
    case .eventWithoutPayment: "an event without a payment"
    case .tooLong: "too long"
    }
  }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
