import TollGateCore
package import TollGateCrypto
import TollGateWire

/// Signs payments as events (C4, `delivery: event`). The key stays in it, and is wiped at its end.
package final class PaymentSigner: Sendable {
  private let key: SigningKey
  private let wallSeconds: @Sendable () -> Int64

  /// The key names nobody: gateways don't look at it. `wallSeconds` dates the event.
  package init(_ key: consuming SigningKey, wallSeconds: @escaping @Sendable () -> Int64) {
    self.key = key
    self.wallSeconds = wallSeconds
  }

  func sign(_ token: Bearer) -> Bearer {
    // Without random numbers a signature is safe, too: they are against those who watch the processor.
    let randomness = (try? SecureRandom.octets32()) ?? .zero
    return Purchase.event(token, createdAt: wallSeconds(), by: key, randomness: randomness)
  }
}
