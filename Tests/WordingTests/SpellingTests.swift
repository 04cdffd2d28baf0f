import Testing
import TollGateTrace

@Suite struct SpellingTests {
  @Test("a slip of the finger finds the word that was meant")
  func slip() {
    #expect(Spelling.nearest("--sed", among: ["--list", "--seed"]) == "--seed")
    #expect(Spelling.nearest("simulat", among: ["replay", "simulate"]) == "simulate")
  }

  @Test("a word that is like none of them finds nothing")
  func nothing() { #expect(Spelling.nearest("bananas", among: ["--list", "--seed"]) == nil) }

  @Test("letters inserted, dropped and changed are counted")
  func slips() {
    #expect(Spelling.slips("", "abc") == 3)
    #expect(Spelling.slips("kitten", "sitting") == 3)
    #expect(Spelling.slips("same", "same") == 0)
  }
}
