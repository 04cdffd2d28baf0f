import Testing
import TollGateCore
import TollGateJSON
import TollGateTrace

@Suite struct RefusalTests {
  private func mistake<Value: Traced>(_ type: Value.Type, _ text: String, line: Int = 1) -> TraceMistake? {
    do throws(TraceMistake) {
      _ = try Trace.read(Value.self, from: Array(text.utf8), line: line)
      return nil
    } catch {
      return error
    }
  }

  private func expect<Value: Traced>(
    _ type: Value.Type, _ text: String, _ problem: TraceMistake.Problem, at path: String, column: Int
  ) {
    let found = mistake(type, text)
    #expect(found == TraceMistake(line: 1, column: column, path: path, problem), "\(text)")
  }

  /// The beginnings of a line that are read all the same. Every length of a short line; of a long one, as many as are
  /// quick.
  private func readable<Value: Traced>(_ values: [Value]) -> [String] {
    values.flatMap { value in
      let line = Trace.line(value)
      let lengths = stride(from: 0, to: line.count, by: max(1, line.count / 50))
      let cuts = lengths.map { String(decoding: line.prefix($0), as: UTF8.self) }
      return cuts.filter { mistake(Value.self, $0) == nil }
    }
  }

  @Test("a line that is cut off anywhere is refused")
  func truncation() {
    #expect(readable(Fixtures.events) == [])
    #expect(readable(Fixtures.effects) == [])
    #expect(readable(Fixtures.entries) == [])
    #expect(readable([Fixtures.policy, Policy()]) == [])
  }

