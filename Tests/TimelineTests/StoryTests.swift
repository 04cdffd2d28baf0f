import Testing
import TollGateCore
import TollGateSimulation

@Suite struct StoryTests {
  @Test("H7: every claim of the story comes true, and the books agree to the sat")
  func story() {
    var teller = Story.teller(seed: 1)
    var failed: [String] = []
    var claims = 0
    teller.tell { piece in
      if case .claim(let words, let held) = piece {
        claims += 1
        if !held { failed.append(words) }
      }
    }
    for ending in Story.ending(of: teller) where !ending.held { failed.append(ending.words) }
    #expect(failed.isEmpty)
    #expect(claims >= 15)
  }

  @Test("a claim that doesn't hold is told as such, and the whole with it")
  func falseClaim() {
    let scene = Scene("Nothing", "", until: .start + .seconds(1), claims: [Claim("it rained") { _ in false }])
    var teller = Storyteller(setup: Setup(), scenes: [scene], seed: 1)
    var told: [Bool] = []
    teller.tell { if case .claim(_, let held) = $0 { told.append(held) } }
    #expect(told == [false] && !teller.allHeld)
  }
}
