import Testing
import TollGateCore
import TollGateSimulation

@testable import TollGateHost

/// What a person reads, at moments of simulated lives.
@Suite struct WhyPageTests {
  private func page(_ scenario: String, after seconds: Int64) throws -> WhyPage {
    var world = World(try #require(LiveWorld.script(named: scenario)))
    world.run(until: .start + .seconds(seconds))
    return WhyPage(world.station, at: world.machineNow)
  }

  @Test("H1: with paid access the screen says through whom, how long, at what price, and what is left in the wallet")
  func open() throws {
    let text = try page("one-gateway", after: 30).text
    #expect(text.hasPrefix("Paid access: yes, through 192.168.1.1 on wlan0\n"), "\(text)")
    for word in [
      "lasts", "used up in", "the next payment in", "2 sat for 1 min", "at https://mint.example",
      "of 4000 spent in a day",
    ] {
      #expect(text.contains(word), "\(word) is missing in:\n\(text)")
    }
  }

  @Test("H1: before anything is known the screen says that there is no gateway")
  func beginning() throws {
    let text = try page("one-gateway", after: 0).text
    #expect(text.hasPrefix("Paid access: no"), "\(text)")
  }

  @Test(
    "H1: the screen fits 24 lines of 80 columns in every scenario, at any time", arguments: Scenario.all.map(\.name))
  func fits(_ scenario: String) throws {
    var world = World(try #require(LiveWorld.script(named: scenario)))
    for second: Int64 in [1, 3, 10, 40, 100, 290] {
      world.run(until: .start + .seconds(second))
      let lines = WhyPage(world.station, at: world.machineNow).lines
      #expect(lines.count <= 24 && lines.allSatisfy { $0.count <= 80 }, "\(lines.joined(separator: "\n"))")
      #expect(lines[0].hasPrefix("Paid access: "))
      if world.station.sessionViews(at: world.machineNow).isEmpty {
        #expect(lines[0].hasPrefix("Paid access: no") && lines[1].contains("why"), "\(lines)")
      }
    }
  }
}
