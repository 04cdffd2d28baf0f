import Testing
import TollGateCore
import TollGateCrypto
import TollGateWire

@Suite struct EventTests {
  static func read(_ text: String) throws(EventFlaw) -> NostrEvent { try NostrEvent.read(Array(text.utf8)) }

  static func flaw(_ text: String) -> EventFlaw? {
    do { return try read(text).flaw } catch { return error }
  }

  @Test("B2: the golden events hold, and are written again byte for byte")
  func golden() throws {
    for text in [Golden.advertisement, Golden.session, Golden.notice] {
      let event = try Self.read(text)
      #expect(event.flaw == nil)
      #expect(String(decoding: event.text, as: UTF8.self) == text)
    }
    let event = try Self.read(Golden.advertisement)
    let key = try #require(event.key)
    let hashed = NostrEvent.hashed(key: key, createdAt: 0, kind: 10021, tags: event.tags, content: "")
    #expect(String(decoding: hashed, as: UTF8.self) == Golden.hashed)
  }

  @Test("a gateway's builders make the golden events")
  func builders() throws {
    guard let key = SigningKey(secret: Golden.secret) else {
      Issue.record("3 is a key")
      return
    }
    let mints = ["https://mint.coinos.io", "https://mint.minibits.cash/Bitcoin"]
    let advertisement = GatewayBody.advertisement(
      metric: "bytes", stepSize: 22_020_096,
      prices: mints.map { GatewayBody.PriceTag(price: 1, mint: $0, minimumSteps: 0) }, by: key, randomness: .zero)
    #expect(String(decoding: advertisement, as: UTF8.self) == Golden.advertisement)
    let session = GatewayBody.session(
      mac: Golden.client, allotment: 110_100_480, metric: "bytes", at: 1_700_000_000, by: key, randomness: .zero)
    #expect(String(decoding: session, as: UTF8.self) == Golden.session + "\n")
    for isAdvertisement in [false, true] {
      let notice = GatewayBody.notice(
        .tokenSpent, "Token has already been spent", mac: Golden.client, at: 1_700_000_000,
        asAdvertisement: isAdvertisement, by: key, randomness: .zero)
      #expect(String(decoding: notice, as: UTF8.self) == Golden.notice + (isAdvertisement ? "" : "\n"))
    }
  }

  @Test("NIP-01: exactly these escapes, everything else as it is, nothing for HTML")
  func escapes() {
    let text = "\"\\\u{8}\t\n\u{C}\r\0\u{1F}\u{7F}/<>&é\u{2028}😀"
    let hashed = NostrEvent.hashed(key: .zero, createdAt: -1, kind: 1, tags: [[], [text]], content: text)
    let escaped = #"\"\\\b\t\n\f\r\u0000\u001f"# + "\u{7F}/<>&é\u{2028}😀"
    let key = String(repeating: "0", count: 64)
    #expect(String(decoding: hashed, as: UTF8.self) == #"[0,"\#(key)",-1,1,[[],["\#(escaped)"]],"\#(escaped)"]"#)
  }

  @Test("what Go would escape is escaped as Go does, and reads back as the same event")
  func goEscapes() throws {
    let text = "\"\\\u{8}\t\n\u{C}\r\u{1F}\u{7F}/<>&é\u{2028}\u{2029}😀"
    let written = Golden.event(1, [["x", text]], content: text, at: -5)
    let escaped = #"\"\\\u0008\t\n\u000c\r\u001f"# + "\u{7F}/" + #"\u003c\u003e\u0026"# + "é" + #"\u2028\u2029"# + "😀"
    #expect(String(decoding: written, as: UTF8.self).contains(#""tags":[["x","\#(escaped)"]],"content":"\#(escaped)""#))
    let event = try NostrEvent.read(written)
    #expect(event.flaw == nil && event.text == written && event.createdAt == -5)
  }

  @Test("NIP-01: missing tags hash as none, a missing date as 0, and null is missing")
  func missing() throws {
    let whole = String(decoding: Golden.event(1, []), as: UTF8.self)
    for part in [#""tags":[],"#, #""created_at":0,"#, #""content":"","#] {
      #expect(whole.contains(part))
      let shorter = whole.replacing(part, with: "")
      #expect(Self.flaw(shorter) == nil)
      let name = try #require(part.split(separator: ":").first)
      #expect(Self.flaw(whole.replacing(part, with: "\(name):null,")) == nil)
    }
  }

