#if Simulation
  import Foundation
  import Testing

  @Suite struct SimulateTests {
    private static let scenario = """
      {"lasts": "10 min", "mints": ["https://mint.example"], "wallet": [{"coins": [1, 1, 2, 2, 4, 8]}],
       "gateways": [{"name": "cafe", "address": "10.21.0.1", "step": "1 min", "prices": [{"price": 1}]}],
       "links": [{"name": "wlan0", "gateway": "cafe"}]}
      """

    private func withFile<Result>(_ text: String, _ use: (String) throws -> Result) throws -> Result {
      let path = Program.scratch("scenario.json")
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      defer { try? FileManager.default.removeItem(atPath: path) }
      return try use(path)
    }

    @Test("I1: a scenario file is run, with timeline and totals")
    func file() throws {
      try withFile(Self.scenario) { path in
        let run = try Program.run("simulate", path)
        #expect(run.code == 0, "\(run.complaints)")
        #expect(run.output.contains("paid 1 sat to ") && run.output.contains("  spent "))
        #expect(!run.output.contains("\u{1B}["), "colours are for terminals")
      }
    }

    @Test("I1: mistakes of a scenario file end with 65, file, line and column")
    func mistakes() throws {
      try withFile("{\n \"lasts\": 5}") { path in
        let run = try Program.run("simulate", path)
        #expect(run.code == 65)
        #expect(run.complaints.contains("\(path):2:11: ") && run.output.isEmpty)
      }
    }

    @Test("files that can't be read end with 66, files that can't be written with 73")
    func files() throws {
      #expect(try Program.run("simulate", "no/such/file.json").code == 66)
      #expect(try Program.run("replay", "no/such/file.jsonl").code == 66)
      try withFile(Self.scenario) { path in
        for option in ["--svg", "--record"] {
          let run = try Program.run("simulate", path, option, "no/such/folder/out")
          #expect(run.code == 73)
        }
      }
    }

    @Test("H6: a recording is replayed to its end; a changed one ends with 1 at the decision that differs")
    func replay() throws {
      try withFile(Self.scenario) { path in
        let recording = Program.scratch("day.jsonl")
        defer { try? FileManager.default.removeItem(atPath: recording) }
        let recorded = try Program.run("simulate", path, "--record", recording)
        #expect(recorded.code == 0)
        let same = try Program.run("replay", recording)
        #expect(same.code == 0 && same.output.contains("every decision was made again"))
        let text = try String(contentsOfFile: recording, encoding: .utf8)
        #expect(text.contains("\"carrier\":true"))
        let changed = text.replacingOccurrences(of: "\"carrier\":true", with: "\"carrier\":false")
        try changed.write(toFile: recording, atomically: true, encoding: .utf8)
        let other = try Program.run("replay", recording)
        #expect(other.code == 1 && other.output.contains("line "))
        try "{}\n".write(toFile: recording, atomically: true, encoding: .utf8)
        #expect(try Program.run("replay", recording).code == 65)
      }
    }

    @Test("K10: two processes print one trace for one seed, and another for another")
    func trace() throws {
      let one = try Program.run("simulate", "random", "--seed", "7", "--trace")
      let two = try Program.run("simulate", "random", "--seed", "7", "--trace")
      let other = try Program.run("simulate", "random", "--seed", "8", "--trace")
      #expect(one.output == two.output && one.output != other.output)
      #expect(one.output.split(separator: "\n").count > 10)
      #expect(one.output.split(separator: "\n").allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
    }

    @Test("I1: --svg writes a drawing, --json the totals")
    func outputs() throws {
      try withFile(Self.scenario) { path in
        let drawing = Program.scratch("day.svg")
        defer { try? FileManager.default.removeItem(atPath: drawing) }
        let run = try Program.run("simulate", path, "--svg", drawing, "--json")
        let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let totals = object?["totals"] as? [String: Any]
        #expect(totals?["simulated_ms"] as? Int == 600_000)
        let svg = try String(contentsOfFile: drawing, encoding: .utf8)
        #expect(svg.hasSuffix("</svg>\n"))
      }
    }

    @Test("I1: a fleet has one row per device, and its sum")
    func fleet() throws {
      let run = try Program.run("simulate", "fleet", "--devices", "1", "--seed", "4")
      #expect(run.output.contains("In all, 1 device:"))
    }

    @Test(
      "options that would be ignored are mistakes",
      arguments: [
        ["simulate", "--list", "--days", "3"], ["simulate", "random", "--devices", "2"],
        ["simulate", "random", "--count", "2", "--trace"], ["simulate", "--story", "random"], ["simulate"],
        ["simulate", "no-such-scenario"],
      ])
    func ignored(_ arguments: [String]) throws {
      #expect(try Program.run(arguments).code == 64)
    }
  }
#endif
