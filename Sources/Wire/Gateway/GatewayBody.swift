package import TollGateCore
package import TollGateCrypto

/// The bodies that a gateway sends, byte for byte as the reference does. Where it writes through a stream encoder, a body
/// ends with a line's end; its advertisement and its plain texts don't.
package enum GatewayBody {
  /// One way to pay, in the spelling in which it is advertised.
  package struct PriceTag: Hashable, Sendable {
    package var price: UInt64
    package var unit: String
    package var mint: String
    package var minimumSteps: UInt64

    package init(price: UInt64, unit: String = "sat", mint: String, minimumSteps: UInt64) {
      self.price = price
      self.unit = unit
      self.mint = mint
      self.minimumSteps = minimumSteps
    }
  }

  /// Kind 10021. The reference never dates it.
  package static func advertisement(
    metric: String, stepSize: UInt64, tips: [String] = ["1", "2"], prices: [PriceTag], by key: borrowing SigningKey,
    randomness: Octets32
  ) -> [UInt8] {
    var tags = [["metric", metric], ["step_size", String(stepSize)], ["tips"] + tips]
    for price in prices {
      tags.append([
        "price_per_step", "cashu", String(price.price), price.unit, price.mint, String(price.minimumSteps),
      ])
    }
    return NostrEvent.signed(
      kind: NostrEvent.Kind.advertisement, createdAt: 0, tags: tags, by: key, randomness: randomness
    ).text
  }

  /// Kind 1022. `allotment` is the whole of the session; both dates are now.
  package static func session(
    mac: MACAddress, allotment: UInt64, metric: String, at seconds: Int64, by key: borrowing SigningKey,
    randomness: Octets32
  ) -> [UInt8] {
    let tags = [
      ["p", mac.colons], ["device-identifier", "mac", mac.colons], ["allotment", String(allotment)],
      ["metric", metric], ["start-time", String(seconds)],
    ]
    return line(
      NostrEvent.signed(
        kind: NostrEvent.Kind.session, createdAt: seconds, tags: tags, by: key, randomness: randomness
      ).text)
  }

  /// How grave a notice is.
  package enum Level: String, Sendable { case error, warning }

  /// Kind 21023. The notice of a gateway that isn't selling takes the place of its advertisement, and ends without a line.
  package static func notice(
    _ code: NoticeCode, _ text: String, level: Level = .error, mac: MACAddress?, at seconds: Int64,
    asAdvertisement: Bool = false, by key: borrowing SigningKey, randomness: Octets32
  ) -> [UInt8] {
    let tags = [["level", level.rawValue], ["code", code.word]] + (mac.map { [["p", $0.colons]] } ?? [])
    let written = NostrEvent.signed(
      kind: NostrEvent.Kind.notice, createdAt: seconds, tags: tags, content: text, by: key, randomness: randomness
    ).text
    return asAdvertisement ? written : line(written)
  }

  private static func line(_ bytes: [UInt8]) -> [UInt8] { bytes + [UInt8(ascii: "\n")] }

  /// To a content type other than text/plain and application/json, with status 415.
  package static var unsupportedMediaType: [UInt8] { refusal(PlainRefusal.unsupportedMediaType) }

  /// To the eleventh request in a minute, with status 429.
  package static var tooManyRequests: [UInt8] { refusal(PlainRefusal.rateLimitExceeded) }

  private static func refusal(_ text: String) -> [UInt8] {
    var object = GoObject()
    object.text("error", text)
    return line(object.closed)
  }

  /// To a client without a hardware address, with status 400, by later gateways.
  package static func deviceUnresolved(_ text: String) -> [UInt8] {
    var object = GoObject()
    object.number("status", 0)
    object.text("error", text)
    object.text("code", NoticeCode.deviceUnresolved.word)
    return line(object.closed)
  }

  /// `nil` is no session, whatever the cause.
  package static func usage(_ session: (used: UInt64, total: UInt64)?) -> [UInt8] {
    guard let session else { return Array("-1/-1".utf8) }
    return Array("\(session.used)/\(session.total)".utf8)
  }

  /// Later gateways answer a client that they can't tell with an empty address.
  package static func whoami(_ mac: MACAddress?) -> [UInt8] { Array("mac=\(mac?.colons ?? "")".utf8) }

  /// What `/balance` says of a session.
  package struct Balance: Hashable, Sendable {
    package var metric: String
    package var used: UInt64
    package var allotment: UInt64
    package var startTime: Int64

    package init(metric: String, used: UInt64, allotment: UInt64, startTime: Int64) {
      self.metric = metric
      self.used = used
      self.allotment = allotment
      self.startTime = startTime
    }
  }

  package static func balance(_ session: Balance?) -> [UInt8] {
    var object = GoObject()
    object.number("status", 1)
    object.bool("session_active", session != nil)
    if let session { object.text("metric", session.metric) }
    let (used, allotment) = (session?.used ?? 0, session?.allotment ?? 0)
    object.number("usage", used)
    object.number("allotment", allotment)
    object.number("remaining", allotment - min(used, allotment))
    if let session { object.number("start_time", session.startTime) }
    return line(object.closed)
  }

  /// What `/session-state` of later gateways knows.
  package enum State: String, Sendable { case none, active, expired }

  package static func sessionState(_ state: State, mac: MACAddress) -> [UInt8] {
    var object = GoObject()
    object.number("status", 1)
    object.text("mac", mac.colons)
    object.text("state", state.rawValue)
    return line(object.closed)
  }
}

extension MACAddress {
  /// Six pairs of digits in lower case, as lease files have them.
  package var colons: String {
    stride(from: UInt64(40), through: 0, by: -8).map { Hex.text([UInt8(bits >> $0 & 255)]) }.joined(separator: ":")
  }
}
