import Testing
import TollGateCore
import TollGateWire

@Suite struct DeliveryTests {
  static func notice(_ tags: [[String]], _ content: String = "") -> Delivery {
    GatewayAnswer(status: 400, body: Golden.event(NostrEvent.Kind.notice, tags, content: content)).delivery
  }

  @Test("C6: the golden session is a grant")
  func golden() {
    let id = EventID(
      Bytes32(0x6F9D_8AD2_83BC_9D10, 0x6530_79D9_8F41_994B, 0xE247_3C5A_BBA2_3376, 0xB270_51D7_6CB9_0301))
    let grant = Grant(id: id, key: Golden.publicKey, metric: .bytes, allotment: 110_100_480)
    #expect(GatewayAnswer(200, Golden.session + "\n").delivery == .granted(grant))
    #expect(GatewayAnswer(201, Golden.session).delivery == .granted(grant))
  }

  @Test("C6: a session with another signature, id or allotment grants nothing")
  func forged() {
    let forged = [
      Golden.session.replacing("110100480", with: "110100481"),
      Golden.session.replacing(#""sig":"4"#, with: #""sig":"5"#),
      Golden.session.replacing("1022", with: "1023"), String(Golden.session.dropLast()),
    ]
    for text in forged { #expect(GatewayAnswer(200, text).delivery == .unreadable(status: 200)) }
    for allotment in ["", "-1", "1.5", "x", "18446744073709551616"] {
      let event = Golden.event(NostrEvent.Kind.session, [["allotment", allotment], ["metric", "bytes"]])
      #expect(GatewayAnswer(status: 200, body: event).delivery == .unreadable(status: 200))
    }
    let none = Golden.event(NostrEvent.Kind.session, [["metric", "bytes"]])
    #expect(GatewayAnswer(status: 200, body: none).delivery == .unreadable(status: 200))
  }

  @Test("C6: a session without a metric, or without an allotment left, is handed on as it is")
  func odd() {
    let bare = Golden.event(NostrEvent.Kind.session, [["allotment", "0"]])
    guard case .granted(let grant) = GatewayAnswer(status: 200, body: bare).delivery else {
      Issue.record("it is signed")
      return
    }
    #expect(grant.metric == .other("") && grant.allotment == 0)
  }

  @Test("C5: the golden notice is signed, and says spent")
  func goldenNotice() {
    let wanted = Notice(code: .tokenSpent, proof: .signed(Golden.publicKey), saysSpent: true)
    #expect(GatewayAnswer(400, Golden.notice).delivery == .notice(wanted))
    let forged = Golden.notice.replacing("payment-error-token-spent", with: "payment-error-invalid-token")
    let unsigned = Notice(code: .invalidToken, proof: .unsigned, saysSpent: true)
    #expect(GatewayAnswer(400, forged).delivery == .notice(unsigned))
  }

  @Test("C5: every code is known by its word", arguments: NoticeCode.words.map(\.1))
  func codes(_ word: String) {
    let wanted = Notice(code: NoticeCode(word: word), proof: .signed(Golden.publicKey))
    #expect(Self.notice([["level", "error"], ["code", word]]) == .notice(wanted))
    #expect(NoticeCode(word: word).word == word)
  }

  @Test("C5: a code that nobody knows is kept; none, two or a huge one may mean anything")
  func strange() {
    let anything = Delivery.notice(Notice(code: .unrecognised(""), proof: .signed(Golden.publicKey)))
    #expect(
      Self.notice([["code", "new-code"]])
        == .notice(Notice(code: .unrecognised("new-code"), proof: .signed(Golden.publicKey))))
    #expect(Self.notice([]) == anything && Self.notice([["code"]]) == anything)
    #expect(Self.notice([["code", "invalid-request"], ["code", "session-error"]]) == anything)
    #expect(Self.notice([["code", String(repeating: "x", count: 65)]]) == anything)
    let twice = Self.notice([["code", "invalid-request"], ["code", "invalid-request"]])
    #expect(twice == .notice(Notice(code: .invalidRequest, proof: .signed(Golden.publicKey))))
  }

  @Test(
    "C5: already spent is seen in either spelling, in content and message",
    arguments: [
      ("Token already spent", true), ("inputs have ALREADY BEEN SPENT.", true), ("proofs already  spent", false),
      ("already been used", false), ("spent", false), ("", false),
    ] as [(String, Bool)])
  func spent(_ text: String, _ says: Bool) {
    for delivery in [Self.notice([["code", "x"]], text), Self.notice([["code", "x"], ["message", text]])] {
      guard case .notice(let notice) = delivery else {
        Issue.record("a notice is a notice")
        continue
      }
      #expect(notice.saysSpent == says)
    }
  }

  static let plain: [(UInt16, String, NoticeCode)] = [
    (415, #"{"error":"Unsupported Media Type"}"#, .unsupportedMediaType),
    (429, #"{"error":"rate limit exceeded"}"#, .tooManyRequests),
    (400, #"{"status":0,"error":"failed to resolve","code":"device-unresolved"}"#, .deviceUnresolved),
  ]

  @Test("C5: the three plain refusals are believed in exactly their shape", arguments: plain)
  func plainShapes(_ status: UInt16, _ text: String, _ code: NoticeCode) {
    for spelling in [text, text + "\n"] {
      let wanted = Notice(code: code, proof: .plainShape, retryAfter: .seconds(6))
      #expect(GatewayAnswer(status, spelling, retryAfter: "6").delivery == .notice(wanted))
    }
    let others = [
      text.replacing("}", with: #","more":1}"#), text.replacing("{", with: #"{"error":"Unsupported Media Type","#),
      text.replacing("error", with: "Error"), "[\(text)]", text + "x", "<html>\(text)</html>",
      text.replacing(#""rate limit"#, with: #""Rate limit"#).replacing("Type", with: "type")
        .replacing("device-un", with: "client-un"),
      text + String(repeating: " ", count: 4096),
    ]
    for other in others {
      switch GatewayAnswer(status, other).delivery {
      case .notice(let notice): #expect(notice.proof == .unsigned && notice.code == code, "\(other)")
      case let delivery: #expect(delivery == .unreadable(status: status) && status == 400, "\(other)")
      }
    }
    for status in [200, 400, 415, 429, 500] as [UInt16] where status != Self.plain.first(where: { $0.2 == code })?.0 {
      guard case .notice(let notice) = GatewayAnswer(status, text).delivery else { continue }
      #expect(notice.proof == .unsigned)
    }
  }

  @Test(
    "C5: all that is neither signed nor in shape is unreadable",
    arguments: [
      (200, ""), (200, "<html><body>Welcome</body></html>"), (200, "\u{0}\u{1}"), (302, ""),
      (307, Golden.advertisement),
      (500, #"{"error":"Internal server error"}"#), (402, "{}"), (200, "[[[["), (200, Golden.advertisement), (404, "x"),
    ] as [(UInt16, String)])
  func unreadable(_ status: UInt16, _ text: String) {
    #expect(GatewayAnswer(status, text).delivery == .unreadable(status: status))
  }

  @Test("C5: bytes that are no text are unreadable, as is a body beyond 64 KiB")
  func bytes() {
    #expect(GatewayAnswer(status: 200, body: [0xFF, 0xFE, 0x80]).delivery == .unreadable(status: 200))
    let long = Array(Golden.session.utf8) + [UInt8](repeating: 32, count: 64 << 10)
    #expect(GatewayAnswer(status: 200, body: long).delivery == .unreadable(status: 200))
  }
}
