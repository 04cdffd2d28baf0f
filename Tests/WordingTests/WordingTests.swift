import Testing
import TollGateCore
import TollGateTrace

@Suite struct WordingTests {
  let wording = Wording(now: .start, ledger: Samples.ledger)

  @Test("H1: every reason has words of its own")
  func everyReasonHasWords() {
    let told = Samples.reasons.map { wording.reason($0) }
    #expect(told.allSatisfy { $0.count > 3 })
    #expect(Set(told).count == Set(Samples.reasons).count)
    #expect(Set(Samples.reasons.map { Samples.number($0) }) == Set(0..<30))
  }

  @Test("B4: what answers without HTTP has no status to be told")
  func noStatus() {
    #expect(!wording.reason(.notATollGate(status: 0)).contains("HTTP 0"))
    #expect(wording.reason(.notATollGate(status: 404)).contains("HTTP 404"))
  }

  @Test("H4: every note has words, on one line")
  func everyNoteHasWords() {
    for note in Samples.notes {
      let line = wording.note(note)
      #expect(line.count > 8, "\(note)")
      #expect(!line.contains("\n") && !line.contains("Optional"), "\(note)")
    }
  }

  @Test("H4: no note is without a sample here")
  func everyNoteIsSampled() {
    func name(_ note: Note) -> String { String("\(note)".prefix { $0 != "(" }) }
    #expect(Set(Samples.notes.map(name)) == Set(Note.kinds.names))
  }

  @Test("a payment is told with amount, seller, link, length and reason")
  func paymentLine() {
    let grant = Grant(id: EventID(Bytes32(1, 2, 3, 4)), key: Samples.key, metric: .milliseconds, allotment: 300_000)
    let line = wording.note(.deliveryAnswered(Samples.id, .granted(grant)))
    #expect(line == "paid 21 sat to f9308a… on wlan0 for 5 min (renewal)")
  }

  @Test("notes about payments that nobody remembers are told all the same")
  func unknownPayment() {
    let stranger = Wording(now: .start)
    for note in Samples.notes { #expect(!stranger.note(note).isEmpty) }
  }

  @Test("C5: what an unsigned refusal says is not taken for a fact")
  func unsignedRefusal() {
    let notice = Notice(code: .tokenSpent, proof: .unsigned)
    #expect(wording.note(.deliveryAnswered(Samples.id, .notice(notice))).contains("proves nothing"))
  }

  @Test("words from the wire can't steer a terminal")
  func controlCharacters() {
    let told = Wording.code(.unrecognised("\u{1B}[2Jgone\u{7}\n"))
    #expect(told.unicodeScalars.allSatisfy { $0.value >= 32 && !(127..<160).contains($0.value) })
    #expect(told.contains("gone"))
  }

  @Test(
    "lengths of time are told in two parts at the most",
    arguments: [
      (0, "0 s"), (400, "0.4 s"), (9_900, "9.9 s"), (42_000, "42 s"), (300_000, "5 min"), (312_000, "5 min 12 s"),
      (4_800_000, "1 h 20 min"), (3_601_000, "1 h"), (273_600_000, "3 d 4 h"),
    ] as [(Int64, String)])
  func intervals(_ milliseconds: Int64, _ words: String) {
    #expect(Wording.interval(.milliseconds(milliseconds)) == words)
  }

  @Test(
    "sizes are told in decimal units",
    arguments: [(999, "999 bytes"), (1_500, "1.5 kB"), (500_000_000, "500 MB"), (1_234_000_000, "1.2 GB")]
      as [(UInt64, String)])
  func sizes(_ bytes: UInt64, _ words: String) { #expect(Wording.service(bytes, of: .bytes) == words) }

  @Test("the most important lines are news, and repetitions of detail are not")
  func weights() {
    #expect(Wording.weight(.sessionOpened(Samples.seller, total: 1, adopted: false)) == .news)
    #expect(Wording.weight(.journalFailed(.notWritable)) == .trouble)
    #expect(Wording.weight(.staleAnswer(Samples.id)) == .detail)
    #expect(Set(Samples.notes.map { Wording.weight($0) }) == Set(Wording.Weight.allCases))
  }
}