  @Test("NIP-01: tags in any spelling are hashed in one")
  func spellings() throws {
    let good = Golden.session
    let spelled = [
      (#"["metric","bytes"]"#, #"["metric", "bytes"]"#), (#"["metric","bytes"]"#, "[\t\"metric\",\n\"bytes\"]"),
      (#""bytes""#, #""\u0062ytes""#), (#"[["p""#, #"[ ["p""#), ("start-time", #"start\u002dtime"#),
    ]
    for (part, other) in spelled {
      #expect(good.contains(part))
      let event = try Self.read(good.replacing(part, with: other))
      #expect(event.flaw == nil && event.hash == event.id)
      #expect(String(decoding: event.text, as: UTF8.self) == good)
    }
    #expect(Self.flaw(good.replacing(#""bytes""#, with: #"" bytes""#)) == .wrongID)
    #expect(Self.flaw(good.replacing(#""bytes""#, with: #""by\\tes""#)) == .wrongID)
    #expect(try Self.read(#"{"kind":1}"#).hash == nil)
  }

  @Test(
    "B2: each way to be wrong has its own reason",
    arguments: [
      ("", .notJSON), ("<html>", .notJSON), ("{", .notJSON), ("[]", .notAnEvent), ("1", .notAnEvent),
      (#""kind""#, .notAnEvent), ("{}", .notAnEvent), (#"{"kind":"1"}"#, .notAnEvent), (#"{"kind":1.0}"#, .notAnEvent),
      (#"{"kind":1e3}"#, .notAnEvent), (#"{"kind":99999999999999999999}"#, .notAnEvent),
      (#"{"kind":1,"tags":{}}"#, .notAnEvent), (#"{"kind":1,"tags":["a"]}"#, .notAnEvent),
      (#"{"kind":1,"content":1}"#, .notAnEvent), (#"{"kind":1,"created_at":"0"}"#, .notAnEvent),
      (#"{"kind":1,"created_at":0.5}"#, .notAnEvent), (#"{"kind":1}"#, .wrongKey),
      (#"{"kind":1,"pubkey":1}"#, .wrongKey), (#"{"kind":1,"pubkey":"\#(Golden.key)"}"#, .wrongID),
    ] as [(String, EventFlaw)])
  func flaws(_ text: String, _ wanted: EventFlaw) { #expect(Self.flaw(text) == wanted) }

  @Test("B2: a changed member of a good event has its own reason")
  func changes() throws {
    let good = Golden.advertisement
    let id = try #require(Self.read(good).id).hex
    let signature = try #require(Self.read(good).signature).hex
    let changes: [(String, String, EventFlaw)] = [
      (id, id.uppercased(), .wrongID), (id, String(id.reversed()), .wrongID), (id, String(id.dropLast()), .wrongID),
      ("22020096", "22020097", .wrongID), (#""created_at":0"#, #""created_at":1"#, .wrongID),
      (#""content":"""#, #""content":" ""#, .wrongID), ("10021", "10022", .wrongID),
      (Golden.key, Golden.key.uppercased(), .wrongKey), (Golden.key, "g" + Golden.key.dropFirst(), .wrongKey),
      (signature, signature.uppercased(), .wrongSignature), (signature, String(signature.reversed()), .wrongSignature),
      (signature, "", .wrongSignature), (#""sig""#, #""signature""#, .wrongSignature),
    ]
    for (part, other, wanted) in changes {
      #expect(good.contains(part))
      #expect(Self.flaw(good.replacing(part, with: other)) == wanted, "\(part) → \(other)")
    }
  }

  @Test("B2: a key that is on no curve is a wrong key, though the id is right")
  func offCurve() throws {
    let x = Octets32(0, 0, 0, 5)
    let id = SHA256.hash(NostrEvent.hashed(key: x, createdAt: 0, kind: 1, tags: [], content: ""))
    let signature = String(repeating: "0", count: 128)
    #expect(Self.flaw(#"{"kind":1,"id":"\#(id.hex)","pubkey":"\#(x.hex)","sig":"\#(signature)"}"#) == .wrongKey)
  }

  @Test("B2: a tag that holds a number can't be verified; that is said, and nothing traps")
  func numbers() throws {
    for other in ["1", "-1.5e9", "null", "true", "[]", "{}", #"["0"]"#] {
      let text = Golden.advertisement.replacing(#""0"]"#, with: other + "]")
      #expect(text != Golden.advertisement && Self.flaw(text) == .unverifiable)
      #expect(GatewayAnswer(200, text).offer == .invalid(.wrongID))
    }
    #expect(try Self.read(#"{"kind":1,"tags":[["a",12]]}"#).tags == [["a", "12"]])
  }

  @Test("of repeated members the last counts, as in Go")
  func repeated() throws {
    #expect(Self.flaw("{\"kind\":1,\"content\":\"x\"," + Golden.session.dropFirst()) == nil)
    #expect(Self.flaw(String(Golden.session.dropLast()) + #","content":"x"}"#) == .wrongID)
  }

  @Test("B1: 64 KiB are read, not a byte more; and nothing deep or wide is")
  func limits() throws {
    let event = Golden.event(1, [], content: "")
    let room = String(repeating: " ", count: (64 << 10) - event.count)
    let whole = String(decoding: event, as: UTF8.self)
    #expect(Self.flaw(whole + room) == nil)
    #expect(Self.flaw(whole + room + " ") == .notJSON)
    let deep = String(repeating: "[", count: 20_000)
    #expect(Self.flaw(#"{"kind":1,"x":\#(deep)"#) == .notJSON)
    let wide = #"{"kind":1,"tags":[\#(String(repeating: "[],", count: 16_400))[]]}"#
    #expect(Self.flaw(wide) == .notJSON)
  }
}
