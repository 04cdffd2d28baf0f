import Testing
import TollGateCore

@testable import TollGateSimulation

@Suite("Random lives")
struct SoakTests {
  @Test("200 random lives break no invariant")
  func soak() async {
    let outcome = await Soak.run(seeds: 0..<200, width: 4)
    #expect(outcome.seeds == 200)
    #expect(outcome.steps > 100_000)
    for failure in outcome.failures.prefix(1) {
      var shrinker = Shrinker(
        Script.random(seed: failure.seed), breaking: failure.violations.first?.invariant ?? 0)
      shrinker.shrink()
      Issue.record("seed \(failure.seed): \(failure.violations)\n\(shrinker.snippet)")
    }
    #expect(outcome.failures.map(\.seed).isEmpty)
  }

  /// One seed per mistake that was found in 100,000 lives; the machine's own have tests of their own beside it.
  @Test(
    "lives that have broken an invariant break none",
    arguments: [
      // A seller that was proven on one attachment and asked for little on it (B6).
      469, 691,
      // Looks compared with no reading of our own beside them, and a stranger's use taken for a rate (C7, D2).
      14062, 23216,
      // "No session" over IPv6 (A8, D3).
      2618,
      // Rotations that cost more than one chore may (K20).
      5353,
      // A payment begun on what was not on disk, minutes counted twice, failures counted twice (C7, E5).
      25635, 32089, 38487,
      // A mint that was asked before the intent was on disk (C3), and a wallet whose wait no look followed (E5).
      75200, 61103,
      // What oracles and models had wrong: K1, K3, K7, K13, K14, and one bucket for all clients.
      10329, 1588, 93758, 9205, 2534, 62061, 6830, 1236, 62048, 5753,
    ] as [UInt64])
  func mended(seed: UInt64) {
    #expect(Soak.violations(.random(seed: seed)).isEmpty)
  }

  @Test("a failing script is shrunk to what it takes, and prints as a test")
  func shrinking() {
    let script = Script.random(seed: 12)
    let needed = Fault.mint(0, .down(.seconds(3)))
    var long = script
    for second in [200, 100, 300] as [Int64] {
      long.faults.append(Scheduled(at: Scenery.at(second), .traffic(bytesPerSecond: UInt64(second))))
    }
    long.faults.append(Scheduled(at: Scenery.at(50), needed))
    var shrinker = Shrinker(long, breaking: 3) { script in
      guard script.faults.contains(where: { $0.fault == needed }) else { return [] }
      return [Violation(invariant: 3, at: Scenery.at(60), sentence: "too dear")]
    }
    shrinker.shrink()
    #expect(shrinker.script.faults.map(\.fault) == [needed])
    #expect(shrinker.script.until == Scenery.at(60) + .milliseconds(1))
    #expect(shrinker.snippet.contains("Scheduled(at: .start + .seconds(50), .mint(0, .down(.seconds(3))))"))
    #expect(shrinker.snippet.contains("@Test(\"K3: too dear\")"))
  }
}
