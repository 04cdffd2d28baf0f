import Foundation
import Testing
import TollGateCore
import TollGateSimulation
import TollGateTrace

@Suite struct ScenarioFileTests {
  private static let example = """
    {
      "about": "a cable is pulled", "lasts": "10 min", "seed": 3,
      "mints": ["https://mint.example"],
      "wallet": [{"coins": [1, 2, 4]}],
      "gateways": [{"name": "cafe", "address": "10.21.0.1", "step": "1 min", "prices": [{"price": 2}]}],
      "links": [{"name": "wlan0", "gateway": "cafe"}],
      "faults": [{"at": "5 min", "link": "wlan0", "plugged": false}, {"at": "1 min 30 s", "crash": {"down": "3 s"}}]
    }
    """

  private func mistakes(_ text: String) -> [FileMistake] {
    if case .failure(let mistakes) = ScenarioFile.read([UInt8](text.utf8)) { mistakes.list } else { [] }
  }

  private func mistakes(replacing part: String, by other: String) -> [FileMistake] {
    let text = Self.example.split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
    return text == Self.example ? [] : mistakes(text)
  }

  @Test("I1: a file becomes a script, its faults in the order of time")
  func reads() throws {
    let file = try ScenarioFile.read([UInt8](Self.example.utf8)).get()
    #expect(file.about == "a cable is pulled")
    #expect(file.script.seed == 3 && file.script.until == .start + .minutes(10))
    #expect(file.script.setup.gateways.map(\.stepSize) == [60_000])
    #expect(file.script.faults.map(\.at) == [.start + .seconds(90), .start + .minutes(5)])
    #expect(file.script.faults.map(\.fault).last == .link(LinkName("wlan0"), .unplug))
  }

  @Test(
    "a mistake is told with its place and what may be done",
    arguments: [
      ("\"lasts\"", "\"last\"", 1, "'lasts'"), ("\"seed\"", "\"sede\"", 2, "did you mean 'seed'?"),
      ("[1, 2, 4]", "[1, 3]", 4, "powers of two"), ("\"10.21.0.1\"", "\"10.21.0.999\"", 5, "10.21.0.1"),
      ("\"1 min\"", "\"1 minute\"", 5, "1 min"),
      ("\"gateway\": \"cafe\"", "\"gateway\": \"caf\"", 6, "did you mean \"cafe\"?"),
      ("\"plugged\"", "\"pluged\"", 7, "plugged"), ("\"5 min\"", "5", 7, "20 s"), ("[{\"price\": 2}]", "2", 5, "[ … ]"),
    ] as [(String, String, Int, String)])
  func mistakes(_ part: String, _ other: String, _ line: Int, _ hint: String) {
    let found = mistakes(replacing: part, by: other)
    #expect(found.contains { $0.line == line && ($0.hint.contains(hint) || $0.problem.contains(hint)) }, "\(found)")
  }

  @Test("I1: the docs tell every fault, and their example is a scenario")
  func docs() throws {
    let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../docs")
    let page = try String(contentsOf: docs.appendingPathComponent("scenarios.md"), encoding: .utf8)
    for name in ScenarioFile.faultNames { #expect(page.contains("`\(name)`"), "\(name)") }
    let example = try Data(contentsOf: docs.appendingPathComponent("examples/restart.json"))
    #expect(throws: Never.self) { try ScenarioFile.read([UInt8](example)).get() }
  }

  @Test("all mistakes are told at once")
  func together() {
    let text = Self.example.split(separator: "\"seed\"").joined(separator: "\"sede\"")
    let found = mistakes(text.split(separator: "[1, 2, 4]").joined(separator: "[3]"))
    #expect(found.count == 2)
  }

  @Test("what is no JSON is told with line and column")
  func noJSON() {
    let found = mistakes("{\n  \"lasts\": \"1 h\",\n}")
    #expect(found.map(\.line) == [3])
    #expect(found[0].description(in: "day.json").hasPrefix("day.json:3:"))
  }
}
