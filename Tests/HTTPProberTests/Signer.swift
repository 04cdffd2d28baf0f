import TollGateCore
import TollGateCrypto
import TollGateWire

/// A gateway's key, and what it signs.
final class Signer: Sendable {
  let key: SigningKey
  static let seconds: Int64 = 1_700_000_000
  static let client = MACAddress(0xAABB_CCDD_EEFF)
  static let token = Array("cashuB-a-token".utf8)

  init?(_ secret: UInt64 = 3) {
    guard let key = SigningKey(secret: Octets32(0, 0, 0, secret)) else { return nil }
    self.key = key
  }

  var publicKey: PublicKey { PublicKey(Bytes32(key.publicKey)) }

  /// 1 sat a minute.
  func advertisement(metric: String = "milliseconds") -> [UInt8] {
    GatewayBody.advertisement(
      metric: metric, stepSize: 60_000, prices: [.init(price: 1, mint: "https://mint.example", minimumSteps: 1)],
      by: key, randomness: .zero)
  }

  func session(metric: String = "milliseconds") -> [UInt8] {
    GatewayBody.session(
      mac: Self.client, allotment: 60_000, metric: metric, at: Self.seconds, by: key, randomness: .zero)
  }

  func notice(_ code: NoticeCode, asAdvertisement: Bool = false) -> [UInt8] {
    GatewayBody.notice(
      code, "no", mac: Self.client, at: Self.seconds, asAdvertisement: asAdvertisement, by: key, randomness: .zero)
  }

  /// The offer of `advertisement`, by hand.
  var offer: Advertisement {
    Advertisement(
      id: id(of: advertisement()), key: publicKey, metric: .milliseconds,
      offers: [
        Offer(
          metric: .milliseconds, stepSize: 60_000, price: Sats(1), unit: .sat, mint: MintURL("https://mint.example"))
      ])
  }

  /// The grant of `session`, by hand.
  var grant: Grant { Grant(id: id(of: session()), key: publicKey, metric: .milliseconds, allotment: 60_000) }

  private func id(of event: [UInt8]) -> EventID {
    EventID(Bytes32((try? NostrEvent.read(event))?.id ?? .zero))
  }

  /// One letter of the signature is another one.
  static func forged(_ event: [UInt8]) -> [UInt8] {
    var event = event
    guard let end = event.lastIndex(of: UInt8(ascii: "}")) else { return [] }
    let letter = end - 2
    event[letter] = event[letter] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
    return event
  }

  static func unsigned(_ event: [UInt8]) -> [UInt8] {
    let text = String(decoding: event, as: UTF8.self)
    let end = text.firstRange(of: ",\"sig\"")?.lowerBound ?? text.startIndex
    return Array((text[..<end] + "}").utf8)
  }
}
