import Foundation
import Testing
import TollGateCore

@testable import TollGateSimulation

@Suite("Failures with a name")
struct ScenarioTests {
  @Test("I1: each scenario shows what happens now, and breaks no invariant", arguments: Scenario.all.map(\.name))
  func play(name: String) throws {
    let scenario = try #require(Scenario.named(name))
    let aftermath = scenario.play()
    for expectation in scenario.expectations {
      #expect(expectation.holds(aftermath), "\(scenario.failure): \(expectation.words)")
    }
    #expect(aftermath.violations == [])
  }

  @Test("I1: every failure of section L has a scenario, and no scenario shows one that isn't there")
  func complete() throws {
    let file = URL(filePath: #filePath).appending(path: "../../../docs/spec.md").standardized
    let spec = try String(contentsOf: file, encoding: .utf8)
    let rows = spec.split(separator: "\n").filter { $0.hasPrefix("| L") }
    let listed = rows.compactMap { row in Int(row.dropFirst(3).prefix { $0.isNumber }) }
    #expect(listed == Array(1...17))
    let shown = Scenario.all.map(\.failure)
    for number in listed.dropLast() { #expect(shown.contains(.listed(number)), "L\(number)") }
    for case .listed(let number) in shown { #expect(listed.dropLast().contains(number)) }
    #expect(shown.count { if case .listed = $0 { false } else { true } } >= 30)
  }

  @Test("names, and what they show, are told apart")
  func names() {
    #expect(Set(Scenario.all.map(\.name)).count == Scenario.all.count)
    #expect(Set(Scenario.all.map(\.failure)).count == Scenario.all.count)
    for scenario in Scenario.all {
      #expect(!scenario.numbers.isEmpty && !scenario.expectations.isEmpty && !scenario.before.isEmpty)
    }
  }
}
