import Testing
import TollGateCore
import TollGateCrypto
import TollGateHTTP
import TollGateWire

/// One way in which a gateway answers wrongly, and what each driver must make of it.
struct Misbehaviour: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let reply: HTTPReply
  let offer: OfferAnswer
  let usage: UsageAnswer
  let delivery: Delivery

  init(_ name: String, _ reply: HTTPReply, _ offer: OfferAnswer, _ usage: UsageAnswer, _ delivery: Delivery) {
    testDescription = name
    self.reply = reply
    self.offer = offer
    self.usage = usage
    self.delivery = delivery
  }

  /// Silence takes all of it; everything else has more than it can need.
  var limit: Interval { offer == .unreachable(.timedOut) ? .milliseconds(1500) : .seconds(30) }

  private init(_ name: String, _ steps: [HTTPStep], _ failure: ReachFailure, _ delivery: Delivery) {
    self.init(name, .script(steps), .unreachable(failure), .nothing(.unreachable(failure)), delivery)
  }

  /// What no meter can read.
  private init(_ name: String, _ reply: HTTPReply, _ offer: OfferAnswer, status: UInt16 = 200) {
    self.init(name, reply, offer, .nothing(.unreadable), .unreadable(status: status))
  }

  static let all: [Misbehaviour] =
    silence + cut + endless + [
      Misbehaviour("HTML with 200", .answer("<html><body>Log in</body></html>"), .invalid(.notJSON)),
      Misbehaviour("nothing with 200", .answer(""), .invalid(.notJSON)),
      Misbehaviour("HTML with 502", .answer("<html>", status: 502), .notATollGate(status: 502), status: 502),
      Misbehaviour("invalid UTF-8", .answer([0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x7D]), .invalid(.notJSON)),
      Misbehaviour("deep JSON", .answer(String(repeating: "[", count: 30_000)), .invalid(.notJSON)),
      Misbehaviour(
        "deep JSON that ends", .answer(String(repeating: "[", count: 30_000) + String(repeating: "]", count: 30_000)),
        .invalid(.notJSON)),
      Misbehaviour("another event", .answer(signed(kind: 1)), .invalid(.wrongKind)),
      Misbehaviour(
        "a redirect", .response(HTTPResponse(307, fields: ["Location": "http://127.0.0.1:1/"])),
        .notATollGate(status: 307), status: 307),
      Misbehaviour(
        "a protocol that nobody asked for", .script([.text("HTTP/1.1 101 Up\r\nUpgrade: h2c\r\n\r\n")]),
        .notATollGate(status: 101), status: 101),
    ]

  private static let head = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"

  private static let silence = [
    Misbehaviour("says nothing", [.hang], .timedOut, .lost),
    Misbehaviour("says nothing for longer than the limit", [.pause(.hours(1)), .text(head)], .timedOut, .lost),
    Misbehaviour("stops within the head", [.text("HTTP/1.1 200 OK\r\nCont"), .hang], .timedOut, .lost),
    Misbehaviour("stops within the body", [.text(head + "1"), .hang], .timedOut, .lost),
    Misbehaviour(
      "drips", HTTPStep.slowly(Array((head + "1234567890").utf8), every: .milliseconds(100)), .timedOut, .lost),
  ]

  private static let cut = [
    Misbehaviour("closes at once", [.close], .cutOff, .lost),
    Misbehaviour("resets at once", [.reset], .cutOff, .lost),
    Misbehaviour("closes within the head", [.text("HTTP/1.1 20"), .close], .cutOff, .lost),
    Misbehaviour("closes within the body", [.text(head + "1"), .close], .cutOff, .unreadable(status: 200)),
  ]

  private static let aLot = 1 << 40

  private static let endless = [
    Misbehaviour(
      "a body without an end",
      .script([.text("HTTP/1.1 200 OK\r\n\r\n"), .repeating([0x61], upTo: aLot)]), .invalid(.notJSON)),
    Misbehaviour(
      "a right offer, and then spaces without an end",
      .script([.text("HTTP/1.1 200 OK\r\n\r\n"), .bytes(rightOffer), .repeating([0x20], upTo: aLot)]),
      .invalid(.notJSON)),
    Misbehaviour(
      "a body that is said to be huge",
      .script([.text("HTTP/1.1 200 OK\r\nContent-Length: 1099511627776\r\n\r\n"), .repeating([0x61], upTo: aLot)]),
      .invalid(.notJSON)),
    Misbehaviour(
      "a body in chunks without an end",
      .script([
        .text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        .repeating(Array(("1000\r\n" + String(repeating: "1", count: 4096) + "\r\n").utf8), upTo: aLot),
      ]), .invalid(.notJSON)),
    Misbehaviour(
      "a busy one without an end",
      .script([.text("HTTP/1.1 429 No\r\nRetry-After: 7\r\n\r\n"), .repeating([0x61], upTo: aLot)]),
      .busy(retryAfter: .seconds(7)), .nothing(.unreadable),
      .notice(Notice(code: .tooManyRequests, proof: .unsigned, retryAfter: .seconds(7)))),
    flood("fields without an end", [.text("HTTP/1.1 200 OK\r\n"), .repeating(Array("X: y\r\n".utf8), upTo: aLot)]),
    flood("a field without an end", [.text("HTTP/1.1 200 OK\r\nX: "), .repeating([0x61], upTo: aLot)]),
    flood("a first line without an end", [.repeating([0x61], upTo: aLot)]),
    Misbehaviour(
      "preludes without an end", .script([.repeating(Array("HTTP/1.1 100 Go\r\n\r\n".utf8), upTo: aLot)]),
      .notATollGate(status: 100), status: 100),
    flood("another protocol", [.text("SSH-2.0-OpenSSH_9.2\r\n"), .hang]),
  ]

  /// What never has a whole head: nobody can say which status it was, and the token may be anywhere.
  private static func flood(_ name: String, _ steps: [HTTPStep]) -> Misbehaviour {
    Misbehaviour(name, .script(steps), .notATollGate(status: 0), .nothing(.unreadable), .lost)
  }

  private static var rightOffer: [UInt8] { Signer()?.advertisement() ?? [] }

  private static func signed(kind: Int64) -> [UInt8] {
    guard let signer = Signer() else { return [] }
    return NostrEvent.signed(kind: kind, createdAt: 0, tags: [], by: signer.key, randomness: .zero).text
  }
}
