import TollGateCore
import TollGateJSON
package import TollGateTrace

/// A life in the simulator as a person writes it down: where it begins, and what goes wrong when (docs/scenarios.md).
package struct ScenarioFile: Hashable, Sendable {
  package var about: String
  package var script: Script

  /// Reads a file, or says everything that is wrong with it.
  package static func read(_ source: [UInt8]) -> Result<ScenarioFile, Mistakes> {
    do {
      let reader = ScenarioReader(source)
      let file = reader.file(try JSONReader.read(source))
      let mistakes = reader.complaints.mistakes
      return mistakes.isEmpty ? .success(file) : .failure(Mistakes(list: mistakes))
    } catch {
      let mistake = FileMistake(
        line: error.line, column: error.column, problem: "this is not JSON: \(error.problem)", hint: "")
      return .failure(Mistakes(list: [mistake]))
    }
  }

  /// What can be written under `faults`; docs/scenarios.md tells each.
  package static var faultNames: [String] {
    ScenarioReader.linkFaults.map(\.name) + ScenarioReader.gatewayFaults.map(\.name)
      + ScenarioReader.mintFaults.map(\.name) + ScenarioReader.deviceFaults.map(\.name)
  }

  package struct Mistakes: Error, Hashable, Sendable {
    package var list: [FileMistake]
  }
}

/// Reads one file; names of gateways and mints are turned into the indices that the world counts by.
final class ScenarioReader {
  let complaints: Complaints
  var gateways: [String] = []
  var mints: [MintURL] = []

  init(_ source: [UInt8]) { complaints = Complaints(source: source) }

  func file(_ node: JSONNode) -> ScenarioFile {
    var fields = Fields(node, "a scenario", complaints)
    let about = fields.text(fields.optional("about"), like: "\"the gateway restarts at night\"") ?? ""
    let seed = fields.number(fields.optional("seed")) ?? 1
    let lasts = fields.interval(fields.required("lasts", like: "\"1 h\"")) ?? .hours(1)
    var setup = Setup()
    names(&fields, &setup)
    setup.gateways = fields.elements(fields.required("gateways", like: "[{ … }]"), of: "gateways").enumerated()
      .compactMap { gateway($1, network: $0) }
    setup.networks = setup.gateways.map { NetworkSetup(router: $0.addresses.first) }
    setup.links = fields.elements(fields.required("links", like: "[{\"name\": \"wlan0\"}]"), of: "links").enumerated()
      .compactMap { link($1, number: $0) }
    setup.purse = fields.elements(fields.required("wallet", like: "[{ … }]"), of: "coins").compactMap { purse($0) }
    setup.policy = policy(fields.optional("policy"))
    var script = Script(seed: seed, setup: setup, until: .start + lasts)
    script.faults = fields.elements(fields.optional("faults"), of: "faults").compactMap { fault($0) }
    script.faults.sort { $0.at < $1.at }
    fields.end()
    return ScenarioFile(about: about, script: script)
  }

  /// Names first: anything may refer to any of them.
  private func names(_ fields: inout Fields, _ setup: inout Setup) {
    for node in fields.elements(fields.required("mints", like: "[\"https://mint.example\"]"), of: "mints") {
      guard let address = fields.text(node, like: "\"https://mint.example\"") else { continue }
      mints.append(MintURL(address))
      setup.mints.append(MintSetup(address))
    }
    for node in fields.node["gateways"]?.array ?? [] { gateways.append(node["name"]?.string ?? "") }
  }

  func gatewayIndex(_ node: JSONNode?, _ fields: Fields) -> Int? {
    fields.choice(node, gateways.enumerated().map { ($1, $0) })
  }

  func mintIndex(_ node: JSONNode?, _ fields: Fields) -> Int? {
    guard let text = fields.text(node, like: "\"https://mint.example\"") else { return nil }
    if let index = mints.firstIndex(of: MintURL(text)) { return index }
    complaints.add("no mint of this scenario has this address", at: node?.start ?? 0, hint: "list it under 'mints'")
    return nil
  }
}
