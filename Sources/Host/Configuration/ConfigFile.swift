import TollGateCore
import TollGateJSON
package import TollGateTrace

/// A configuration file, read against the drivers that there are.
public struct ConfigFile: Sendable {
  public var configuration: Configuration
  let chosen: ChosenDrivers

  /// What is wrong with it, all at once.
  public struct Mistakes: Error, Hashable, Sendable {
    package let all: [FileMistake]
    /// As compilers write them.
    public func description(in path: String) -> String {
      all.map { $0.description(in: path) }.joined(separator: "\n")
    }
  }

  /// Files of people are small.
  private static let limits = JSONLimits(maxBytes: 1 << 20, maxDepth: 16, maxNodes: 1 << 14)

  public init(_ bytes: [UInt8], drivers: Drivers) throws(Mistakes) {
    let node: JSONNode
    do throws(JSONMistake) { node = try JSONReader.read(bytes, limits: ConfigFile.limits) } catch {
      throw Mistakes(all: [FileMistake(line: error.line, column: error.column, problem: "\(error.problem)")])
    }
    let reader = ConfigReader(source: bytes)
    var configuration = Configuration()
    let chosen = ConfigSections.read(node, reader, drivers, into: &configuration)
    guard reader.mistakes.isEmpty, let chosen else { throw Mistakes(all: reader.mistakes) }
    self.configuration = configuration
    self.chosen = chosen
  }
}
