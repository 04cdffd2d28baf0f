import Foundation
import Testing

@Suite struct ProgramTests {
  @Test("H1: help and version end with 0 and speak on standard output")
  func fine() throws {
    for arguments in [["--help"], ["help"], ["help", "simulate"], ["simulate", "--help"], ["version"]] {
      let run = try Program.run(arguments)
      #expect(run.code == 0)
      #expect(!run.output.isEmpty && run.complaints.isEmpty)
    }
  }

  @Test("H1: --json prints JSON")
  func version() throws {
    let run = try Program.run("version", "--json")
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect(object?["version"] as? String != nil)
  }

  @Test(
    "H1: a wrong command line ends with 64, a hint, and nothing on standard output",
    arguments: [[], ["bananas"], ["simulate", "--bananas"], ["version", "now"], ["--bananas"], ["replay"]])
  func usage(_ arguments: [String]) throws {
    let run = try Program.run(arguments)
    #expect(run.code == 64)
    #expect(run.output.isEmpty && run.complaints.contains("\n"))
  }

  #if !Simulation
    @Test("H8: without the simulator, simulate names the trait that brings it and ends with 69")
    func unavailable() throws {
      let run = try Program.run("simulate", "random")
      #expect(run.code == 69)
      #expect(run.complaints.contains("Simulation"))
    }
  #endif
}
