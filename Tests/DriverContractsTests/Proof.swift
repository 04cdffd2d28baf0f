import Testing
import TollGateDriverContracts

/// What shows that a list of laws is worth something: a correct driver keeps all of them, and for each there is a
/// driver which breaks it.
struct Proof<Bench: Sendable, Flaw: RawRepresentable & CaseIterable & Hashable & Sendable>
where Flaw.RawValue == String {
  let laws: [Law<Bench>]
  let bench: @Sendable (Flaw?, Stall) -> Bench
  /// Flaws that leave laws waiting for ever: only their own law is tried, with a patience that knows.
  var hanging: Set<Flaw> = []
  /// Further laws that a flaw cannot help but break.
  var spoils: [Flaw: Set<Flaw>] = [:]

  func correctDriverKeepsAll() async {
    let bench = bench
    let violations = await laws.check(within: Stall().patience) { bench(nil, Stall()) }
    #expect(violations == [])
  }

  func everyLawHasItsBreaker() {
    #expect(laws.map(\.name).sorted() == Flaw.allCases.map(\.rawValue).sorted())
    #expect(laws.allSatisfy { !$0.proves.isEmpty })
  }

  func breaks(_ flaw: Flaw) async {
    let bench = bench
    var broken: Set<String> = []
    for law in laws where law.name == flaw.rawValue || !hanging.contains(flaw) {
      let stall = Stall()
      let violations = await law.check(within: stall.patience) { bench(flaw, stall) }
      if !violations.isEmpty { broken.insert(law.name) }
      #expect(violations.allSatisfy { $0.law == law.name && !$0.expected.isEmpty && !$0.seen.isEmpty })
    }
    let wanted = Set([flaw.rawValue]).union((spoils[flaw] ?? []).map(\.rawValue))
    #expect(broken == wanted, "\(flaw) breaks \(broken.symmetricDifference(wanted)) unexpectedly, or not at all")
  }
}
