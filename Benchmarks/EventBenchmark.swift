import TollGateCore
import TollGateCrypto
import TollGateWire

/// An advertisement from its bytes to a proven event, against the key parse and the verification alone (section N).
struct EventBenchmark {
  func run() {
    guard let key = try? SigningKey.random() else { return }
    let prices = ["http://10.77.0.1:3338", "http://10.77.0.1:3342"].map {
      GatewayBody.PriceTag(price: 1, mint: $0, minimumSteps: 1)
    }
    let text = GatewayBody.advertisement(
      metric: "bytes", stepSize: 22_020_096, prices: prices, by: key, randomness: .zero)
    guard let event = try? NostrEvent.read(text), let hash = event.id?.bytes, let signature = event.signature?.bytes,
      let keyBytes = event.key?.bytes
    else { preconditionFailure("an event of our own reads") }
    let context = BareContext()
    var proven = 0
    SideBySide.report("Nostr event: parse, id, signature", target: 85, count: 100) { count in
      for _ in 0..<count {
        if let event = try? NostrEvent.read(text), event.flaw == nil { proven += 1 }
      }
    } limit: { count in
      for _ in 0..<count { proven += context.holds(signature, of: hash, under: keyBytes) ? 1 : 0 }
    }
    precondition(proven > 0 && proven.isMultiple(of: 200))
  }
}
