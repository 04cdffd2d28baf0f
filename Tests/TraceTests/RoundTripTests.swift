import Testing
import TollGateCore
import TollGateTrace

@Suite struct RoundTripTests {
  private func returns<Value: Traced>(_ value: Value) throws {
    let line = Trace.line(value)
    #expect(!line.contains(UInt8(ascii: "\n")))
    let read = try Trace.read(Value.self, from: line)
    #expect(read == value, "\(String(decoding: line, as: UTF8.self))")
    #expect(Trace.line(read) == line)
  }

  private func drawn<Value: Traced>(_ type: Value.Type, _ seeds: Range<UInt64>) throws {
    for seed in seeds { try returns(Drawing.value(Value.self, seed: seed)) }
  }

  @Test("H6: every event of a run is read back as it was written")
  func events() throws {
    for event in Fixtures.events { try returns(event) }
  }

  @Test("H6: every effect of a run is read back as it was written")
  func effects() throws {
    for effect in Fixtures.effects { try returns(effect) }
  }

  @Test("E1: every journal entry is read back as it was written, a checkpoint too")
  func entries() throws {
    for entry in Fixtures.entries { try returns(entry) }
    try returns(Fixtures.ledger)
  }

  @Test("H6: a policy is read back as it was written")
  func policy() throws {
    try returns(Policy())
    try returns(Fixtures.policy)
  }

  @Test("H6: whatever an event or an effect can be is read back as it was written")
  func drawnSteps() throws {
    try drawn(Event.self, 0..<400)
    try drawn(Answer.self, 0..<400)
    try drawn(Effect.self, 0..<400)
    try drawn(Request.self, 0..<200)
    try drawn(Note.self, 0..<400)
    try drawn(Reason.self, 0..<200)
  }

  @Test("E1: whatever a journal entry, a ledger or a policy can be is read back as it was written")
  func drawnState() throws {
    try drawn(JournalEntry.self, 0..<300)
    try drawn(Ledger.self, 0..<100)
    try drawn(Policy.self, 0..<100)
    try drawn(LinkTable.self, 0..<100)
    try drawn(Payment.self, 0..<200)
  }

  @Test("a code that only looks like a known one stays unrecognised")
  func codes() throws {
    for (code, word) in NoticeCode.words {
      try returns(code)
      try returns(NoticeCode.unrecognised(word))
    }
  }

  @Test("addresses of both families are read back in their one spelling")
  func addresses() throws {
    for address: IPAddress in [
      .v4(0), .v4(.max), .v6(0, 0), .v6(0, 1), .v6(1 << 48, 0), .v6(.max, .max), .v6(0xFE80 << 48, 0xFFFF),
      .v6(0x2001_0DB8 << 32, 1), .v6(1, 1 << 48), .v6(0x0001_0000_0002_0000, 0x0003_0000_0004_0000),
    ] {
      try returns(address)
    }
  }

  @Test("B7: a mint's canonical form is its own canonical form, however it was spelled")
  func mints() throws {
    for spelling in [
      "http://h:80:80/", "HTTPS://user@Mint.Example:443//", "https://h?a#b", "://", "mint", "http://@:80",
    ] {
      try returns(MintURL(spelling))
    }
    #expect(MintURL("http://h:80:80/") == MintURL("http://h"))
  }
}