  @Test("a field that nobody knows is refused with its path and column")
  func unknownField() {
    expect(Place.self, #"{"link":"a","address":"1.2.3.4","x":1}"#, .unknown("x"), at: "", column: 33)
    expect(
      Event.self, #"{"answered":{"id":"1.2","answer":{"inspected":{"spent":1,"unspent":2,"pending":3,"lost":4}}}}"#,
      .unknown("lost"), at: "answered.answer.inspected", column: 82)
    expect(
      Event.self, #"{"answered":{"id":"1.2","answer":"recorded","why":"so"}}"#, .unknown("why"), at: "answered",
      column: 45)
  }

  @Test("a field that is missing or there twice is refused")
  func missingAndRepeated() {
    expect(Place.self, #"{"link":"a"}"#, .missing("address"), at: "", column: 1)
    expect(
      Effect.self, #"{"ask":{"id":"1.2","request":{"look":{"gateway":{"link":"a","address":"::"}}}}}"#,
      .missing("attachment"), at: "ask.request.look.gateway", column: 49)
    expect(
      Place.self, #"{"link":"a","link":"a","address":"::"}"#, .repeated("link"), at: "", column: 13)
    #expect(mistake(Place.self, #"{"link":"a","address":"::"}"#) == nil)
  }

  @Test("a kind that nobody knows is refused by its name")
  func unknownKinds() {
    expect(Event.self, #""exploded""#, .unknownKind("exploded"), at: "", column: 1)
    expect(
      Event.self, #"{"commanded":{"sell":1}}"#, .unknownKind("sell"), at: "commanded", column: 14)
    expect(
      Event.self, #"{"wokeUp":1,"stopping":2}"#, .expected("a word, or an object with one key"), at: "", column: 1)
  }

  @Test("a kind is not read in the form of another")
  func wrongForm() {
    expect(Event.self, #"{"wokeUp":{}}"#, .expected("the word \"wokeUp\" alone"), at: "", column: 1)
    expect(Event.self, #""linksChanged""#, .expected("an object with the key \"linksChanged\""), at: "", column: 1)
    expect(Command.self, #""resume""#, .expected("an object with the key \"resume\""), at: "", column: 1)
    expect(Command.self, #"{"resume":7}"#, .expected("an object"), at: "resume", column: 11)
    expect(Event.self, "7", .expected("a word, or an object with one key"), at: "", column: 1)
    expect(Place.self, "[]", .expected("an object"), at: "", column: 1)
    expect(LinkTable.self, #"{"links":{},"addresses":[],"routes":[]}"#, .expected("a list"), at: "links", column: 10)
  }

  @Test("an element is named by its index")
  func elements() {
    expect(
      Event.self, #"{"fundsChanged":[{"mint":1}]}"#, .expected(MintURL.wanted), at: "fundsChanged[0].mint", column: 26)
  }

  @Test("a number that doesn't fit is refused, not wrapped", arguments: ["256", "-1", "1.0", "1e2", "\"1\"", "null"])
  func numbers(_ text: String) {
    #expect(mistake(UInt8.self, text) != nil)
    #expect(mistake(UInt8.self, "255") == nil)
    #expect(mistake(Sats.self, "18446744073709551616") != nil)
    #expect(mistake(Instant.self, "9223372036854775808") != nil)
  }

  @Test(
    "a text in another than its one spelling is refused",
    arguments: [
      "1.2.3.04", "1.2.3", "1.2.3.4.5", "1.2.3.256", "+1.2.3.4", "FE80::1", "0::1", "1::2::3", ":::", "1:2", "",
    ])
  func addresses(_ text: String) {
    expect(IPAddress.self, "\"\(text)\"", .expected(IPAddress.wanted), at: "", column: 1)
  }

  @Test("B1: no part of an address has a sign, though nobody writes it back and compares")
  func signs() {
    for wrong in ["+127.0.0.1", "127.+0.0.1", "127.-0.0.1", "fe80::+1", "fe80::-0", "+fe80::1", "1:2:3:4:5:6:7:+8"] {
      #expect(IPAddress(traceText: wrong) == nil, "\(wrong)")
    }
    #expect(IPAddress(traceText: "127.0.0.1") == .v4(0x7F00_0001))
    for wrong in ["02:00:00:00:00:+1", "-0:00:00:00:00:01"] {
      #expect(MACAddress(traceText: wrong) == nil, "\(wrong)")
    }
    #expect(OperationID(traceText: "+1.2") == nil && OperationID(traceText: "1.-0") == nil)
    #expect(Fingerprint(traceText: "+00000000000000f") == nil)
    #expect(PublicKey(traceText: "+" + String(repeating: "0", count: 63)) == nil)
  }

  @Test("ids, keys and units have one spelling each")
  func spellings() {
    let hex = String(repeating: "ab", count: 32)
    #expect(mistake(PublicKey.self, "\"\(hex)\"") == nil)
    for wrong in [hex.uppercased(), String(hex.dropLast()), hex + "a", hex + hex, "+" + hex.dropFirst(), ""] {
      #expect(mistake(PublicKey.self, "\"\(wrong)\"") != nil, "\(wrong)")
      #expect(mistake(EventID.self, "\"\(wrong)\"") != nil, "\(wrong)")
    }
    for wrong in ["1", "1.", ".1", "01.1", "1.2.3", "-1.2", "1.18446744073709551616"] {
      #expect(mistake(OperationID.self, "\"\(wrong)\"") != nil, "\(wrong)")
    }
    #expect(mistake(CurrencyUnit.self, "\"sats\"") != nil)
    #expect(mistake(MintURL.self, "\"HTTPS://mint.example/\"") != nil)
    #expect(mistake(MACAddress.self, "\"02:00:00:00:00:0G\"") != nil)
    #expect(mistake(Fingerprint.self, "\"beef\"") != nil)
  }

  @Test("what is no JSON is refused where it goes wrong, on the line it stands on")
  func notJSON() {
    let found = mistake(Event.self, #"{"answered":}"#, line: 12)
    #expect(found == TraceMistake(line: 12, column: 13, path: "", .notJSON(.notAValue)))
    #expect(found?.description.hasPrefix("line 12, column 13: ") == true)
    let deep = String(repeating: "[", count: 40)
    #expect(mistake(Event.self, deep)?.problem == .notJSON(.tooDeep(limit: 32)))
  }

  @Test("a mistake says in one line where it is and what was wanted")
  func words() {
    let found = mistake(Event.self, #"{"answered":{"id":"7","answer":"recorded"}}"#, line: 3)
    #expect(found?.description == "line 3, column 19, answered.id: expected the id of an operation, epoch.number")
  }
}
